"""The worlds that agree with everything published, as linear equations over small tables.

A world is a table of counts over all dims. No cell and no target looks across dims that stand in
no clique together, so a world is held as one table a clique, any two linked tables having the same
margin over the dims they share. That loses nothing, in whole reports as well: lay two tables with
one margin side by side; for each code of the margin both hold equally many reports, so each report
of the one can be given the rest of its dims by a report of the other, one to one. Going along the
tree this joins all the tables to one list of reports that has every margin.

Codes that no cell tells apart are one class: moving reports between them changes nothing that
anybody could see.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from etl.errors import IntegrityError
from etl.gate.cliques import Clique, cliques, links
from etl.gate.published import Codes, Fact, Group, narrowed

#: More variables than this are not attempted.
LARGEST = 200_000

Vector = NDArray[np.float64]
Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Part:
    """One clique's table: its dims in order, its shape, and where its variables begin."""

    dims: tuple[str, ...]
    shape: tuple[int, ...]
    start: int

    @property
    def size(self) -> int:
        """Number of its variables."""
        return math.prod(self.shape)

    def positions(self, chosen: Mapping[str, Sequence[int]]) -> Positions:
        """Variables at these places of the dims; a dim that is not named has all its places."""
        places = [
            chosen.get(dim, range(extent))
            for dim, extent in zip(self.dims, self.shape, strict=True)
        ]
        if not places:
            return np.array([self.start])
        return np.ravel_multi_index(np.ix_(*places), self.shape).ravel() + self.start


class System:
    """Bounds on the cells of one block: ``low <= rows @ world <= high``, world whole and >= 0.

    Args:
        facts: what is published, by group.
        edges: sets of dims that are looked at together, one a table.
        codes: the code lists.

    Raises:
        IntegrityError: the tables link so many dims that the system is too large to attack.
    """

    def __init__(self, facts: Mapping[Group, Fact], edges: Iterable[Clique], codes: Codes) -> None:
        self.leaves = codes.leaves
        self.classes = _classes(facts, codes.leaves)
        self.parts = self._parts({*edges})
        self.size = sum(part.size for part in self.parts)
        #: The groups behind the first rows; the rows after them keep shared margins equal.
        self.told = [group for group, fact in facts.items() if fact.low or fact.high < math.inf]
        cells = self.counts([(group, None) for group in self.told])
        seams = _matrix(self._seams(), self.size)
        self.rows = sparse.vstack([cells, seams], format="csr")
        level = [0.0] * seams.shape[0]
        self.low = np.array([facts[group].low for group in self.told] + level)
        self.high = np.array([facts[group].high for group in self.told] + level)

    def counts(self, groups: Sequence[tuple[Group, Group | None]]) -> sparse.csr_array:
        """One row a group, less the part of it that is left out.

        Raises:
            ValueError: the dims of a group stand in no clique together.
        """
        rows = []
        for group, part in groups:
            rows.append([(self._members(group), 1)])
            if part is not None:
                rows[-1].append((self._members(part), -1))
        return _matrix(rows, self.size)

    def places(self, group: Group) -> dict[str, list[int]]:
        """Which classes of each named dim the group has."""
        return {
            dim: [place for place, codes in enumerate(self.classes[dim]) if codes <= allowed]
            for dim, allowed in group
        }

    def margin(self, world: Vector, dims: Sequence[str]) -> Vector:
        """A world's counts over dims of one clique, an axis a dim."""
        part = self._holding(frozenset(dims))
        table = world[part.start : part.start + part.size].reshape(part.shape)
        axes = [part.dims.index(dim) for dim in dims]
        rest = tuple(axis for axis in range(len(part.dims)) if axis not in axes)
        counts: Vector = table.sum(axis=rest).transpose(np.argsort(np.argsort(axes)))
        return counts

    def part_of(self, dims: frozenset[str]) -> Part | None:
        """The smallest clique's table that has all the dims."""
        holding = [part for part in self.parts if dims.issubset(part.dims)]
        return min(holding, key=lambda part: part.size, default=None)

    def world(self, records: pd.DataFrame) -> Vector:
        """The world of these reports: one row a report, the dims its columns."""
        world = np.zeros(self.size)
        places = {
            dim: {code: place for place, union in enumerate(classes) for code in union}
            for dim, classes in self.classes.items()
        }
        for part in self.parts:
            position = np.zeros(len(records), dtype=int)
            for dim, extent in zip(part.dims, part.shape, strict=True):
                position = position * extent + records[dim].map(places[dim]).to_numpy(dtype=int)
            world += np.bincount(position + part.start, minlength=self.size)
        return world

    def agrees(self, world: Vector) -> NDArray[np.bool_]:
        """Row by row: whether the world keeps the bounds."""
        counts = self.rows @ world
        within: NDArray[np.bool_] = (counts >= self.low - 1e-6) & (counts <= self.high + 1e-6)
        return within

    def _parts(self, edges: set[Clique]) -> list[Part]:
        sizes = {dim: len(classes) for dim, classes in self.classes.items()}
        parts, start = [], 0
        for clique in cliques(edges, sizes):
            dims = tuple(sorted(clique))
            parts.append(Part(dims, tuple(sizes[dim] for dim in dims), start))
            start += parts[-1].size
        if start > LARGEST:
            raise IntegrityError(
                "The tables link too many dims to be attacked together",
                where=" · ".join(",".join(part.dims) for part in parts if part.size > LARGEST / 10),
                remedy="plan fewer tables that close a ring of dims, or fewer codes",
                code="gate-too-large",
            )
        return parts

    def _holding(self, dims: frozenset[str]) -> Part:
        part = self.part_of(dims)
        if part is None:
            raise ValueError(f"no clique holds {', '.join(sorted(dims))}")
        return part

    def _members(self, group: Group) -> Positions:
        """The variables that add up to the group's count."""
        part = self._holding(frozenset(dim for dim, _ in group))
        return part.positions(self.places(group))

    def _seams(self) -> list[list[tuple[Positions, int]]]:
        """One row a code of each shared margin: the one table's count less the other's."""
        rows = []
        for one, other in links([frozenset(part.dims) for part in self.parts]):
            a, b = self.parts[one], self.parts[other]
            shared = [dim for dim in a.dims if dim in b.dims]
            for place in np.ndindex(*(len(self.classes[dim]) for dim in shared)):
                at = {dim: [index] for dim, index in zip(shared, place, strict=True)}
                rows.append([(a.positions(at), 1), (b.positions(at), -1)])
        return rows

    def singles(self, dims: Sequence[str]) -> Iterable[Group]:
        """Every combination of one class a dim."""
        for place in np.ndindex(*(len(self.classes[dim]) for dim in dims)):
            chosen = {dim: self.classes[dim][i] for dim, i in zip(dims, place, strict=True)}
            yield narrowed(chosen, self.leaves)


def _classes(
    facts: Iterable[Group], leaves: Mapping[str, Sequence[str]]
) -> dict[str, list[frozenset[str]]]:
    """Codes of each dim that the same cells hold, together."""
    told: dict[str, set[frozenset[str]]] = {dim: set() for dim in leaves}
    for group in facts:
        for dim, codes in group:
            told[dim].add(codes)
    classes = {}
    for dim, listed in leaves.items():
        alike: dict[frozenset[frozenset[str]], list[str]] = {}
        for code in listed:
            cells = frozenset(codes for codes in told[dim] if code in codes)
            alike.setdefault(cells, []).append(code)
        classes[dim] = [frozenset(same) for same in alike.values()]
    return classes


def _matrix(rows: Sequence[Sequence[tuple[Positions, int]]], width: int) -> sparse.csr_array:
    """Rows of signed sums of variables."""
    terms = [(row, at, sign) for row, sums in enumerate(rows) for at, sign in sums]
    down = [np.full(len(at), row) for row, at, _ in terms]
    signs = [np.full(len(at), sign, float) for _, at, sign in terms]
    across = [at for _, at, _ in terms]
    if not terms:
        return sparse.csr_array((len(rows), width))
    entries = (np.concatenate(signs), (np.concatenate(down), np.concatenate(across)))
    return sparse.coo_array(entries, shape=(len(rows), width)).tocsr()
