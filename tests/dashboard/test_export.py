"""CSV that every program reads and no spreadsheet runs."""

import csv
import datetime as dt
import io
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import export


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u3000=1",
        "＝1+1", "＋1", "－1", "＠SUM", "\u3000＝1", "\u200b=1", "\ufeff=1", "\x00=1",
        '=HYPERLINK("http://x.example")', "-2+3+cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_formulas_become_text(text):
    assert export.guarded(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "report", "15-17", "65+", "a=b", "'=1", "..", "#9110", "−5", "ー", "１"]
)
def test_plain_text_stays(text):
    assert export.guarded(text) == text


def test_numbers_stay_numbers_and_texts_are_quoted():
    table = pd.DataFrame(
        {
            "label": ["LINE", "=A1", None],
            "reports": pd.array([12, pd.NA, -3], dtype="Int64"),
            "share": [0.25, np.nan, -0.5],
            "month": pd.to_datetime(["2026-01-01", "2026-02-01", None]),
            "amount": [Decimal("1.50"), None, Decimal(-2)],
            "day": [dt.date(2026, 1, 31), None, dt.date(2026, 2, 1)],
            "synthetic": [True, False, True],
        }
    )
    assert export.to_csv(table).decode("utf-8") == (
        "\ufeff"
        '"label","reports","share","month","amount","day","synthetic"\r\n'
        '"LINE",12,0.25,"2026-01-01",1.50,"2026-01-31","yes"\r\n'
        '"\'=A1","","","2026-02-01","","","no"\r\n'
        '"",-3,-0.5,"",-2,"2026-02-01","yes"\r\n'
    )


def test_headings_are_guarded_too():
    assert read_back(export.to_csv(pd.DataFrame({"=cmd": [1]})))[0] == ["'=cmd"]


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=5))
def test_every_text_comes_back_and_none_runs(texts):
    rows = read_back(export.to_csv(pd.DataFrame({"text": texts})))[1:]
    assert [cell.removeprefix("'") for (cell,) in rows] == [t.removeprefix("'") for t in texts]
    assert not [cell for (cell,) in rows if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]


def test_the_name_says_synthetic():
    assert export.file_name("jp-helpline", "trend", synthetic=False) == (
        "casestats_jp-helpline_trend.csv"
    )
    assert export.file_name("jp helpline/..", "a", synthetic=True) == (
        "casestats_jp-helpline-_a_SYNTHETIC.csv"
    )


def test_a_past_day_is_in_the_file_and_in_its_name():
    day = dt.date(2026, 1, 31)
    table = pd.DataFrame({"reports": [3]})
    assert export.to_csv(table, as_of=day).decode("utf-8-sig") == (
        '"reports","as_of"\r\n3,"2026-01-31"\r\n'
    )
    name = export.file_name("nz-police", "trend", synthetic=True, as_of=day)
    assert name == "casestats_nz-police_trend_as-of-2026-01-31_SYNTHETIC.csv"
