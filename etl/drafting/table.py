"""The strict reader's CSV → what each column holds, value by value."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.readers import Reading
from etl.reading.header import header_key

_MOST = 5_000  # distinct values kept of a column
_LONGEST = 120  # characters of a value that is kept; codes, dates and ages are shorter
_FIRST = 10  # rows kept for the preview


@dataclass(frozen=True)
class Column:
    """One column of the file.

    Attributes:
        heading: as headings are compared; empty for a column without one.
        filled: rows that hold something.
        long: values longer than any code, date or age; they are not kept.
        values: other distinct values → rows; blanks are left out.
        whole: whether ``values`` has them all.
    """

    heading: str
    filled: int
    long: int
    values: Mapping[str, int]
    whole: bool


@dataclass(frozen=True)
class Table:
    """What the strict reader read.

    Attributes:
        rows: number of records.
        columns: in the order of the file.
        first: the first records, their long cells blanked.
    """

    rows: int
    columns: Sequence[Column]
    first: Sequence[Sequence[str]]

    def column(self, heading: str) -> Column:
        """The column under a heading of the file."""
        return next(column for column in self.columns if column.heading == heading)

    def cells(self, heading: str) -> list[str]:
        """The first rows' cells of one column."""
        place = [column.heading for column in self.columns].index(heading)
        return [row[place] for row in self.first]


def tally(file: Path, reading: Reading) -> Table:
    """Count the distinct values of every column of the reader's CSV."""
    width = len(reading.header)
    counts: list[Counter[str]] = [Counter() for _ in range(width)]
    filled, long = [0] * width, [0] * width
    cut: set[int] = set()
    first: list[list[str]] = []
    with file.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text, delimiter=reading.delimiter, quotechar=reading.quote, strict=True)
        for row in rows:
            if len(first) < _FIRST:
                first.append([cell if len(cell) <= _LONGEST else "" for cell in row])
            for place, cell in enumerate(row):
                if not cell.strip():
                    continue
                filled[place] += 1
                if len(cell) > _LONGEST:
                    long[place] += 1
                elif cell in counts[place] or len(counts[place]) < _MOST:
                    counts[place][cell] += 1
                else:
                    cut.add(place)
    columns = [
        Column(header_key(name), filled[n], long[n], counts[n], whole=n not in cut)
        for n, name in enumerate(reading.header)
    ]
    return Table(reading.rows, columns, first)
