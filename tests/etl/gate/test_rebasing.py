"""An old and a new version of a block, attacked as one."""

from dataclasses import replace

import pandas as pd

from etl.disclosure import Rules
from etl.gate import Rule, attack, rebased, repair, versions
from tests.etl.gate.block import table

RULES = Rules()
CODES = {"platform": ["Instagram", "LINE"]}
PLACES = ("Instagram", "LINE", "total")


def counts(name: str, *values: int | None) -> object:
    return table(name, ["platform"], list(zip(PLACES, values, strict=True)), rule=Rule())


def test_the_report_that_came_late_is_found_between_exact_versions() -> None:
    both = rebased([counts("platforms", 80, 20, 100)], [counts("platforms", 80, 21, 101)], CODES)
    found = attack(both.tables, both.codes, RULES, unions=both.unions, order=3)
    # 20 of the old and 21 of the new: nobody can tell how many of them are the same.
    assert found.safe
    assert [one.name for one in both.tables] == ["old/platforms", "platforms"]


def test_nothing_is_hidden_of_a_series_that_only_grows() -> None:
    both = rebased([counts("platforms", 80, 20, 100)], [counts("platforms", 80, 21, 101)], CODES)
    grown = table("gone", [], [(0,)], rule=Rule(), where={"version": "old"})
    found = attack((*both.tables, grown), both.codes, RULES, unions=both.unions)
    assert {f.label for f in found.unsafe} >= {"version=new", "platform=LINE, version=new"}


def test_the_old_version_is_kept_and_the_new_one_repaired() -> None:
    both = rebased([counts("platforms", 80, 20, 100)], [counts("platforms", 80, 21, 101)], CODES)
    grown = table("gone", [], [(0,)], rule=Rule(), where={"version": "old"})
    tables, found = repair(
        (*both.tables, grown), both.codes, RULES, unions=both.unions, kept=both.kept | {"gone"}
    )
    assert found.safe
    assert tables[0].cells.equals(both.tables[0].cells)
    assert tables[1].cells["value"].isna().any()


def test_versions_tell_what_went_what_came_and_what_stayed() -> None:
    old = pd.DataFrame({"key": [1, 2, 3], "platform": ["LINE", "LINE", "Instagram"]})
    new = pd.DataFrame({"key": [2, 3, 4], "platform": ["LINE", "LINE", "Instagram"]})
    rows = versions(old, new, ["platform"])[["key", "platform", "version"]]
    assert sorted(rows.itertuples(index=False, name=None)) == [
        (1, "LINE", "old"),
        (2, "LINE", "both"),
        (3, "Instagram", "old"),
        (3, "LINE", "new"),
        (4, "Instagram", "new"),
    ]


def test_the_true_versions_agree_with_what_is_published() -> None:
    old = pd.DataFrame({"key": range(5), "platform": ["LINE"] * 2 + ["Instagram"] * 3})
    new = pd.DataFrame({"key": range(1, 7), "platform": ["LINE"] * 3 + ["Instagram"] * 3})
    both = rebased([counts("platforms", 3, 2, 5)], [counts("platforms", 3, 3, 6)], CODES)
    truth = versions(old, new, ["platform"])
    found = attack(both.tables, both.codes, RULES, unions=both.unions, truth=truth)
    assert "contradiction" not in {f.verdict for f in found.unsafe}
    moved = replace(both.tables[1], cells=both.tables[0].cells)
    found = attack((both.tables[0], moved), both.codes, RULES, unions=both.unions, truth=truth)
    assert [f.verdict for f in found.unsafe] == ["contradiction"]
