"""Every figure of the store against a second implementation in plain Python, on random reports."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from tests import comparing_oracle as comparing
from tests import figures_oracle as oracle
from tests import over_time_oracle as over_time
from tests import rates_oracle
from tests import tables_oracle as tables
from tests.random_reports import CODES, FEW_FILTERS, RECEIVED, SETTLING, built, delivered
from tests.warehouse_builder import source_of

CALENDARS = {"month": (1, 1), "quarter": (3, 1), "year": (12, 1), "fiscal": (12, None)}
FISCAL = {source: source_of(source).fiscal_year_start for source in SETTLING}
SCHEMES = {source: source_of(source).age_scheme for source in SETTLING}


def plain(value: Any) -> Any:
    """A cell as plain Python; None where there is no number."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def agree(found: pd.DataFrame, keys: tuple[str, ...], expected: dict[Any, dict[str, Any]]) -> None:
    """Fail unless the frame has exactly these rows, and in each these values."""
    rows = {tuple(plain(row[key]) for key in keys): row for row in found.to_dict("records")}
    assert len(rows) == len(found)
    assert rows.keys() == expected.keys()
    for key, figures in expected.items():
        for name, value in figures.items():
            told = plain(rows[key][name])
            if isinstance(value, float) and isnan(value):
                value = None  # noqa: PLW2901 - the oracles write no number either way
            if isinstance(value, float):
                assert told == pytest.approx(value, rel=1e-9, abs=1e-12), (key, name)
            else:
                assert told == value, (key, name)


class World:
    """One random warehouse, its store, and what plain Python knows of it."""

    def __init__(self, store: Store, deliveries: Any) -> None:
        self.store = store
        self.deliveries = deliveries
        self.known = oracle.statuses(deliveries, SETTLING)
        self.sources = [source for source, parts in deliveries.items() if any(parts)]

    def arrivals(self, source: str, since: str, unit: str = "month") -> Any:
        return over_time.triangle(
            self.deliveries[source],
            received=RECEIVED,
            known=self.known,
            source=source,
            since=since,
            unit=unit,
        )

    def development(self, since: str, unit: str = "month") -> dict[str, Any]:
        horizon = over_time.HORIZONS[since, unit]
        return {
            source: over_time.development(self.arrivals(source, since, unit), horizon)
            for source in self.sources
        }

    def estimate(self, dated: str) -> Callable[[str, date], float | None]:
        since = "incident" if dated == "incident" else "report"
        shares = {
            source: {delay: row["share"] for delay, row in rows.items()}
            for source, rows in self.development(since).items()
        }
        seen = over_time.seen_months(self.deliveries, RECEIVED, dated)
        ended = over_time.seen_months(self.deliveries, RECEIVED, "incident")
        return partial(over_time.completeness, shares, seen, ended)


@given(deliveries=delivered(), chosen=FEW_FILTERS, data=st.data())
# A failing warehouse is told, not made smaller: that would take a build for each try.
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_figure_agrees_with_plain_python(
    deliveries: Any, chosen: list[Filters], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(built(Path(folder), deliveries))
        world = World(store, deliveries)
        check_development(world)
        check_triangle(world)
        for filters in chosen:
            check_counts(world, filters, data)
            check_headline(world, filters)
            check_headline_months(world, filters)
            for calendar in ("month", data.draw(st.sampled_from(sorted(CALENDARS)))):
                check_periods(world, filters, data, calendar)
            check_shares(world, filters, data)
            check_rates(world, filters, data)
            check_rate_changes(world, filters)
            check_changes(world, filters)
            check_compare(world, filters, data)
            check_crosstab(world, filters, data)
            check_summaries(world, filters, data)
            check_completeness(world, filters, data)
        store.close()


def check_counts(world: World, filters: Filters, data: st.DataObject) -> None:
    columns = data.draw(st.permutations(sorted(CODES)))
    by = tuple(columns[: data.draw(st.integers(1, 3))])
    found = world.store.counts(filters, by=by).frame
    told = ["reports", "total", "share", "lower", "upper", "row_share"]
    if len(by) == 1:
        told.remove("row_share")
    assert list(found) == ["source", *by, *told]
    told.remove("share")
    expected = {
        key: dict(zip(told, figures[: len(told)], strict=True))
        for key, figures in oracle.counts(world.deliveries, filters, by).items()
    }
    agree(found, ("source", *by), expected)
    assert found["share"].equals(found["reports"].astype(float) / found["total"].astype(float))


def check_headline(world: World, filters: Filters) -> None:
    expected = oracle.headline(world.deliveries, world.known, filters)
    found = world.store.headline(filters).frame
    agree(found, ("source",), {(source,): figures for source, figures in expected.items()})


def check_headline_months(world: World, filters: Filters) -> None:
    expected = oracle.headline_months(world.deliveries, world.known, filters)
    agree(world.store.headline_months(filters).frame, ("source", "month"), expected)


def check_development(world: World) -> None:
    for since, unit in over_time.HORIZONS:
        found = world.store.completeness_by_delay(since=since, unit=unit).frame
        agree(
            found[found["source"].isin(world.sources)],
            ("source", "delay"),
            {
                (source, delay): row
                for source, rows in world.development(since, unit).items()
                for delay, row in rows.items()
            },
        )


def check_triangle(world: World) -> None:
    for since in ("incident", "report"):
        expected: dict[Any, dict[str, Any]] = {}
        for source in world.sources:
            parts = zip(world.deliveries[source], RECEIVED, strict=True)
            months = [day.replace(day=1) for part, day in parts if part]
            received = (min(months), max(months)) if since == "report" else None
            rows = world.arrivals(source, since)
            expected |= over_time.grown(rows, world.known, source, received=received)
        over_time.add_shares(expected, world.estimate(since))
        agree(world.store.triangle(since=since).frame, ("source", "origin", "delay"), expected)


def check_periods(world: World, filters: Filters, data: st.DataObject, calendar: str) -> None:
    by = data.draw(st.sampled_from([None, *CODES]))
    starts = data.draw(st.sampled_from([None, 4, 7]))
    dated = data.draw(st.sampled_from(["reported", "incident"]))
    found = world.store.periods(filters, by=by, calendar=calendar, starts=starts, date=dated).frame
    span, begins = CALENDARS[calendar]
    agree(
        found.assign(**{} if by else {"": ""}),
        ("source", "period_start", by or ""),
        over_time.periods(
            world.deliveries,
            filters,
            known=world.known,
            estimate=world.estimate(dated),
            by=by,
            span=span,
            starts={source: begins or starts or FISCAL[source] for source in SETTLING},
            dated=dated,
        ),
    )


def check_shares(world: World, filters: Filters, data: st.DataObject) -> None:
    questions = [*comparing.MEASURES.values(), ("country", ("NZ",), ()), ("kind", ("control",), ())]
    column, codes, _ = data.draw(st.sampled_from(questions))
    calendar = data.draw(st.sampled_from(["month", "quarter", "fiscal"]))
    dated = data.draw(st.sampled_from(["reported", "incident"]))
    found = world.store.shares_over_time(
        filters, column, codes, calendar=calendar, date=dated
    ).frame
    span, begins = CALENDARS[calendar]
    expected = comparing.shares(
        world.deliveries,
        filters,
        known=world.known,
        estimate=world.estimate(dated),
        column=column,
        codes=codes,
        span=span,
        starts={source: begins or FISCAL[source] for source in SETTLING},
        dated=dated,
    )
    agree(found, ("source", "period_start"), expected)


def check_rates(world: World, filters: Filters, data: st.DataObject) -> None:
    by = data.draw(st.sampled_from([(), ("age_band",), ("gender",), ("age_band", "gender")]))
    period = data.draw(st.sampled_from(["chosen", "last_12", "year", "fiscal"]))
    found = world.store.rates(filters, by=by, period=period).frame
    expected = rates_oracle.rates(
        world.deliveries,
        filters,
        known=world.known,
        by=by,
        period=period,
        starts=FISCAL if period == "fiscal" else dict.fromkeys(SETTLING, 1),
        schemes=SCHEMES,
    )
    agree(found, ("source", "country", "first", *by), expected)


def check_rate_changes(world: World, filters: Filters) -> None:
    expected = rates_oracle.changes(world.deliveries, filters, known=world.known, schemes=SCHEMES)
    agree(world.store.rate_changes(filters).frame, ("source", "country"), expected)


def check_changes(world: World, filters: Filters) -> None:
    expected = comparing.changes(world.deliveries, world.known, filters)
    agree(world.store.changes(filters).frame, ("source", "measure"), expected)


def check_compare(world: World, filters: Filters, data: st.DataObject) -> None:
    calendar = data.draw(st.sampled_from(sorted(CALENDARS)))
    sources = data.draw(st.sampled_from([(), ("nz-helpline", "ca-cafc")]))
    span, begins = CALENDARS[calendar]
    periods = over_time.periods(
        world.deliveries,
        replace(filters, sources=sources),
        known=world.known,
        estimate=world.estimate("reported"),
        by=None,
        span=span,
        starts={source: begins or FISCAL[source] for source in SETTLING},
        dated="reported",
    )
    base = data.draw(st.sampled_from([None, date(2023, 8, 5)]))
    found = world.store.compare(filters, sources, calendar=calendar, base=base).frame
    agree(found, ("source", "period_start"), comparing.indices(periods, span, base))


def check_crosstab(world: World, filters: Filters, data: st.DataObject) -> None:
    names = data.draw(st.permutations(sorted(CODES)))[: data.draw(st.integers(2, 3))]
    calendar = data.draw(st.sampled_from([None, None, "quarter", "year"]))
    pages = names[2] if len(names) > 2 else None
    found = world.store.crosstab(
        filters, rows=names[0], columns=names[1], pages=pages, calendar=calendar
    ).frame
    expected = tables.crosstab(
        world.deliveries,
        filters,
        known=world.known,
        names=names,
        span=CALENDARS[calendar][0] if calendar else None,
        starts=dict.fromkeys(SETTLING, 1),
    )
    if not calendar:
        found["period_start"] = pd.NaT
    agree(found, ("source", "period_start", *names), expected)


def check_summaries(world: World, filters: Filters, data: st.DataObject) -> None:
    by = data.draw(st.sampled_from([None, None, "gender", "contact_platform"]))
    named = {} if by else {"": ""}
    amounts = world.store.amounts(filters, by=by).frame.assign(**named)
    expected = tables.amounts(world.deliveries, filters, by)
    agree(amounts, ("source", by or "", "currency"), expected)
    delays = world.store.delays(filters, by=by).frame.assign(**named)
    agree(delays, ("source", by or ""), tables.delays(world.deliveries, filters, by))
    platforms = tables.platforms(world.deliveries, filters)
    agree(world.store.platforms(filters).frame, ("source", "contact_platform"), platforms)


def check_completeness(world: World, filters: Filters, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(CODES)))
    found = world.store.completeness_by_month(filters).frame
    # Without a chosen report there is no field to tell of.
    expected = tables.completeness(world.deliveries, world.known, filters, field)
    kept = oracle.chosen(world.deliveries, filters)
    agree(found[found["field"] == field], ("source", "month"), expected if kept else {})
