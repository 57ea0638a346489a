"""The tabulator, against plain Python and against the package of the UK's statistics office."""

import os
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.disclosure import TOTAL, tabulate
from etl.errors import IntegrityError
from tests.etl.disclosure.random_records import CODES, DIMS, RECORDS, frame

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[4] / "shared" / "data")
ONS = DATA / "sdc_oracles" / "ons"


def in_plain_python(records: pd.DataFrame, dims: list[str]) -> list[tuple[object, ...]]:
    rows = records.to_dict("records")
    cells = []
    for place in product(*([*CODES[dim], TOTAL] for dim in dims)):
        held = [
            row
            for row in rows
            if all(code in (TOTAL, row[dim]) for dim, code in zip(dims, place, strict=True))
        ]
        contributors = [row["contributor"] for row in held]
        largest = max((contributors.count(name) for name in contributors), default=0)
        cells.append((*place, len(held), sum(row["key"] for row in held) % 2**64, largest))
    return cells


@given(records=RECORDS, dims=st.lists(st.sampled_from(DIMS), unique=True))
def test_every_cell_is_what_plain_python_counts(records: pd.DataFrame, dims: list[str]) -> None:
    cells = tabulate(records, dims, CODES)
    assert [*cells.columns] == [*dims, "n", "key_sum", "largest"]
    assert [*cells.itertuples(index=False, name=None)] == in_plain_python(records, dims)
    assert (cells["key_sum"].dtype, cells["n"].dtype) == (np.uint64, np.int64)


@given(records=RECORDS, dims=st.permutations(DIMS), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_that_of_dimensions_changes_a_cell(
    records: pd.DataFrame, dims: list[str], random: Random
) -> None:
    rows = [*records.itertuples(index=False, name=None)]
    random.shuffle(rows)
    cells = tabulate(frame(rows), dims, CODES).set_index(dims).reorder_levels(DIMS).sort_index()
    pd.testing.assert_frame_equal(
        cells, tabulate(records, DIMS, CODES).set_index(DIMS).sort_index()
    )


def test_a_code_outside_the_list_is_refused_and_not_quoted() -> None:
    records = frame([("male", "secret-code", "open", 1, "A")])
    with pytest.raises(IntegrityError) as error:
        tabulate(records, ["contact_platform"], CODES)
    assert (error.value.code, error.value.where) == ("code-not-in-plan", "column contact_platform")
    assert "secret-code" not in str(error.value)


def test_a_missing_code_is_refused() -> None:
    records = frame([("male", "line", "open", 1, "A")]).assign(gender=pd.NA)
    with pytest.raises(IntegrityError):
        tabulate(records, ["gender"], CODES)


@pytest.mark.real_data
@pytest.mark.skipif(not ONS.is_dir(), reason=f"the package's output is not at {ONS}")
@pytest.mark.parametrize(
    "dims", [["age"], ["age", "gender"], ["age", "platform"], ["age", "gender", "platform"]]
)
def test_counts_and_key_sums_are_those_of_cell_key_perturbation(dims: list[str]) -> None:
    micro = pd.read_csv(ONS / "micro.csv", dtype="str")
    records = micro.assign(key=micro.pop("record_key").astype(np.uint64), contributor="one")
    codes = {dim: sorted(records[dim].unique()) for dim in dims}
    cells = tabulate(records, dims, codes)
    inner = cells[(cells[dims] != TOTAL).all(axis=1)]
    expected = pd.read_csv(ONS / f"expected_{'_'.join(dims)}.csv", dtype=dict.fromkeys(dims, "str"))
    ours = inner.assign(ckey=inner["key_sum"] % 256)[[*dims, "n", "ckey"]]
    theirs = expected[[*dims, "pre_sdc_count", "ckey"]]
    assert ours.to_numpy().tolist() == theirs.to_numpy().tolist()
    assert cells["n"].iloc[-1] == 600
