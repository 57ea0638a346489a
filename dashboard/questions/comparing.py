"""Questions that compare: with a year before, with a population, and one source beside another."""

from dataclasses import replace
from datetime import date

from dashboard.questions.answer import Answer
from dashboard.questions.asking import Z, chosen, unknown
from dashboard.questions.counting import Counting
from dashboard.questions.over_time import calendar_of
from dashboard.selection import Filters
from etl.errors import UsageError

#: What one rate is of: the kind and the first month of a year, as the macro ``rates`` takes them.
_PERIODS = {
    "chosen": ("chosen", 1),
    "last_12": ("last_12", 1),
    "year": ("year", 1),
    "fiscal": ("year", None),
}

_SHOWN_APART = ("age_band", "gender")

_PEOPLE = ("reports", "population", "population_year")


class Comparing(Counting):
    """Changes, rates per 100,000 people, and sources side by side, each on its own."""

    def changes(self, filters: Filters) -> Answer:
        """Each headline figure beside the same months a year before; the months of ``headline``.

        Returns:
            One row a source and measure (reports, under_18, paid, shared): source, measure, first,
            last (compared months), now_n, now_known, before_n, before_known (NA when not collected,
            and known of the count), now, before (the count, or the share of the known), change,
            change_lower, change_upper (95 %; of the count the ratio, of a share the difference, by
            Newcombe), verdict (higher, lower, within, too_few, no_comparison).
        """
        counts = ("now_n", "now_known", "before_n", "before_known")
        return self._ask_measured("changes", filters, counts=counts, z=Z)

    def rates(
        self,
        filters: Filters,
        *,
        by: tuple[str, ...] = (),
        period: str = "chosen",
        starts: int | None = None,
    ) -> Answer:
        """Reports per 100,000 people and year, by age band and gender on request.

        The population is that of the report's country in the source's own age scheme, narrowed by
        the ages and genders of the selection: one base in all rows of a source and country, its
        latest year that is not after the period's.

        Args:
            filters: the selection.
            by: columns whose codes are counted apart: age_band, gender, or both.
            period: chosen, last_12 (the last twelve final months), year or fiscal (a row each).
            starts: first month of the fiscal year; None for each source's own.

        Returns:
            One row a source, country, period and code that the source has at all: source, country,
            <each of by>, first, last (months), months, months_provisional, reports, population
            (people; NA without), population_year, base (code of the seed population_bases),
            population_source (to cite; base and this are empty without population), rate, lower,
            upper (Byar's 95 %; NaN without rate), reason (empty, or why there is no rate: regional,
            coverage_unknown, incomplete, not_whole_years, no_population).

        Raises:
            UsageError: there is no such column, period or month.
        """
        if not set(by) <= set(_SHOWN_APART):
            raise unknown(", ".join(by), _SHOWN_APART)
        if period not in _PERIODS:
            raise unknown(period, _PERIODS)
        kind, begins = _PERIODS[period]
        own = calendar_of("fiscal", starts=starts, date="reported")["starts"]
        return self._ask_people(
            "rates",
            filters,
            counted_by=by,
            counts=("months", "months_provisional", *_PEOPLE),
            names={column: None for column in _SHOWN_APART if column not in by},
            by_age="age_band" in by,
            by_gender="gender" in by,
            kind=kind,
            starts=begins or own,
            z=Z,
        )

    def rate_changes(self, filters: Filters) -> Answer:
        """Reports per 100,000 people and year beside the same months a year before.

        Returns:
            One row a source and country with a final month: source, country, first, last, reports,
            population, population_year, base, population_source, rate, lower, upper, reason (as
            ``rates`` of last_12), before_reports, before_population, before_population_year,
            before_rate, before_lower, before_upper (NA, NaN without the year before), change,
            change_lower, change_upper (ratio of the two rates, 95 %; NaN when they cannot be
            compared), verdict (higher, lower, within, too_few, no_comparison).
        """
        return self._ask_people(
            "rate_changes",
            filters,
            kind="compared",
            starts=1,
            counts=(*_PEOPLE, *(f"before_{name}" for name in _PEOPLE)),
            z=Z,
        )

    def compare(
        self,
        filters: Filters,
        sources: tuple[str, ...],
        *,
        calendar: str = "year",
        starts: int | None = None,
        base: date | None = None,
    ) -> Answer:
        """Sources side by side, each on its own: never a sum.

        Args:
            filters: the selection; its sources do not count.
            sources: the sources to show.
            calendar: month, quarter, year (calendar) or fiscal.
            starts: first month of the fiscal year; None for each source's own.
            base: a day in the period whose index is 100; None for the first period that is final in
                every source.

        Returns:
            One row a source and period: source, counting_unit, period_start, period_end, reports,
            lower, upper, status, months, months_collected, months_provisional (as ``periods``),
            base_start (NaT without base), index, index_lower, index_upper (NaN when the base has
            fewer than 20 reports or is not final, or the period is not whole; the base itself has
            no limits),
            and of the reports of the source's own country rate, rate_lower, rate_upper, population,
            population_year, base, population_source, reason (as ``rates``; years only).

        Raises:
            UsageError: there is no such calendar or month.
        """
        selection = replace(filters, sources=sources)
        options = calendar_of(calendar, starts=starts, date="reported")
        return self._ask_people(
            "compare",
            selection,
            kind="year",
            starts=options["starts"],
            counts=("months", "months_collected", "months_provisional", *_PEOPLE),
            span=options["span"],
            base=base,
            z=Z,
        )

    def total(self, filters: Filters) -> int:
        """How many reports one source has in the selection.

        Raises:
            UsageError: the selection holds reports of several sources.
        """
        fits = self._fits_cube(filters, by=())
        totals = self._ask("total", from_cube=fits, **chosen(filters)).frame
        units = totals["counting_unit"].nunique()
        if units > 1:
            raise UsageError(
                "Reports of these sources are not added: each counts another unit, so that the sum"
                " would be a number of nothing.",
                remedy="Show them side by side, each on its own axis.",
                code="units-not-added",
            )
        if len(totals) > 1:
            raise UsageError(
                "Reports of these sources are not added: one person may have turned to several, and"
                " would count more than once.",
                remedy="Show them side by side, each on its own axis.",
                code="sources-not-added",
            )
        return int(totals["reports"].sum())
