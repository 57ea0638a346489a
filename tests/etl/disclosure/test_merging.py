"""Merges of sibling codes, offered when most of a table would be masked."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from etl.disclosure import Merge, Rules, offered_merges, protect, tabulate
from tests.etl.disclosure.random_records import CODES, RECORDS

SECRET = b"the key of the cells"
RULES = Rules()


def table(counts: Mapping[str, int], dim: str = "contact_platform") -> pd.DataFrame:
    """Exact cells of one dimension."""
    values = np.repeat([*counts], [*counts.values()])
    records = pd.DataFrame({dim: values, "contributor": "A"})
    records = records.assign(key=np.arange(len(records), dtype=np.uint64))
    return tabulate(records, [dim], {dim: [*counts]})


def test_the_rarest_siblings_are_merged_until_most_cells_are_printed() -> None:
    rare = {"instagram": 60, "line": 7, "telegram": 1, "kakaotalk": 8, "unknown": 5, "viber": 0}
    assert offered_merges(table(rare), SECRET, RULES) == [
        Merge("contact_platform", ("line", "telegram", "kakaotalk", "viber"), 3, 4)
    ]


def test_nothing_is_offered_when_half_is_printed() -> None:
    assert offered_merges(table({"instagram": 60, "line": 7, "viber": 7}), SECRET, RULES) == []


def test_siblings_have_one_parent() -> None:
    counts = {"instagram": 7, "line": 8, "roblox": 8, "fortnite": 7, "viber": 1, "x": 2}
    kinds = {"line": "messaging", "viber": "messaging", "roblox": "game", "fortnite": "game"}
    parents = {"contact_platform": kinds}
    assert offered_merges(table(counts), SECRET, RULES, parents=parents) == [
        Merge("contact_platform", ("roblox", "fortnite"), 2, 6)
    ]


def test_the_merge_that_prints_most_is_offered_first() -> None:
    services, tactics = ["a", "b", "c", "d"], ["x", "y", "z"]
    records = pd.DataFrame(
        [(service, tactic, "A") for service in services for tactic in tactics] * 7,
        columns=["contact_platform", "tactic", "contributor"],
    ).assign(key=np.arange(84, dtype=np.uint64))
    codes = {"contact_platform": services, "tactic": tactics}
    assert offered_merges(tabulate(records, [*codes], codes), SECRET, RULES) == [
        Merge("tactic", ("x", "y"), 11, 15),
        Merge("contact_platform", ("a", "b"), 10, 16),
    ]


@pytest.mark.parametrize("dim", ["age_band", "gender", "payment_made", "images_shared"])
def test_ages_genders_and_answers_of_yes_or_no_are_left_alone(dim: str) -> None:
    few = {"a": 8, "b": 8, "c": 8, "d": 2}
    assert offered_merges(table(few), SECRET, RULES) != []
    assert offered_merges(table(few, dim), SECRET, RULES) == []


def test_unknown_and_the_last_two_codes_are_left_alone() -> None:
    assert offered_merges(table({"line": 8, "unknown": 8}), SECRET, RULES) == []
    assert offered_merges(table({"line": 8, "x": 8}), SECRET, RULES) == []


def test_no_merge_is_offered_that_prints_no_more() -> None:
    assert offered_merges(table({"a": 1, "b": 1, "c": 1}), SECRET, RULES) == []


@given(records=RECORDS.map(lambda few: pd.concat([few] * 4, ignore_index=True)))
def test_an_offer_tells_what_the_merged_table_prints(records: pd.DataFrame) -> None:
    records = records.assign(contributor="A")
    dims = ["outcome", "contact_platform"]
    for offer in offered_merges(tabulate(records, dims, CODES), SECRET, RULES):
        kept = [code for code in CODES[offer.dim] if code not in offer.codes]
        as_one = records[offer.dim].mask(records[offer.dim].isin(offer.codes), "merged")
        after = tabulate(
            records.assign(**{offer.dim: as_one}), dims, {**CODES, offer.dim: [*kept, "merged"]}
        )
        assert len(after) == offer.cells
        assert protect(after, SECRET, RULES)["value"].notna().sum() == offer.printed
