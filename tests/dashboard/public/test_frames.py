"""Numbers of a release as charts take them: order and texts follow the printed numbers alone."""

import pandas as pd

from dashboard.public import frames
from dashboard.public.cells import NOT_AVAILABLE, Number
from dashboard.text import translator
from dashboard.theme import Formats
from etl.release.model import MASKED, NOT_COLLECTED

T, FORMATS = translator("en"), Formats("en")


def counts(*rows):
    frame = pd.DataFrame(rows, columns=["kind", "reports", "mark"])
    return frame.astype({"reports": "Int64"})


def named(*rows):
    labels = {"kind": {row[0]: row[0].upper() for row in rows}}
    return frames.named(counts(*rows), labels, t=T, formats=FORMATS)


def test_each_mark_has_its_own_text():
    rows = named(
        ("a", 1200, ""),
        ("b", None, MASKED),
        ("c", None, NOT_COLLECTED),
        ("d", None, NOT_AVAILABLE),
    )
    assert rows["text"].tolist() == ["1,200", "S", "..", "n/a"]
    assert rows["kind_label"].tolist() == ["A", "B", "C", "D"]


def test_the_largest_is_first_then_the_order_of_the_codes():
    rows = frames.ranked(
        named(
            ("unknown", 90, ""),
            ("b", None, MASKED),
            ("a", 30, ""),
            ("d", 60, ""),
            ("c", 30, ""),
            ("e", None, MASKED),
        )
    )
    assert rows["kind"].tolist() == ["d", "a", "c", "b", "e", "unknown"]


def test_shares_are_of_a_printed_whole_and_never_more_than_all():
    rows = frames.with_shares(
        named(("a", 33, ""), ("b", 102, ""), ("c", None, MASKED)),
        Number(99),
        t=T,
        formats=FORMATS,
    )
    assert rows["text"].tolist() == ["33 (33%)", "102 (100%)", "S"]
    assert rows["share"].isna().tolist() == [False, False, True]


def test_without_a_printed_whole_there_is_no_share():
    rows = frames.with_shares(
        named(("a", 33, "")), Number(None, NOT_AVAILABLE), t=T, formats=FORMATS
    )
    assert rows["text"].tolist() == ["33"]


def test_a_bar_without_a_number_has_no_length():
    bars = frames.bars(named(("a", 33, ""), ("b", None, MASKED)))
    assert bars["value"].isna().tolist() == [False, True]


def test_the_pyramid_has_the_sign_where_a_number_is_masked():
    labels = {
        "age_band": {"a": "A", "unknown": "Unknown"},
        "gender": {"female": "F", "male": "M"},
    }
    rows = [("a", "female", 12, ""), ("a", "male", None, MASKED), ("unknown", "female", 15, "")]
    frame = pd.DataFrame(rows, columns=["age_band", "gender", "reports", "mark"])
    told = frames.named(frame.astype({"reports": "Int64"}), labels, t=T, formats=FORMATS)
    wide = frames.pyramid(told)
    assert wide["label"].tolist() == ["Unknown", "A"]
    assert wide["female"].tolist() == [15, 12]
    assert wide["male"].isna().all()
    assert wide["male_text"].tolist() == ["", "S"]
