"""What no cell of a column that is read may hold, and rows that are no reports.

Columns that are dropped may hold anything but control characters: nobody will read them.
"""

from collections.abc import Sequence

from etl.reading.footer import NOTE_SIGNS, is_note, undeclared
from etl.reading.header import header_key
from etl.reading.hidden import HIDDEN
from etl.reading.task import MAX_CELL, Task, refused
from etl.reading.totals import FIRST_SIGNS, SIGNS_BEFORE, is_total


class CellRules:
    """The rules for the rows under one header.

    Attributes:
        headings: as they are compared, of the file and of the profile.
    """

    def __init__(self, header: Sequence[str], task: Task) -> None:
        keys = [header_key(name) for name in header]
        wanted = {header_key(name) for column in task.wanted for name in column.names}
        self.headings = frozenset({*keys, *wanted} - {""})
        words = (*FIRST_SIGNS, *NOTE_SIGNS, *SIGNS_BEFORE, *header, *self.headings)
        self._first_signs = {word[:1] for word in words}
        self._read = [at for at, key in enumerate(keys) if key in wanted]
        self._total_rows = task.total_rows

    def is_report(self, cells: Sequence[str], line: int, sheet: str | None = None) -> bool:
        """Whether the row is one; False for a total that the profile skips.

        Raises:
            RefusedInput: header-duplicate, total-row, footer-unknown, hidden-character,
                cell-too-long.
        """
        first = next((cell for cell in cells if cell.strip()), "")
        if first[:1] in self._first_signs and not self._begins_report(cells, first, line, sheet):
            return False
        for at in self._read:
            if not cells[at].isascii() or len(cells[at]) > MAX_CELL:
                self._check(cells[at], line, at + 1, sheet)
        return True

    def _begins_report(
        self, cells: Sequence[str], first: str, line: int, sheet: str | None
    ) -> bool:
        """The rules for the first cell that is not blank."""
        if self._repeats_header(cells, first):
            raise refused(
                "header-duplicate",
                "A second header stands inside the table",
                "Send one table a file; remove headings that are repeated for printing",
                sheet=sheet,
                line=line,
            )
        if self._total_rows != "keep" and is_total(first):
            if self._total_rows == "skip":
                return False
            raise refused(
                "total-row",
                "The row begins like a total, and would be counted as a report",
                'Remove it; or set total_rows = "skip" in the profile to leave out all such rows',
                sheet=sheet,
                line=line,
            )
        if is_note(cells):
            raise undeclared(line, sheet)
        return True

    def _repeats_header(self, cells: Sequence[str], first: str) -> bool:
        """Two cells, or the only one, are headings, the first that is not blank among them."""
        if header_key(first) not in self.headings:
            return False
        keys = [header_key(cell) for cell in cells]
        return len(keys) == 1 or sum(key in self.headings for key in keys) > 1

    def _check(self, cell: str, line: int, column: int, sheet: str | None) -> None:
        hidden = HIDDEN.search(cell)
        if hidden:
            raise refused(
                "hidden-character",
                f"An invisible character (U+{ord(hidden.group()):04X}) stands in a cell",
                "Delete the cell's text and type it again",
                sheet=sheet,
                line=line,
                column=column,
            )
        if len(cell.encode("utf-8")) > MAX_CELL:
            raise refused(
                "cell-too-long",
                f"A cell that is read as a code, date or number is longer than {MAX_CELL} bytes",
                "Check the quotes around it, and that the profile names the right column",
                sheet=sheet,
                line=line,
                column=column,
            )
