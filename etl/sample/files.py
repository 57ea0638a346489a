"""Rows into files as the imaginary providers export them, the same bytes on any machine."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from etl.sample.layouts import Layout, Row
from etl.sample.reports import LAST

_SHEET = "Reports"
_TITLES = (
    "SYNTHETIC DATA: every report in this workbook is invented",
    f"Reports entered by {LAST.isoformat()}",
    "",
)
_FIXED = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC)


def write(path: Path, layout: Layout, rows: Sequence[Row]) -> None:
    """Write the rows under their headings: CSV with CRLF, or a workbook with title rows."""
    content = _workbook(rows) if path.suffix == ".xlsx" else _csv(rows).encode(layout.encoding)
    path.write_bytes(content)


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _workbook(rows: Sequence[Row]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": _TITLES[0], "created": _FIXED})
        sheet = book.add_worksheet(_SHEET)
        for place, title in enumerate(_TITLES):
            sheet.write_string(place, 0, title)
        sheet.write_row(len(_TITLES), 0, list(rows[0]))
        for place, row in enumerate(rows, start=len(_TITLES) + 1):
            for column, cell in enumerate(row.values()):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell)
                elif isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, cell)
    return _stored(content)


def _stored(workbook: io.BytesIO) -> bytes:
    """The same workbook uncompressed: zlib's output differs from build to build."""
    content = io.BytesIO()
    with zipfile.ZipFile(workbook) as packed, zipfile.ZipFile(content, "w") as plain:
        for member in packed.infolist():
            entry = zipfile.ZipInfo(member.filename)
            entry.create_system = 3  # else Windows says so
            plain.writestr(entry, packed.read(member))
    return content.getvalue()
