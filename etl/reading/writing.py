"""Writes rows of text as the CSV that the import reads: UTF-8, commas, line feeds, no header."""

import csv
import io
import re
from collections.abc import Sequence
from typing import IO

from etl.reading.cells import CellRules
from etl.reading.task import MAX_RECORD, Outcome, Task, refused

#: Controls but tab and line feed, half characters, and a byte order mark inside the text.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


class RowWriter:
    """Writes the rows of a workbook or JSON file and keeps their places."""

    def __init__(self, into: IO[bytes], header: Sequence[str], task: Task) -> None:
        self.outcome = Outcome(list(header))
        self._rules = CellRules(header, task)
        self._text = io.TextIOWrapper(into, encoding="utf-8", newline="", write_through=False)
        self._csv = csv.writer(self._text, lineterminator="\n")

    def write(self, cells: Sequence[str], line: int, sheet: str | None = None) -> None:
        """Write one row that stands at ``line``, unless it is a total that the profile skips.

        Raises:
            RefusedInput: control-character, too-large, and those of cells that are read.
        """
        text = "\n".join(cells)
        if "\r\n" in text:
            cells = [cell.replace("\r\n", "\n") for cell in cells]
            text = "\n".join(cells)
        if _REFUSED.search(text):
            column = next(n for n, cell in enumerate(cells, start=1) if _REFUSED.search(cell))
            raise refused(
                "control-character",
                "A control character or half a character stands in a cell",
                "Clean the cell and export the file again",
                sheet=sheet,
                line=line,
                column=column,
            )
        # A quote is written twice.
        if len(text.encode("utf-8")) + text.count('"') > MAX_RECORD:
            raise refused(
                "too-large",
                f"A row is longer than {MAX_RECORD >> 10} KB",
                "A list of reports has short rows: check what its longest column holds",
                sheet=sheet,
                line=line,
            )
        if not self._rules.is_report(cells, line, sheet):
            self.outcome.totals += 1
            return
        self.outcome.rows += 1
        self._note_place(line, sheet)
        self._csv.writerow(cells)

    def finish(self) -> Outcome:
        """Hand all bytes over, leaving ``into`` open."""
        self._text.detach()
        return self.outcome

    def _note_place(self, line: int, sheet: str | None) -> None:
        record, places = self.outcome.rows, self.outcome.places
        if places:
            first, start, name = places[-1]
            if name == sheet and start + record - first == line:
                return
        places.append((record, line, sheet))
