"""Exact cells: how many reports each combination of codes holds."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.errors import IntegrityError

#: The code of a margin: all the codes of its dimension.
TOTAL = "total"
#: The columns of exact cells beside their dimensions.
MEASURES = ("n", "key_sum", "largest")


def tabulate(
    records: pd.DataFrame, dims: Sequence[str], codes: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Count the records in every combination of codes and totals: exact, and so confidential.

    Args:
        records: one row a report: ``dims`` as text, ``key`` uint64, ``contributor`` text.
        dims: the dimensions of the table; none gives the one cell of all records.
        codes: the codes of each dimension, disjoint, in the order of the rows; without ``total``.

    Returns:
        One row a cell, empty ones too, in code order with ``total`` last: ``dims``, ``n`` int64,
        ``key_sum`` uint64 (modulo 2**64), ``largest`` int64: the most records of one contributor.

    Raises:
        IntegrityError: a record holds a code that is not listed, or none.
    """
    places = [_places(records[dim], codes[dim]) for dim in dims]
    contributors, names = pd.factorize(records["contributor"], use_na_sentinel=False)
    shape = [*(len(codes[dim]) for dim in dims), len(names)]
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, (*places, contributors), 1)
    keys = np.zeros(shape, dtype=np.uint64)
    np.add.at(keys, (*places, contributors), records["key"].to_numpy())
    for axis in range(len(dims)):
        counts = np.concatenate([counts, counts.sum(axis, keepdims=True)], axis)
        keys = np.concatenate([keys, keys.sum(axis, keepdims=True)], axis)
    cells = product(*([*codes[dim], TOTAL] for dim in dims))
    return pd.DataFrame(cells, columns=[*dims]).assign(
        n=counts.sum(axis=-1).ravel(),
        key_sum=keys.sum(axis=-1).ravel(),
        largest=counts.max(axis=-1, initial=0).ravel(),
    )


def _places(values: pd.Series, codes: Sequence[str]) -> NDArray[np.intp]:
    """Where each value stands among the codes."""
    places = pd.Index(codes).get_indexer(pd.Index(values))
    if (places < 0).any():
        raise IntegrityError(
            "Reports hold codes that the plan does not list, and would be counted nowhere.",
            where=f"column {values.name}",
            remedy="List every code of the column in the release plan, or merge it into another",
            code="code-not-in-plan",
        )
    return places
