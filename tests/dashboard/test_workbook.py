"""XLSX that tells what it is, and in which no text runs."""

import datetime as dt
import io
import zipfile

import pandas as pd
from python_calamine import CalamineWorkbook

from dashboard.workbook import to_xlsx

MADE = dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)


def book(frame, notes=(("Source", "Help line"),)):
    return to_xlsx({"Table": frame}, notes=("Notes", notes), made=MADE)


def sheet(content, name):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def test_numbers_stay_numbers_and_what_is_missing_stays_empty():
    frame = pd.DataFrame(
        {
            "gender": ["male", "total"],
            "reports": pd.array([12, pd.NA], dtype="Int64"),
            "share": [0.25, float("nan")],
            "data_to": [dt.date(2026, 10, 31), None],
            "synthetic": [True, False],
        }
    )
    assert sheet(book(frame), "Table") == [
        ["gender", "reports", "share", "data_to", "synthetic"],
        ["male", 12.0, 0.25, "2026-10-31", "yes"],
        ["total", "", "", "", "no"],
    ]


def test_the_notes_are_the_last_sheet():
    content = book(pd.DataFrame({"a": [1]}))
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Table", "Notes"]
    assert sheet(content, "Notes") == [["Source", "Help line"]]


def test_no_text_becomes_a_formula_or_a_link():
    frame = pd.DataFrame({"=A1": ["=1+1", "https://x.example", "@SUM(A1)"]})
    content = book(frame, notes=[("Source", '=HYPERLINK("http://x.example")')])
    assert sheet(content, "Table") == [["'=A1"], ["'=1+1"], ["https://x.example"], ["'@SUM(A1)"]]
    parts = zipfile.ZipFile(io.BytesIO(content))
    for name in parts.namelist():
        text = parts.read(name).decode("utf-8")
        assert "<f>" not in text
        assert "<hyperlink" not in text


def test_the_same_table_makes_the_same_file():
    frame = pd.DataFrame({"a": ["x"]})
    assert book(frame) == book(frame)
