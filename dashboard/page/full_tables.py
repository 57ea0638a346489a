"""Every number of a release as tables: a table for each source, a column for each period. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from dashboard.page.cells import Cells
from dashboard.page.words import Period, Words
from etl.disclosure import TOTAL


@dataclass(frozen=True)
class Label:
    """What heads a row, or the rows of its group: its name, and how many rows that are."""

    name: str
    span: int


#: Labels of a row, None where the one above still holds; and its numbers as written.
Row = tuple[tuple[Label | None, ...], tuple[str, ...]]


@dataclass(frozen=True)
class FullTable:
    """One table of one source.

    Attributes:
        name: of the release's table.
        title: what it shows.
        dims: what its label columns hold.
        periods: what its number columns hold.
        rows: none where the source does not collect it.
    """

    name: str
    title: str
    dims: tuple[str, ...]
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]


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
        title=words.breakdown(dims),
        dims=tuple(words.dims[dim] for dim in dims),
        periods=periods,
        rows=tuple(_rows(words, numbers, name, source)) if collected else (),
    )


def _rows(words: Words, numbers: Cells, name: str, source: str) -> Iterator[Row]:
    dims = numbers.dims[name]
    listed = [[*words.codes[source, dim], TOTAL] for dim in dims]
    spans = [prod(len(codes) for codes in listed[place + 1 :]) for place in range(len(dims))]
    for place, key in enumerate(product(*listed)):
        codes = dict(zip(dims, key, strict=True))
        labels = tuple(
            None if place % span else Label(words.label(source, dim, code), span)
            for (dim, code), span in zip(codes.items(), spans, strict=True)
        )
        yield (
            labels or (Label(words.t("release.total"), 1),),
            tuple(
                words.written(numbers.number(name, source, period.code, codes))
                for period in words.periods[source]
            ),
        )
