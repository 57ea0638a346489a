"""XLSX through calamine, after a look at the sheet that calamine cannot survive or would hide.

calamine holds a sheet as one rectangle, so that a single far cell asks for all the memory there
is, and it gives an error (#REF!) as a blank. Both are found first, by streaming the sheet's XML.
"""

import datetime as dt
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO

from python_calamine import CalamineError, CalamineSheet, load_workbook

from etl.reading.footer import Footer, below_footer
from etl.reading.header import find_header, header_key, joined
from etl.reading.sheet import Extent, View, damaged, extent_of, sheet_parts, view_of
from etl.reading.task import MAX_CELLS, Outcome, Task, refused
from etl.reading.writing import RowWriter

#: (row number in the sheet, cells as text)
_Rows = Iterator[tuple[int, list[str]]]


def read_workbook(
    data: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """The declared sheets, one after the other, as one table of text.

    Numbers lose a trailing .0, dates become ISO text; the 1904 system is understood. Hidden rows
    and columns are read as any other.

    Raises:
        RefusedInput: sheet-missing, sheet-hidden, date-system, cell-error, cells-merged, row-blank,
            footer-unknown, too-large and those of headers and cells.
    """
    with zipfile.ZipFile(data) as archive:
        parts = sheet_parts(archive)
        names = _sheets(tuple(parts), view_of(archive), task)
        found = {name: extent_of(archive, parts[name]) for name in names}
    _refuse_far_cells(found)
    try:
        data.seek(0)
        workbook = load_workbook(data)
        writer: RowWriter | None = None
        for number, name in enumerate(names, start=1):
            sheet = workbook.get_sheet_by_name(name)
            header, row, rows = _table(sheet, found[name], task)
            writer = writer or RowWriter(into, header, task)
            order = _order(header, writer.outcome.header, name, row)
            table, footer = _parted(rows, Footer(task), name)
            for line, cells in _body(table, len(header), name, task):
                writer.write([cells[place] for place in order], line, name)
            writer.outcome.footers += sum(1 for _ in footer)
            progress(number * data.seek(0, 2) // len(names))
    except CalamineError:
        raise damaged() from None
    if writer is None:
        raise refused("sheet-missing", "The workbook has no sheet", "Export it again")
    return writer.finish()


def _sheets(present: Sequence[str], view: View, task: Task) -> Sequence[str]:
    """The sheets to read; the only sheet that a person sees, whatever its name."""
    if view.from_1904 and task.serial_dates:
        raise refused(
            "date-system",
            "The workbook counts days from 1904, and the profile reads plain numbers as days",
            "Format the dates as dates in the workbook, or turn its 1904 date system off",
        )
    seen = [name for name in present if name not in view.hidden]
    if len(seen) == 1 and (len(present) == 1 or not task.sheets):
        return seen
    if not task.sheets:
        raise refused(
            "sheet-missing",
            f"The workbook shows {len(seen)} sheets and the profile names none",
            'Name them in the profile: sheets = ["…"], or send a workbook with one sheet',
        )
    for name in task.sheets:
        if name not in present:
            raise refused(
                "sheet-missing",
                f"The workbook has no sheet “{name}”",
                "Check that this is the right file, or correct sheets in the profile",
            )
        if name in view.hidden:
            raise refused(
                "sheet-hidden",
                "A sheet that the profile reads is hidden",
                "Unhide it and check it, if its rows are to be counted",
                sheet=name,
            )
    return task.sheets


def _refuse_far_cells(extents: Mapping[str, Extent]) -> None:
    cells = 0
    for sheet, extent in extents.items():
        cells += extent.rows * extent.columns
        if cells > MAX_CELLS:
            raise refused(
                "too-large",
                f"With a sheet that spans {extent.rows} rows and {extent.columns} columns, "
                f"the workbook has more than {MAX_CELLS} cells",
                "Delete stray cells far from the table, or save the sheet as CSV",
                sheet=sheet,
            )


def _table(sheet: CalamineSheet, extent: Extent, task: Task) -> tuple[list[str], int, _Rows]:
    """Header, the number of its last row, and the rows below it."""
    first = sheet.start[0] + 1 if sheet.start else 1
    rows = (
        (n, [cell_text(v) for v in row]) for n, row in enumerate(sheet.iter_rows(), start=first)
    )
    more = task.header_depth - 1
    head = dict(islice(rows, max(0, max(task.header_rows) + more - first + 1)))
    parts = {row: [head.get(row + at, []) for at in range(1 + more)] for row in task.header_rows}
    candidates = {
        row: _trimmed(joined(cells)) for row, cells in parts.items() if any(map(any, cells))
    }
    row = find_header(candidates, task, sheet.name)
    header, last = candidates[row], row + more
    _refuse_hidden_gaps(sheet, extent, header, last, task)
    below = ((n, cells) for n, cells in head.items() if n > last)
    return header, last, chain(below, rows)


def _parted(rows: _Rows, footer: Footer, sheet: str) -> tuple[_Rows, _Rows]:
    """The rows before the footer; and those of the footer, to be gone through afterwards."""
    first: list[tuple[int, list[str]]] = []

    def table() -> _Rows:
        for line, cells in rows:
            if footer.begins(cells):
                first.append((line, cells))
                return
            yield line, cells

    def notes() -> _Rows:
        for line, cells in chain(first, rows):
            if any(cells):
                if not footer.begins(cells):
                    raise below_footer(line, sheet)
                yield line, cells

    return table(), notes()


def _refuse_hidden_gaps(
    sheet: CalamineSheet, extent: Extent, header: Sequence[str], row: int, task: Task
) -> None:
    """Errors and merged cells below the header would be read as blanks."""
    wanted = {header_key(name) for column in task.wanted for name in column.names}
    left = sheet.start[1] if sheet.start else 0
    for column, name in enumerate(header, start=1):
        last = extent.errors.get(left + column, 0)
        if last > row and header_key(name) in wanted:
            raise refused(
                "cell-error",
                "A cell holds an error or a formula that was never calculated",
                "Correct it in the workbook, or paste the column as values",
                sheet=sheet.name,
                line=last,
                column=left + column,
            )
    for _start, (end, column) in sheet.merged_cell_ranges or ():
        if end >= row:
            raise refused(
                "cells-merged",
                "Cells are merged below the header: which rows the value is for cannot be known",
                "Unmerge them and fill in every row",
                sheet=sheet.name,
                line=end + 1,
                column=column + 1,
            )


def _body(rows: _Rows, width: int, sheet: str, task: Task) -> _Rows:
    """Rows as wide as the header; blank rows are accepted at the end only."""
    blank = None
    for line, cells in rows:
        if not any(cells):
            blank = blank or line
            continue
        if blank:
            raise refused(
                "row-blank",
                "A blank row stands inside the table",
                "Remove it, and any text below the table",
                sheet=sheet,
                line=blank,
            )
        if any(cells[width:]) and not task.drop_unnamed:
            raise refused(
                "header-unknown",
                "A cell stands in a column without a heading",
                'Remove it, or set unnamed_columns = "drop"',
                sheet=sheet,
                line=line,
            )
        yield line, cells[:width]


def _order(header: Sequence[str], first: Sequence[str], sheet: str, row: int) -> list[int]:
    """Where the first sheet's columns stand in this sheet."""
    keys = [header_key(name) for name in header]
    wanted = [header_key(name) for name in first]
    if sorted(keys) != sorted(wanted):
        raise refused(
            "header-unknown",
            "The sheet's headings are not those of the sheet before it",
            "Make the headings of all sheets the same",
            sheet=sheet,
            line=row,
        )
    return [keys.index(key) for key in wanted] if keys != wanted else list(range(len(keys)))


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty cells at the end."""
    width = max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
    return list(cells[:width])


def cell_text(value: object) -> str:
    """A cell as a person reads it: 12 for 12.0, ISO dates, TRUE and FALSE."""
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case float() if not math.isfinite(value):
            raise damaged()
        case float() | int():
            return str(int(value)) if value == int(value) else f"{value:.15g}"
        case dt.datetime() if value.year == dt.MAXYEAR:
            raise damaged()  # no day of a report, and rounding would leave the calendar
        case dt.datetime():
            # A serial number is a fraction of a day: 09:30 may come as 09:29:59.999.
            second = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
            return second.isoformat().removesuffix("T00:00:00")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)
