"""CSV, read strictly: RFC 4180 quoting, the header by name, every row exactly as wide as it.

The text is checked by its structure and passed on unchanged, without what stands above the
header and below the table.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import IO

from etl.errors import RefusedInput
from etl.reading.fault import Dialect, first_fault, too_long
from etl.reading.footer import Footer
from etl.reading.header import find_header, joined
from etl.reading.table import Table, verify
from etl.reading.task import MAX_RECORD, Outcome, Task, refused
from etl.reading.text import refuse_controls, utf8_blocks

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
#: Codes of headers that have all that is required, and something more.
_FOUND = {"header-unknown", "header-duplicate", "personal-data-column"}


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
    table = Table(header, task, line)
    for rows in _reports(chain([head[start:]], blocks), table, Footer(task)):
        into.write(rows)
        progress(stream.tell())
    told = table.outcome
    told.places = [place for place in told.places if place[0] <= max(told.rows, 1)]
    return told


def _header(head: bytes, task: Task) -> tuple[list[str], int, int]:
    """The header's cells, and the offset and line number of what follows it."""
    candidates, ends = _candidates(head, task)
    try:
        row = find_header(candidates, task)
    except RefusedInput as error:
        if error.code == "header-missing":
            _refuse_other_delimiter(head, task)
        raise
    width = len(candidates[row])
    for number in range(row, row + task.header_depth):
        start, end = (_offset(head, line) for line in ends[number - 1 : number + 1])
        verify(head[start:end], Dialect.of(task, width), ends[number - 1] + 1)
    return candidates[row], end, ends[number] + 1


def _candidates(head: bytes, task: Task) -> tuple[dict[int, list[str]], list[int]]:
    """Row number → headings, of the rows that may be the header; and the lines that rows end on."""
    text = io.StringIO(head.decode("utf-8", errors="ignore"), newline="\n")
    reader = csv.reader(text, delimiter=task.delimiter, quotechar=task.quote, strict=True)
    rows: list[list[str]] = []
    ends = [0]
    last = max(task.header_rows) + task.header_depth - 1
    broken = False
    try:
        while len(rows) < last:
            rows.append(next(reader))
            ends.append(reader.line_num)
    except StopIteration:
        pass
    except csv.Error:
        # A title row may hold anything; so may a row below the header, which is checked later.
        broken = True
    parts = {row: rows[row - 1 : row - 1 + task.header_depth] for row in task.header_rows}
    candidates = {
        row: joined(cells)
        for row, cells in parts.items()
        if len(cells) == task.header_depth and any(map(any, cells))
    }
    if broken and not candidates:
        raise refused(
            "header-unreadable",
            "A quote in the header or above it is not closed, or stands inside a cell",
            "Check the quote that the profile declares, and the first lines of the file",
            line=ends[-1] + 1,
        )
    refuse_controls(head[: _offset(head, ends[-1])], 1)
    return candidates, ends


def _refuse_other_delimiter(head: bytes, task: Task) -> None:
    """Say so if the header is there once another delimiter is tried; it is not read with it."""
    for delimiter, name in _DELIMITERS.items():
        other = replace(task, delimiter=delimiter)
        try:
            row = find_header(_candidates(head, other)[0], other)
        except RefusedInput as error:
            if error.code not in _FOUND:
                continue
            row = min(task.header_rows)
        shown = delimiter.replace("\t", r"\t")
        raise refused(
            "delimiter-error",
            f"The columns seem to be parted by {name}; the profile declares "
            f"{_DELIMITERS[task.delimiter]}",
            f'Set delimiter = "{shown}" in the profile if all files of this source are so',
            line=row,
        )


def _offset(data: bytes, lines: int) -> int:
    """Where the line after the first ``lines`` lines begins."""
    offset = 0
    for _ in range(lines):
        offset = data.find(b"\n", offset) + 1 or len(data)
    return offset


def _reports(blocks: Iterable[bytes], table: Table, footer: Footer) -> Iterator[bytes]:
    """The rows of the table, checked, chunk by chunk; each chunk ends in a line end."""
    chunks = _whole_rows(blocks, table)
    for chunk in chunks:
        end = footer.start(chunk)
        rows = chunk if end is None else chunk[:end].rstrip(b"\n")
        if rows:
            table.outcome.open_end = not rows.endswith(b"\n") and end is None
            kept = table.take(rows if end is None else rows + b"\n")
            yield kept if kept.endswith(b"\n") or not kept else kept + b"\n"
        if end is not None:
            line = table.line + chunk.count(b"\n", len(rows) + bool(rows), end)
            table.outcome.footers = footer.count(chain([chunk[end:]], chunks), line)


def _whole_rows(blocks: Iterable[bytes], table: Table) -> Iterator[bytes]:
    """Cut the text into chunks of whole rows, each ending in a line end but perhaps the last.

    Blank lines wait for what follows: more rows, and they are refused, or the end of the file.
    """
    waiting = b""
    for block in blocks:
        waiting += block
        rows = waiting[: _end_of_rows(waiting, table.dialect.quote)].rstrip(b"\n")
        if rows:
            chunk, waiting = waiting[: len(rows) + 1], waiting[len(rows) + 1 :]
            yield chunk
        if len(waiting) > MAX_RECORD:
            fault = first_fault(waiting, table.dialect, table.line)
            raise too_long(table.line) if fault.code == "last-line-torn" else fault
    rest = waiting.rstrip(b"\n")
    if rest:
        yield rest


def _end_of_rows(data: bytes, quote: bytes) -> int:
    """The offset after the last line end outside of quotes; 0 if there is none."""
    end, odd = len(data), data.count(quote) % 2
    while (cut := data.rfind(b"\n", 0, end)) >= 0:
        odd ^= data.count(quote, cut, end) % 2
        if not odd:
            return cut + 1
        end, odd = data.rfind(quote, 0, cut), 0
    return 0
