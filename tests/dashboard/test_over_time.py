"""Periods on hand-made reports."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.figures_oracle import shifted
from tests.frames_shown import kinds, shown
from tests.monthly_reports import in_month, in_months
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def store_with(settings: Settings, reports: list[dict[str, Any]], source: str = "ca-cafc") -> Store:
    build_with(settings, reports, source=source)
    return open_store(settings)


def test_quarters_and_years_sum_their_months(settings: Settings) -> None:
    months = [shifted(date(2022, 1, 1), n) for n in range(24)]
    reports = [one for n, month in enumerate(months) for one in in_month(month, n + 1)]
    store = store_with(settings, reports)
    quarters = store.periods(Filters(), calendar="quarter").frame
    assert quarters["reports"].tolist() == [6, 15, 24, 33, 42, 51, 60, 69]
    assert quarters["year_before"].tolist()[4:] == [6, 15, 24, 33]
    assert quarters["verdict"].tolist() == ["no_comparison"] * 4 + ["too_few"] * 2 + ["higher"] * 2
    assert quarters["period_end"].dt.date.tolist()[:2] == [date(2022, 3, 31), date(2022, 6, 30)]
    years = store.periods(Filters(), calendar="year").frame
    assert shown(years, "reports", "year_before", "status") == [
        (78, None, "final"),
        (222, 78, "final"),
    ]
    assert years["ratio"].tolist()[1] == 222 / 78


@pytest.mark.parametrize(
    ("starts", "first_days", "reports"),
    [
        (4, [date(2021, 4, 1), date(2022, 4, 1), date(2023, 4, 1)], [3, 12, 9]),
        (7, [date(2021, 7, 1), date(2022, 7, 1), date(2023, 7, 1)], [6, 12, 6]),
        (None, [date(2021, 7, 1), date(2022, 7, 1), date(2023, 7, 1)], [6, 12, 6]),
    ],
)
def test_a_fiscal_year_begins_where_it_is_told_or_where_the_source_begins(
    settings: Settings, starts: int | None, first_days: list[date], reports: list[int]
) -> None:
    everything = in_months(date(2022, 1, 1), 24, 1)
    store = store_with(settings, everything, source="nz-helpline")
    years = store.periods(Filters(), calendar="fiscal", starts=starts).frame
    assert years["period_start"].dt.date.tolist() == first_days
    assert years["reports"].tolist() == reports
    assert years["status"].tolist() == ["incomplete", "final", "incomplete"]


def test_a_running_year_is_compared_with_the_same_months(settings: Settings) -> None:
    store = store_with(settings, in_months(date(2022, 1, 1), 16, 10))
    years = store.periods(Filters(), calendar="year").frame
    assert shown(years, "reports", "year_before", "months_collected", "status", "verdict") == [
        (120, None, 12, "final", "no_comparison"),
        (40, 40, 4, "incomplete", "within"),
    ]
    cut = store.periods(Filters(first=date(2023, 2, 1)), calendar="year").frame
    assert shown(cut, "reports", "year_before", "months_collected") == [(30, 30, 3)]


def test_gaps_and_open_months_are_told_apart(settings: Settings) -> None:
    for name, first, length in (("a", date(2022, 1, 1), 2), ("b", date(2022, 4, 1), 3)):
        # One settling month.
        write_import(settings, name, in_months(first, length, 1), source="nz-police")
    build(settings)
    store = open_store(settings)
    columns = ("reports", "status", "months_collected", "months_provisional")
    assert shown(store.periods(Filters()).frame, *columns) == [
        (1, "final", 1, 0),
        (1, "final", 1, 0),
        (None, "not_collected", 0, 0),
        (1, "final", 1, 0),
        (1, "final", 1, 0),
        (1, "provisional", 1, 1),
    ]
    assert shown(store.periods(Filters(), calendar="quarter").frame, *columns) == [
        (2, "incomplete", 2, 0),
        (3, "provisional", 3, 1),
    ]


def test_what_may_still_fill_is_not_compared(settings: Settings) -> None:
    reports = in_months(date(2022, 1, 1), 24, 30)
    found = store_with(settings, reports, source="nz-police").periods(Filters()).frame
    assert found["verdict"].tolist()[12:] == ["within"] * 11 + ["no_comparison"]
    assert found["year_before"].tolist()[12:] == [30] * 12


def test_the_mean_needs_twelve_final_months(settings: Settings) -> None:
    months = [shifted(date(2022, 1, 1), n) for n in range(14)]
    reports = [one for n, month in enumerate(months) for one in in_month(month, n + 1)]
    found = store_with(settings, reports, source="nz-police").periods(Filters()).frame
    assert shown(found, "rolling_mean")[10:] == [(None,), (6.5,), (7.5,), (None,)]
    later = open_store(settings).periods(Filters(first=date(2023, 1, 1))).frame
    assert shown(later, "rolling_mean") == [(7.5,), (None,)]
    assert found["rolling_mean"].notna().sum() == 2
    years = open_store(settings).periods(Filters(), calendar="year").frame
    assert years["rolling_mean"].isna().all()


def test_the_mean_and_the_year_before_are_of_the_same_line(settings: Settings) -> None:
    # No month of these sources is still filling: what lies behind the next line looks like its own.
    sides = [in_months(date(2022, 1, 1), 14, 1, gender=gender) for gender in ("male", "female")]
    for name, source in (("a", "ca-cafc"), ("b", "jp-police-hokkaido")):
        write_import(settings, name, [*sides[0], *sides[1]], source=source)
    build(settings)
    for by, lines in ((None, 2), ("gender", 4)):
        found = open_store(settings).periods(Filters(), by=by).frame
        assert set(found["status"]) == {"final"}
        assert found["rolling_mean"].isna().tolist() == ([True] * 11 + [False] * 3) * lines
        assert found["year_before"].isna().tolist() == ([True] * 12 + [False] * 2) * lines


def test_by_incident_no_report_is_lost(settings: Settings) -> None:
    told = {"incident_date_precision": "day"}
    reports = [
        report(reported_date=date(2024, 1, 31), incident_date=date(2024, 1, 5), **told),
        report(reported_date=date(2024, 2, 29), incident_date=date(2024, 1, 9), **told),
        report(reported_date=date(2024, 2, 1), incident_date=date(2023, 12, 9), **told),
        *in_month(date(2024, 2, 1), 2),
        *in_month(
            date(2024, 2, 1),
            1,
            incident_date=date(2024, 1, 1),
            incident_date_precision="year",
        ),
    ]
    store = store_with(settings, reports)
    found = store.periods(Filters(), date="incident").frame
    assert shown(found, "reports", "undated", "uncollected") == [(2, 3, 1), (0, 3, 1)]
    of_january = store.periods(Filters(last=date(2024, 1, 1)), date="incident").frame
    assert shown(of_january, "reports", "undated", "uncollected") == [(2, 0, 1)]
    assert shown(store.periods(Filters()).frame, "reports", "undated") == [(1, None), (5, None)]


def test_what_there_is_not_is_refused(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for ask in (
        lambda: store.periods(Filters(), calendar="week").frame,
        lambda: store.periods(Filters(), calendar="fiscal", starts=13).frame,
        lambda: store.periods(Filters(), calendar="fiscal", starts=0).frame,
        lambda: store.periods(Filters(), date="received").frame,
        lambda: store.periods(Filters(), by="report_key").frame,
    ):
        with pytest.raises(UsageError):
            ask()


def test_types_are_as_documented(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(store.periods(filters, by="gender").frame) == {
            "str": "source gender verdict status",
            "datetime64[us]": "period_start period_end",
            "Int64": "reports year_before months months_collected months_provisional"
            " undated uncollected",
            "float64": "lower upper ratio ratio_lower ratio_upper rolling_mean completeness",
        }
    assert "gender" not in store.periods(Filters()).frame
