"""Rates per 100,000 people a second time, in plain Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Any

import sql
from dashboard.selection import Filters
from tests import figures_oracle as oracle
from tests import over_time_oracle as over_time
from tests.figures_oracle import COLLECTED, Deliveries, Report, month_of, shifted
from tests.over_time_oracle import Known, inside

BANDS = {
    scheme: [
        row["code"]
        for row in sql.seed_rows("age_bands")
        if row["scheme"] == scheme and row["code"] != "unknown"
    ]
    for scheme in sql.codes("age_schemes")
}
PREFERENCE = list(sql.codes("population_bases"))
SIDES = ("male", "female")
#: Byar's limits below ten, exact: Garwood 1936.
EXACT = (
    (0.0, 3.6888794541),
    (0.025317808, 5.5716433909),
    (0.2422092785, 7.2246876677),
    (0.6186721229, 8.7672730697),
    (1.0898653736, 10.2415886754),
    (1.6234863901, 11.6683320793),
    (2.2018942535, 13.0594740225),
    (2.8143630515, 14.4226753617),
    (3.4538321767, 15.7631892202),
    (4.1153730974, 17.0848034514),
)


def byar(count: int) -> tuple[float, float]:
    if count < 10:
        return EXACT[count]
    more = count + 1
    return (
        count * (1 - 1 / (9 * count) - oracle.Z / (3 * sqrt(count))) ** 3,
        more * (1 - 1 / (9 * more) + oracle.Z / (3 * sqrt(more))) ** 3,
    )


def populations(country: str, scheme: str) -> dict[str, dict[int, dict[tuple[str, str], int]]]:
    """Base → year → (band, gender) → people, of the years with most bands."""
    found: dict[str, dict[int, dict[tuple[str, str], int]]] = {}
    for row in sql.seed_rows("population"):
        if (row["country"], row["scheme"]) == (country, scheme):
            cells = found.setdefault(row["base"], {}).setdefault(int(row["year"]), {})
            cells[row["age_band"], row["gender"]] = int(row["population"])
    most = max((len(cells) for years in found.values() for cells in years.values()), default=0)
    return {
        base: {year: cells for year, cells in years.items() if len(cells) == most}
        for base, years in found.items()
    }


def base_and_years(
    country: str, scheme: str, years: Sequence[int]
) -> tuple[str, list[dict[tuple[str, str], int] | None], list[int | None]]:
    """The one base of all periods, and of each period the people and their year."""
    best: Any = ("", [None] * len(years), [None] * len(years))
    most = 0
    for base in PREFERENCE:
        known = populations(country, scheme).get(base, {})
        latest = [max((one for one in known if one <= year), default=None) for year in years]
        reach = sum(one is not None for one in latest)
        if reach > most:
            best, most = (base, [known.get(one) for one in latest], latest), reach
    return best


def spans(
    known: Known, filters: Filters, source: str, period: str, starts: int
) -> list[list[date]]:
    """Months of each period of a source."""
    months = sorted(m for s, m in known if s == source and inside(filters, m))
    if period in ("last_12", "compared"):
        final = [month for month in months if known[source, month] == "final"]
        months = [month for month in final if month > shifted(final[-1], -12)]
    if period == "compared":
        before = [shifted(month, -12) for month in months]
        both = [[month for month in before if (source, month) in known], months]
        return [one for one in both if one]
    if period in ("chosen", "last_12"):
        return [months] if months else []
    groups: dict[date, list[date]] = {}
    for month in months:
        groups.setdefault(over_time.period_start(month, 12, starts), []).append(month)
    return list(groups.values())


def rates(
    deliveries: Deliveries,
    filters: Filters,
    *,
    known: Known,
    by: Sequence[str],
    period: str,
    starts: Mapping[str, int],
    schemes: Mapping[str, str],
) -> dict[Any, dict[str, Any]]:
    """(source, country, first month, codes) → its figures."""
    found = {}
    everywhere = [report for parts in deliveries.values() for part in parts for report in part]
    for source in {source for source, _ in known}:
        if filters.sources and source not in filters.sources:
            continue
        periods = spans(known, filters, source, period, starts[source])
        middles = [shifted(months[0], (len(months) - 1) // 2).year for months in periods]
        cells = {
            (report["country"], *(oracle.code(report, column) for column in by))
            for report in everywhere
            if report["source"] == source and _admitted(report, filters)
        }
        counted = Counter(
            (
                month_of(report["reported_date"]),
                report["country"],
                *(oracle.code(report, column) for column in by),
            )
            for report in oracle.chosen(deliveries, filters, period=False)
            if report["source"] == source
        )
        for cell in cells:
            country, *codes = cell
            base, people, years = base_and_years(country, schemes[source], middles)
            for months, of_year, year in zip(periods, people, years, strict=True):
                number = sum(counted[month, *cell] for month in months)
                size = _people(of_year, filters, dict(zip(by, codes, strict=True)), schemes[source])
                found[source, country, months[0], *codes] = {
                    "reports": number,
                    "last": months[-1],
                    "months": len(months),
                    **_rate(number, size, [known[source, month] for month in months]),
                    "population": size,
                    "population_year": year if size else None,
                    "base": base if size else "",
                }
    return found


def changes(
    deliveries: Deliveries, filters: Filters, *, known: Known, schemes: Mapping[str, str]
) -> dict[Any, dict[str, Any]]:
    """(source, country) → its rate now and a year before."""
    told = rates(
        deliveries,
        filters,
        known=known,
        by=(),
        period="compared",
        starts=dict.fromkeys(schemes, 1),
        schemes=schemes,
    )
    last = {source: max(first for s, _, first in told if s == source) for source, _, _ in told}
    found = {}
    for (source, country, first), now in told.items():
        if first < last[source]:
            continue
        then = next(
            (row for (s, c, f), row in told.items() if (s, c) == (source, country) and f < first),
            dict.fromkeys(now),
        )
        same = {name: value for name, value in now.items() if name != "months"}
        before = {f"before_{name}": then[name] for name in ("reports", "rate", "population")}
        found[source, country] = same | before | {"first": first} | _change(now, then)
    return found


def _change(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    told = {"change": None, "change_lower": None, "change_upper": None, "verdict": "no_comparison"}
    if now["reason"] or then["reason"] != "":
        return told
    if then["reports"] < 20:
        return told | {"verdict": "too_few"}
    low, high = oracle.wilson(now["reports"], now["reports"] + then["reports"])
    people = then["population"] / now["population"]
    lower, upper = people * low / (1 - low), people * high / (1 - high)
    return {
        "change": now["rate"] / then["rate"],
        "change_lower": lower,
        "change_upper": upper,
        "verdict": "higher" if lower > 1 else "lower" if upper < 1 else "within",
    }


def _admitted(report: Report, filters: Filters) -> bool:
    choices = {"country": filters.countries, "age_band": filters.ages, "gender": filters.genders}
    return all(not codes or report[column] in codes for column, codes in choices.items())


def _people(
    cells: Mapping[tuple[str, str], int] | None,
    filters: Filters,
    codes: Mapping[str, str],
    scheme: str,
) -> int | None:
    """People of the row; None unless every band and gender of it has a population."""
    of_scheme = [*BANDS[scheme], "unknown"]
    chosen = [band for band in filters.ages if band in of_scheme] if filters.ages else BANDS[scheme]
    bands = [codes["age_band"]] if "age_band" in codes else chosen
    genders = [codes["gender"]] if "gender" in codes else (filters.genders or SIDES)
    if not cells or not bands or any((b, g) not in cells for b in bands for g in genders):
        return None
    return sum(cells[band, gender] for band in bands for gender in genders)


def _rate(number: int, size: int | None, statuses: Sequence[str]) -> dict[str, Any]:
    reason = "" if size else "no_population"
    if len(statuses) % 12:
        reason = "not_whole_years"
    if any(status not in COLLECTED for status in statuses):
        reason = "incomplete"
    if reason or not size:
        return {"reason": reason, "rate": None, "lower": None, "upper": None}
    scale = 100_000 / (size * len(statuses) / 12)
    lower, upper = byar(number)
    return {"reason": "", "rate": number * scale, "lower": lower * scale, "upper": upper * scale}
