"""The page Import, from a file to its receipt, as Streamlit runs it."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import opening, server
from dashboard.importing import state as states
from dashboard.pages import ANALYST_ONLY, PAGES, PUBLIC_PAGES
from dashboard.text import translator
from etl import sources
from tests.builders import settings
from tests.etl.drafting import files

EN, JA = translator("en"), translator("ja")


@pytest.fixture
def house(tmp_path):
    house = settings(tmp_path)
    opening.use(house)
    return house


def opened(path=None, lang="en"):
    """The page, with a file that has arrived."""
    app = AppTest.from_file(server.SCRIPT, default_timeout=120)
    app.query_params["lang"] = lang
    app._page_hash = calc_hash("import")
    app.run()
    return send(app, path) if path else app


def send(app, path):
    return app.file_uploader[0].set_value((path.name, path.read_bytes(), "text/csv")).run()


def text(app):
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(part.body for part in app.get("html"))))


def plain(item):
    """A label without what keeps Markdown from reading it."""
    return item.label.replace("\\", "")


def box(app, label):
    return next(item for item in app.selectbox if plain(item).startswith(label))


def field(app, label):
    return next(item for item in app.text_input if plain(item).startswith(label))


def button(app, label):
    return next(item for item in app.button if item.label == label)


def draft(app, t=EN):
    way = next(item for item in app.segmented_control if item.label == t("import.way"))
    return way.set_value("draft").run()


def describe(app, t=EN):
    """Say who counts: a new source."""
    box(app, t("import.which_source")).set_value("new").run()
    field(app, t("point.source").split(" (")[0].split("（")[0]).set_value("kita-line").run()
    field(app, t("point.source.label_en")).set_value("Kita line").run()
    for key, value in (
        ("point.source.country", "JP"),
        ("point.source.subject", "sextortion"),
        ("point.source.counting_unit", "consultation"),
        ("point.source.fiscal_year_start", "4"),
    ):
        box(app, t(key)).set_value(value).run()
    return app


def test_the_page_is_the_analysts_only():
    assert set(PAGES) - set(PUBLIC_PAGES) == ANALYST_ONLY == {"import"}


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
@pytest.mark.usefixtures("house")
def test_before_the_first_file_there_is_this_page_alone(lang, t):
    app = opened(lang=lang)
    assert not app.exception
    assert t("import.first") in text(app)
    assert len(app.get("file_uploader")) == 1
    assert not any('class="pages"' in part.body for part in app.get("html"))


@pytest.mark.usefixtures("house")
def test_every_other_address_leads_there():
    app = AppTest.from_file(server.SCRIPT, default_timeout=120).run()
    assert not app.exception
    assert EN("import.first") in text(app)


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_from_a_file_to_its_receipt(house, tmp_path, lang, t):
    app = draft(opened(files.japanese(tmp_path / "kita.csv"), lang), t)
    assert not app.exception
    assert box(app, "ご相談日").value == "reported_date"
    assert box(app, "担当者").value == "drop"
    assert button(app, t("import.save")).disabled
    word = t("point.value", field=t("column.outcome"), word="継続支援中")
    box(app, word).set_value("open").run()
    describe(app, t)
    assert t("import.open") not in text(app)
    button(app, t("import.save")).click().run()
    assert not app.exception
    told = text(app)
    assert t("receipt.done", source="Kita line") in told
    assert re.search(r"24\s+24\s+0\s+0\s+0\s+0", told)
    assert "担当者" in told
    assert "山田" not in told
    saved = sources.load("kita-line", house.own_profiles)
    assert saved.aliases == {"outcome": {"継続支援中": "open"}}
    assert not list(house.data.glob(".passing-*"))


@pytest.mark.usefixtures("house")
def test_what_is_ambiguous_is_asked_with_nothing_chosen(tmp_path):
    app = draft(opened(files.day_first(tmp_path / "line.csv", days=(3, 4, 5))))
    order = box(app, EN("point.date_order", field=EN("column.reported_date")))
    assert order.value is None
    assert order.label.endswith("(please answer)")
    box(app, EN("import.which_source")).set_value("nz-helpline").run()
    assert button(app, EN("import.save")).disabled
    order = box(app, EN("point.date_order", field=EN("column.reported_date")))
    order.set_value("month_first").run()
    assert "2025-03-04" in text(app)
    assert not button(app, EN("import.save")).disabled


@pytest.mark.usefixtures("house")
def test_a_refusal_says_where_and_what_to_do(tmp_path):
    path = tmp_path / "torn.csv"
    path.write_bytes(b"Date,Age,Sex\n01/01/2025,17,F\n02/01/2025,1")
    app = draft(opened(path, "ja"), JA)
    told = text(app)
    assert JA("refusal.title") in told
    assert "torn.csv, line 3" in told
    assert "last-line-torn" in told


def test_a_refused_import_leaves_no_profile(house, tmp_path):
    path = files.day_first(tmp_path / "line.csv")
    app = draft(opened(path))
    box(app, EN("import.which_source")).set_value("nz-helpline").run()
    field(app, EN("import.profile_id")).set_value("mine").run()
    app.session_state["importing"].path.write_bytes(b"\xff\xfe\x00\x00")
    button(app, EN("import.save")).click().run()
    assert EN("refusal.title") in text(app)
    assert not list(house.own_profiles.glob("*"))


@pytest.mark.usefixtures("house")
def test_a_file_that_came_before_is_told(tmp_path):
    path = files.day_first(tmp_path / "line.csv")
    app = draft(opened(path))
    box(app, EN("import.which_source")).set_value("nz-helpline").run()
    field(app, EN("import.profile_id")).set_value("mine").run()
    button(app, EN("import.save")).click().run()
    assert not app.exception
    button(app, EN("import.another")).click().run()
    send(app, path)
    assert "This very file was imported on" in text(app)
    way = next(item for item in app.segmented_control if item.label == EN("import.way"))
    way.set_value("known").run()
    box(app, EN("import.known")).set_value("mine").run()
    button(app, EN("import.start")).click().run()
    assert EN("receipt.already", source="Help line, New Zealand") in text(app)


def test_a_file_is_put_away(house, tmp_path):
    app = opened(files.day_first(tmp_path / "line.csv"))
    assert list(house.data.glob(".passing-*"))
    button(app, EN("import.put_away")).click().run()
    assert len(app.get("file_uploader")) == 1
    assert not list(house.data.glob(".passing-*"))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("reports.csv", "reports.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\x\\相談.xlsx", "相談.xlsx"),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\n<i>.csv", "a_b__i_.csv"),
        ("x" * 300 + ".csv", "x" * 80 + ".csv"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_name_is_only_a_label(name, label):
    assert states._label(name) == label


def test_what_cannot_be_an_id_is_asked_again(house, tmp_path):
    app = draft(opened(files.day_first(tmp_path / "line.csv")))
    box(app, EN("import.which_source")).set_value("new").run()
    field(app, EN("point.source").split(" (")[0]).set_value("Our Line").run()
    assert EN("evidence.source_id") in text(app)
    describe(app)
    assert EN("evidence.source_id") not in text(app)
    assert not list(house.own_profiles.glob("*"))


@pytest.mark.usefixtures("house")
def test_an_answer_that_is_taken_back_is_suggested_again(tmp_path):
    app = draft(opened(files.day_first(tmp_path / "line.csv")))
    box(app, "App").set_value("drop").run()
    assert box(app, "App").value == "drop"
    box(app, "App").set_value(None).run()
    assert box(app, "App").value == "contact_platform"
