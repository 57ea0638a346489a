"""The tree of cliques: what it must hold, and that it loses nothing against one large table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.disclosure import Rules
from etl.gate import Published, Rule, attack
from etl.gate.cliques import cliques, links
from tests.etl.gate.block import PLANS, exact, random_reports, reports, table

EDGES = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=3), min_size=1, max_size=7)
SIZES = {dim: size for size, dim in enumerate("abcdef", start=2)}


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([""], [""]),
        (["ab", "bc"], ["ab", "bc"]),
        (["ab", "bc", "ac"], ["abc"]),
        (["ab", "bc", "cd", "ad"], ["abd", "bcd"]),
        (["abc", "bcd", "d"], ["abc", "bcd"]),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_rings_are_closed_and_trees_are_not(edges: list[str], expected: list[str]) -> None:
    found = cliques([frozenset(edge) for edge in edges], SIZES)
    assert {frozenset(clique) for clique in expected} == set(found)
    assert len(found) == len(expected)


@given(edges=EDGES)
def test_every_table_lies_within_a_clique_and_shared_dims_run_through_the_tree(
    edges: list[frozenset[str]],
) -> None:
    found = cliques(edges, SIZES)
    assert all(any(edge <= clique for clique in found) for edge in edges)
    assert not any(one <= other for one, other in combinations(found, 2))
    tree = links(found)
    assert len(tree) == len(found) - 1
    for dim in frozenset().union(*edges):
        holding = {place for place, clique in enumerate(found) if dim in clique}
        # The cliques with a dim are one connected piece: as many links as cliques, less one.
        assert sum({one, other} <= holding for one, other in tree) == len(holding) - 1


CODES: Mapping[str, Sequence[str]] = {"a": "123", "b": "12", "c": "1234"}


@given(seed=st.integers(0, 9999), size=st.integers(20, 60), plan=PLANS, off=st.integers(0, 1))
@settings(max_examples=15)
def test_the_tree_proves_what_one_large_table_proves(
    seed: int, size: int, plan: list[tuple[str, ...]], off: int
) -> None:
    records = random_reports(seed, size, CODES)
    tables = []
    for dims in plan:
        full = exact("".join(dims), records, dims, CODES)
        value = full.cells["value"]
        cells = full.cells.assign(value=value.mask(value < 5))
        tables.append(replace(full, cells=cells, rule=Rule(off, off)))
    everything = table("all", ("a", "b", "c"), [])

    def proved(*more: Published) -> dict[str, tuple[str, float, float]]:
        found = attack([*tables, *more], CODES, Rules(k=5), sensitive=["c"])
        return {f.label: (f.verdict, f.low, f.high) for f in found.unsafe}

    by_tree, at_once = proved(), proved(everything)
    assert by_tree == {label: at_once.get(label) for label in by_tree}
    # Only groups over two dims that might share a code of a third are left to one large table.
    assert all("all c=" in label for label in at_once.keys() - by_tree.keys())


@given(seed=st.integers(0, 9999), size=st.integers(10, 40))
@settings(max_examples=10)
def test_the_ends_of_a_chain_are_attacked_across_it(seed: int, size: int) -> None:
    codes = dict.fromkeys("abcd", "12")
    records = random_reports(seed, size, codes)
    chain = [exact(dims, records, tuple(dims), codes) for dims in ("ab", "bc", "cd")]
    tables = [replace(one, rule=Rule(1, 1)) for one in chain]

    def proved(*more: Published) -> set[tuple[str, str, float, float]]:
        found = attack([*tables, *more], codes, Rules(k=5))
        return {(f.label, f.verdict, f.low, f.high) for f in found.unsafe}

    assert proved() == proved(table("all", tuple(codes), []))


def test_what_a_chain_forces_on_its_ends_is_found() -> None:
    codes = dict.fromkeys("abcd", "12")
    alike = reports([("1",) * 4] * 3 + [("2",) * 4] * 20, "abcd")
    chain = [exact(dims, alike, tuple(dims), codes) for dims in ("ab", "bc", "cd")]
    found = attack([replace(one, rule=Rule()) for one in chain], codes, Rules(k=5))
    told = {f.label: (f.verdict, f.low, f.high) for f in found.unsafe}
    assert told["a=1, d=1"] == ("exact", 3, 3)
