"""Questions over time: by calendar period, and how soon a count is complete."""

from typing import Any, Final

from dashboard.questions.answer import Answer
from dashboard.questions.asking import Z, chosen, unknown
from dashboard.questions.counting import Counting
from dashboard.selection import Filters

#: Months in a period of each calendar, and the month in which its first begins; None: the source's
#: own fiscal year.
_CALENDARS: Final[dict[str, tuple[int, int | None]]] = {
    "month": (1, 1),
    "quarter": (3, 1),
    "year": (12, 1),
    "fiscal": (12, None),
}

#: Which date puts a report into a month.
_DATES: Final = ("reported", "incident")

#: From when a delay is counted, and in which units it can be.
_BEGINNINGS: Final = {"incident": ("month", "week"), "report": ("month",)}

_COUNTS: Final = (
    *("reports", "year_before", "months", "months_collected", "months_provisional"),
    *("undated", "uncollected"),
)


class OverTime(Counting):
    """Reports by month, quarter, calendar year or fiscal year."""

    def periods(
        self,
        filters: Filters,
        *,
        by: str | None = None,
        calendar: str = "month",
        starts: int | None = None,
        date: str = "reported",
    ) -> Answer:
        """Reports by period, beside the same months a year before.

        Args:
            filters: the selection; its months are those of the date that is counted by.
            by: a column whose codes are counted apart.
            calendar: month, quarter, year (calendar) or fiscal.
            starts: first month of the fiscal year, 1 to 12; None for each source's own.
            date: reported or incident.

        Returns:
            One row a source, period and code of the column ``by``: source, period_start,
            period_end (first and last day), <by>, reports (in the months that are collected and
            chosen; NA when none is), lower, upper (Byar's 95 % of the count), year_before (in the
            same months a year earlier; NA unless all are collected), ratio, ratio_lower,
            ratio_upper (95 %), verdict (higher, lower, within, too_few, no_comparison), status
            (final, provisional, incomplete: not all its months are collected and chosen,
            not_collected), months (of the period), months_collected, months_provisional,
            rolling_mean (of the twelve months that end here; months only, NaN unless all are
            collected and final), completeness (estimated share of the final count that is in; NaN
            when it cannot be estimated), undated (reports in the selection without a known month
            of the incident), uncollected (incidents in months of the selection that the source did
            not collect); the last two are of the source and code, NA by date of report. Only codes
            that occur; ``not_collected`` is one.

        Raises:
            UsageError: there is no such column, calendar, month or date.
        """
        columns = (by,) if by else ()
        self._fits_cube(filters, by=columns)
        return self._ask_dated(
            "periods",
            filters,
            calendar_of(calendar, starts=starts, date=date),
            counted_by=columns,
            counts=_COUNTS,
            names={"code": by},
            by=by,
            codes=self._orders[by] if by else [],
            z=Z,
        )

    def shares_over_time(  # noqa: PLR0913 - each is a choice of the reader's
        self,
        filters: Filters,
        column: str,
        codes: tuple[str, ...],
        *,
        calendar: str = "month",
        starts: int | None = None,
        date: str = "reported",
    ) -> Answer:
        """The share of some codes of a column, of the reports where the answer is known.

        Args:
            filters: the selection; its months are those of the date that is counted by.
            column: a column that reports can be counted by.
            codes: some of its codes; unknown is none of the known.
            calendar: month, quarter, year (calendar) or fiscal.
            starts: first month of the fiscal year, 1 to 12; None for each source's own.
            date: reported or incident.

        Returns:
            One row a source and period: source, period_start, period_end, n (reports with one of
            the codes), known, unknown (these three NA when nobody asked), reports (NA when no month
            is collected), share, lower, upper (Wilson's 95 %), status, months, months_collected
            (as ``periods``).

        Raises:
            UsageError: there is no such column, code, calendar, month or date.
        """
        self._fits_cube(filters, by=(column,))
        known = [code for code in self._orders[column] if code not in ("unknown", "ZZ")]
        if not codes or not set(codes) <= set(known):
            raise unknown(", ".join(codes), known)
        return self._ask_dated(
            "shares_over_time",
            filters,
            calendar_of(calendar, starts=starts, date=date),
            counted_by=(column,),
            counts=("n", "known", "unknown", "reports", "months", "months_collected"),
            column=column,
            codes=self._orders[column],
            wanted=list(codes),
            z=Z,
        )

    def completeness_by_delay(
        self,
        sources: tuple[str, ...] = (),
        *,
        since: str = "incident",
        unit: str = "month",
    ) -> Answer:
        """How much of a final count is usually in after so many months or weeks.

        Estimated by chain ladder from all reports of a source, whatever else is chosen.

        Args:
            sources: codes of sources, none for all.
            since: ``incident``: until it was reported; ``report``: until a file told of it.
            unit: month or week; weeks only since the incident.

        Returns:
            One row a source and delay, 0 to 12 months or 52 weeks, after which a count is taken as
            final: source, delay, known and reports (those in after one unit less and after this
            delay, of the origins seen at both; NA at 0 and where none was seen), factor (their
            ratio; NaN when fewer than 20 were known), share (estimated share in after this delay;
            NaN when a step behind it has no factor), reason (empty, too_few_months,
            too_few_reports), later (reports that came after the last delay).

        Raises:
            UsageError: there is no such beginning or unit.
        """
        if unit not in _BEGINNINGS.get(since, ()):
            raise unknown(f"{since} by {unit}", ("incident by month or week", "report by month"))
        return self._ask(
            "completeness_by_delay",
            counts=("delay", "reports", "known", "later"),
            sources=list(sources),
            since=since,
            unit=unit,
        )

    def triangle(self, sources: tuple[str, ...] = (), *, since: str = "incident") -> Answer:
        """The reporting triangle: how many reports of a month were in after 0 to 12 months.

        Args:
            sources: codes of sources, none for all.
            since: ``incident``: until it was reported; ``report``: until a file told of it.

        Returns:
            One row a source, month and delay that the data reach: source, origin (the month), delay
            (months), reports (in by then, all earlier ones included), share (that is of the final
            count, as it is estimated from the reports so far; NaN when it cannot be), provisional
            (bool: the month in which they came may still fill).

        Raises:
            UsageError: there is no such beginning.
        """
        if since not in _BEGINNINGS:
            raise unknown(since, _BEGINNINGS)
        counts = ("delay", "reports")
        return self._ask("triangle", counts=counts, sources=list(sources), since=since)

    def _ask_dated(
        self,
        question: str,
        filters: Filters,
        calendar: dict[str, Any],
        *,
        counted_by: tuple[str, ...],
        **values: Any,
    ) -> Answer:
        """Ask by date of report of what is counted already; by date of incident of the reports."""
        if calendar["dated"] == "reported":
            return self._ask_cells(question, filters, counted_by=counted_by, **calendar, **values)
        return self._ask(question, from_cube=False, **chosen(filters), **calendar, **values)


def calendar_of(calendar: str, *, starts: int | None, date: str) -> dict[str, Any]:
    """A calendar as the macro ``spine`` takes it.

    Raises:
        UsageError: there is no such calendar, month or date.
    """
    if calendar not in _CALENDARS:
        raise unknown(calendar, _CALENDARS)
    if date not in _DATES:
        raise unknown(date, _DATES)
    if starts is not None and not 1 <= starts <= 12:
        raise unknown(f"month {starts}", ("1 to 12",))
    span, begins = _CALENDARS[calendar]
    return {"span": span, "starts": begins or starts, "dated": date}
