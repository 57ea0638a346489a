"""The page Data quality: what it tells of a few reports, of none, and in Japanese."""

import re
from datetime import date
from html import unescape

import pytest

from dashboard.text import translator
from dashboard.theme import MARKS
from etl.build import build
from tests.dashboard.test_app import headings, run, text
from tests.monthly_reports import in_month
from tests.warehouse_builder import settings_in, write_import

EN, JA = translator("en"), translator("ja")
JANUARY, FEBRUARY, APRIL = date(2024, 1, 1), date(2024, 2, 1), date(2024, 4, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Two deliveries with a gap between them, the second without genders; and one all refused."""
    settings = settings_in(tmp_path_factory.mktemp("quality"))
    first = in_month(JANUARY, 3) + in_month(JANUARY, 1, gender="unknown")
    first += in_month(FEBRUARY, 1)
    later = in_month(APRIL, 2, gender=None)
    failed = {"sheet": "Reports", "column": "age", "rule": "age-unreadable", "value": None}
    for name, reports, received, refused in (
        ("early", first, "2024-03-02", ()),
        ("late", later, "2024-05-06", (31, 7)),
    ):
        write_import(
            settings,
            name,
            reports,
            source="ca-cafc",
            received_at=f"{received}T00:00:00.000000Z",
            quarantine=[{"row_number": line, "line": line, **failed} for line in refused],
        )
    refused = [{"row_number": 1, "line": 2, **failed}]
    write_import(settings, "nothing", [], source="nz-police", quarantine=refused)
    build(settings)
    return settings


@pytest.fixture(scope="module")
def app(settings):
    return run(settings, "quality")


def rows(app, caption):
    """Cells of the first table with a caption that begins like this, row by row."""
    page = " ".join(part.body for part in app.get("html"))
    table = rf'<table[^>]*><caption class="unseen">{re.escape(caption)}.*?</table>'
    found = re.search(table, page)[0]
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", found)
    ]


def test_completeness_by_column_and_month(app):
    table = {row[0]: row[1:] for row in rows(app, EN("known.title"))}
    assert table[""] == ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"]
    assert table["Reports"] == ["4", "1", MARKS.not_collected, "2"]
    assert table["Gender"] == ["75", "100", MARKS.not_collected, MARKS.not_collected]
    assert table["Kind"] == ["100", "100", MARKS.not_collected, "100"]
    assert "Incident date" not in table
    assert "In no file: Incident date." in text(app)
    assert "Only in some of the files: Gender." in text(app)


def test_completeness_by_quarter(settings):
    table = {r[0]: r[1:] for r in rows(run(settings, "quality", calendar="quarter"), "Known by")}
    assert table["Reports"] == ["5", "2"]
    assert table["Gender"] == ["80", MARKS.not_collected]


def test_completeness_of_the_whole_period(app):
    table = {row[0]: row[1:] for row in rows(app, EN("completeness.title"))}
    assert table["Gender"] == ["80.0%", "1", "2"]
    assert table["Incident date"] == [MARKS.not_collected, "0", "7"]


def test_where_every_row_went(app):
    assert rows(app, EN("balance.title"))[1:] == [
        ["late.csv", "7", "2", "2", "1", "2", "Balances"],
        ["early.csv", "8", "5", "0", "1", "2", "Balances"],
    ]


def test_each_file_has_its_receipt_and_its_age(app):
    late, early = rows(app, EN("imports.title"))[1:]
    days = ["6 May 2024", "30 April 2024", "30 April 2024"]
    assert late == ["late.csv", "late", *days, "2", "0", "0"]
    assert early[2:5] == ["2 March 2024", "31 January 2024", "29 February 2024"]
    assert rows(app, EN("timeliness.title"))[1:] == [
        ["late.csv", "6 May 2024", "30 April 2024", "6", "2", "6"],
        ["early.csv", "2 March 2024", "29 February 2024", "2", "5", "31"],
    ]


def test_reports_that_are_alike_are_counted(app):
    counted = {row[0]: row[1] for row in rows(app, EN("duplicates.title"))[1:]}
    assert counted["Rows that tell of a report"] == "7"
    assert counted["Alike in every date, age and code"] == "3"


def test_quarantined_rows_have_a_reason_and_a_place(app):
    place = ["Age", "2", "Reports: 7, 31", "late.csv"]
    assert rows(app, EN("quarantine.title"))[1:] == [[EN("rule.age-unreadable"), *place]]


def test_a_source_of_which_nothing_was_accepted_is_there(app):
    told = text(app)
    assert told.count(EN("quality.no_reports")) == 1
    _, _, police = told.partition("Police, New Zealand")
    assert EN("duplicates.none") in police
    assert EN("rule.age-unreadable") in police


def test_what_cannot_be_told_yet_is_a_sentence(settings):
    for lang, t in (("en", EN), ("ja", JA)):
        app = run(settings, "quality", lang=lang)
        assert t("notice.not_collected") in text(app)
        assert t("late.too_few_months") in text(app)
        assert {t("triangle_incident.title"), t("known.title")} <= set(headings(app, 3))
        assert not app.get("plotly_chart")


def test_a_selection_without_reports_says_so(settings):
    app = run(settings, "quality", gender="female", lang="ja")
    assert JA("completeness.none") in text(app)
    assert rows(app, JA("balance.title"))[1][0] == "late.csv"


def test_the_lead_names_what_became_of_rows(app):
    lead = EN("quality.lead")
    assert lead in text(app)
    for part in ("accepted", "quarantined", "without_consent", "filtered", "withdrawn"):
        assert EN(f"column.{part}").lower() in lead.lower()
        assert JA(f"column.{part}") in JA("quality.lead")
