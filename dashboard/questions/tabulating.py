"""Questions of two and more columns, and of the platforms on which contact began."""

from dashboard.questions.answer import Answer
from dashboard.questions.asking import Z, chosen, unknown
from dashboard.questions.counting import Counting
from dashboard.questions.over_time import calendar_of
from dashboard.selection import Filters


class Tabulating(Counting):
    """Cross-tabulations with their totals, and platforms with the time in which they existed."""

    def crosstab(  # noqa: PLR0913 - each is a choice of the reader's
        self,
        filters: Filters,
        *,
        rows: str,
        columns: str,
        pages: str | None = None,
        calendar: str | None = None,
        starts: int | None = None,
    ) -> Answer:
        """Reports by the codes of two or three columns, and by period, with totals.

        Args:
            filters: the selection.
            rows: the column whose codes stand down the side.
            columns: the column whose codes stand across.
            pages: a third column, a table for each of its codes and one for all.
            calendar: month, quarter, year or fiscal, a table for each period; None for one.
            starts: first month of the fiscal year; None for each source's own.

        Returns:
            One row a source, period, page, row and column, with a zero for a code that occurs in
            the source's selection elsewhere; the code ``total`` stands after all others. source;
            with a calendar period_start, period_end, status (as ``periods``); with pages <pages>;
            <rows>, <columns>, reports (NA in a period that nobody collected), row_share,
            column_share, total_share (of the total of the row, of the column, and of the page; NaN
            of none).

        Raises:
            UsageError: there is no such column or calendar, or one is asked for twice.
        """
        names = tuple(name for name in (rows, columns, pages) if name)
        if len(set(names)) < len(names):
            raise unknown(", ".join(names), self._orders)
        fits = self._fits_cube(filters, by=names)
        options = calendar_of(calendar or "month", starts=starts, date="reported")
        unused = [] if calendar else ["period_start", "period_end", "status"]
        asked = {
            "counts": ("reports",),
            "names": {"row": rows, "column": columns, "page": pages, **dict.fromkeys(unused)},
            "rows": rows,
            "columns": columns,
            "pages": pages,
            "row_codes": self._orders[rows],
            "column_codes": self._orders[columns],
            "page_codes": self._orders[pages] if pages else [],
            "span": options["span"] if calendar else None,
            "starts": options["starts"],
        }
        if not calendar:
            return self._ask_cells("crosstab", filters, counted_by=names, **asked)
        # A table for each period is large: to plan it is the least of the work.
        return self._ask("crosstab", from_cube=fits, **chosen(filters), **asked)

    def platforms(self, filters: Filters) -> Answer:
        """Platforms on which contact began, and whether they existed then.

        Returns:
            One row a source and platform that occurs: source, contact_platform, reports, total (of
            the source), share, lower, upper (Wilson's 95 % of the share), first_month, last_month
            (in which they were reported), valid_from, valid_to (of the platform; NaT when open or
            not recorded), outside (reports of an incident in a month when it did not exist).
        """
        counts = ("reports", "total", "outside")
        return self._ask("platforms", counts=counts, **chosen(filters), z=Z)
