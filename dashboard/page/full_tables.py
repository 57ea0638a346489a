"""Every number of a release as tables: a table for each source, a column for each period. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from dashboard.page.cells import Cells
from dashboard.page.words import Period, Words
from etl.disclosure import TOTAL


@dataclass(frozen=True)
class FullTable:
    """One table of one source.

    Attributes:
        name: of the release's table.
        source: code of the source.
        title: what it shows.
        dims: what its label columns hold.
        periods: what its number columns hold.
        rows: labels, then numbers as written; none where the source does not collect it.
    """

    name: str
    source: str
    title: str
    dims: tuple[str, ...]
    periods: tuple[Period, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def full_tables(words: Words, numbers: Cells) -> dict[str, list[FullTable]]:
    """Source → its tables, in the order of the release."""
    return {
        source: [_table(words, numbers, name, source) for name in numbers.dims]
        for source in words.sources
    }


def _table(words: Words, numbers: Cells, name: str, source: str) -> FullTable:
    dims, periods = numbers.dims[name], words.periods[source]
    collected = any(numbers.collected(name, source, period.code) for period in periods)
    return FullTable(
        name=name,
        source=source,
        title=words.breakdown(dims),
        dims=tuple(words.dims[dim] for dim in dims),
        periods=periods,
        rows=tuple(_rows(words, numbers, name, source)) if collected else (),
    )


def _rows(
    words: Words, numbers: Cells, name: str, source: str
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    dims = numbers.dims[name]
    for key in product(*([*words.codes[source, dim], TOTAL] for dim in dims)):
        codes = dict(zip(dims, key, strict=True))
        labels = tuple(words.label(source, dim, code) for dim, code in codes.items())
        yield (
            labels,
            tuple(
                words.written(numbers.number(name, source, period.code, codes))
                for period in words.periods[source]
            ),
        )
