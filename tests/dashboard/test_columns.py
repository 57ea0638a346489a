"""Rows as lists by column: what is missing is None, and a frame is read like lists."""

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard import columns

FRAME = pd.DataFrame(
    {
        "code": pd.array(["a", None, "b"], dtype="str"),
        "reports": pd.array([3, None, 1], dtype="Int64"),
        "share": [0.75, float("nan"), 0.25],
        "day": pd.to_datetime(["2026-01-01", None, "2026-03-01"]),
        "synthetic": [True, False, True],
    }
)
ROWS = {
    "code": ["a", None, "b"],
    "reports": [3, None, 1],
    "share": [0.75, None, 0.25],
    "day": [dt.date(2026, 1, 1), None, dt.date(2026, 3, 1)],
    "synthetic": [True, False, True],
}


def test_rows_of_a_frame_are_taken_like_those_of_lists():
    for rows in (FRAME, ROWS):
        assert columns.height(rows) == 3
        assert columns.taken(rows, [2, 0])["reports"] == [1, 3]
        assert columns.where(rows, [True, False, True])["code"] == ["a", "b"]
        assert [row["share"] for row in columns.records(rows)][::2] == [0.75, 0.25]
        assert list(columns.apart(rows, "synthetic")) == ["True", "False"]


def test_a_difference_needs_both_numbers():
    assert columns.differences([3, None, 1], FRAME["reports"]) == [0, None, 0]
    assert columns.differences(FRAME["share"], [0.5, 1, None]) == [0.25, None, None]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())))
def test_nothing_is_lost_when_rows_are_told_apart(pairs):
    rows = {"code": [code for code, _ in pairs], "n": [n for _, n in pairs]}
    parts = columns.apart(rows, "code")
    assert list(parts) == list(dict.fromkeys(rows["code"]))
    assert sorted(pairs) == sorted(
        pair for part in parts.values() for pair in zip(part["code"], part["n"], strict=True)
    )
