"""The numbers of a release, each found by its source, period and codes. Never a sum. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from etl.disclosure import TOTAL
from etl.release.model import NOT_COLLECTED, Release

#: A printed number, or the sign for none.
Count = int | str


@dataclass(frozen=True)
class Cells:
    """All numbers.

    Attributes:
        blocks: table, source and period → codes of the table's dims → number.
        dims: of each table by name.
    """

    blocks: Mapping[tuple[str, str, str], Mapping[tuple[str, ...], Count]]
    dims: Mapping[str, tuple[str, ...]]

    def number(self, table: str, source: str, period: str, codes: Mapping[str, str]) -> Count:
        """One cell of a table; a dim that ``codes`` do not name is a total."""
        block = self.blocks.get((table, source, period), {})
        key = tuple(codes.get(dim, TOTAL) for dim in self.dims[table])
        return block.get(key, NOT_COLLECTED)

    def collected(self, table: str, source: str, period: str) -> bool:
        """Whether a source collects what a table asks, in that period."""
        block = self.blocks.get((table, source, period), {})
        return any(count != NOT_COLLECTED for count in block.values())


def cells(release: Release) -> Cells:
    """The numbers of a release."""
    blocks: dict[tuple[str, str, str], dict[tuple[str, ...], Count]] = {}
    for table in release.tables:
        for source, period, *codes, reports, mark in table.cells.itertuples(index=False):
            count = mark if pd.isna(reports) else int(reports)
            blocks.setdefault((table.name, source, period), {})[tuple(codes)] = count
    return Cells(blocks, {table.name: table.dims for table in release.tables})


def breakdowns(release: Release) -> dict[tuple[str, ...], str]:
    """Each set of dims that can be shown → the table that holds it with fewest others.

    The empty one first, then those of one dim, of two and of three, in the order of the dims.
    """
    found: dict[tuple[str, ...], str] = {}
    for table in sorted(release.tables, key=lambda table: len(table.dims)):
        for dims in _subsets(table.dims):
            found.setdefault(dims, table.name)
    order = list(release.dimensions["dimension"])
    return {
        dims: found[dims]
        for dims in sorted(found, key=lambda dims: (len(dims), [order.index(dim) for dim in dims]))
    }


def _subsets(dims: tuple[str, ...]) -> list[tuple[str, ...]]:
    kept: list[tuple[str, ...]] = [()]
    for dim in dims:
        kept += [(*subset, dim) for subset in kept]
    return kept
