"""Questions of how good the data are: complete, in time, told once, and all there."""

from typing import Final

from dashboard.questions.answer import Answer
from dashboard.questions.asking import Asking, chosen
from dashboard.questions.over_time import calendar_of
from dashboard.selection import Filters

_COUNTS: Final = ("reports", "unknown", "not_collected")


class Checking(Asking):
    """What the reports leave open, and what became of the files."""

    def completeness(self, filters: Filters) -> Answer:
        """How much the reports leave open.

        Returns:
            One row a source and field: source, field, collected (bool), reports (those whose file
            has the field), unknown (those of them that do not say), not_collected (reports whose
            file does not have the field).
        """
        return self._ask("completeness", counts=_COUNTS, **chosen(filters))

    def completeness_by_month(
        self, filters: Filters, *, calendar: str = "month", starts: int | None = None
    ) -> Answer:
        """How much the reports of each month, or longer period, leave open.

        Args:
            filters: the selection.
            calendar: month, quarter, year (calendar) or fiscal.
            starts: first month of the fiscal year, 1 to 12; None for each source's own.

        Returns:
            One row a source, field and month: source, field, month (the first of the period),
            collected (bool: some report of it could say), reports, unknown, not_collected (as
            ``completeness``; NA in a month that nobody delivered), known (share of the reports that
            say; NaN without reports), status (as ``periods``).

        Raises:
            UsageError: there is no such calendar or month.
        """
        return self._ask(
            "completeness_by_month",
            counts=_COUNTS,
            **chosen(filters),
            **calendar_of(calendar, starts=starts, date="reported"),
        )

    def duplicates(self) -> Answer:
        """How often a report was told more than once, and how many look like another.

        Returns:
            One row a source: source, told (rows of all files that tell of a report), reports (as
            they stand), unchanged, changed (rows that tell of one again), in_file (rows that tell
            again within one file), alike (reports like an earlier one in every date, age and code).
        """
        rows = ("told", "reports", "unchanged", "changed", "in_file", "alike")
        return self._ask("duplicates", counts=rows)

    def timeliness(self) -> Answer:
        """How old reports were when they were received.

        Returns:
            One row an import, the newest first: import_id, source, received_at, last_reported, days
            (between the two), new_reports, median_days (from report to receipt, of the new).
        """
        return self._ask("timeliness", counts=("days", "new_reports"))

    def balance(self) -> Answer:
        """Where the rows of each import went.

        Returns:
            One row an import, the newest first: import_id, source, received_at, rows_read,
            accepted, quarantined, without_consent, filtered, withdrawn, difference (0: it
            balances).
        """
        rows = ("accepted", "quarantined", "without_consent", "filtered", "withdrawn")
        return self._ask("balance", counts=("rows_read", *rows, "difference"))

    def imports(self) -> Answer:
        """Imported files, the newest first.

        Returns:
            Columns of the model staging.imports, and new_reports, changed_reports,
            unchanged_reports: what its accepted rows were beside what had come before.
        """
        return self._ask("imports")

    def notes(self) -> Answer:
        """What to know about the files: import_id, source, file_name, note, detail (or NaN)."""
        return self._ask("notes")

    def quarantine(self) -> Answer:
        """What was set aside.

        Returns:
            One row an import, sheet, column and rule: import_id, source, sheet (NaN: no workbook),
            column, rule, rows, lines (the first five, as text).
        """
        return self._ask("quarantine")

    def unmapped(self) -> Answer:
        """Values that fit no code: import_id, source, field, value (NaN: masked), rows."""
        return self._ask("unmapped")
