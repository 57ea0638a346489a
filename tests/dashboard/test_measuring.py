"""Amounts and delays on hand-made reports."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboard.selection import Filters
from dashboard.store import open_store
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.frames_shown import kinds, shown
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def paid(amount: float | None, currency: str | None = "NZD", **changes: Any) -> dict[str, Any]:
    told = None if amount is None else Decimal(str(amount))
    currency = currency if told is not None else None
    return report(**{"payment_made": "yes", "amount_paid": told, "currency": currency} | changes)


def test_ten_amounts_of_a_currency_are_enough(settings: Settings) -> None:
    reports = [paid(100 * n) for n in range(1, 11)]
    reports += [paid(10_000, "JPY") for _ in range(9)]
    reports += [paid(None), paid(None, payment_made="partly"), paid(None, payment_made="no")]
    build_with(settings, reports)
    found = open_store(settings).amounts(Filters()).frame
    assert shown(found, *list(found)[1:]) == [
        ("JPY", 9, 2, None, None, None, None, "too_few"),
        ("NZD", 10, 2, 550.0, 325.0, 775.0, 10_000.0, ""),
    ]


def test_a_paid_nothing_is_no_amount(settings: Settings) -> None:
    build_with(settings, [paid(0), paid(0, payment_made="no")])
    found = open_store(settings).amounts(Filters()).frame
    assert shown(found, "currency", "n", "unknown", "reason") == [("", 0, 1, "too_few")]


@pytest.mark.parametrize(("highest", "power"), [(0.5, 10), (9.99, 10), (10, 100), (999.99, 1000)])
def test_the_highest_is_told_by_a_power_of_ten(
    settings: Settings, highest: float, power: int
) -> None:
    build_with(settings, [paid(0.1)] * 9 + [paid(highest)])
    assert open_store(settings).amounts(Filters()).frame["highest_below"].tolist() == [power]


def test_amounts_by_a_column_are_of_its_codes(settings: Settings) -> None:
    reports = [paid(50, gender="male")] * 10 + [paid(None, gender="female"), report()]
    build_with(settings, reports)
    found = open_store(settings).amounts(Filters(), by="gender").frame
    assert shown(found, "gender", "currency", "n", "unknown", "median") == [
        ("male", "NZD", 10, 0, 50.0),
        ("female", "", 0, 1, None),
    ]


def delayed(days: int) -> dict[str, Any]:
    told = date(2024, 6, 30)
    return report(reported_date=told, incident_date=told - timedelta(days=days))


def test_delays_are_of_the_known_days(settings: Settings) -> None:
    reports = [delayed(days) for days in (0, 1, 7, 8, 30, 31, 100, 365, 366, 1000)]
    reports += [report(incident_date=None, incident_date_precision=None)]
    reports += [report(incident_date=date(2024, 1, 1), incident_date_precision="month")]
    build_with(settings, reports)
    [row] = open_store(settings).delays(Filters()).frame.to_dict("records")
    assert (row["n"], row["unknown"], row["reason"]) == (10, 2, "")
    assert (row["lower_quartile"], row["median"], row["upper_quartile"]) == (7.25, 30.5, 298.75)
    assert (row["within_7"], row["within_30"], row["within_365"]) == (0.3, 0.5, 0.8)
    # Wilson's limits of 5 in 10.
    assert row["within_30_lower"] == pytest.approx(0.2366, abs=5e-5)
    assert row["within_30_upper"] == pytest.approx(0.7634, abs=5e-5)


def test_nine_delays_are_too_few(settings: Settings) -> None:
    build_with(settings, [delayed(3)] * 9)
    found = open_store(settings).delays(Filters(), by="gender").frame
    assert shown(found, "gender", "n", "median", "within_7", "within_7_upper", "reason") == [
        ("male", 9, None, None, None, "too_few")
    ]


def test_days_of_a_file_without_incidents_are_not_collected(settings: Settings) -> None:
    nothing = [report(incident_date=None, incident_date_precision=None)] * 12
    write_import(settings, "one", nothing, source="nz-police")
    write_import(settings, "two", [delayed(3)] * 9, source="nz-helpline")
    build(settings)
    found = open_store(settings).delays(Filters()).frame
    assert shown(found, "source", "n", "unknown", "median", "reason") == [
        ("nz-helpline", 9, 0, None, "too_few"),
        ("nz-police", 0, None, None, "not_collected"),
    ]


def test_only_listed_columns_are_counted_by(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for ask in (store.amounts, store.delays):
        with pytest.raises(UsageError):
            ask(Filters(), by="report_key")


def test_types_are_as_documented(settings: Settings) -> None:
    build_with(settings, [paid(5)])
    store = open_store(settings)
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(store.amounts(filters, by="kind").frame) == {
            "str": "source kind currency reason",
            "Int64": "n unknown",
            "float64": "median lower_quartile upper_quartile highest_below",
        }
        assert kinds(store.delays(filters).frame) == {
            "str": "source reason",
            "Int64": "n unknown",
            "float64": "median lower_quartile upper_quartile within_7 within_7_lower"
            " within_7_upper within_30 within_30_lower within_30_upper within_365"
            " within_365_lower within_365_upper",
        }
