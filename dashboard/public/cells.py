"""Numbers of a release, selected: each is printed in it, or is a sum of numbers that are. Pure."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import pandas as pd

from etl.disclosure import TOTAL
from etl.release.model import MASKED, NOT_COLLECTED, Release

#: The mark of a number that cannot be told because a part of it is not printed; in no file.
NOT_AVAILABLE: Final = "-"

#: Codes by column: reports that have one of them.
Codes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Number:
    """A number that may be shown, or the mark that says why there is none."""

    value: int | None
    mark: str = ""


_UNTOLD: Final = Number(None, NOT_AVAILABLE)


class Cells:
    """The cells of one release, by what they count."""

    def __init__(self, release: Release) -> None:
        self._periods: dict[str, tuple[str, ...]] = {
            str(source): tuple(rows["period"])
            for source, rows in release.periods.sort_values("start").groupby("source")
        }
        self._codes: dict[tuple[str, str], tuple[str, ...]] = {
            (str(source), str(column)): tuple(rows["code"])
            for (source, column), rows in release.codes.groupby(["source", "dimension"])
        }
        self._columns = list(release.dimensions["dimension"])
        tables = sorted(release.tables, key=lambda table: len(table.dims))
        self._tables = [(table.dims, _by_cell(table.cells, table.dims)) for table in tables]

    def beside(self, *columns: str) -> list[str]:
        """Columns that some table counts together with these, in the order of the release."""
        crossed = [set(dims) for dims, _ in self._tables if set(columns) <= set(dims)]
        there = set().union(*crossed) - set(columns)
        return [column for column in self._columns if column in there]

    def periods(self, source: str) -> tuple[str, ...]:
        """The closed periods of a source, in order."""
        return self._periods.get(source, ())

    def codes(self, source: str, column: str) -> tuple[str, ...]:
        """The codes of a column, in the order to show them."""
        return self._codes.get((source, column), ())

    def number(self, source: str, periods: Sequence[str], codes: Codes) -> Number:
        """How many reports of these periods have, in each column, one of its codes.

        A sum with a part that is not printed is not available, and no limit of it is told.
        """
        return _sum(
            [
                self._cell(source, period, dict(zip(codes, cell, strict=True)))
                for period in periods
                for cell in product(*codes.values())
            ]
        )

    def counts(
        self, source: str, periods: Sequence[str], by: Sequence[str], fixed: Codes
    ) -> pd.DataFrame:
        """The numbers by the codes of some columns; of a column that is fixed, of its codes only.

        Returns:
            One row a combination, in code order: <by>, reports (Int64), mark.
        """
        rows = [
            (*cell, told.value, told.mark)
            for cell, told in self._counted(source, periods, by, fixed)
        ]
        frame = pd.DataFrame(rows, columns=[*by, "reports", "mark"])
        return frame.astype({"reports": "Int64"})

    def leads_somewhere(
        self, source: str, periods: Sequence[str], by: Sequence[str], fixed: Codes
    ) -> bool:
        """Whether any of these numbers can be shown."""
        counted = self._counted(source, periods, by, fixed)
        return any(told.value is not None for _, told in counted)

    def _counted(
        self, source: str, periods: Sequence[str], by: Sequence[str], fixed: Codes
    ) -> Iterator[tuple[tuple[str, ...], Number]]:
        """Each combination of codes with its number."""
        lists = [fixed.get(column) or self.codes(source, column) for column in by]
        for cell in product(*lists):
            chosen = {column: (code,) for column, code in zip(by, cell, strict=True)}
            yield cell, self.number(source, periods, {**fixed, **chosen})

    def _cell(self, source: str, period: str, codes: Mapping[str, str]) -> Number:
        """One cell, from whichever table prints it: a table may be withheld where another is not.

        A table of a column that is not collected has one row, of totals, which says so of all its
        columns: any other mark tells more.
        """
        marks = set()
        for dims, cells in self._tables:
            if set(codes) <= set(dims):
                place = (source, period, *(codes.get(column, TOTAL) for column in dims))
                totals = (source, period, *[TOTAL] * len(dims))
                told = cells.get(place) or _not_collected(cells.get(totals))
                if told.value is not None:
                    return told
                marks.add(told.mark)
        found = (mark for mark in (MASKED, NOT_COLLECTED) if mark in marks)
        return Number(None, next(found, NOT_AVAILABLE))


def _by_cell(cells: pd.DataFrame, dims: Sequence[str]) -> dict[tuple[Hashable, ...], Number]:
    names = ["source", "period", *dims, "reports", "mark"]
    return {
        tuple(row[:-2]): Number(None if pd.isna(row[-2]) else int(row[-2]), row[-1])
        for row in cells[names].itertuples(index=False, name=None)
    }


def _not_collected(totals: Number | None) -> Number:
    return totals if totals and totals.mark == NOT_COLLECTED else _UNTOLD


def _sum(parts: Sequence[Number]) -> Number:
    if len(set(parts)) == 1 and (len(parts) == 1 or parts[0].mark == NOT_COLLECTED):
        return parts[0]
    values = [part.value for part in parts if part.value is not None]
    return Number(sum(values)) if values and len(values) == len(parts) else _UNTOLD
