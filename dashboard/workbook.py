"""Tables as one XLSX file, with a sheet that says what they are. Pure.

Text is written as text, guarded as in a CSV file, and never as a formula or a link.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from dashboard.columns import Columns
from dashboard.export import cell, lines

#: Widest column, in characters, and the rows whose texts tell how wide each has to be.
_WIDEST: Final = 60
_MEASURED: Final = 500

_SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def to_xlsx(
    sheets: Mapping[str, Columns],
    *,
    notes: tuple[str, Sequence[tuple[str, str]]],
    made: dt.datetime,
) -> bytes:
    """One workbook.

    Args:
        sheets: tables by the name of their sheet, at most 31 characters.
        notes: name of the last sheet, and its lines: what, and what about it.
        made: when, as the file says.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _SAFE) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            headings = [cell(column) for column in rows]
            _sheet(book.add_worksheet(name), [headings, *lines(rows)], bold)
        name, told = notes
        _sheet(book.add_worksheet(name), [[cell(text) for text in line] for line in told], None)
    return content.getvalue()


def _sheet(sheet: Any, table: Sequence[Sequence[Any]], heading: Any) -> None:
    """Write a table from the top; with a format for its first line, that stays in sight."""
    for row, line in enumerate(table):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(row, column, value, heading if row == 0 else None)
            else:
                sheet.write_number(row, column, value)
        if row == min(_MEASURED, len(table) - 1):
            sheet.autofit(_WIDEST * 7)
    if heading:
        sheet.freeze_panes(1, 0)
