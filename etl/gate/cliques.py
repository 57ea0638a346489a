"""Which dims must be looked at together: a tree of cliques over the dims of the tables."""

from collections.abc import Collection, Mapping
from itertools import combinations

Clique = frozenset[str]


def cliques(edges: Collection[Clique], sizes: Mapping[str, int]) -> list[Clique]:
    """Largest cliques of the triangulated graph; every edge lies within one.

    Args:
        edges: sets of dims that occur together, one a table.
        sizes: number of codes of each dim; decides between dims whose removal links as many.
    """
    near: dict[str, set[str]] = {dim: set() for edge in edges for dim in edge}
    for edge in edges:
        for dim in edge:
            near[dim] |= edge - {dim}
    found: list[Clique] = []
    left = set(near)
    while left:
        around = {dim: near[dim] & left for dim in left}

        def cost(dim: str, around: Mapping[str, set[str]] = around) -> tuple[int, int, str]:
            missing = sum(b not in near[a] for a, b in combinations(around[dim], 2))
            return missing, sizes[dim], dim

        dim = min(left, key=cost)
        clique = Clique(around[dim] | {dim})
        for member in clique:
            near[member] |= clique - {member}
        left.remove(dim)
        if not any(clique <= larger for larger in found):
            found.append(clique)
    return found or [Clique()]


def links(nodes: Collection[Clique]) -> list[tuple[int, int]]:
    """Pairs of cliques that make them a junction tree: a spanning tree of largest overlap."""
    nodes = list(nodes)
    joined, apart = [0], list(range(1, len(nodes)))
    tree = []
    while apart:
        one, other = max(
            ((a, b) for a in joined for b in apart),
            key=lambda pair: (len(nodes[pair[0]] & nodes[pair[1]]), -pair[1], -pair[0]),
        )
        tree.append((one, other))
        joined.append(other)
        apart.remove(other)
    return tree
