"""What the public sees of one block, and which sets of reports the cells count."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.disclosure import TOTAL, Rules

#: A set of reports: the codes allowed in each dim; a dim that is not named allows all of them.
Group = tuple[tuple[str, frozenset[str]], ...]
#: Codes that stand for several others: dim → code → the codes it unites.
Unions = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Rule:
    """What a cell says about the exact count.

    Attributes:
        below: how far the exact count may lie below the printed number.
        above: how far it may lie above.
        masked: least and largest count a mark stands for; the neutral mark says nothing.
    """

    below: int = 0
    above: int = 0
    masked: tuple[float, float] = (0, math.inf)

    def bounds(self, value: float) -> tuple[float, float]:
        """Least and largest exact count behind a printed number, or behind a mark (NaN)."""
        if math.isnan(value):
            return self.masked
        return max(0, value - self.below), value + self.above


def keyed_rounding(rules: Rules) -> Rule:
    """Printed numbers within ``base - 1`` of the exact ones, and one neutral mark."""
    return Rule(rules.base - 1, rules.base - 1)


@dataclass(frozen=True)
class Published:
    """One table of a block as the public sees it.

    Attributes:
        name: the table's name, unique among those attacked together.
        dims: the columns that tell its cells apart.
        cells: one row a cell: <dims> str, ``total`` for a margin; value Int64, NA when masked.
        where: the dims and codes that hold for the whole table.
        rule: what its cells say; None for the rule of the release.
    """

    name: str
    dims: tuple[str, ...]
    cells: pd.DataFrame
    where: Mapping[str, str] = field(default_factory=dict)
    rule: Rule | None = None

    def rows(self) -> Iterator[tuple[dict[str, str], float]]:
        """Dim → code and value of each cell; NaN when masked."""
        values = self.cells["value"].to_numpy(dtype=float, na_value=np.nan)
        for codes, value in zip(self.codes(), values, strict=True):
            yield codes, float(value)

    def codes(self) -> list[dict[str, str]]:
        """Dim → code of each cell, those of ``where`` among them."""
        rows = self.cells[list(self.dims)].itertuples(index=False, name=None)
        return [{**self.where, **dict(zip(self.dims, row, strict=True))} for row in rows]


@dataclass(frozen=True)
class Codes:
    """The code lists of a block: dim → its codes, and codes that unite others."""

    leaves: Mapping[str, Sequence[str]]
    unions: Unions = field(default_factory=dict)

    def group(self, chosen: Mapping[str, str]) -> Group:
        """The set of reports behind a cell.

        Raises:
            ValueError: a code is on no list.
        """
        found = {dim: self._codes(dim, code) for dim, code in chosen.items() if code != TOTAL}
        return narrowed(found, self.leaves)

    def _codes(self, dim: str, code: str) -> frozenset[str]:
        united = self.unions.get(dim, {}).get(code)
        if united is not None:
            return frozenset(united)
        if code not in self.leaves[dim]:
            raise ValueError(f"{dim} has no code {code}")
        return frozenset((code,))


def narrowed(chosen: Mapping[str, frozenset[str]], leaves: Mapping[str, Sequence[str]]) -> Group:
    """The group in its one form: dims in order, none that allows everything."""
    named = sorted(chosen.items())
    return tuple((dim, codes) for dim, codes in named if codes != frozenset(leaves[dim]))


def inside(part: Group, whole: Group) -> bool:
    """Whether every report of the one is certainly in the other."""
    of = dict(part)
    return all(dim in of and of[dim] <= codes for dim, codes in whole)


def described(group: Group) -> str:
    """The group in words: dims and codes, never a count."""
    named = [f"{dim}={'|'.join(sorted(codes))}" for dim, codes in group]
    return ", ".join(named) or "everybody"


@dataclass
class Fact:
    """All that the tables say about one group.

    Attributes:
        low: the exact count is at least this.
        high: and at most this.
        cells: tables and what each prints; NaN where masked.
    """

    low: float = 0
    high: float = math.inf
    cells: list[tuple[str, float]] = field(default_factory=list)

    @property
    def printed(self) -> bool:
        """Whether any table prints the group."""
        return not all(math.isnan(value) for _, value in self.cells)


def facts(tables: Iterable[Published], codes: Codes, rule: Rule) -> dict[Group, Fact]:
    """What the tables say, group by group, in the order of the tables."""
    known: dict[Group, Fact] = {}
    for table in tables:
        says = table.rule or rule
        for row, value in table.rows():
            fact = known.setdefault(codes.group(row), Fact())
            low, high = says.bounds(value)
            fact.low, fact.high = max(fact.low, low), min(fact.high, high)
            fact.cells.append((table.name, value))
    return known
