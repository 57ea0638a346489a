"""The rows of a CSV below its header: checked chunk by chunk, and passed on as they are.

Splitting a chunk at the quotes leaves, in turn, what stands outside and inside of them. Outside,
a quote may only touch a delimiter or a line end, and every row must hold one delimiter fewer than
the header has cells. Cells are looked at one by one only where a quick look found a reason to.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter

from etl.reading.cells import CellRules
from etl.reading.fault import Dialect, first_fault
from etl.reading.footer import NOTE_SIGNS
from etl.reading.hidden import may_hide
from etl.reading.task import MAX_CELL, MAX_RECORD, Outcome, Task
from etl.reading.text import refuse_controls
from etl.reading.totals import FIRST_SIGNS, SIGNS_BEFORE

_FIRST_BYTE = itemgetter(slice(1))

csv.field_size_limit(2 * MAX_RECORD)  # a cell that is dropped may be as long as a row


class Table:
    """Checks chunk after chunk, counting rows and lines.

    Attributes:
        line: number of the next chunk's first line.
        outcome: what was read so far.
    """

    def __init__(self, header: Sequence[str], task: Task, line: int) -> None:
        self.dialect = Dialect.of(task, len(header))
        self.line = line
        self.outcome = Outcome(list(header), task.delimiter, task.quote, places=[(1, line, None)])
        self._rules = CellRules(header, task)
        self._heads = _Heads([*header, *self._rules.headings], self.dialect)

    def take(self, data: bytes) -> bytes:
        """Check whole rows, of which the last may lack its line end; returns those to keep.

        Raises:
            RefusedInput: a row is not exact, or breaks a rule of cells.
        """
        parts, rows = verify(data, self.dialect, self.line)
        lines = _lines(data)
        suspect = lines > len(rows) or may_hide(data) or _long_line(data)
        totals = []
        if suspect or self._heads.may_stand_in(data, rows):
            totals = self._look_at_cells(data)
        if totals:
            return b"".join(self._without(totals, data))
        self._count(parts, rows=len(rows), lines=lines)
        return data

    def _look_at_cells(self, data: bytes) -> list[tuple[int, int]]:
        """Lines between which totals stand that are left out, counted from the chunk's first."""
        told, found, start = self.outcome, [], 0
        text = io.StringIO(data.decode("utf-8"), newline="\n")
        reader = csv.reader(text, delimiter=told.delimiter, quotechar=told.quote, strict=True)
        for cells in reader:
            if not self._rules.is_report(cells, self.line + start):
                found.append((start, reader.line_num))
            start = reader.line_num
        return found

    def _without(self, totals: Sequence[tuple[int, int]], data: bytes) -> Iterator[bytes]:
        """The rows around the totals."""
        offsets = [0, *accumulate(len(line) + 1 for line in data.split(b"\n"))]
        kept = 0
        for start, end in totals:
            yield self._keep(data[offsets[kept] : offsets[start]])
            self.outcome.totals += 1
            self.line += end - start
            self._add_place(self.outcome.rows + 1, self.line)
            kept = end
        yield self._keep(data[offsets[kept] :])

    def _keep(self, data: bytes) -> bytes:
        if data:
            parts, rows = verify(data, self.dialect, self.line)
            self._count(parts, rows=len(rows), lines=_lines(data))
        return data

    def _count(self, parts: list[bytes], *, rows: int, lines: int) -> None:
        if lines > rows:
            self._note_places(parts)
        self.outcome.rows += rows
        self.line += lines

    def _note_places(self, parts: list[bytes]) -> None:
        """Note where records go on after a cell that spans lines."""
        record, line, spanned = self.outcome.rows + 1, self.line, False
        for number, part in enumerate(parts):
            ends = part.count(b"\n")
            line += ends
            if number % 2:
                spanned = spanned or ends > 0
            elif ends:
                if spanned:
                    self._add_place(record + 1, line - ends + 1)
                record += ends
                spanned = False

    def _add_place(self, record: int, line: int) -> None:
        """The record stands at this line; a place without a record is replaced."""
        places = self.outcome.places
        if places[-1][0] == record:
            places.pop()
        places.append((record, line, None))


class _Heads:
    """Finds first cells that may be those of a total, a note or a second header."""

    def __init__(self, headings: Sequence[str], dialect: Dialect) -> None:
        before = [*SIGNS_BEFORE, dialect.delimiter.decode(), dialect.quote.decode()]
        words = [*FIRST_SIGNS, *NOTE_SIGNS, *filter(None, headings)]
        # In a row without its quoted stretches, each is one letter x.
        self._first_bytes = {sign.encode()[:1] for sign in [*words, *before, "x"]}
        self._head = re.compile(rb"(?:\A|\n)(?:%b)*(?:%b)" % (_any_of(before), _any_of(words)))

    def may_stand_in(self, data: bytes, rows: list[bytes]) -> bool:
        first_bytes = set(map(_FIRST_BYTE, rows))
        if first_bytes.isdisjoint(self._first_bytes):
            return False
        return self._head.search(data) is not None


def _any_of(texts: Sequence[str]) -> bytes:
    return b"|".join(re.escape(text.encode()) for text in dict.fromkeys(texts))


def _lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _long_line(data: bytes) -> bool:
    """Whether a line is longer than a cell may be."""
    start = 0
    while start + MAX_CELL < len(data):
        end = data.rfind(b"\n", start, start + MAX_CELL + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def verify(data: bytes, dialect: Dialect, line: int) -> tuple[list[bytes], list[bytes]]:
    """The rows split at their quotes, and as rows without what is quoted.

    Raises:
        RefusedInput: they are not exact.
    """
    refuse_controls(data, line)
    rest = b"" if data.endswith(b"\n") else b"\n"
    parts = (data + rest).split(dialect.quote)
    outside = parts[::2]
    # Each quoted stretch becomes one letter, so that what is left shows rows and cells.
    rows = b"x".join(outside).removesuffix(b"\n").split(b"\n")
    delimiter = dialect.delimiter
    exact = {row.count(delimiter) for row in rows} == {dialect.width - 1} and b"" not in rows
    if len(parts) % 2 == 0 or not exact or not _touching(outside, {delimiter, b"\n"}):
        raise first_fault(data, dialect, line)
    return parts, rows


def _touching(outside: list[bytes], edges: set[bytes]) -> bool:
    """Whether every quote touches an edge outside; nothing between two quotes is an escaped one."""
    if len(outside) == 1:
        return True
    first, *between, last = outside
    return (
        (not first or first[-1:] in edges)
        and (not last or last[:1] in edges)
        and all(not p or (p[:1] in edges and p[-1:] in edges) for p in set(between))
    )
