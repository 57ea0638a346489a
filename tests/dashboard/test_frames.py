"""Frames made ready for charts: order, labels, and no answer always last."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard import frames
from dashboard.theme import Formats

EN = Formats("en")
LABELS = {"line": "LINE", "x": "X", "unknown": "Unknown", "not_collected": "Not collected"}


def counted(column, **reports):
    total = sum(reports.values())
    rows = pd.DataFrame({column: list(reports), "reports": list(reports.values())})
    return rows.assign(share=rows["reports"] / total, lower=0.0, upper=1.0)


def cells_of(rows, *columns):
    return [list(row) for row in zip(*(rows[name] for name in columns), strict=True)]


def test_no_answer_is_last_however_many_there_are():
    rows = frames.ranked(counted("p", unknown=90, line=3, x=7), "p", LABELS, EN)
    assert cells_of(rows, "label", "text", "unknown") == [
        ["X", "7.0%", False], ["LINE", "3.0%", False], ["Unknown", "90.0%", True],
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(LABELS)), st.integers(1, 10**6), min_size=1))
def test_nothing_is_lost_in_a_ranking(reports):
    rows = frames.ranked(counted("p", **reports), "p", LABELS, EN)
    assert dict(zip(rows["p"], rows["reports"], strict=True)) == reports
    assert rows["unknown"] == sorted(rows["unknown"])


def test_the_longest_bars_keep_those_without_an_answer():
    rows = frames.ranked(counted("p", unknown=1, line=3, x=7), "p", LABELS, EN)
    assert frames.longest(rows, 1)["label"] == ["X", "Unknown"]


def test_an_ordered_column_shows_its_empty_codes():
    rows = frames.ordered(counted("p", x=4), "p", LABELS, EN)
    assert cells_of(rows, "label", "reports", "text") == [
        ["LINE", 0, "0.0%"], ["X", 4, "100.0%"], ["Unknown", 0, "0.0%"],
    ]  # fmt: skip


def test_a_column_that_nobody_filled_is_not_collected():
    assert not frames.is_collected(counted("p", not_collected=5), "p")
    assert frames.is_collected(counted("p", not_collected=5, unknown=1), "p")


def test_a_pyramid_keeps_every_gender_and_the_unknown_age():
    pairs = [("15-17", "male", 5), ("15-17", "unknown", 2), ("unknown", "female", 1)]
    rows = pd.DataFrame(pairs, columns=["age_band", "gender", "reports"])
    ages = {"12-14": "12–14", "15-17": "15–17", "unknown": "Unknown"}
    genders = {"male": "Male", "female": "Female", "other": "Other", "unknown": "Unknown"}
    wide = frames.pyramid(rows, ages, genders)
    assert wide == {
        "age_band": ["12-14", "15-17", "unknown"],
        "label": ["12–14", "15–17", "Unknown"],
        "male": [0, 5, 0],
        "female": [0, 0, 1],
        "gender_unknown": [0, 2, 0],
        "unknown": [False, False, True],
    }
    assert frames.unknown_at_the_foot(wide)["label"] == ["Unknown", "12–14", "15–17"]


def crossed(*rows):
    """Reports by p and o, and their share of the row."""
    counted = pd.DataFrame(rows, columns=["p", "o", "reports"])
    totals = counted.groupby("p")["reports"].transform("sum")
    return counted.assign(row_share=counted["reports"] / totals)


def cells(counted, heads, most):
    return frames.cells(counted, ("p", heads), ("o", LABELS), most=most)


def test_cells_keep_those_without_an_answer():
    counted = crossed(
        ("a", "x", 2), ("a", "line", 1), ("a", "unknown", 1), ("a", "not_collected", 1)
    )  # fmt: skip
    flat = cells(counted, {"a": "A"}, most=1)
    assert flat["column"] == ["X", "Unknown", "Not collected"]
    assert flat["share"] == [0.4, 0.2, 0.2]


def test_cells_are_shares_of_their_row_in_the_order_given():
    counted = crossed(("b", "x", 2), ("b", "unknown", 0), ("a", "x", 1), ("a", "unknown", 3))
    flat = cells(counted, {"a": "A", "b": "B"}, most=8)
    assert cells_of(flat, "row", "column", "text", "reports") == [
        ["A", "X", "25", 1], ["A", "Unknown", "75", 3],
        ["B", "X", "100", 2], ["B", "Unknown", "0", 0],
    ]  # fmt: skip


def test_a_row_of_few_reports_has_its_number_and_no_shares():
    counted = crossed(("a", "x", 9), ("a", "line", 1), ("b", "x", 9), ("b", "line", 0))
    flat = cells(counted, {"a": "A", "b": "B"}, most=8)
    reports = [{"a": 10, "b": 9}[code] for code in flat["p"]]
    drawn = frames.without_thin_rows(flat, reports, lambda label, n: f"{label}: {n}")
    assert drawn["row"] == ["A", "A", "B: 9", "B: 9"]
    assert drawn["text"] == ["90", "10", "", ""]
    assert drawn["value"] == [0.9, 0.1, None, None]
    assert flat["reports"] == drawn["reports"] == [9, 1, 9, 0]
