"""Every number that differs between two releases is found, and must be explained to be sealed."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import UsageError
from etl.release import revisions
from etl.release.model import Release
from tests.releases_to_seal import REASON, first, revised, second, second_revised

REVISED = {
    "source": "jp-helpline", "period": "2024-H1", "table": "age_band", "cell": "age_band=0-14",
    "old": 150, "new": 147, "kind": "revised", **REASON,
}  # fmt: skip
WITHDRAWN = REVISED | {"cell": "age_band=15-17", "old": 99, "new": None, "kind": "withdrawn"}


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    plain = frame.astype("object").where(frame.notna(), None)
    return plain.to_dict("records")


def code_of(old: Release | None, new: Release) -> str:
    with pytest.raises(UsageError) as error:
        revisions.refuse_unexplained(old, new)
    return error.value.code


def test_the_same_numbers_differ_nowhere():
    assert revisions.compare(first(), second()).empty
    revisions.refuse_unexplained(first(), second())


def test_every_changed_cell_is_listed_with_old_new_kind_and_reason():
    assert rows(revisions.compare(first(), second_revised())) == [REVISED, WITHDRAWN]


def test_a_number_behind_a_mark_before_is_revised_too():
    masked = revised(first(), a0_14=None)
    [row] = rows(revisions.compare(masked, second()))
    assert (row["kind"], row["old"], row["new"]) == ("revised", None, 150)
    assert code_of(masked, second()) == "revision-unexplained"


def test_new_periods_and_tables_are_added_and_need_no_reason():
    old = first()
    without = replace(old, tables=old.tables[:1])
    changes = revisions.compare(without, second())
    assert set(changes["kind"]) == {"added"}
    assert list(changes["table"].unique()) == [t.name for t in old.tables[1:]]
    given_numbers = sum(int(t.cells["reports"].notna().sum()) for t in old.tables[1:])
    assert len(changes) == given_numbers
    revisions.refuse_unexplained(without, second())


def test_a_table_that_is_gone_is_withdrawn_cell_by_cell():
    new = replace(second(), tables=second().tables[:-1])
    changes = revisions.compare(first(), new)
    assert set(changes["kind"]) == {"withdrawn"}
    assert code_of(first(), new) == "revision-unexplained"
    revisions.refuse_unexplained(first(), revisions.explained(first(), new, **REASON))


@pytest.mark.parametrize(
    "flaw",
    [{"level": ""}, {"level": "V"}, {"reason_en": " "}, {"reason_ja": ""}, {"old": 153}],
)
def test_a_change_without_level_or_reason_is_not_sealed(flaw):
    new = second_revised()
    frame = new.revisions.assign(**flaw)
    assert code_of(first(), replace(new, revisions=frame)) == "revision-unexplained"


def test_a_reason_for_what_did_not_change_is_not_sealed():
    told = replace(second(), revisions=second_revised().revisions)
    assert code_of(first(), told) == "revision-unfounded"
    assert code_of(None, replace(told, previous=None)) == "revision-unfounded"


def test_what_was_told_before_is_told_for_ever():
    two = second_revised()
    three = replace(two, serial=3, previous=two.name)
    revisions.refuse_unexplained(two, three)
    for forgetting in (three.revisions.iloc[1:], three.revisions.assign(level="I")):
        changed = replace(three, revisions=forgetting)
        assert code_of(two, changed) == "revisions-rewritten"


def test_the_newest_reason_is_the_one_that_compare_gives():
    two = second_revised()
    three = replace(revised(two, a0_14=144, a15_17=99), serial=3, previous=two.name)
    three = revisions.explained(two, three, level="II", reason_en="Re-based.", reason_ja="再集計")
    [row] = rows(revisions.compare(first(), three))
    assert row == REVISED | {
        "new": 144, "level": "II", "reason_en": "Re-based.", "reason_ja": "再集計"
    }  # fmt: skip
    assert list(three.revisions["release"]) == ["reports-1.3"] * 2 + ["reports-1.2"] * 2


OLD, SAME = first(), second()
numbers = st.one_of(st.none(), st.integers(4, 100).map(lambda n: 3 * n))


@given(a0_14=numbers, a15_17=numbers, a18_24=numbers, aunknown=numbers, atotal=numbers)
def test_what_is_explained_is_what_changed_cell_by_cell(**given_numbers):
    new = revised(SAME, **given_numbers)
    explained = revisions.explained(OLD, new, **REASON)
    before = {"a0_14": 150, "a15_17": 99, "a18_24": 75, "aunknown": 60, "atotal": 300}
    changed = {code for code, number in given_numbers.items() if number != before[code]}
    assert len(explained.revisions) == len(changed)
    revisions.refuse_unexplained(OLD, explained)
    if changed:
        assert code_of(OLD, new) == "revision-unexplained"
