"""Reports by the month, on its last day, so that every month is whole."""

from datetime import date, timedelta
from typing import Any

from tests.figures_oracle import shifted
from tests.warehouse_builder import report


def in_month(month: date, number: int, **changes: Any) -> list[dict[str, Any]]:
    """So many reports on the last day of a month, without a date of incident."""
    day = shifted(month, 1) - timedelta(days=1)
    undated = {"incident_date": None, "incident_date_precision": None}
    return [report(reported_date=day, **(undated | changes)) for _ in range(number)]


def in_months(first: date, months: int, number: int, **changes: Any) -> list[dict[str, Any]]:
    """So many reports in each of so many months."""
    return [one for n in range(months) for one in in_month(shifted(first, n), number, **changes)]
