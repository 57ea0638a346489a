"""Cross-tabulations and platforms on hand-made reports."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.frames_shown import kinds, shown
from tests.monthly_reports import in_month
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def store_of(settings: Settings) -> Store:
    """Instagram: 3 male of whom 1 paid, 1 of unknown gender; LINE: 2 male. All of January 2024."""
    reports = [
        report(payment_made="yes"),
        report(),
        report(),
        report(gender="unknown"),
        report(contact_platform="line", gender="male"),
        report(contact_platform="line", gender="male"),
    ]
    build_with(settings, reports, source="ca-cafc")
    return open_store(settings)


def test_rows_columns_and_the_whole_have_totals(settings: Settings) -> None:
    found = store_of(settings).crosstab(Filters(), rows="contact_platform", columns="gender").frame
    assert shown(found, *list(found)[1:]) == [
        ("instagram", "male", 3, 3 / 4, 3 / 5, 3 / 6),
        ("instagram", "unknown", 1, 1 / 4, 1.0, 1 / 6),
        ("instagram", "total", 4, 1.0, 4 / 6, 4 / 6),
        ("line", "male", 2, 1.0, 2 / 5, 2 / 6),
        ("line", "unknown", 0, 0.0, 0.0, 0.0),
        ("line", "total", 2, 1.0, 2 / 6, 2 / 6),
        ("total", "male", 5, 5 / 6, 1.0, 5 / 6),
        ("total", "unknown", 1, 1 / 6, 1.0, 1 / 6),
        ("total", "total", 6, 1.0, 1.0, 1.0),
    ]


def test_each_page_is_a_table_and_their_total_comes_last(settings: Settings) -> None:
    found = (
        store_of(settings)
        .crosstab(Filters(), rows="contact_platform", columns="gender", pages="payment_made")
        .frame
    )
    assert found["payment_made"].unique().tolist() == ["yes", "no", "total"]
    of_paid = found[found["payment_made"] == "yes"]
    assert shown(of_paid, "contact_platform", "gender", "reports", "row_share")[3:6] == [
        ("line", "male", 0, None),
        ("line", "unknown", 0, None),
        ("line", "total", 0, None),
    ]
    totals = found[(found["contact_platform"] == "total") & (found["gender"] == "total")]
    assert totals["reports"].tolist() == [1, 5, 6]
    assert totals["total_share"].tolist() == [1.0] * 3


def test_what_is_not_collected_is_a_code_before_the_total(settings: Settings) -> None:
    build_with(settings, [report(gender=None), report(gender="unknown")])
    found = open_store(settings).crosstab(Filters(), rows="gender", columns="kind").frame
    assert found["gender"].unique().tolist() == ["unknown", "not_collected", "total"]


def test_each_period_is_a_table_and_a_gap_has_no_number(settings: Settings) -> None:
    write_import(settings, "a", in_month(date(2024, 1, 1), 2, gender="male"), source="ca-cafc")
    write_import(settings, "b", in_month(date(2024, 3, 1), 1, gender="female"), source="ca-cafc")
    build(settings)
    store = open_store(settings)
    found = store.crosstab(Filters(), rows="gender", columns="kind", calendar="month").frame
    in_total = found[found["kind"] == "total"]
    assert shown(in_total, "gender", "reports", "status") == [
        ("male", 2, "final"),
        ("female", 0, "final"),
        ("total", 2, "final"),
        ("male", None, "not_collected"),
        ("female", None, "not_collected"),
        ("total", None, "not_collected"),
        ("male", 0, "final"),
        ("female", 1, "final"),
        ("total", 1, "final"),
    ]
    quarter = store.crosstab(Filters(), rows="gender", columns="kind", calendar="quarter").frame
    assert shown(quarter, "period_end", "status", "reports")[-1][1:] == ("incomplete", 3)


def test_sources_are_tables_of_their_own(settings: Settings) -> None:
    for source in ("nz-police", "jp-helpline"):
        write_import(settings, source, [report()], source=source)
    build(settings)
    found = open_store(settings).crosstab(Filters(), rows="gender", columns="kind").frame
    assert found["source"].tolist() == ["jp-helpline"] * 4 + ["nz-police"] * 4
    assert found["total_share"].tolist() == [1.0] * 8


def test_a_column_stands_on_one_side_only(settings: Settings) -> None:
    store = store_of(settings)
    for columns in (
        {"rows": "gender", "columns": "gender"},
        {"rows": "gender", "columns": "kind", "pages": "kind"},
        {"rows": "gender", "columns": "report_key"},
        {"rows": "gender", "columns": "kind", "calendar": "week"},
    ):
        with pytest.raises(UsageError):
            store.crosstab(Filters(), **columns)


def test_platforms_have_a_time_in_which_they_existed(settings: Settings) -> None:
    day = {"incident_date_precision": "day", "contact_platform": "omegle"}
    reports = [
        # Omegle closed on 8 November 2023.
        report(reported_date=date(2023, 11, 30), incident_date=date(2023, 11, 8), **day),
        report(reported_date=date(2024, 2, 1), incident_date=date(2023, 12, 1), **day),
        report(
            reported_date=date(2024, 3, 1),
            incident_date=None,
            incident_date_precision=None,
            contact_platform="omegle",
        ),
        report(reported_date=date(2024, 3, 31), contact_platform=None),
    ]
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).platforms(Filters()).frame
    columns = ("contact_platform", "reports", "total", "share", "outside")
    assert shown(found, *columns) == [
        ("omegle", 3, 4, 0.75, 1),
        ("not_collected", 1, 4, 0.25, 0),
    ]
    days = shown(found, "first_month", "last_month", "valid_from", "valid_to")[0]
    assert [one and one.date() for one in days] == [
        date(2023, 11, 1),
        date(2024, 3, 1),
        None,
        date(2023, 11, 8),
    ]


def test_types_are_as_documented(settings: Settings) -> None:
    store = store_of(settings)
    for filters in (Filters(), Filters(sources=("jp-police",))):
        crossed = store.crosstab(
            filters, rows="gender", columns="kind", pages="age_band", calendar="year"
        ).frame
        assert kinds(crossed) == {
            "str": "source status age_band gender kind",
            "datetime64[us]": "period_start period_end",
            "Int64": "reports",
            "float64": "row_share column_share total_share",
        }
        assert kinds(store.platforms(filters).frame) == {
            "str": "source contact_platform",
            "Int64": "reports total outside",
            "float64": "share lower upper",
            "datetime64[us]": "first_month last_month valid_from valid_to",
        }
