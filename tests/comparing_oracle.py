"""Shares over time, changes and indices a second time, in plain Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Any

from dashboard.selection import Filters
from tests import figures_oracle as oracle
from tests import over_time_oracle as over_time
from tests.figures_oracle import COLLECTED, Deliveries, month_of, shifted, wilson
from tests.over_time_oracle import Known, inside
from tests.rates_oracle import spans

MEASURES = {
    "under_18": ("under_18", ("yes",), ("no",)),
    "paid": ("payment_made", ("yes", "partly"), ("no",)),
    "shared": ("images_shared", ("yes",), ("no",)),
}


def shares(
    deliveries: Deliveries,
    filters: Filters,
    *,
    known: Known,
    estimate: Any,
    column: str,
    codes: Sequence[str],
    span: int,
    starts: Mapping[str, int],
    dated: str,
) -> dict[Any, dict[str, Any]]:
    """(source, period start) → the share of some codes of a column."""
    told = over_time.Timeline(
        deliveries, filters, known=known, estimate=estimate, by=None, dated=dated
    )
    every_month = over_time.periods(
        deliveries,
        filters,
        known=known,
        estimate=estimate,
        by=None,
        span=span,
        starts=starts,
        dated=dated,
    )
    answers: Counter[Any] = Counter()
    for report in oracle.chosen(deliveries, filters, period=False):
        month = month_of(report["reported_date"])
        month = over_time.incident_month(report) if dated == "incident" else month
        if (
            month
            and inside(filters, month)
            and told.number(report["source"], month, "") is not None
        ):
            source = report["source"]
            answer = oracle.answer(report, column)
            key = source, over_time.period_start(month, span, starts[source])
            answers[*key, "asked"] += answer is not None
            answers[*key, "unknown"] += answer in ("unknown", "ZZ")
            answers[*key, "n"] += answer in codes
    found = {}
    for (source, start, _), period in every_month.items():
        asked, unknown, n = (answers[source, start, name] for name in ("asked", "unknown", "n"))
        told_at_all = period["reports"] is not None and (asked > 0 or period["reports"] == 0)
        size = asked - unknown
        lower, upper = wilson(n, size) if size else (None, None)
        found[source, start] = {
            "n": n if told_at_all else None,
            "known": size if told_at_all else None,
            "unknown": unknown if told_at_all else None,
            "reports": period["reports"],
            "share": n / size if size else None,
            "lower": lower,
            "upper": upper,
            **{name: period[name] for name in ("status", "months", "months_collected")},
        }
    return found


def newcombe(a: int, m: int, b: int, n: int) -> tuple[float, float]:
    """Limits of a / m less b / n."""
    (first_low, first_high), (second_low, second_high) = wilson(a, m), wilson(b, n)
    first, second = a / m, b / n
    return (
        first - second - sqrt((first - first_low) ** 2 + (second_high - second) ** 2),
        first - second + sqrt((first_high - first) ** 2 + (second - second_low) ** 2),
    )


def changes(deliveries: Deliveries, known: Known, filters: Filters) -> dict[Any, dict[str, Any]]:
    """(source, measure) → its figures now and a year before."""
    found = {}
    for source, figures in oracle.headline(deliveries, known, filters).items():
        last = figures["compared_last"]
        if last is None:
            continue
        months = spans(known, filters, source, "last_12", 1)[0]
        before = [shifted(month, -12) for month in months]
        comparable = all(known.get((source, month)) in COLLECTED for month in before)
        reports = oracle.chosen(deliveries, filters, period=False)
        own = [r for r in reports if r["source"] == source]
        now_reports = [r for r in own if month_of(r["reported_date"]) in months]
        before_reports = [r for r in own if month_of(r["reported_date"]) in before]
        common = {"first": months[0], "last": months[-1]}
        found[source, "reports"] = common | {
            "now_n": figures["now"],
            "before_n": figures["before"],
            "now": figures["now"],
            "before": figures["before"],
            "change": figures["ratio"],
            "change_lower": figures["ratio_lower"],
            "change_upper": figures["ratio_upper"],
            "verdict": figures["verdict"],
        }
        for measure, (column, yes, no) in MEASURES.items():
            now = oracle.share(now_reports, column, "x", yes=yes, no=no)
            then = oracle.share(before_reports if comparable else [], column, "x", yes=yes, no=no)
            found[source, measure] = common | _difference(now, then)
    return found


def _difference(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "now_n": now["x_n"],
        "now_known": now["x_known"],
        "before_n": then["x_n"],
        "before_known": then["x_known"],
        "now": now["x_share"],
        "before": then["x_share"],
        "change": None,
        "change_lower": None,
        "change_upper": None,
        "verdict": "no_comparison",
    }
    if None in (now["x_n"], then["x_n"]):
        return told
    if min(now["x_known"], then["x_known"]) < 20:
        return told | {"verdict": "too_few"}
    low, high = newcombe(now["x_n"], now["x_known"], then["x_n"], then["x_known"])
    return told | {
        "change": now["x_share"] - then["x_share"],
        "change_lower": low,
        "change_upper": high,
        "verdict": "higher" if low > 0 else "lower" if high < 0 else "within",
    }


def indices(
    periods: Mapping[Any, Mapping[str, Any]], span: int, base_day: date | None
) -> dict[Any, dict[str, Any]]:
    """(source, period start) → its index, the base being chosen by itself without a day."""
    begun = {}
    for (source, start, _), period in sorted(periods.items()):
        if period["status"] == "final":
            begun.setdefault(source, start)
    day = base_day or max(begun.values(), default=None)
    found = {}
    for (source, start, _), period in periods.items():
        base_start = next(
            (s for one, s, _ in periods if one == source and day and s <= day < shifted(s, span)),
            None,
        )
        base = periods.get((source, base_start, ""), {"status": "", "reports": None})
        index = lower = upper = None
        whole = base["status"] == "final" and period["status"] in COLLECTED
        if whole and base["reports"] >= 20:
            index = 100 * period["reports"] / base["reports"]
            if start != base_start:
                low, high = wilson(period["reports"], period["reports"] + base["reports"])
                lower, upper = 100 * low / (1 - low), 100 * high / (1 - high)
        found[source, start] = {
            "base_start": base_start,
            "index": index,
            "index_lower": lower,
            "index_upper": upper,
            **{name: period[name] for name in ("reports", "status", "months_provisional")},
        }
    return found
