"""Completeness by month, reports told twice, and what became of the files."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.selection import Filters
from dashboard.store import open_store
from etl.build import build
from etl.settings import Settings
from tests.frames_shown import kinds, shown
from tests.monthly_reports import in_month
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def test_each_month_and_field_has_its_share_of_known(settings: Settings) -> None:
    first = in_month(date(2024, 1, 1), 3) + in_month(date(2024, 1, 1), 1, gender="unknown")
    write_import(settings, "a", first, source="ca-cafc")
    later = in_month(date(2024, 3, 1), 1, gender=None)
    later += in_month(date(2024, 4, 1), 1, gender="unknown")
    write_import(settings, "b", later, source="ca-cafc")
    build(settings)
    found = open_store(settings).completeness_by_month(Filters()).frame
    columns = ("collected", "reports", "unknown", "not_collected", "known", "status")
    genders = found[found["field"] == "gender"]
    assert shown(genders, *columns) == [
        (True, 4, 1, 0, 0.75, "final"),
        (False, None, None, None, None, "not_collected"),
        (False, 0, 0, 1, None, "final"),
        (True, 1, 1, 0, 0.0, "final"),
    ]
    found = open_store(settings).completeness_by_month(Filters(), calendar="quarter").frame
    genders = found[found["field"] == "gender"]
    assert shown(genders, *columns) == [
        (True, 4, 1, 1, 0.75, "incomplete"),
        (True, 1, 1, 0, 0.0, "incomplete"),
    ]
    total = open_store(settings).completeness(Filters()).frame.set_index("field").loc["gender"]
    assert (total["reports"], total["unknown"], total["not_collected"]) == (5, 2, 1)


def test_reports_told_again_are_told_apart(settings: Settings) -> None:
    first = [report(report_key="a"), report(report_key="b"), report(report_key="b")]
    again = [report(report_key="a"), report(report_key="b", outcome="open"), report()]
    write_import(settings, "one", first, received_at="2026-01-01T00:00:00.000000Z")
    write_import(settings, "two", again, received_at="2026-02-01T00:00:00.000000Z")
    build(settings)
    assert shown(open_store(settings).duplicates().frame, "told", "reports") == [(6, 3)]
    # b stands twice in the first file; the new report is like a in everything.
    columns = ("unchanged", "changed", "in_file", "alike")
    assert shown(open_store(settings).duplicates().frame, *columns) == [(2, 1, 1, 1)]


@pytest.mark.parametrize("column", ["incident_date", "age_min", "outcome", "tactic", "reporter"])
def test_a_report_that_differs_in_one_thing_is_not_alike(settings: Settings, column: str) -> None:
    # Three are alike: two of them may be the first again.
    build_with(settings, [*[report()] * 3, report(**{column: None})])
    assert open_store(settings).duplicates().frame["alike"].tolist() == [2]


def test_an_import_tells_how_old_its_reports_are(settings: Settings) -> None:
    days = (date(2025, 12, 1), date(2025, 12, 21), date(2025, 12, 31))
    kept = [report(report_key=str(day), reported_date=day) for day in days]
    write_import(settings, "one", kept, received_at="2026-01-10T23:00:00.000000Z")
    again = [*kept, report(reported_date=date(2026, 1, 30))]
    write_import(settings, "two", again, received_at="2026-02-01T00:00:00.000000Z")
    write_import(settings, "none", [], received_at="2026-03-01T00:00:00.000000Z")
    build(settings)
    found = open_store(settings).timeliness().frame
    assert shown(found, "import_id", "days", "new_reports", "median_days") == [
        ("none", None, 0, None),
        ("two", 2, 1, 2.0),
        ("one", 10, 3, 20.0),
    ]


def test_every_row_went_somewhere(settings: Settings) -> None:
    failed = {"line": 9, "sheet": None, "column": "age", "rule": "age-unreadable", "value": None}
    write_import(settings, "one", [report()], quarantine=[{"row_number": 7, **failed}])
    build(settings)
    found = open_store(settings).balance().frame
    # The builder leaves one row without consent and two that the profile filters.
    assert shown(found, *list(found)[3:]) == [(5, 1, 1, 1, 2, 0, 0)]


def test_types_are_as_documented(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(store.completeness_by_month(filters).frame) == {
            "str": "source field status",
            "datetime64[us]": "month",
            "bool": "collected",
            "Int64": "reports unknown not_collected",
            "float64": "known",
        }
    assert kinds(store.duplicates().frame) == {
        "str": "source",
        "Int64": "told reports unchanged changed in_file alike",
    }
    assert kinds(store.timeliness().frame) == {
        "str": "import_id source",
        "datetime64[us]": "received_at last_reported",
        "Int64": "days new_reports",
        "float64": "median_days",
    }
    assert kinds(store.balance().frame) == {
        "str": "import_id source",
        "datetime64[us]": "received_at",
        "Int64": "rows_read accepted quarantined without_consent filtered withdrawn difference",
    }
