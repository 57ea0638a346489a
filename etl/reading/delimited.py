"""CSV, read strictly: RFC 4180 quoting, the header by name, every row exactly as wide as it.

The text is checked by its structure and passed on unchanged. Splitting it at the quotes leaves,
in turn, what stands outside and inside of them. Outside, a quote may only touch a delimiter or a
line end, and every row must hold one delimiter fewer than the header has cells.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO

from etl.errors import RefusedInput
from etl.reading.fault import Dialect, first_fault
from etl.reading.header import find_header
from etl.reading.task import MAX_RECORD, Outcome, Task, refused
from etl.reading.text import refuse_controls, utf8_blocks


def read_delimited(
    stream: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """Check the rows of a CSV and write them to ``into`` without the header.

    Blank lines at the end of the file are ignored; anywhere else they are refused.

    Raises:
        RefusedInput: the file is not exactly what the profile declares.
    """
    blocks = utf8_blocks(stream, task.encoding)
    head = b""
    for block in blocks:
        head += block
        if len(head) >= MAX_RECORD:
            break
    header, start, line = _header(head, task)
    table = _Table(Dialect.of(task, len(header)), line)
    for chunk in _chunks(chain([head[start:]], blocks), table):
        into.write(chunk)
        progress(stream.tell())
    places = [place for place in table.places if place[0] <= max(table.rows, 1)]
    return Outcome(header, task.delimiter, task.quote, table.rows, places)


def _header(head: bytes, task: Task) -> tuple[list[str], int, int]:
    """The header's cells, and the offset and line number of what follows it."""
    text = io.StringIO(head.decode("utf-8", errors="ignore"), newline="\n")
    reader = csv.reader(text, delimiter=task.delimiter, quotechar=task.quote, strict=True)
    candidates: dict[int, list[str]] = {}
    ends = [0]
    try:
        for number, cells in enumerate(reader, start=1):
            ends.append(reader.line_num)
            if number in task.header_rows and any(cells):
                candidates[number] = cells
            if number == max(task.header_rows):
                break
    except csv.Error:
        # A title row may hold anything; so may a row below the header, which is checked later.
        if not candidates:
            raise _unreadable(ends[-1] + 1) from None
    refuse_controls(head[: _offset(head, ends[-1])], 1)
    row = find_header(candidates, task)
    start, end = (_offset(head, line) for line in ends[row - 1 : row + 1])
    header = _Table(Dialect.of(task, len(candidates[row])), ends[row - 1] + 1)
    header.check(head[start:end])
    return candidates[row], end, ends[row] + 1


def _unreadable(line: int) -> RefusedInput:
    return refused(
        "header-unreadable",
        "A quote in the header or above it is not closed, or stands inside a cell",
        "Check the quote that the profile declares, and the first lines of the file",
        line=line,
    )


def _offset(data: bytes, lines: int) -> int:
    """Where the line after the first ``lines`` lines begins."""
    offset = 0
    for _ in range(lines):
        offset = data.find(b"\n", offset) + 1 or len(data)
    return offset


def _chunks(blocks: Iterable[bytes], table: "_Table") -> Iterator[bytes]:
    """Cut the text into checked chunks of whole rows, each ending in a line end.

    Blank lines wait for what follows: more rows, and they are refused, or the end of the file.
    """
    waiting = b""
    for block in blocks:
        waiting += block
        rows = waiting[: _end_of_rows(waiting, table.dialect.quote)].rstrip(b"\n")
        if rows:
            chunk, waiting = waiting[: len(rows) + 1], waiting[len(rows) + 1 :]
            table.check(chunk)
            yield chunk
        if len(waiting) > MAX_RECORD:
            raise first_fault(waiting, table.dialect, table.line)
    rest = waiting.rstrip(b"\n")
    if rest:
        table.check(rest)
        yield rest + b"\n"


def _end_of_rows(data: bytes, quote: bytes) -> int:
    """The offset after the last line end outside of quotes; 0 if there is none."""
    end, odd = len(data), data.count(quote) % 2
    while (cut := data.rfind(b"\n", 0, end)) >= 0:
        odd ^= data.count(quote, cut, end) % 2
        if not odd:
            return cut + 1
        end, odd = data.rfind(quote, 0, cut), 0
    return 0


class _Table:
    """Checks chunk after chunk, counting rows and lines.

    Attributes:
        line: number of the next chunk's first line.
        rows: records so far.
        places: where a record's line cannot be had by counting on, see Outcome.
    """

    def __init__(self, dialect: Dialect, line: int) -> None:
        self.dialect = dialect
        self.line = line
        self.rows = 0
        self.places: list[tuple[int, int, str | None]] = [(1, line, None)]

    def check(self, data: bytes) -> None:
        """Refuse whole rows that are not exact; the last may lack its line end."""
        refuse_controls(data, self.line)
        delimiter, quote, width = self.dialect.delimiter, self.dialect.quote, self.dialect.width
        rest = b"" if data.endswith(b"\n") else b"\n"
        parts = (data + rest).split(quote)
        outside = parts[::2]
        # Each quoted stretch becomes one letter, so that what is left shows rows and cells.
        rows = b"x".join(outside).removesuffix(b"\n").split(b"\n")
        exact = {row.count(delimiter) for row in rows} == {width - 1} and b"" not in rows
        if len(parts) % 2 == 0 or not exact or not _touching(outside, {delimiter, b"\n"}):
            raise first_fault(data, self.dialect, self.line)
        lines = data.count(b"\n") + len(rest)
        if lines > len(rows):
            self._note_places(parts)
        self.rows += len(rows)
        self.line += lines

    def _note_places(self, parts: list[bytes]) -> None:
        """Note where records go on after a cell that spans lines."""
        record, line, spanned = self.rows + 1, self.line, False
        for number, part in enumerate(parts):
            ends = part.count(b"\n")
            line += ends
            if number % 2:
                spanned = spanned or ends > 0
            elif ends:
                if spanned:
                    self.places.append((record + 1, line - ends + 1, None))
                record += ends
                spanned = False


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
