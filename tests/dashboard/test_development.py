"""How complete a month is: chain ladder on hand-made reports."""

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
from tests.monthly_reports import in_month
from tests.warehouse_builder import build_with, report, settings_in, write_import


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
    found = store_with(settings, worked_example()).completeness_by_delay().frame
    # 13 origins have had a month, 2 have had twelve: 20 → 25 and 25 → 40.
    assert shown(found, "known", "reports")[1] == (13 * 20, 13 * 25)
    assert shown(found, "known", "reports")[12] == (2 * 25, 2 * 40)
    assert found["factor"].tolist()[1:] == pytest.approx([1.25, *[1.0] * 10, 1.6])
    assert found["share"].tolist() == pytest.approx([0.5, *[0.625] * 11, 1.0])
    assert found["later"].tolist() == [1] * 13


def test_a_triangle_tells_the_share_of_the_final_count(settings: Settings) -> None:
    found = store_with(settings, worked_example()).triangle().frame
    shares = {month: rows["share"].tolist() for month, rows in found.groupby("origin", sort=True)}
    first, second, *_, last = shares.values()
    assert first == pytest.approx([20 / 40, *[25 / 40] * 11, 1])
    assert second == first
    # Of the last month 20 are in, which is half of what is to come.
    assert last == pytest.approx([0.5])


def test_a_triangle_ends_where_the_data_do(settings: Settings) -> None:
    reports = after(0, date(2024, 1, 1), 3) + after(1, date(2024, 1, 1), 2)
    reports += after(0, date(2024, 2, 1), 4) + after(1, date(2024, 2, 1), 1)
    found = store_with(settings, reports, source="nz-police").triangle().frame  # one settling month
    assert shown(found, "delay", "reports", "provisional") == [
        (0, 3, False),
        (1, 5, False),
        (2, 5, True),
        (0, 4, False),
        (1, 5, True),
        (0, 0, True),
    ]
    assert len(open_store(settings).triangle(("jp-police",)).frame) == 0


def test_months_of_incidents_tell_how_complete_they_are(settings: Settings) -> None:
    found = store_with(settings, worked_example()).periods(Filters(), date="incident").frame
    assert found["completeness"].tolist() == pytest.approx([1, 1, *[0.625] * 11, 0.5])
    assert found["status"].tolist() == ["final"] * 2 + ["provisional"] * 12
    years = open_store(settings).periods(Filters(), date="incident", calendar="year").frame
    # 2 months of 40 and 41 are complete, 10 of 25 stand for 40.
    assert years["completeness"].tolist()[0] == pytest.approx(331 / (81 + 10 * 40))


def test_a_month_that_the_data_end_inside_is_not_called_complete(settings: Settings) -> None:
    reports = [report(reported_date=date(2024, 1, 31)), report(reported_date=date(2024, 2, 27))]
    found = store_with(settings, reports).periods(Filters()).frame  # received two years later
    assert shown(found, "status", "completeness") == [("final", 1.0), ("provisional", None)]


def test_weeks_are_counted_from_monday(settings: Settings) -> None:
    told = {"incident_date": date(2024, 1, 7), "incident_date_precision": "day"}  # a Sunday
    reports = [report(reported_date=date(2024, 1, 8), **told)] * 5
    reports += [report(reported_date=date(2024, 1, 7), **told)] * 25
    reports += in_month(date(2024, 1, 1), 1)
    found = store_with(settings, reports).completeness_by_delay(unit="week").frame
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
    found = store.completeness_by_delay(since="report").frame
    # January was first seen in February, with 40; in March it had 50. February came at once.
    assert shown(found, "known", "reports", "factor")[:4] == [
        (None, None, None),
        (0, 30, None),
        (40, 50, 1.25),
        (None, None, None),
    ]
    assert found["later"].tolist() == [0] * 13
    assert store.periods(Filters()).frame["completeness"].isna().all()


def test_too_few_reports_are_told(settings: Settings) -> None:
    months = [shifted(date(2023, 1, 1), n) for n in range(20)]
    store = store_with(settings, [one for month in months for one in after(0, month, 1)])
    found = store.completeness_by_delay().frame
    assert found["reason"].tolist() == ["too_few_reports"] * 12 + [""]
    assert found["known"].tolist()[1:] == list(range(19, 7, -1))


def test_what_there_is_not_is_refused(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for ask in (
        lambda: store.completeness_by_delay(since="report", unit="week").frame,
        lambda: store.completeness_by_delay(unit="day").frame,
        lambda: store.completeness_by_delay(since="receipt").frame,
        lambda: store.triangle(since="receipt").frame,
    ):
        with pytest.raises(UsageError):
            ask()


def test_types_are_as_documented(settings: Settings) -> None:
    store = store_with(settings, [report()])
    for sources in ((), ("jp-police",)):
        assert kinds(store.completeness_by_delay(sources).frame) == {
            "str": "source reason",
            "Int64": "delay known reports later",
            "float64": "factor share",
        }
        assert kinds(store.triangle(sources).frame) == {
            "str": "source",
            "datetime64[us]": "origin",
            "Int64": "delay reports",
            "float64": "share",
            "bool": "provisional",
        }
