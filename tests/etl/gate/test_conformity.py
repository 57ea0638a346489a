"""Turning off any one rule of the protection is a finding: one mutation a rule."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from etl.disclosure import Rules, protect, round_keyed, tabulate
from etl.gate import Published, conform, summed
from tests.etl.gate.block import random_reports, table

RULES = Rules()
SECRET = b"of this test"
CODES = {"age": list("12345"), "gender": ["f", "m", "x"], "platform": list("abcdef")}
PLAN = [("age", "gender"), ("age", "platform")]
RECORDS = random_reports(10, 500, CODES)
EXACT = {"·".join(dims): tabulate(RECORDS, dims, CODES) for dims in PLAN}


def published(protection: Callable[[pd.DataFrame], pd.DataFrame]) -> list[Published]:
    return [
        Published(name, tuple(name.split("·")), protection(cells)) for name, cells in EXACT.items()
    ]


def rounded(cells: pd.DataFrame, secret: bytes, *, least: int) -> pd.DataFrame:
    value = round_keyed(cells["n"].to_numpy(), cells["key_sum"].to_numpy(), secret, base=3)
    column = pd.Series(value, dtype="Int64").mask(value < least)
    return cells.drop(columns=["n", "key_sum", "largest"]).assign(value=column)


def fresh(cells: pd.DataFrame) -> pd.DataFrame:
    """Keyed by the table: the same reports print another number in another table."""
    return rounded(cells, b"-".join(name.encode() for name in cells.columns), least=12)


def other_key(cells: pd.DataFrame) -> pd.DataFrame:
    return rounded(cells, b"lost and made anew", least=12)


def unmasked(cells: pd.DataFrame) -> pd.DataFrame:
    return rounded(cells, SECRET, least=0)


def from_nine(cells: pd.DataFrame) -> pd.DataFrame:
    return protect(cells, SECRET, Rules(k=7))


def contributors_forgotten(cells: pd.DataFrame) -> pd.DataFrame:
    return rounded(cells, SECRET, least=12)


def exact_totals(cells: pd.DataFrame) -> pd.DataFrame:
    kept = protect(cells, SECRET, RULES)
    total = (cells[list(kept.columns[:-1])] == "total").all(axis=1)
    return kept.assign(value=kept["value"].mask(total, cells["n"]))


def verdicts(tables: list[Published], **rest: object) -> set[str]:
    return {finding.verdict for finding in conform(tables, CODES, RULES, **rest)}


def test_what_the_rules_make_conforms() -> None:
    tables = published(lambda cells: protect(cells, SECRET, RULES))
    assert verdicts(tables) == set()
    assert verdicts(tables, exact=EXACT, secret=SECRET) == set()


@pytest.mark.parametrize(
    ("mutation", "seen", "known"),
    [
        (unmasked, {"low"}, {"unmasked"}),
        (from_nine, {"low"}, {"unmasked"}),
        (fresh, {"unequal"}, {"unkeyed"}),
        (other_key, set(), {"unkeyed"}),
        (exact_totals, {"unrounded"}, {"unkeyed"}),
    ],
)
def test_a_rule_turned_off_is_found(
    mutation: Callable[[pd.DataFrame], pd.DataFrame], seen: set[str], known: set[str]
) -> None:
    tables = published(mutation)
    assert verdicts(tables) == seen
    assert verdicts(tables, exact=EXACT, secret=SECRET) >= seen | known


def test_a_forgotten_contributor_is_found() -> None:
    of_one = RECORDS.assign(contributor=np.where(RECORDS.index < 3, "B", "A"))
    counted = {name: tabulate(of_one, name.split("·"), CODES) for name in EXACT}
    tables = [
        Published(name, tuple(name.split("·")), contributors_forgotten(cells))
        for name, cells in counted.items()
    ]
    assert verdicts(tables, exact=counted, secret=SECRET) == {"unmasked"}


def test_one_table_may_not_mask_what_another_prints() -> None:
    one, other = published(lambda cells: protect(cells, SECRET, RULES))
    total = (other.cells[list(other.dims)] == "total").all(axis=1)
    hidden = replace(other, cells=other.cells.assign(value=other.cells["value"].mask(total)))
    (finding,) = conform([one, hidden], CODES, RULES)
    assert (finding.label, finding.verdict) == ("everybody", "unequal")


def test_a_number_published_earlier_stays() -> None:
    one, _ = published(lambda cells: protect(cells, SECRET, RULES))
    later, _ = published(other_key)
    earlier = replace(one, name="earlier")
    assert verdicts([earlier, later]) == {"unequal"}
    assert verdicts([earlier, one]) == set()


HALVES = [
    table("first", ["age"], [("1", 12), ("2", None), ("3", 15), ("total", 33)]),
    table("second", ["age"], [("1", 18), ("2", 21), ("3", None), ("total", 45)]),
]


def test_totals_over_periods_are_sums_of_printed_numbers() -> None:
    year = table("year", ["age"], [("1", 30), ("2", None), ("3", None), ("total", 78)])
    assert summed(HALVES, year) == []


@pytest.mark.parametrize(
    ("cell", "label"), [(("1", 33), "age=1"), (("2", 24), "age=2"), (("total", None), "age=total")]
)
def test_a_total_rounded_anew_is_found(cell: tuple[str, int | None], label: str) -> None:
    year = {"1": 30, "2": None, "3": None, "total": 78} | dict([cell])
    (finding,) = summed(HALVES, table("year", ["age"], list(year.items())))
    assert (finding.label, finding.verdict) == (label, "not-a-sum")
