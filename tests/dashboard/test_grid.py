"""The cross table as HTML: order, totals, parts, and what a provider's file wrote is text."""

import re

import pandas as pd

from dashboard.grid import grid
from dashboard.theme import Formats

ROWS = (
    ("", "a", "x", 1, 0.25),
    ("", "a", "total", 4, 1.0),
    ("", "total", "x", None, None),
    ("", "total", "total", 1234, 1.0),
)


def draw(rows, cell="reports"):
    frame = pd.DataFrame(rows, columns=["part", "age", "gender", "reports", "row_share"])
    frame["reports"] = frame["reports"].astype("Int64")
    return grid(
        frame.assign(age_label=frame["age"], gender_label=frame["gender"]),
        rows="age",
        columns="gender",
        cell=cell,
        corner="Age",
        caption="Age by gender",
        formats=Formats("en"),
    )


def cells(told):
    return re.findall(r'<td class="([^"]*)">([^<]*)</td>', told)


def test_counts_with_totals_marked_and_no_number_as_a_sign():
    told = draw(ROWS)
    assert cells(told) == [("n", "1"), ("n sum", "4"), ("n sum", ".."), ("n sum", "1,234")]
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', told) == ["Age", "x", "total"]
    assert '<caption class="unseen">Age by gender</caption>' in told


def test_shares_as_percentages():
    assert [text for _, text in cells(draw(ROWS, "row_share"))] == [
        "25.0%",
        "100.0%",
        "..",
        "100.0%",
    ]


def test_a_share_of_nothing_is_not_told_as_not_collected():
    rows = [("", "a", "x", 0, None), ("", "a", "total", None, None)]
    assert [text for _, text in cells(draw(rows, "row_share"))] == ["–", ".."]


def test_each_part_has_its_heading_across_the_table():
    told = draw([(part, *row[1:]) for part in ("2024", "2025") for row in ROWS])
    assert re.findall(r'<th scope="rowgroup" class="part" colspan="3">(\d+)</th>', told) == [
        "2024",
        "2025",
    ]
    assert len(cells(told)) == 8


def test_texts_are_escaped():
    evil = "<a href='x'>"
    assert "<a" not in draw([(evil, evil, evil, 1, 1.0)])
