"""XLSX: what a person sees in the sheet, or a refusal; never a blank where something stood."""

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.readers import Place
from etl.reading.hidden import HIDDEN
from etl.reading.sheet import Extent
from tests.etl.provider_files import (
    profile,
    read_bytes,
    read_here,
    refusal,
    refused_here,
    with_part,
    workbook,
    zipped,
)

HEAD = ["date", "age", "gender"]
ROW = [dt.date(2025, 6, 1), 16, "male"]
ROWS = "2025-06-01,16,male\n"
XLSX = {"formats": ("xlsx",)}
ONE = workbook(("Reports", [HEAD, ROW]))
SHEET = "xl/worksheets/sheet1.xml"


def read_workbook(folder, data, name="reports.xlsx", **file):
    return read_bytes(folder, data, name, **{**XLSX, **file})


def refused_workbook(folder, data, name="reports.xlsx", **file):
    return refusal(folder, data, name, **{**XLSX, **file})


def test_a_plain_workbook(tmp_path):
    reading, rows = read_workbook(tmp_path, ONE)
    assert (reading.header, reading.rows, reading.delimiter) == (tuple(HEAD), 1, ",")
    assert reading.places == (Place(1, 2, "Reports"),)
    assert rows == ROWS


@pytest.mark.parametrize("date_1904", [False, True])
def test_cells_are_the_text_a_person_reads(tmp_path, date_1904):
    values = {
        "one": (1, "1"),
        "half": (0.5, "0.5"),
        "sum": (0.1 + 0.2, "0.3"),
        "big": (123456789012, "123456789012"),
        "true": (True, "TRUE"),
        "text": ("007", "007"),
        "spaces": ("  x  ", "  x  "),
        "lines": ("a\r\nb", '"a\nb"'),
        "quote": ('say "x", y', '"say ""x"", y"'),
        "day": (dt.date(2024, 2, 29), "2024-02-29"),
        "moment": (dt.datetime(2024, 2, 29, 9, 30, 1), "2024-02-29T09:30:01"),  # noqa: DTZ001
        "blank": (None, ""),
        "formula": ("=1+1", "0"),
    }
    rows = [[*HEAD, *values], [*ROW, *(value for value, _ in values.values())]]
    data = workbook(
        ("Reports", rows), date_1904=date_1904, strings_to_numbers=False,
        default_date_format="yyyy-mm-dd hh:mm:ss",
    )  # fmt: skip
    _, written = read_workbook(tmp_path, data, unnamed_columns="drop")
    assert written == ROWS[:-1] + "," + ",".join(text for _, text in values.values()) + "\n"


def test_title_rows_empty_columns_and_empty_rows_around_the_table(tmp_path):
    rows = [["Reports of June"], [dt.date(2025, 7, 1)], [], ["", *HEAD], ["", *ROW], ["", *ROW]]
    file = {"header_rows": (1, 3, 4), "unnamed_columns": "drop"}
    reading, written = read_workbook(tmp_path, workbook(("A", rows)), **file)
    assert reading.header == ("", *HEAD)
    assert reading.places == (Place(1, 5, "A"),)
    assert written == ("," + ROWS) * 2


def test_formats_far_from_the_table_are_no_cells(tmp_path):
    far = b'<row r="1000000"><c r="XFD1000000" s="1"/></row></sheetData>'
    data = with_part(ONE, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    assert read_workbook(tmp_path, data)[1] == ROWS


def test_sheets_are_read_in_the_declared_order_by_heading(tmp_path):
    data = workbook(
        ("Notes", [["nothing"]]),
        ("Probable", [["gender", "date", "age"], ["male", "2025-06-02", 17]]),
        ("Confirmed", [HEAD, ROW, ROW]),
    )
    reading, written = read_workbook(tmp_path, data, sheets=("Confirmed", "Probable"))
    assert reading.places == (Place(1, 2, "Confirmed"), Place(3, 2, "Probable"))
    assert written == ROWS * 2 + "2025-06-02,17,male\n"


def test_the_only_sheet_is_read_whatever_its_name(tmp_path):
    assert read_workbook(tmp_path, ONE, sheets=("Confirmed", "Probable"))[1] == ROWS


def test_a_workbook_in_a_zip(tmp_path):
    reading, written = read_workbook(tmp_path, zipped(("June.xlsx", ONE)), "reports.zip")
    assert (reading.member, written) == ("June.xlsx", ROWS)


def test_cells_beside_the_table_are_dropped_when_the_profile_drops(tmp_path):
    data = workbook(("A", [HEAD, [*ROW, None, "checked"]]))
    assert read_workbook(tmp_path, data, unnamed_columns="drop")[1] == ROWS
    assert refused_workbook(tmp_path, data) == ("header-unknown", "reports.xlsx, sheet A, line 2")


def with_error(cell):
    """The sheet's XML with an error in place of the cell's number."""
    return lambda xml: re.sub(
        rb'<c r="%b"[^>]*><v>[^<]*' % cell, rb'<c r="%b" t="e"><v>#REF!' % cell, xml
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FAR_CELL = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
NUMBERS = workbook(("A", [[*HEAD, "notes"], ["2025-06-01", 16, "male", 1]]))


def test_an_error_in_a_column_that_is_dropped_is_dropped(tmp_path):
    data = with_part(NUMBERS, SHEET, with_error(b"D2"))
    assert read_workbook(tmp_path, data, unnamed_columns="drop")[0].rows == 1


@pytest.mark.parametrize(
    ("data", "file", "code", "place"),
    [
        (with_part(NUMBERS, SHEET, with_error(b"B2")), {"unnamed_columns": "drop"},
         "cell-error", ", sheet A, line 2, column 2"),
        (with_part(ONE, SHEET, lambda xml: xml.replace(b"<v>16</v>", b"<f>A1+1</f>")), {},
         "cell-error", ", sheet Reports, line 2, column 2"),
        (workbook(("A", [HEAD, ROW, ROW]), merged="C2:C3"), {},
         "cells-merged", ", sheet A, line 3, column 3"),
        (workbook(("A", [HEAD, ROW, [], ROW])), {}, "row-blank", ", sheet A, line 3"),
        (workbook(("A", [HEAD, [*ROW[:2], "ma\x07le"]])), {},
         "control-character", ", sheet A, line 2, column 3"),
        (workbook(("A", [HEAD[:2], ROW[:2]]), ("B", [["age", "when"], [16, "x"]])),
         {"sheets": ("A", "B")}, "header-missing", ", sheet B, line 1"),
        (workbook(("A", [HEAD[:2], ROW[:2]]), ("B", [HEAD, ROW])), {"sheets": ("A", "B")},
         "header-unknown", ", sheet B, line 1"),
        (workbook(("A", [HEAD, ROW]), ("B", [HEAD, ROW])), {}, "sheet-missing", ""),
        (workbook(("A", [HEAD, ROW]), ("B", [HEAD, ROW])), {"sheets": ("C",)},
         "sheet-missing", ""),
        (workbook(("A", [])), {}, "empty-file", ", sheet A"),
        (workbook(("A", [["date", "gender"], ROW])), {}, "header-missing", ", sheet A, line 1"),
        (workbook(("A", [["date", "age", "age"], ROW])), {},
         "header-duplicate", ", sheet A, line 1"),
        (workbook(("A", [[*HEAD, "notes"], ROW])), {},
         "header-unknown", ", sheet A, line 1, column 4"),
        # A far cell asks for a rectangle of seventeen thousand million cells.
        (with_part(ONE, SHEET, lambda xml: xml.replace(
            b"</sheetData>", FAR_CELL)), {},
         "too-large", ", sheet Reports"),
        # Not an honest workbook.
        (with_part(ONE, "xl/vbaProject.bin", lambda _: b"macro"), {}, "macro", ""),
        (with_part(ONE, "xl/macrosheets/sheet1.xml", lambda _: b"<x/>"), {}, "macro", ""),
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), {},
         "password", ""),
        (OLE + bytes(512), {}, "not-as-claimed", ""),
        (b"date,age,gender\n", {}, "not-as-claimed", ""),
        (zipped(("word/document.xml", b"<x/>")), {}, "not-as-claimed", ""),
        (with_part(ONE, SHEET, lambda xml: xml[:-40]), {}, "not-as-claimed", ""),
        (with_part(ONE, "xl/_rels/workbook.xml.rels", lambda _: b"<x/>"), {},
         "sheet-missing", ""),
        (with_part(ONE, "xl/theme/theme1.xml", lambda _: bytes(40_000_000)), {}, "bomb", ""),
        (with_part(ONE, SHEET, lambda _: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
         ) + b"]><worksheet><sheetData>&j;</sheetData></worksheet>"), {}, "not-as-claimed", ""),
        (ONE[:-100], {}, "file-damaged", ""),
    ],
)  # fmt: skip
def test_refused(tmp_path, data, file, code, place):
    assert refused_workbook(tmp_path, data, **file) == (code, "reports.xlsx" + place)


def test_a_part_that_stands_twice(tmp_path):
    path = tmp_path / "twice.xlsx"
    path.write_bytes(ONE)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert refused_workbook(tmp_path, path.read_bytes())[0] == "not-as-claimed"


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=5).map(
    lambda text: HIDDEN.sub("", text)
)
CELLS = TEXTS | st.integers(-(10**9), 10**9) | st.dates(dt.date(1900, 3, 1), dt.date(2099, 12, 31))


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(st.dates(dt.date(2000, 1, 1)), CELLS, CELLS), max_size=6))
def test_random_workbooks_are_read_exactly(tmp_path_factory, rows):
    data = workbook(
        ("A", [HEAD, *map(list, rows)]), strings_to_formulas=False, strings_to_urls=False
    )
    _, written = read_workbook(tmp_path_factory.mktemp("book"), data)
    expected = [[str(cell) for cell in row] for row in rows]
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == expected


def test_extent_counts_cells_without_references():
    extent = Extent()
    for name in ("row", "c", "v", "c", "c", "v", "row", "c", "v"):
        extent.see(name, {})
    extent.end_cell()
    assert (extent.rows, extent.columns, extent.errors) == (2, 3, {})


def hidden(number, state):
    """The workbook's XML with its sheet of this number hidden."""
    mark = b'sheetId="%d"' % number
    return lambda xml: xml.replace(mark, mark + b' state="%b"' % state)


TWO = workbook(("Reports", [HEAD, ROW]), ("Lists", [["male"], ["female"]]))


@pytest.mark.parametrize("state", [b"hidden", b"veryHidden"])
def test_hidden_sheets(tmp_path, state):
    """They are no choice where the profile names none, and refused where it names them."""
    lists = with_part(TWO, "xl/workbook.xml", hidden(2, state))
    assert refused_workbook(tmp_path, TWO)[0] == "sheet-missing"
    assert read_workbook(tmp_path, lists)[1] == ROWS
    assert read_workbook(tmp_path, lists, sheets=("Reports",))[1] == ROWS
    reports = with_part(TWO, "xl/workbook.xml", hidden(1, state))
    assert refused_workbook(tmp_path, reports, sheets=("Reports",)) == (
        "sheet-hidden", "reports.xlsx, sheet Reports",
    )  # fmt: skip


def test_plain_numbers_of_the_1904_system_are_never_taken_for_days():
    declared = profile(formats=("xlsx",))
    date, *others = declared.columns
    serial = replace(date, dates=("iso", "excel_serial"))
    for date_1904, code in ((False, None), (True, "date-system")):
        data = workbook(("A", [HEAD, [45809, 16, "male"]]), date_1904=date_1904)
        columns = replace(declared, columns=(serial, *others))
        if code:
            assert refused_here(data, "a.xlsx", declared=columns) == (code, None)
        else:
            assert read_here(data, "a.xlsx", declared=columns)[1] == "45809,16,male\n"


def test_a_day_of_the_1904_system_is_the_day_that_excel_shows(tmp_path):
    """Serial 44347 with a date format is 2025-06-01 there, and 2021-05-31 in the 1900 system."""
    for date_1904, day in ((True, "2025-06-01"), (False, "2021-05-31")):
        data = workbook(("A", [HEAD, ROW]), date_1904=date_1904)
        serial = b"44347" if date_1904 else b"45809"
        assert serial in zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
        data = with_part(data, SHEET, lambda xml, old=serial: xml.replace(old, b"44347"))
        assert read_workbook(tmp_path, data)[1] == f"{day},16,male\n"


def test_merged_titles_above_the_header_are_ignored(tmp_path):
    data = workbook(("A", [[], [None], HEAD, ROW]), merged="A1:C2")
    assert read_workbook(tmp_path, data, header_rows=(3,))[1] == ROWS


def test_a_formula_is_read_as_the_result_that_was_saved(tmp_path):
    formula = b"<f>8+8</f><v>16</v>"
    data = with_part(ONE, SHEET, lambda xml: xml.replace(b"<v>16</v>", formula))
    assert read_workbook(tmp_path, data)[1] == ROWS


def test_a_sheet_that_unpacks_beyond_reason(tmp_path):
    row = b'<row><c t="n"><v>1</v></c></row>'
    data = with_part(
        ONE, SHEET, lambda xml: xml.replace(b"</sheetData>", row * 500_000 + b"</sheetData>")
    )
    assert len(data) < 200_000
    assert refused_workbook(tmp_path, data) == ("bomb", "reports.xlsx")


def test_macros_are_found_whatever_their_letters(tmp_path):
    data = with_part(ONE, "XL/VBAPROJECT.BIN", lambda _: b"macro")
    assert refused_workbook(tmp_path, data) == ("macro", "reports.xlsx")
