"""Going from world to world until each target is refuted, or proved."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy import sparse

from etl.gate.findings import Finding
from etl.gate.published import Fact, Group
from etl.gate.search import Search
from etl.gate.system import Vector
from etl.gate.targets import Target


class Hunt:
    """Targets that no world has refuted yet.

    Args:
        search: finds worlds.
        aims: the targets.
        known: what is published, by group.
    """

    def __init__(self, search: Search, aims: Sequence[Target], known: Mapping[Group, Fact]) -> None:
        self._search, self._aims, self._known = search, aims, known
        counts = search.system.counts
        self._counts = counts([(aim.group, aim.without) for aim in aims])
        self._members = counts(
            [(aim.group, None if aim.homogeneous else aim.without) for aim in aims]
        )
        self._enough = np.array([aim.enough for aim in aims])
        self._open = np.ones(len(aims), dtype=bool)

    def findings(self, first: Vector | None) -> Iterator[Finding]:
        """The targets that no world refutes, from this first world on."""
        self._refute(first)
        self._sweep()
        for place in range(len(self._aims)):
            low, high = 0.0, math.inf
            if self._open[place]:
                low, least = self._search.least(_row(self._members, place))
                self._refute(least)
            if self._open[place]:
                high, most = self._search.most(_row(self._counts, place))
                self._refute(most)
            if self._open[place]:
                yield self._finding(place, max(low, 0), high)

    def _sweep(self) -> None:
        """Empty as many of the groups at once as one world can, until that gains nothing."""
        before = -1
        while (standing := int(self._open.sum())) and standing != before:
            before = standing
            self._refute(self._search.near(self._members[self._open].sum(axis=0))[1])

    def _refute(self, world: Vector | None) -> None:
        if world is not None:
            enough = self._counts @ world >= self._enough
            self._open &= ~(enough | (self._members @ world <= 0))

    def _finding(self, place: int, low: float, high: float) -> Finding:
        aim = self._aims[place]
        if low < 1 or high >= aim.enough:
            verdict = "unproved"
        elif aim.homogeneous:
            verdict = "homogeneous"
        else:
            verdict = "exact" if low == high else "small"
        proof = (
            *self._search.evidence(_row(self._members, place)),
            *self._search.evidence(-_row(self._counts, place)),
        )
        # No single bound proves what only whole numbers do: then any printed cell may serve it.
        printed = tuple(
            group for group in dict.fromkeys(proof or self._known) if self._known[group].printed
        )
        return Finding(aim.label, aim.kind, verdict, low, high, printed)


def _row(matrix: sparse.csr_array, place: int) -> Vector:
    row: Vector = matrix[[place]].toarray()[0]
    return row
