"""Personal data in a file: its row is quarantined, place and kind are told, the text nowhere."""

import zipfile

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import opening, server
from etl.errors import RefusedInput
from etl.folders import receipts
from etl.ingest import import_file
from etl.sources import load
from tests.builders import csv_file, profile, row, rows, settings, written
from tests.command_line import CommandLine


def imported(folder, content, *, name="reports.csv"):
    return import_file(settings(folder), csv_file(folder / name, content), load("casestats"))


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("gender", "090-1234-5678", "phone"),
        ("contact_platform", "LINE ID: sora_0912", "handle"),
        ("region", "hana.mori88@example.jp", "email"),
        ("age", "平成20年3月14日生まれ", "birth-date"),
        ("reported_date", "佐藤さん 6月2日", "person-name"),
        ("currency", "IG: kiwiboy.nz", "handle"),
        ("amount_paid", "09012345678", "phone"),
        ("consent_to_statistics", "mao2009@example.com", "email"),
        ("report_id", "021 555 1234", "phone"),
        ("report_id", "case-090-1234-5678", "phone"),
        ("report_id", "hana.mori88@example.jp", "email"),
    ],
)
def test_a_hit_quarantines_the_row_and_shows_only_its_place(field, text, kind, tmp_path):
    content = [row() | {"region": ""}, row(report_id="A-2") | {"region": ""} | {field: text}]
    done = imported(tmp_path, content)
    assert [stored["row_number"] for stored in written(done, "accepted")] == [1]
    [bad] = written(done, "quarantine")
    shown = [bad[name] for name in ("row_number", "line", "column", "rule", "value")]
    assert shown == [2, 3, field, f"personal-data-{kind}", None]
    assert done.receipt.unmapped == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"report_id": "2025000123"},
        {"report_id": "0000012345"},
        {"report_id": "NZ-2025-000123"},
        {"report_id": "令和7年-12"},
        {"report_id": "49-091-850"},  # one number in eleven passes as an IRD number
        {"amount_paid": "49091850"},
        {"amount_paid": "¥1,000,000"},
        {"age": "16歳"},
    ],
)
def test_ids_and_amounts_that_only_look_like_numbers_of_people_pass(changes, tmp_path):
    assert imported(tmp_path, [row(**changes)]).receipt.rows.accepted == 1


@pytest.mark.parametrize("ids", [("ZAC5361", "ZBN77VL", "ZAA0067"), ("49-091-850",) * 3])
def test_a_column_of_identity_numbers_is_refused(ids, tmp_path):
    content = [row(report_id=text) for text in (*ids, "A-1", "A-2")]
    with pytest.raises(RefusedInput) as refusal:
        imported(tmp_path, content)
    assert refusal.value.code == "personal-data-column"
    assert not any(text in str(refusal.value) for text in ids)
    assert receipts(settings(tmp_path)) == []


def test_a_word_that_may_be_an_account_is_counted_and_not_shown(tmp_path):
    words = ("yuki_s07", "Newgram", "SNS_01")
    content = [row(report_id=f"A-{n}", contact_platform=word) for n, word in enumerate(words)]
    done = imported(tmp_path, content)
    told = done.receipt.unmapped["contact_platform"]
    assert [(word.value, word.rows) for word in told] == [(None, 1), ("Newgram", 1), ("SNS_01", 1)]
    assert done.receipt.rows.accepted == 3


def test_a_file_name_that_tells_a_person_is_kept_as_a_hash(tmp_path):
    done = imported(tmp_path, rows(1), name="佐藤太郎さん_090-1234-5678.csv")
    assert done.receipt.file.name == f"sha256:{done.receipt.file.sha256[:12]}.csv"
    with pytest.raises(RefusedInput) as refusal:
        imported(tmp_path, [{"when": "x"}], name="taro@example.jp.csv")
    assert "taro" not in str(refusal.value)
    assert refusal.value.where.startswith("sha256:")


def test_so_are_the_name_in_a_zip_and_a_heading(tmp_path):
    own = profile(tmp_path / "own.toml", OWN)
    content = [{"day": "2025-06-02", "LINE ID: sora_0912": "x", "note": "x"}]
    inner = csv_file(tmp_path / "佐藤太郎さん.csv", content)
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as archive:
        archive.write(inner, inner.name)
    told = import_file(settings(tmp_path), tmp_path / "reports.zip", own).receipt
    assert told.file.name == "reports.zip"
    assert told.file.member == f"sha256:{told.file.sha256[:12]}.csv"
    assert told.dropped_columns == ("column 2", "note")


OWN = """
[source]
id = "nz-helpline"
[file]
format = ["csv"]
unnamed_columns = "drop"
[columns.reported_date]
names = ["day"]
dates = ["iso"]
"""

#: Field → a canary of its own: personal data, and words that only may be.
CANARIES = {
    "report_id": "canary0@example.jp",
    "reported_date": "Canary One, 2 June",
    "incident_date": "canary2さん",
    "age": "Canary Three, 16",
    "gender": "canary_four4",
    "contact_platform": "Canary Five",
    "tactic": "LINE ID: canary_6six",
    "amount_paid": "canary seven dollars",
    "currency": "canary.8eight",
    "outcome": "see https://canary.example/9",
    "region": "Canary Ten Street",
    "reported_elsewhere": "canary_eleven11",
}


def test_no_text_of_a_masked_cell_gets_out(tmp_path, monkeypatch, capsys):
    content = [row(region="")] + [
        row(report_id=f"A-{n}", region="") | {field: canary}
        for n, (field, canary) in enumerate(CANARIES.items(), 2)
    ]
    file = csv_file(tmp_path / "canary_さん_090-1234-5678.csv", content)
    casestats = CommandLine(tmp_path, monkeypatch, capsys)
    said = [
        casestats("run", file, "--source", "casestats"),
        casestats("import", file, "--source", "casestats", "--expect-rows", "7"),
        casestats("quarantine", "--rows"),
        casestats("quarantine", "--rows", "--json"),
        casestats("reimport", file, "--source", "casestats", "--json"),
        casestats("status", "--json"),
    ]
    assert [call.code for call in said] == [4, 3, 0, 0, 4, 0]
    assert [call for call in said if "canary" in (call.out + call.err).casefold()] == []
    for stored in (tmp_path / "data").rglob("*"):
        assert "canary" not in stored.name.casefold()
        if stored.is_file():
            assert b"canary" not in stored.read_bytes().lower(), stored.name
    assert "canary" not in _everything_stored(tmp_path / "data").casefold()
    opening.use(settings(tmp_path))
    app = AppTest.from_file(server.SCRIPT, default_timeout=120)
    app._page_hash = calc_hash("quality")
    page = app.run()
    assert not page.exception
    told = str(page) + "".join(part.body for part in page.get("html"))
    told += "".join(frame.value.to_csv() for frame in page.dataframe)
    assert "The text may be personal data: a web address" in told
    assert "canary" not in told.casefold()


def _everything_stored(data):
    """Every value of every Parquet file and every table of the warehouse, as text."""
    with duckdb.connect() as connection:
        parquet = [
            str(connection.execute("from read_parquet($1)", [str(file)]).fetchall())
            for file in data.rglob("*.parquet")
        ]
    [warehouse] = data.rglob("*.duckdb")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        named = 'select format(\'"{}"."{}"\', schema_name, table_name) from duckdb_tables()'
        tables = [name for (name,) in connection.execute(named).fetchall()]
        rows = [str(connection.execute(f"from {name}").fetchall()) for name in tables]
    assert len(parquet) == 4
    assert len(rows) > 8
    return "".join(parquet + rows)
