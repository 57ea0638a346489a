"""What is printed, what is masked, what is withheld."""

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.disclosure import TOTAL, Rules, protect, sparse, tabulate, union
from tests.etl.disclosure.random_records import CODES, DIMS, RECORDS

RULES = Rules()
SECRET = b"the key of the cells"
MANY = """
import pandas as pd
from etl.disclosure import Rules, protect, record_keys, tabulate
ids = [f"case-{i}" for i in range(300)]
records = pd.DataFrame({
    "gender": ["male" if i % 3 else "female" for i in range(300)],
    "outcome": ["open" if i % 7 else "advice_given" for i in range(300)],
    "contributor": "A",
}).assign(key=record_keys(ids, b"the key of the records"))
codes = {"gender": ["male", "female"], "outcome": ["open", "advice_given"]}
cells = tabulate(records, ["gender", "outcome"], codes)
print(protect(cells, b"the key of the cells", Rules())["value"].tolist())
"""


def cells(*counts: tuple[int, int]) -> pd.DataFrame:
    """Cells of (reports, reports of the largest contributor)."""
    n, largest = zip(*counts, strict=True)
    return pd.DataFrame(
        {
            "gender": [f"code-{place}" for place in range(len(n))],
            "n": np.array(n, np.int64),
            "key_sum": np.arange(len(n), dtype=np.uint64),
            "largest": np.array(largest, np.int64),
        }
    )


def printed(*counts: tuple[int, int], rules: Rules = RULES) -> list[int | None]:
    values = protect(cells(*counts), SECRET, rules)["value"]
    return [None if pd.isna(value) else int(value) for value in values]


@pytest.mark.parametrize(("k", "base", "threshold"), [(10, 3, 12), (10, 5, 15), (11, 3, 15)])
def test_the_threshold_is_the_first_multiple_that_fewer_than_k_cannot_reach(
    k: int, base: int, threshold: int
) -> None:
    assert Rules(k=k, base=base).threshold == threshold


@given(n=st.integers(0, 40), key_sum=st.integers(0, 2**64 - 1))
def test_whatever_is_printed_stands_for_ten_or_more(n: int, key_sum: int) -> None:
    cell = cells((n, n)).assign(key_sum=np.uint64(key_sum))
    (value,) = protect(cell, SECRET, RULES)["value"]
    if n < 10:
        assert pd.isna(value)
    elif n >= 12:
        assert abs(value - n) <= 2
    else:
        assert pd.isna(value) or value == 12


def test_zero_and_small_counts_wear_the_same_mark() -> None:
    assert printed((0, 0), (1, 1), (9, 9), (12, 12)) == [None, None, None, 12]


def test_a_cell_where_a_contributor_would_find_one_to_four_others_is_masked() -> None:
    found = printed((30, 30), (30, 29), (30, 26), (30, 25), (30, 10))
    assert found == [30, None, None, 30, 30]


def test_protected_cells_keep_rows_and_order_and_carry_no_exact_count() -> None:
    protected = protect(cells((30, 30), (2, 2)), SECRET, RULES)
    assert [*protected.columns] == ["gender", "value"]
    assert protected["gender"].tolist() == ["code-0", "code-1"]
    assert protected["value"].dtype == "Int64"


@given(records=RECORDS.map(lambda few: pd.concat([few] * 5, ignore_index=True)))
def test_a_set_of_reports_has_one_value_in_every_table(records: pd.DataFrame) -> None:
    whole = protect(tabulate(records, DIMS, CODES), SECRET, RULES)
    for dim in DIMS:
        others = [other for other in DIMS if other != dim]
        margin = whole[(whole[others] == TOTAL).all(axis=1)]
        alone = protect(tabulate(records, [dim], CODES), SECRET, RULES)
        assert margin["value"].isna().tolist() == alone["value"].isna().tolist()
        assert margin["value"].dropna().tolist() == alone["value"].dropna().tolist()


def test_another_process_with_another_hash_seed_prints_the_same() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", MANY],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == "[174, 27, 201, 87, 15, 99, 258, 42, 300]\n"


def provable(k: int, base: int) -> bool:
    """Whether some printed pair A in B leaves only 1 to k - 1 for the rest of B; by brute force."""
    threshold = Rules(k=k, base=base).threshold
    for difference in range(0, 6 * base + k, base):
        inside, whole = threshold + 2 * base, threshold + 2 * base + difference
        worlds = {
            of_whole - of_inside
            for of_inside in range(inside - base + 1, inside + base)
            for of_whole in range(max(of_inside, whole - base + 1), whole + base)
        }
        if 0 not in worlds and max(worlds) < k:
            return True
    return False


@pytest.mark.parametrize("base", range(2, 7))
@pytest.mark.parametrize("k", range(2, 26))
def test_pairs_hide_exactly_when_no_pair_proves_a_small_group(k: int, base: int) -> None:
    assert Rules(k=k, base=base).pairs_hide == (not provable(k, base))


def test_exact_counts_never_hide_a_pair() -> None:
    assert RULES.pairs_hide
    assert not Rules(base=1).pairs_hide
    assert not Rules(k=11).pairs_hide


@pytest.mark.parametrize(("masked", "withheld"), [(2, False), (3, True)])
def test_a_table_is_withheld_when_more_than_two_thirds_of_its_inner_cells_are_masked(
    masked: int, *, withheld: bool
) -> None:
    inner = [12] * (3 - masked) + [None] * masked
    table = pd.DataFrame(
        {
            "gender": ["a", "b", "c", *[TOTAL] * 3],
            "outcome": ["x", "x", "x", "x", "x", TOTAL],
            "value": pd.array([*inner, 12, 12, 12], dtype="Int64"),
        }
    )
    assert sparse(table, ["gender", "outcome"], RULES) is withheld


def test_a_union_is_the_sum_of_printed_cells_and_nothing_when_a_part_is_masked() -> None:
    values = pd.Series([12, 15, None], dtype="Int64")
    assert union(values[:2]) == 27
    assert union(values) is None
    assert union(values[:0]) is None
