"""Figures over time a second time, in plain Python: periods, and how soon a count is complete."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import prod
from typing import Any

from dashboard.selection import Filters
from tests import figures_oracle as oracle
from tests.figures_oracle import COLLECTED, Deliveries, Report, month_of, shifted

Known = Mapping[tuple[str, date], str]
#: Share in by delay; None: not known.
Shares = Mapping[int, float | None]
#: Share of the final count of a source's month that is in; None: not known.
Estimate = Callable[[str, date], float | None]

HORIZONS = {("incident", "month"): 12, ("report", "month"): 12, ("incident", "week"): 52}


def incident_month(report: Report) -> date | None:
    if report["incident_date_precision"] not in ("day", "month"):
        return None
    return month_of(report["incident_date"])


def months_apart(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_seen(known: Known, source: str, month: date) -> date | None:
    """Last final month up to which nothing is missing from this one on."""
    run = [month]
    for step in (-1, 1):
        other = shifted(month, step)
        while known.get((source, other)) in COLLECTED:
            run.append(other)
            other = shifted(other, step)
    return max((m for m in run if known[source, m] == "final"), default=None)


def triangle(
    parts: Sequence[Sequence[Report]],
    *,
    received: Sequence[date],
    known: Known,
    source: str,
    since: str,
    unit: str,
) -> list[tuple[date, int, int, int | None]]:
    """(origin, delay, seen from, seen to) of every report whose origin is on the axis."""
    rows = []
    arrivals = [month_of(day) for part, day in zip(parts, received, strict=True) if part]
    for part, day in zip(parts, received, strict=True):
        for report in part:
            told = month_of(report["reported_date"])
            if since == "report":
                first = max(months_apart(told, min(arrivals)), 0)
                last = months_apart(told, max(arrivals))
                rows.append((told, max(months_apart(told, month_of(day)), 0), first, last))
                continue
            month = incident_month(report)
            if month is None or known.get((source, month)) not in COLLECTED:
                continue
            seen = last_seen(known, source, month)
            if unit == "month":
                last = None if seen is None else months_apart(month, seen)
                rows.append((month, months_apart(month, told), 0, last))
            elif report["incident_date_precision"] == "day":
                week = monday(report["incident_date"])
                end = None if seen is None else monday(shifted(seen, 1)) - timedelta(days=7)
                last = None if end is None else (end - week).days // 7
                rows.append((week, (monday(report["reported_date"]) - week).days // 7, 0, last))
    return rows


def grown(
    rows: Sequence[tuple[date, int, int, int | None]],
    known: Known,
    source: str,
    *,
    received: tuple[date, date] | None,
) -> dict[Any, dict[str, Any]]:
    """(source, origin, delay) → reports in by then; ``received``: first and last month of it."""
    found: dict[Any, dict[str, Any]] = {}
    for one, origin in known:
        for delay in range(13) if one == source and known[one, origin] in COLLECTED else ():
            months = [shifted(origin, n) for n in range(delay + 1)]
            if received:
                seen = received[0] <= months[-1] <= received[1]
            else:
                seen = all(known.get((source, month)) in COLLECTED for month in months)
            if seen:
                found[source, origin, delay] = {
                    "reports": sum(month == origin and d <= delay for month, d, *_ in rows),
                    "provisional": not received and known[source, months[-1]] == "provisional",
                }
    return found


def development(
    rows: Sequence[tuple[date, int, int, int | None]], horizon: int
) -> dict[int, dict[str, Any]]:
    """Delay → known, reports, factor, share, reason, later."""
    seen: dict[date, tuple[int, int]] = {}
    for origin, _, first, last in rows:
        if last is not None:
            low, high = seen.get(origin, (first, last))
            seen[origin] = min(low, first), min(high, last)
    found: dict[int, dict[str, Any]] = {0: {"known": None, "reports": None, "factor": None}}
    for delay in range(1, horizon + 1):
        origins = {one for one, (first, last) in seen.items() if first < delay <= last}
        counted = [d for origin, d, *_ in rows if origin in origins]
        before, now = sum(d < delay for d in counted), sum(d <= delay for d in counted)
        found[delay] = {
            "known": before if origins else None,
            "reports": now if origins else None,
            "factor": now / before if origins and before >= 20 else None,
        }
    later = sum(delay > max(horizon, first) for _, delay, first, _ in rows)
    for delay, row in found.items():
        row["later"] = later
        ahead = [found[later] for later in range(delay + 1, horizon + 1)]
        factors = [one["factor"] for one in ahead]
        row["share"] = None if None in factors else 1 / prod(factors)
        row["reason"] = ""
        if row["share"] is None:
            unseen = any(one["known"] is None for one in ahead)
            row["reason"] = "too_few_months" if unseen else "too_few_reports"
    return found


def completeness(
    shares: Mapping[str, Shares],
    seen: Mapping[str, date],
    ended: Mapping[str, date],
    source: str,
    month: date,
) -> float | None:
    """Estimated share of a month's final count that is in; None of one that has not ended."""
    if month > ended[source]:
        return None
    delay = min(months_apart(month, seen[source]), 12)
    return shares[source].get(delay)


def add_shares(triangle: dict[Any, dict[str, Any]], estimate: Estimate) -> None:
    """Put beside the reports in by then the share of the final count that they are."""
    latest: dict[Any, int] = {}
    for (source, origin, _), row in triangle.items():
        latest[source, origin] = max(latest.get((source, origin), 0), row["reports"])
    for (source, origin, _), row in triangle.items():
        now, share = latest[source, origin], estimate(source, origin)
        row["share"] = share * row["reports"] / now if now and share is not None else None


def seen_months(deliveries: Deliveries, received: Sequence[date], dated: str) -> dict[str, date]:
    """Month of the last delivery, or the last month that its reports cover to the end."""
    found = {}
    for source, parts in deliveries.items():
        days = [report["reported_date"] for part in parts for report in part]
        if days and dated == "incident":
            found[source] = shifted(month_of(max(days) + timedelta(days=1)), -1)
        elif days:
            found[source] = max(
                month_of(day) for part, day in zip(parts, received, strict=True) if part
            )
    return found


def period_start(month: date, span: int, starts: int) -> date:
    return shifted(month, -((month.month - starts) % span))


def periods(
    deliveries: Deliveries,
    filters: Filters,
    *,
    known: Known,
    estimate: Estimate,
    by: str | None,
    span: int,
    starts: Mapping[str, int],
    dated: str,
) -> dict[Any, dict[str, Any]]:
    """(source, period start, code) → its figures."""
    timeline = Timeline(deliveries, filters, known=known, estimate=estimate, by=by, dated=dated)
    groups: dict[Any, list[date]] = {}
    for source, month in sorted(known):
        if inside(filters, month) and (not filters.sources or source in filters.sources):
            for code in (code for one, code in timeline.codes if one == source):
                key = source, period_start(month, span, starts[source]), code
                groups.setdefault(key, []).append(month)
    return {
        (source, start, code): timeline.period(source, code, months, span)
        for (source, start, code), months in groups.items()
    }


def inside(filters: Filters, month: date) -> bool:
    return (not filters.first or month >= filters.first) and (
        not filters.last or month <= filters.last
    )


class Timeline:
    """Chosen reports by source, month and code."""

    def __init__(
        self,
        deliveries: Deliveries,
        filters: Filters,
        *,
        known: Known,
        estimate: Estimate,
        by: str | None,
        dated: str,
    ) -> None:
        self.known, self.estimate, self.dated = known, estimate, dated
        self.codes = {(source, "") for source, _ in known} if by is None else set()
        self.counted: Counter[Any] = Counter()
        self.loose: Counter[Any] = Counter()
        for report in oracle.chosen(deliveries, filters, period=False):
            source, code = report["source"], oracle.code(report, by) if by else ""
            told = month_of(report["reported_date"])
            month = incident_month(report) if dated == "incident" else told
            self.counted[source, month, code] += 1
            if not inside(filters, month or told):
                continue
            self.codes.add((source, code))
            if month is None:
                self.loose[source, code, "undated"] += 1
            elif known.get((source, month)) not in COLLECTED:
                self.loose[source, code, "uncollected"] += 1

    def number(self, source: str, month: date, code: str) -> int | None:
        status = self.known.get((source, month))
        return self.counted[source, month, code] if status in COLLECTED else None

    def settled(self, source: str, month: date) -> bool:
        share = self.estimate(source, month) if self.dated == "incident" else None
        return self.known[source, month] == "final" and (share is None or share >= 0.95)

    def period(self, source: str, code: str, months: Sequence[date], span: int) -> dict[str, Any]:
        own = {month: self.number(source, month, code) for month in months}
        collected = [month for month in months if own[month] is not None]
        waiting = [month for month in collected if not self.settled(source, month)]
        reports = sum(own[month] or 0 for month in collected) if collected else None
        earlier = [self.number(source, shifted(month, -12), code) for month in collected]
        before = None if None in earlier or not earlier else sum(one or 0 for one in earlier)
        status = "provisional" if waiting else "final"
        if len(collected) < span:
            status = "incomplete" if collected else "not_collected"
        loose = {name: self.loose[source, code, name] for name in ("undated", "uncollected")}
        return {
            "reports": reports,
            "year_before": before,
            **oracle.verdict(reports, None if waiting else before),
            "status": status,
            "months": span,
            "months_collected": len(collected),
            "months_provisional": len(waiting),
            "rolling_mean": self.mean(source, months[0], code) if span == 1 else None,
            "completeness": self.completeness(source, own),
            **(loose if self.dated == "incident" else dict.fromkeys(loose)),
        }

    def mean(self, source: str, month: date, code: str) -> float | None:
        twelve = [shifted(month, -n) for n in range(12)]
        counts = [self.number(source, one, code) for one in twelve]
        if None in counts or not all(self.settled(source, one) for one in twelve):
            return None
        return sum(one or 0 for one in counts) / 12

    def completeness(self, source: str, own: Mapping[date, int | None]) -> float | None:
        final = 0.0
        for month, count in own.items():
            share = self.estimate(source, month)
            if share is None:
                return None
            final += (count or 0) / share
        return sum(count or 0 for count in own.values()) / final if final else None
