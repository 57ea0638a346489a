"""Tables, amounts, delays and completeness a second time, in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from math import floor
from typing import Any

import sql
from dashboard.selection import Filters
from tests import figures_oracle as oracle
from tests import over_time_oracle as over_time
from tests.figures_oracle import COLLECTED, Deliveries, Report, month_of, wilson
from tests.over_time_oracle import Known, inside

SERVICES = {row["code"]: (row["valid_from"], row["valid_to"]) for row in sql.seed_rows("platforms")}


def grouped(reports: Sequence[Report], by: str | None) -> dict[Any, list[Report]]:
    """(source, code) → reports; the code is empty for all together."""
    groups = defaultdict(list)
    for report in reports:
        groups[report["source"], oracle.code(report, by) if by else ""].append(report)
    return groups


def quantile(values: Sequence[float], share: float) -> float:
    """Hyndman & Fan's type 7."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def summary(values: Sequence[float]) -> dict[str, Any]:
    shares = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
    if len(values) < 10:
        return dict.fromkeys(shares) | {"reason": "too_few"}
    return {name: quantile(values, share) for name, share in shares.items()} | {"reason": ""}


def amounts(deliveries: Deliveries, filters: Filters, by: str | None) -> dict[Any, dict[str, Any]]:
    """(source, code, currency) → amounts."""
    found = {}
    for (source, code), reports in grouped(oracle.chosen(deliveries, filters), by).items():
        told = defaultdict(list)
        for report in reports:
            if report["amount_paid"]:
                told[report["currency"]].append(float(report["amount_paid"]))
        paid = ("yes", "partly")
        unknown = sum(r["payment_made"] in paid and not r["amount_paid"] for r in reports)
        if unknown and not told:
            told[""] = []
        for currency, values in told.items():
            found[source, code, currency] = summary(values) | {
                "n": len(values),
                "unknown": unknown,
                "highest_below": (
                    10.0 ** len(str(floor(max(values)))) if len(values) >= 10 else None
                ),
            }
    return found


def delays(deliveries: Deliveries, filters: Filters, by: str | None) -> dict[Any, dict[str, Any]]:
    """(source, code) → days from incident to report."""
    found = {}
    # A file in which no report tells a date of the incident does not collect it.
    asked = {
        id(report)
        for parts in deliveries.values()
        for part in parts
        if any(report["incident_date"] for report in part)
        for report in part
    }
    for key, reports in grouped(oracle.chosen(deliveries, filters), by).items():
        days = [
            (report["reported_date"] - report["incident_date"]).days
            for report in reports
            if report["incident_date_precision"] == "day"
        ]
        of_asked = sum(id(report) in asked for report in reports)
        unknown = of_asked - len(days) if of_asked else None
        found[key] = summary(days) | {"n": len(days), "unknown": unknown}
        found[key] |= {} if of_asked else {"reason": "not_collected"}
        for limit in (7, 30, 365):
            within = sum(day <= limit for day in days)
            known = len(days) >= 10
            low, high = wilson(within, len(days)) if known else (None, None)
            found[key] |= {
                f"within_{limit}": within / len(days) if known else None,
                f"within_{limit}_lower": low,
                f"within_{limit}_upper": high,
            }
    return found


def crosstab(
    deliveries: Deliveries,
    filters: Filters,
    *,
    known: Known,
    names: Sequence[str],
    span: int | None,
    starts: Mapping[str, int],
) -> dict[Any, dict[str, Any]]:
    """(source, period start, code of each name) → figures; a total is the code ``total``."""
    kept = oracle.chosen(deliveries, filters)
    found: dict[Any, dict[str, Any]] = {}
    for source in {report["source"] for report in kept}:
        own = [report for report in kept if report["source"] == source]
        axes = [{oracle.code(report, name) for report in own} for name in names]
        periods = defaultdict(list)
        for one, month in known:
            if one == source and inside(filters, month):
                start = over_time.period_start(month, span, starts[source]) if span else None
                periods[start].append(month)
        for start, months in periods.items():
            cells: Counter[Any] = Counter()
            for report in own:
                if month_of(report["reported_date"]) in months:
                    codes = [(oracle.code(report, name), "total") for name in names]
                    cells.update(product(*codes))
            collected = any(known[source, month] in COLLECTED for month in months)
            for codes in product(*(axis | {"total"} for axis in axes)):
                row, column, *pages = codes
                total = {
                    "row_share": cells[row, "total", *pages],
                    "column_share": cells["total", column, *pages],
                    "total_share": cells["total", "total", *pages],
                }
                found[source, start, *codes] = {
                    "reports": cells[codes] if collected else None,
                    **{name: cells[codes] / n if n else None for name, n in total.items()},
                }
    return found


def platforms(deliveries: Deliveries, filters: Filters) -> dict[Any, dict[str, Any]]:
    """(source, platform) → reports, and those of an incident when it did not exist."""
    kept = oracle.chosen(deliveries, filters)
    totals = Counter(report["source"] for report in kept)
    found = {}
    for key, reports in grouped(kept, "contact_platform").items():
        begun, ended = SERVICES[key[1]]
        months = [month for report in reports if (month := over_time.incident_month(report))]
        reported = [month_of(report["reported_date"]) for report in reports]
        low, high = wilson(len(reports), totals[key[0]])
        found[key] = {
            "reports": len(reports),
            "total": totals[key[0]],
            "share": len(reports) / totals[key[0]],
            "lower": low,
            "upper": high,
            "first_month": min(reported),
            "last_month": max(reported),
            "valid_to": date.fromisoformat(ended) if ended else None,
            "outside": sum(
                bool(ended and month > date.fromisoformat(ended))
                or bool(begun and month < date.fromisoformat(begun).replace(day=1))
                for month in months
            ),
        }
    return found


def completeness(
    deliveries: Deliveries, known: Known, filters: Filters, field: str
) -> dict[Any, dict[str, Any]]:
    """(source, month) → how many reports say something in a field."""
    answers, silent = defaultdict(list), Counter()
    for report in oracle.chosen(deliveries, filters):
        key = report["source"], month_of(report["reported_date"])
        if (answer := oracle.answer(report, field)) is not None:
            answers[key].append(answer)
        else:
            silent[key] += 1
    found = {}
    for key, status in oracle.months_of(known, filters).items():
        told = answers[key]
        unknown = sum(answer in ("unknown", "ZZ") for answer in told)
        found[key] = {
            "collected": bool(told),
            "reports": len(told) if status in COLLECTED else None,
            "unknown": unknown if status in COLLECTED else None,
            "not_collected": silent[key] if status in COLLECTED else None,
            "status": status,
            "known": 1 - unknown / len(told) if told else None,
        }
    return found
