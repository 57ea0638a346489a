"""The figures a second time, in plain Python over lists of reports: what the SQL must agree with.

A delivery is the list of reports of one import. Months are their first days.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import nan, sqrt
from typing import Any

from dashboard.selection import Filters

Report = Mapping[str, Any]
Deliveries = Mapping[str, Sequence[Sequence[Report]]]

Z = 1.959963984540054
CHOICES = {
    "sources": "source",
    "countries": "country",
    "ages": "age_band",
    "genders": "gender",
    "platforms": "contact_platform",
    "outcomes": "outcome",
    "kinds": "kind",
}


def month_of(day: date) -> date:
    return day.replace(day=1)


def shifted(month: date, by: int) -> date:
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = shifted(first, 1)


def statuses(deliveries: Deliveries, settling: Mapping[str, int]) -> dict[tuple[str, date], str]:
    """Status of every month from a source's first to its last."""
    found = {}
    for source, parts in deliveries.items():
        spans = [
            (min(days), max(days))
            for days in ([report["reported_date"] for report in part] for part in parts)
            if days
        ]
        if not spans:
            continue
        data_to = max(last for _, last in spans)
        months = list(between(month_of(min(first for first, _ in spans)), month_of(data_to)))
        unfinished = data_to.day < monthrange(data_to.year, data_to.month)[1]
        still_open = max(settling[source], 1 if unfinished else 0)
        for place, month in enumerate(reversed(months)):
            if not any(month_of(first) <= month <= month_of(last) for first, last in spans):
                found[source, month] = "not_collected"
            else:
                found[source, month] = "provisional" if place < still_open else "final"
    return found


def chosen(deliveries: Deliveries, filters: Filters, *, period: bool = True) -> list[Report]:
    """Reports that the filters keep."""
    kept = []
    for report in (report for parts in deliveries.values() for part in parts for report in part):
        month = month_of(report["reported_date"])
        outside = (filters.first and month < filters.first) or (
            filters.last and month > filters.last
        )
        admitted = all(
            not getattr(filters, name) or report[column] in getattr(filters, name)
            for name, column in CHOICES.items()
        )
        if admitted and not (period and outside):
            kept.append(report)
    return kept


def months_of(
    known: Mapping[tuple[str, date], str], filters: Filters
) -> dict[tuple[str, date], str]:
    """Months of the chosen sources in the chosen period, with their status."""
    return {
        (source, month): status
        for (source, month), status in known.items()
        if (not filters.sources or source in filters.sources)
        and (filters.first is None or month >= filters.first)
        and (filters.last is None or month <= filters.last)
    }


def code(report: Report, column: str) -> str:
    return report[column] or "not_collected"


def counts(deliveries: Deliveries, filters: Filters, by: Sequence[str]) -> dict[Any, Any]:
    """(source, codes) → (reports, total, lower, upper, share of those with the first code)."""
    kept = chosen(deliveries, filters)
    totals = Counter(report["source"] for report in kept)
    firsts = Counter((report["source"], code(report, by[0])) for report in kept)
    counted = Counter(
        (report["source"], *(code(report, column) for column in by)) for report in kept
    )
    return {
        key: (
            *(number, totals[key[0]]),
            *wilson(number, totals[key[0]]),
            number / firsts[key[:2]],
        )
        for key, number in counted.items()
    }


COLLECTED = ("final", "provisional")


def headline(
    deliveries: Deliveries, known: Mapping[tuple[str, date], str], filters: Filters
) -> dict[str, dict[str, Any]]:
    """Source → its headline figures."""
    in_period = months_of(known, filters)
    kept = chosen(deliveries, filters)
    per_month = Counter(
        (report["source"], month_of(report["reported_date"]))
        for report in chosen(deliveries, filters, period=False)
    )
    found = {}
    for source in {source for source, _ in in_period}:
        mine = [report for report in kept if report["source"] == source]
        own = [month for s, month in in_period if s == source]
        final = sorted(m for m in own if in_period[source, m] == "final")
        compared = [m for m in final if m > shifted(final[-1], -12)]
        now = sum(per_month[source, m] for m in compared) if compared else None
        earlier = [(source, shifted(m, -12)) for m in compared]
        comparable = bool(earlier) and all(known.get(key, "") in COLLECTED for key in earlier)
        before = sum(per_month[key] for key in earlier) if comparable else None
        found[source] = {
            "reports": len(mine),
            "first": min(own),
            "last": max(own),
            "compared_first": min(compared, default=None),
            "compared_last": max(compared, default=None),
            "now": now,
            "before": before,
            **verdict(now, before),
            **share(mine, "under_18", yes=("yes",), no=("no",)),
            "under_18_undecided": undecided(mine),
            **share(mine, "payment_made", "paid", yes=("yes", "partly"), no=("no",)),
            **share(mine, "images_shared", "shared", yes=("yes",), no=("no",)),
        }
    return found


def headline_months(
    deliveries: Deliveries, known: Mapping[tuple[str, date], str], filters: Filters
) -> dict[tuple[str, date], dict[str, Any]]:
    """(source, month) → reports, those that say so, and the status."""
    counted: Counter[tuple[str, date, str]] = Counter()
    for report in chosen(deliveries, filters):
        place = report["source"], month_of(report["reported_date"])
        counted[*place, "reports"] += 1
        counted[*place, "under_18"] += answer(report, "under_18") == "yes"
        counted[*place, "paid"] += answer(report, "payment_made") in ("yes", "partly")
        counted[*place, "shared"] += answer(report, "images_shared") == "yes"
    figures = ("reports", "under_18", "paid", "shared")
    return {
        place: {"status": status}
        | {name: counted[*place, name] if status in COLLECTED else None for name in figures}
        for place, status in months_of(known, filters).items()
    }


def undecided(reports: Sequence[Report]) -> int:
    """Reports with a band across 18 that does not tell, when more than those under 18."""
    answers = [(answer(report, "under_18"), report["age_band"]) for report in reports]
    across = sum(told == "unknown" and band != "unknown" for told, band in answers)
    return across if across > sum(told == "yes" for told, _ in answers) else 0


def verdict(now: int | None, before: int | None) -> dict[str, Any]:
    nothing = {"ratio": nan, "ratio_lower": nan, "ratio_upper": nan}
    if now is None or before is None:
        return nothing | {"verdict": "no_comparison"}
    if before < 20:
        return nothing | {"verdict": "too_few"}
    low, high = wilson(now, now + before)
    limits = {"ratio_lower": low / (1 - low), "ratio_upper": high / (1 - high)}
    word = "within"
    if limits["ratio_lower"] > 1:
        word = "higher"
    if limits["ratio_upper"] < 1:
        word = "lower"
    return {"ratio": now / before, **limits, "verdict": word}


def share(
    reports: Sequence[Report],
    column: str,
    name: str = "",
    *,
    yes: tuple[str, ...],
    no: tuple[str, ...],
) -> dict[str, Any]:
    name = name or column
    answers = [answer(report, column) for report in reports]
    asked = [one for one in answers if one is not None]
    number, known = sum(one in yes for one in asked), sum(one in yes + no for one in asked)
    low, high = wilson(number, known) if known else (nan, nan)
    return {
        f"{name}_n": number if asked else None,
        f"{name}_known": known if asked else None,
        f"{name}_unknown": len(asked) - known if asked else None,
        f"{name}_share": number / known if known else nan,
        f"{name}_lower": low,
        f"{name}_upper": high,
    }


def answer(report: Report, column: str) -> str | None:
    if column != "under_18":
        return report[column]
    if report["age_band"] is None:
        return None
    if report["age_max"] is not None and report["age_max"] < 18:
        return "yes"
    return "no" if report["age_min"] is not None and report["age_min"] >= 18 else "unknown"


def wilson(part: int, whole: int) -> tuple[float, float]:
    middle = part / whole + Z * Z / (2 * whole)
    reach = Z * sqrt(part * (whole - part) / whole**3 + Z * Z / (4 * whole * whole))
    scale = 1 + Z * Z / whole
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)
