"""Says what is wrong with rows that are not exact, and where. Slow and thorough; runs once."""

import re
from dataclasses import dataclass

from etl.errors import RefusedInput
from etl.reading.task import MAX_RECORD, Task, refused


@dataclass(frozen=True)
class Dialect:
    """Delimiter and quote as UTF-8 bytes, and the number of cells of a row."""

    delimiter: bytes
    quote: bytes
    width: int

    @classmethod
    def of(cls, task: Task, width: int) -> "Dialect":
        """The declared dialect."""
        return cls(task.delimiter.encode(), task.quote.encode(), width)


def first_fault(data: bytes, dialect: Dialect, line: int) -> RefusedInput:
    """The first fault of ``data``, read cell by cell.

    Args:
        data: UTF-8 rows, known to hold a fault.
        dialect: how they are delimited and quoted.
        line: number of the first line.
    """
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    cell = re.compile(
        rb"%b(?:[^%b]++|%b%b)*+%b|[^%b%b\n]*+"
        % (quote, quote, quote, quote, quote, quote, delimiter)
    )
    start = 0
    while start < len(data):
        cells, position, after = 0, start - 1, dialect.delimiter
        while after == dialect.delimiter:
            begin = position + 1
            position = _end(cell, data, begin)
            after = data[position : position + 1]
            cells += 1
        row_line = line + data.count(b"\n", 0, start)
        if after not in (b"\n", b""):
            here = line + data.count(b"\n", 0, position)
            return _quote_fault(here, cells, opening=position == begin)
        if position == start and after:
            return _blank(row_line)
        if cells != dialect.width:
            return _width(row_line, cells, dialect.width, torn=not after)
        start = position + 1
    return too_long(line)


def too_long(line: int) -> RefusedInput:
    """A row that does not end within the limit."""
    return refused(
        "too-large",
        f"A row is longer than {MAX_RECORD >> 10} KB",
        "Check the quotes and line ends; a list of reports has short rows",
        line=line,
    )


def _end(cell: re.Pattern[bytes], data: bytes, begin: int) -> int:
    found = cell.match(data, begin)
    return found.end() if found else begin


def _quote_fault(line: int, column: int, *, opening: bool) -> RefusedInput:
    if opening:
        return refused(
            "quote-unclosed",
            "A cell opens with a quote that is not closed",
            "Close the quote; the file may also have been cut off while it was sent",
            line=line,
            column=column,
        )
    return refused(
        "quote-stray",
        "A quote stands inside a cell without being doubled",
        'Write it twice ("") in a quoted cell, or declare another quote in the profile',
        line=line,
        column=column,
    )


def _blank(line: int) -> RefusedInput:
    return refused(
        "row-blank",
        "A blank line stands inside the table",
        "Remove it, and any text below the table; blank lines are accepted only at the end",
        line=line,
    )


def _width(line: int, cells: int, width: int, *, torn: bool) -> RefusedInput:
    if torn and cells < width:
        return refused(
            "last-line-torn",
            f"The last line has {cells} of {width} cells and no line end",
            "The file was cut off: send it again",
            line=line,
        )
    return refused(
        "row-width",
        f"The row has {cells} cells, the header {width}",
        "Look for a missing or extra delimiter; a cell that holds one needs quotes around it",
        line=line,
    )
