"""Files by link: the bytes, their name and type, what is put on record, and who gets nothing."""

import csv
import hashlib
import io
import shutil
import zipfile

import pytest
from starlette.applications import Starlette

from dashboard import handing, offering, opening
from dashboard.guard import FILES, Guard
from dashboard.text import translator
from etl import audit
from etl.errors import IntegrityError
from etl.settings import Settings
from tests import asgi, public_app
from tests.dashboard.test_app import run
from tests.files_offered import Offer, files_of, others_of

EN, JA = translator("en"), translator("ja")
DOOR = Guard(
    Starlette(routes=handing.routes()), hosts=frozenset({asgi.HOST}), headers={}, uploads=False
)


@pytest.fixture
def own(settings, tmp_path):
    """The small warehouse with an audit log of its own."""
    shutil.copytree(settings.data, tmp_path / "data")
    return Settings(data=tmp_path / "data", keys=settings.keys)


def ask(file, *, method="GET", **headers):
    """What the server answers: status, headers and body."""
    path = f"{FILES}/{file.session}/{file.page}/{file.key}"
    return asgi.ask(DOOR, path, method=method, **headers)


def exports(settings):
    return [e["facts"] for e in audit.entries(settings) if e["event"] == "export"]


def test_a_card_hands_out_its_rows_and_that_is_on_record(own):
    file = files_of(run(own, source="jp-helpline"))[0]
    assert (file.label, file.told) == ("Download CSV", "Download CSV: Reports by month")
    assert exports(own) == []
    status, headers, body = ask(file)
    assert status == 200
    assert headers["content-type"] == "text/csv; charset=utf-8"
    name = "casestats_jp-helpline_trend-month_SYNTHETIC.csv"
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
    assert headers["cache-control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert len(rows) == 24
    [told] = exports(own)
    digest = hashlib.sha256(body).hexdigest()
    warehouse = opening.store().id
    assert told == {"file": name, "rows": 24, "content_sha256": digest, "warehouse": warehouse}


def test_a_cross_table_is_handed_out_as_a_workbook(own):
    [_, file] = files_of(run(own, "crosstab", source="jp-helpline"))
    status, headers, body = ask(file, sec_fetch_site="same-origin")
    assert status == 200
    assert headers["content-type"].endswith("spreadsheetml.sheet")
    assert headers["content-disposition"].endswith('_SYNTHETIC.xlsx"')
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert len(exports(own)) == 1


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_is_put_on_record_under_its_name(own, kind):
    app = run(own, source="jp-helpline")
    name = f"casestats_jp-helpline_trend-month_SYNTHETIC.{kind}"
    assert f'data-name="{name}"' in "".join(part.body for part in app.get("html"))
    status, _, body = ask(others_of(app)[f"trend_month-jp-helpline-{kind}"])
    assert (status, body) == (204, b"")
    assert exports(own) == [{"file": name, "warehouse": opening.store().id}]


def test_a_long_table_comes_when_it_is_asked_for_and_is_not_on_record(own):
    app = run(own, "quality", source="jp-helpline")
    tables = [offer for key, offer in others_of(app).items() if key.endswith("-table")]
    assert len(tables) > 1
    for table in tables:
        status, headers, body = ask(table, sec_fetch_site="same-origin")
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert body.decode().count("<td") + body.decode().count('<th scope="row"') > 150
    assert exports(own) == []


@pytest.mark.parametrize("page", ["overview", "official", "crosstab"])
def test_no_two_files_of_a_page_share_an_address(settings, page):
    files = files_of(run(settings, page))
    assert len({(file.session, file.page, file.key) for file in files}) == len(files) > 1


def select(app, **query):
    """Have the page of the same session drawn with another address."""
    app.query_params.clear()
    app.query_params.update(query)
    app.run()


def reports(body):
    return sum(int(row["reports"]) for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_a_file_is_of_the_selection_beside_which_its_link_stood(own):
    app = run(own, source="jp-helpline", **{"from": "2024-01", "to": "2025-12"})
    before = files_of(app)[0]
    select(app, source="jp-helpline", gender="female")
    after = files_of(app)[0]
    assert (before.session, before.key) == (after.session, after.key)
    assert [reports(ask(file)[2]) for file in (before, after, before)] == [400, 100, 400]
    assert len(exports(own)) == 3


def test_a_file_of_a_page_long_left_is_gone_and_that_is_told(own):
    app = run(own, source="jp-helpline")
    file = files_of(app)[0]
    for gender in ("female", "male", "unknown"):
        assert ask(file)[0] == 200
        select(app, source="jp-helpline", gender=gender)
    status, headers, body = ask(file)
    assert (status, headers["cache-control"]) == (404, "no-store")
    for t in (EN, JA):
        assert t("file.gone.body") in body.decode()
    assert len(exports(own)) == 3


def test_nobody_elses_files_are_found(own):
    one, other = (files_of(run(own, source="jp-helpline"))[0] for _ in range(2))
    assert one.session != other.session
    assert len(one.session) >= 22
    assert ask(Offer(one.session[:-1] + "-", one.page, one.key))[0] == 404
    assert ask(Offer(other.session, one.page, one.key))[0] == 404
    assert exports(own) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", "else"])
def test_another_site_gets_no_file_and_nothing_is_on_record(own, site):
    file = files_of(run(own, source="jp-helpline"))[0]
    assert ask(file, sec_fetch_site=site)[0] == 403
    assert ask(file, origin="http://evil.example")[0] == 403
    assert exports(own) == []


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_getting_makes_a_file(own, method):
    file = files_of(run(own, source="jp-helpline"))[0]
    assert ask(file, method=method)[0] == 405
    assert exports(own) == []


def test_what_cannot_be_put_on_record_is_not_handed_out(own):
    file = files_of(run(own, source="jp-helpline"))[0]
    ask(file)
    (own.data / "audit.jsonl").write_text("", encoding="utf-8")
    status, headers, body = ask(file)
    assert (status, headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "content-disposition" not in headers
    assert JA("file.failed.title") in body.decode()
    with pytest.raises(IntegrityError) as error:
        audit.append(own, "export")
    assert error.value.remedy in body.decode()


def test_a_release_is_handed_out_as_it_was_sealed_and_nothing_is_on_record(tmp_path):
    public = public_app.masked(tmp_path)
    app = public_app.run(public, "crosstab")
    by_key = {file.key: file for file in files_of(app)}
    before = audit.verify(public)
    sealed = sorted((public.releases / "reports-1.2" / "tables").glob("*.csv"))
    for path in sealed:
        status, headers, body = ask(by_key[f"file-{path.stem}"])
        assert (status, body) == (200, path.read_bytes())
        assert headers["content-disposition"] == f'attachment; filename="reports-1.2_{path.name}"'
    assert sealed
    assert not others_of(public_app.run(public))  # no picture of a release is on record
    assert audit.verify(public) == before


def test_a_name_that_is_not_ascii_is_told_as_rfc_6266_asks():
    assert offering._attached("表 1.csv") == "attachment; filename*=UTF-8''%E8%A1%A8%201.csv"
