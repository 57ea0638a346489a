"""An old and a new version of a block, attacked as one."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.disclosure import Rules, protect, tabulate
from etl.errors import UsageError
from etl.gate import Published, Rule, attack, rebased, repair
from tests.etl.gate.block import random_reports, table

RULES = Rules()
CODES = {"platform": ["Instagram", "LINE"]}
PLACES = ("Instagram", "LINE", "total")


def versions(old: pd.DataFrame, new: pd.DataFrame, dims: list[str]) -> pd.DataFrame:
    """The reports of both versions; a corrected one is one that went and another that came."""
    rows = old.merge(new, how="outer", on=["key", *dims], indicator="version")
    names = {"left_only": "1", "both": "1 2", "right_only": "2"}
    return rows.assign(version=rows["version"].astype("str").map(names))


def counts(name: str, *values: int | None) -> Published:
    return table(name, ["platform"], list(zip(PLACES, values, strict=True)), rule=Rule())


def test_the_report_that_came_late_is_found_between_exact_versions() -> None:
    both = rebased([[counts("platforms", 80, 20, 100)]], [counts("platforms", 80, 21, 101)], CODES)
    found = attack(both.tables, both.codes, RULES, unions=both.unions, order=3)
    # 20 of the old and 21 of the new: nobody can tell how many of them are the same.
    assert found.safe
    assert [one.name for one in both.tables] == ["1/platforms", "platforms"]


def test_nothing_is_hidden_of_a_series_that_only_grows() -> None:
    both = rebased([[counts("platforms", 80, 20, 100)]], [counts("platforms", 80, 21, 101)], CODES)
    grown = table("gone", [], [(0,)], rule=Rule(), where={"version": "1"})
    found = attack((*both.tables, grown), both.codes, RULES, unions=both.unions)
    assert {f.label for f in found.unsafe} >= {"version=2", "platform=LINE, version=2"}


def test_three_versions_are_one_system() -> None:
    """100 of which a new series drops some, and the one after takes some of them back."""
    both = rebased(
        [[counts("platforms", 80, 20, 100)], [counts("platforms", 80, 18, 98)]],
        [counts("platforms", 80, 20, 100)],
        CODES,
    )
    assert [one.name for one in both.tables] == ["1/platforms", "2/platforms", "platforms"]
    assert both.kept == {"1/platforms", "2/platforms"}
    assert both.codes["version"] == ["1", "2", "3", "1 2", "1 3", "2 3", "1 2 3"]
    assert attack(both.tables, both.codes, RULES, unions=both.unions, order=3).safe
    same = [
        table(f"none {code}", [], [(0,)], rule=Rule(), where={"version": code})
        for code in ("2", "3", "1 2", "2 3")
    ]
    found = attack((*both.tables, *same), both.codes, RULES, unions=both.unions)
    # All of the second are in the others too: two of the first are not, and came back.
    assert {f.label for f in found.unsafe} >= {"version=1 3"}


def test_the_old_version_is_kept_and_the_new_one_repaired() -> None:
    both = rebased([[counts("platforms", 80, 20, 100)]], [counts("platforms", 80, 21, 101)], CODES)
    grown = table("gone", [], [(0,)], rule=Rule(), where={"version": "1"})
    tables, found = repair(
        (*both.tables, grown), both.codes, RULES, unions=both.unions, kept=both.kept | {"gone"}
    )
    assert found.safe
    assert tables[0].cells.equals(both.tables[0].cells)
    assert tables[1].cells["value"].isna().any()


def test_a_column_with_other_codes_than_before_is_refused() -> None:
    fewer = table("platforms", ["platform"], [("Instagram", 80), ("total", 100)])
    with pytest.raises(UsageError) as refused:
        rebased([[fewer]], [counts("platforms", 80, 21, 101)], CODES)
    assert refused.value.code == "rebase-changes-codes"
    assert refused.value.where == "column platform"


def test_a_column_that_the_new_series_leaves_out_is_attacked_still() -> None:
    kinds = table("kinds", ["kind"], [("image", 60), ("money", 40), ("total", 100)], rule=Rule())
    both = rebased([[kinds]], [counts("platforms", 80, 20, 100)], CODES)
    assert both.codes["kind"] == ["image", "money"]
    assert attack(both.tables, both.codes, RULES, unions=both.unions, order=3).safe


def test_the_true_versions_agree_with_what_is_published() -> None:
    old = pd.DataFrame({"key": range(5), "platform": ["LINE"] * 2 + ["Instagram"] * 3})
    new = pd.DataFrame({"key": range(1, 7), "platform": ["LINE"] * 3 + ["Instagram"] * 3})
    both = rebased([[counts("platforms", 3, 2, 5)]], [counts("platforms", 3, 3, 6)], CODES)
    truth = versions(old, new, ["platform"])
    found = attack(both.tables, both.codes, RULES, unions=both.unions, truth=truth)
    assert "contradiction" not in {f.verdict for f in found.unsafe}
    moved = replace(both.tables[1], cells=both.tables[0].cells)
    found = attack((both.tables[0], moved), both.codes, RULES, unions=both.unions, truth=truth)
    assert [f.verdict for f in found.unsafe] == ["contradiction"]


@given(seed=st.integers(0, 9999), size=st.integers(60, 300), same_key=st.booleans())
@settings(max_examples=8)
def test_a_rebased_block_ends_safe_beside_the_old_one(
    seed: int, size: int, *, same_key: bool
) -> None:
    codes = {"a": list("123"), "b": list("1234")}
    old = random_reports(seed, size, codes)
    late = random_reports(seed + 1, max(2, size // 20), codes)
    corrected = old.assign(a=old["a"].where(old.index % 25 > 0, "1"))
    new = pd.concat([corrected[corrected.index % 40 > 0], late], ignore_index=True)

    def published(records: pd.DataFrame, secret: bytes) -> list[Published]:
        plan = (("a", "b"), ("b",))
        return [
            Published("".join(dims), dims, protect(tabulate(records, dims, codes), secret, RULES))
            for dims in plan
        ]

    first, _ = repair(published(old, b"key"), codes, RULES, truth=old)
    later = published(new, b"key" if same_key else b"made anew")
    both = rebased([first], later, codes)
    truth = versions(old, new, ["a", "b"])
    tables, found = repair(
        both.tables, both.codes, RULES, kept=both.kept, unions=both.unions, truth=truth, order=3
    )
    assert found.safe
    assert all(one.cells.equals(kept.cells) for one, kept in zip(tables[:2], first, strict=True))
