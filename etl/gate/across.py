"""Groups across two dims that stand in no clique together.

Such a group joins two tables that meet only in the margin they share. Given a world, the reports
under one code of the margin can be joined in any way: of a and b out of n, at least a + b - n and
at most the smaller of the two come together (Fréchet's bounds). That settles nearly all of them;
for the others the system is made one clique larger.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from etl.gate.published import Group
from etl.gate.system import Part, System, Vector
from etl.gate.targets import Target, crossed, shared_code


@dataclass(frozen=True)
class Pair:
    """Two dims in no clique together.

    Attributes:
        system: the block's.
        one: the one dim.
        other: the other.
        between: dims that a clique of the one shares with a clique of the other.
        parted: whether nothing but these dims links the two.
    """

    system: System
    one: str
    other: str
    between: tuple[str, ...]
    parted: bool

    def targets(
        self, known: Container[Group], sensitive: Sequence[str], *, order: int, k: int
    ) -> Iterator[Target]:
        """Groups over both dims, and those of the one that might share a code of the other.

        Args:
            known: groups that tables show.
            sensitive: dims whose code must not be provable for all members of a group.
            order: most dims of a group.
            k: the size from which a group is safe.
        """
        for size in range(order - 1):
            for more in combinations(self.between, size):
                for group in self.system.singles((self.one, self.other, *more)):
                    if group not in known:
                        yield crossed(group, k)
        for dim, of in ((self.one, self.other), (self.other, self.one)):
            if dim in sensitive:
                groups = product(self.system.singles((of,)), self.system.singles((dim,)))
                for group, code in groups:
                    yield shared_code(group, code, self.system.leaves)

    def standing(self, aims: Sequence[Target], world: Vector) -> list[Target]:
        """Those targets that no way of joining this world's tables refutes."""
        if not self.parted:
            return list(aims)
        a = self.system.margin(world, (self.one, *self.between))[:, None]
        b = self.system.margin(world, (self.other, *self.between))[None]
        all_ = a.sum(axis=0, keepdims=True)
        least, most = np.maximum(0, a + b - all_), np.minimum(a, b)
        joined = Part((self.one, self.other, *self.between), least.shape, 0)
        groups: list[tuple[Group, None]] = [
            (aim.group if aim.homogeneous else (), None) for aim in aims
        ]
        sizes = self.system.counts(groups) @ world
        left = []
        for aim, size in zip(aims, sizes, strict=True):
            at = joined.positions(self.system.places(aim.without or aim.group))
            if aim.homogeneous:
                refuted = size == 0 or size > least.ravel()[at].sum()
            else:
                refuted = least.ravel()[at].sum() == 0 or most.ravel()[at].sum() >= aim.enough
            if not refuted:
                left.append(aim)
        return left


def apart(system: System) -> list[Pair]:
    """The pairs of dims that no clique joins."""
    cliques = [frozenset(part.dims) for part in system.parts]
    pairs = []
    for one, other in combinations(sorted(frozenset().union(*cliques)), 2):
        near = [a & b for a in cliques for b in cliques if one in a and other in b]
        between = max(near, key=lambda shared: (len(shared), sorted(shared)))
        if not any({one, other} <= clique for clique in cliques):
            parted = other not in _reached(one, [clique - between for clique in cliques])
            pairs.append(Pair(system, one, other, tuple(sorted(between)), parted))
    return pairs


def _reached(start: str, cliques: Sequence[frozenset[str]]) -> frozenset[str]:
    """All dims that cliques link to this one."""
    reached = frozenset((start,))
    while True:
        further = reached.union(*(clique for clique in cliques if clique & reached))
        if further == reached:
            return reached
        reached = further
