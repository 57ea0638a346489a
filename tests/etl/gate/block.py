"""Small tables of a block, and the reports behind them."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from etl.disclosure import TOTAL
from etl.gate import Published

Cell = tuple[Any, ...]


def table(name: str, dims: Sequence[str], cells: Sequence[Cell], **rest: Any) -> Published:
    """A table of cells (<codes>, value); None is a mark."""
    frame = pd.DataFrame(cells, columns=[*dims, "value"], dtype="object")
    return Published(name, tuple(dims), frame.astype({"value": "Int64"}), **rest)


def grid(name: str, dims: tuple[str, str], top: Sequence[str], **rows: Sequence[Any]) -> Published:
    """A table of two dims as one would print it; the rows' names are the first dim's codes."""
    cells = [
        (row, column, value)
        for row, values in rows.items()
        for column, value in zip(top, values, strict=True)
    ]
    return table(name, dims, cells)


def exact(
    name: str, records: pd.DataFrame, dims: Sequence[str], codes: Mapping[str, Sequence[str]]
) -> Published:
    """The exact counts of the reports, with all margins."""
    cells = []
    for place in product(*([*codes[dim], TOTAL] for dim in dims)):
        held = np.ones(len(records), dtype=bool)
        for dim, code in zip(dims, place, strict=True):
            held &= (records[dim] == code).to_numpy() | (code == TOTAL)
        cells.append((*place, int(held.sum())))
    return table(name, dims, cells)


def reports(rows: Sequence[tuple[str, ...]], dims: Sequence[str]) -> pd.DataFrame:
    """One row a report, with a key and a contributor."""
    frame = pd.DataFrame(rows, columns=[*dims], dtype="str")
    keys = np.random.default_rng(len(rows)).integers(0, 2**64, len(rows), dtype=np.uint64)
    return frame.assign(key=keys, contributor=[str(row % 7) for row in range(len(rows))])


def random_reports(seed: int, size: int, codes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Reports whose codes are rare and frequent as in life."""
    random = np.random.default_rng(seed)
    columns = {}
    for dim, listed in codes.items():
        odds = random.dirichlet(np.full(len(listed), 0.8))
        columns[dim] = random.choice(list(listed), size, p=odds)
    frame = pd.DataFrame(columns).astype("str")
    keys = random.integers(0, 2**64, size, dtype=np.uint64)
    return frame.assign(key=keys, contributor=random.choice(["A", "B", "C"], size))


#: Plans of tables over a, b, c: apart, a tree, a ring, a cube.
PLANS = st.sampled_from(
    [
        [("a",), ("b",)],
        [("a", "b")],
        [("a", "b"), ("b", "c")],
        [("a", "b"), ("b", "c"), ("a", "c")],
        [("a", "b"), ("c",)],
        [("a", "b", "c")],
    ]
)
