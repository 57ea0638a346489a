"""Periods on hand-made reports, and chain ladder against published factors."""

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

#: Claims of ten years by years of development, cumulated, in thousands: Taylor & Ashe, Journal of
#: Econometrics 1983;23:37-61. The factors are those that Mack printed for them in 1993.
TRIANGLE = (
    (358, 1125, 1735, 2218, 2746, 3320, 3466, 3606, 3834, 3901),
    (352, 1236, 2170, 3353, 3799, 4120, 4648, 4914, 5339),
    (291, 1292, 2219, 3235, 3986, 4133, 4629, 4909),
    (311, 1419, 2195, 3757, 4030, 4382, 4588),
    (443, 1136, 2128, 2898, 3403, 3873),
    (396, 1333, 2181, 2986, 3692),
    (441, 1288, 2420, 3483),
    (359, 1421, 2864),
    (377, 1363),
    (344,),
)
FACTORS = (3.4906, 1.7473, 1.4574, 1.1739, 1.1038, 1.0863, 1.0539, 1.0766, 1.0177)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def after(delay: int, month: date, number: int) -> list[dict[str, Any]]:
    """So many reports of a month's incidents that came so many months later."""
    told = {"incident_date": month, "incident_date_precision": "month"}
    return in_month(shifted(month, delay), number, **told)


def store_with(settings: Settings, reports: list[dict[str, Any]], source: str = "ca-cafc") -> Store:
    build_with(settings, reports, source=source)
    return open_store(settings)


def test_quarters_and_years_sum_their_months(settings: Settings) -> None:
    months = [shifted(date(2022, 1, 1), n) for n in range(24)]
    reports = [one for n, month in enumerate(months) for one in in_month(month, n + 1)]
    store = store_with(settings, reports)
    quarters = store.periods(Filters(), calendar="quarter")
    assert quarters["reports"].tolist() == [6, 15, 24, 33, 42, 51, 60, 69]
    assert quarters["year_before"].tolist()[4:] == [6, 15, 24, 33]
    assert quarters["verdict"].tolist() == ["no_comparison"] * 4 + ["too_few"] * 2 + ["higher"] * 2
    assert quarters["period_end"].dt.date.tolist()[:2] == [date(2022, 3, 31), date(2022, 6, 30)]
    years = store.periods(Filters(), calendar="year")
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
    years = store.periods(Filters(), calendar="fiscal", starts=starts)
    assert years["period_start"].dt.date.tolist() == first_days
    assert years["reports"].tolist() == reports
    assert years["status"].tolist() == ["incomplete", "final", "incomplete"]


def test_a_running_year_is_compared_with_the_same_months(settings: Settings) -> None:
    store = store_with(settings, in_months(date(2022, 1, 1), 16, 10))
    years = store.periods(Filters(), calendar="year")
    assert shown(years, "reports", "year_before", "months_collected", "status", "verdict") == [
        (120, None, 12, "final", "no_comparison"),
        (40, 40, 4, "incomplete", "within"),
    ]
    cut = store.periods(Filters(first=date(2023, 2, 1)), calendar="year")
    assert shown(cut, "reports", "year_before", "months_collected") == [(30, 30, 3)]


def test_gaps_and_open_months_are_told_apart(settings: Settings) -> None:
    for name, first, length in (("a", date(2022, 1, 1), 2), ("b", date(2022, 4, 1), 3)):
        # One settling month.
        write_import(settings, name, in_months(first, length, 1), source="nz-police")
    build(settings)
    store = open_store(settings)
    columns = ("reports", "status", "months_collected", "months_provisional")
    assert shown(store.periods(Filters()), *columns) == [
        (1, "final", 1, 0),
        (1, "final", 1, 0),
        (None, "not_collected", 0, 0),
        (1, "final", 1, 0),
        (1, "final", 1, 0),
        (1, "provisional", 1, 1),
    ]
    assert shown(store.periods(Filters(), calendar="quarter"), *columns) == [
        (2, "incomplete", 2, 0),
        (3, "provisional", 3, 1),
    ]


def test_what_may_still_fill_is_not_compared(settings: Settings) -> None:
    reports = in_months(date(2022, 1, 1), 24, 30)
    found = store_with(settings, reports, source="nz-police").periods(Filters())
    assert found["verdict"].tolist()[12:] == ["within"] * 11 + ["no_comparison"]
    assert found["year_before"].tolist()[12:] == [30] * 12


def test_the_mean_needs_twelve_final_months(settings: Settings) -> None:
    months = [shifted(date(2022, 1, 1), n) for n in range(14)]
    reports = [one for n, month in enumerate(months) for one in in_month(month, n + 1)]
    found = store_with(settings, reports, source="nz-police").periods(Filters())
    assert shown(found, "rolling_mean")[10:] == [(None,), (6.5,), (7.5,), (None,)]
    later = open_store(settings).periods(Filters(first=date(2023, 1, 1)))
    assert shown(later, "rolling_mean") == [(7.5,), (None,)]
    assert found["rolling_mean"].notna().sum() == 2
    years = open_store(settings).periods(Filters(), calendar="year")
    assert years["rolling_mean"].isna().all()


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
    found = store.periods(Filters(), date="incident")
    assert shown(found, "reports", "undated", "uncollected") == [(2, 3, 1), (0, 3, 1)]
    of_january = store.periods(Filters(last=date(2024, 1, 1)), date="incident")
    assert shown(of_january, "reports", "undated", "uncollected") == [(2, 0, 1)]
    assert shown(store.periods(Filters()), "reports", "undated") == [(1, None), (5, None)]


def test_chain_ladder_gives_the_factors_that_mack_printed(settings: Settings) -> None:
    first = date(2024, 1, 1)
    reports = [
        one
        for origin, row in enumerate(TRIANGLE)
        for delay, total in enumerate(row)
        for one in after(delay, shifted(first, origin), total - (row[delay - 1] if delay else 0))
    ]
    found = store_with(settings, reports).completeness_by_delay()
    assert found["factor"].tolist()[1:10] == pytest.approx(FACTORS, abs=2e-3)
    assert found["reason"].tolist() == ["too_few_months"] * 12 + [""]
    assert found["share"].isna().tolist() == [True] * 12 + [False]


def worked_example() -> list[dict[str, Any]]:
    """Fourteen months of incidents: 20 reports at once, 5 a month later, 15 twelve months later."""
    first = date(2023, 1, 1)
    counts = {0: 20, 1: 5, 12: 15, 13: 1}
    return [
        one
        for origin in range(14)
        for delay, number in counts.items()
        if origin + delay < 14
        for one in after(delay, shifted(first, origin), number)
    ]


def test_a_share_is_what_is_left_after_all_later_factors(settings: Settings) -> None:
    found = store_with(settings, worked_example()).completeness_by_delay()
    # 13 origins have had a month, 2 have had twelve: 20 → 25 and 25 → 40.
    assert shown(found, "known", "reports")[1] == (13 * 20, 13 * 25)
    assert shown(found, "known", "reports")[12] == (2 * 25, 2 * 40)
    assert found["factor"].tolist()[1:] == pytest.approx([1.25, *[1.0] * 10, 1.6])
    assert found["share"].tolist() == pytest.approx([0.5, *[0.625] * 11, 1.0])
    assert found["later"].tolist() == [1] * 13


def test_a_triangle_ends_where_the_data_do(settings: Settings) -> None:
    reports = after(0, date(2024, 1, 1), 3) + after(1, date(2024, 1, 1), 2)
    reports += after(0, date(2024, 2, 1), 4) + after(1, date(2024, 2, 1), 1)
    found = store_with(settings, reports, source="nz-police").triangle()  # one settling month
    assert shown(found, "delay", "reports", "provisional") == [
        (0, 3, False),
        (1, 5, False),
        (2, 5, True),
        (0, 4, False),
        (1, 5, True),
        (0, 0, True),
    ]
    assert len(open_store(settings).triangle(("jp-police",))) == 0


def test_months_of_incidents_tell_how_complete_they_are(settings: Settings) -> None:
    found = store_with(settings, worked_example()).periods(Filters(), date="incident")
    assert found["completeness"].tolist() == pytest.approx([1, 1, *[0.625] * 11, 0.5])
    assert found["status"].tolist() == ["final"] * 2 + ["provisional"] * 12
    years = open_store(settings).periods(Filters(), date="incident", calendar="year")
    # 2 months of 40 and 41 are complete, 10 of 25 stand for 40.
    assert years["completeness"].tolist()[0] == pytest.approx(331 / (81 + 10 * 40))


def test_weeks_are_counted_from_monday(settings: Settings) -> None:
    told = {"incident_date": date(2024, 1, 7), "incident_date_precision": "day"}  # a Sunday
    reports = [report(reported_date=date(2024, 1, 8), **told)] * 5
    reports += [report(reported_date=date(2024, 1, 7), **told)] * 25
    reports += in_month(date(2024, 1, 1), 1)
    found = store_with(settings, reports).completeness_by_delay(unit="week")
    assert len(found) == 53
    # Of January, the weeks to that of the 22nd are whole.
    assert shown(found, "known", "reports")[1:5] == [(25, 30), (30, 30), (30, 30), (None, None)]


def test_the_first_delivery_says_nothing_of_delay(settings: Settings) -> None:
    day = {"incident_date": None, "incident_date_precision": None}
    deliveries = (
        ("one", date(2024, 1, 10), "2024-02-05", 40),
        ("two", date(2024, 1, 20), "2024-03-05", 10),
        ("three", date(2024, 2, 20), "2024-03-06", 30),
    )
    for name, told, received, number in deliveries:
        kept = [report(reported_date=told, **day)] * number
        write_import(settings, name, kept, received_at=f"{received}T00:00:00.000000Z")
    build(settings)
    store = open_store(settings)
    found = store.completeness_by_delay(since="report")
    # January was first seen in February, with 40; in March it had 50. February came at once.
    assert shown(found, "known", "reports", "factor")[:4] == [
        (None, None, None),
        (0, 30, None),
        (40, 50, 1.25),
        (None, None, None),
    ]
    assert found["later"].tolist() == [0] * 13
    assert store.periods(Filters())["completeness"].isna().all()


def test_too_few_reports_are_told(settings: Settings) -> None:
    months = [shifted(date(2023, 1, 1), n) for n in range(20)]
    store = store_with(settings, [one for month in months for one in after(0, month, 1)])
    found = store.completeness_by_delay()
    assert found["reason"].tolist() == ["too_few_reports"] * 12 + [""]
    assert found["known"].tolist()[1:] == list(range(19, 7, -1))


def test_what_there_is_not_is_refused(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for ask in (
        lambda: store.periods(Filters(), calendar="week"),
        lambda: store.periods(Filters(), calendar="fiscal", starts=13),
        lambda: store.periods(Filters(), calendar="fiscal", starts=0),
        lambda: store.periods(Filters(), date="received"),
        lambda: store.periods(Filters(), by="report_key"),
        lambda: store.completeness_by_delay(since="report", unit="week"),
        lambda: store.completeness_by_delay(unit="day"),
        lambda: store.triangle(since="receipt"),
    ):
        with pytest.raises(UsageError):
            ask()


def test_types_are_as_documented(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(store.periods(filters, by="gender")) == {
            "str": "source gender verdict status",
            "datetime64[us]": "period_start period_end",
            "Int64": "reports year_before months months_collected months_provisional"
            " undated uncollected",
            "float64": "lower upper ratio ratio_lower ratio_upper rolling_mean completeness",
        }
    assert "gender" not in store.periods(Filters())
    assert kinds(store.completeness_by_delay()) == {
        "str": "source reason",
        "Int64": "delay known reports later",
        "float64": "factor share",
    }
    for sources in ((), ("jp-police",)):
        assert kinds(store.triangle(sources)) == {
            "str": "source",
            "datetime64[us]": "origin",
            "Int64": "delay reports",
            "bool": "provisional",
        }
