"""Which groups are attacked: every sort of them, each once, and none that can hold nobody."""

from dataclasses import replace

import pytest

from etl.disclosure import Rules
from etl.gate import Published, Rule, attack
from etl.gate.published import Codes, facts, keyed_rounding
from etl.gate.system import System
from etl.gate.targets import homogeneities, targets
from tests.etl.gate.block import grid, table

CODES = {"age": ["child", "adult"], "sex": ["f", "m", "x"]}
RULES = Rules()


def known_to(*tables: Published, order: int = 2) -> list[tuple[str, str]]:
    known = facts(tables, Codes(CODES), keyed_rounding(RULES))
    system = System(known, {frozenset(one.dims) for one in tables}, Codes(CODES))
    aims = targets(tables, known, system, Codes(CODES), RULES, order=order)
    return [(aim.kind, aim.label) for aim in (*aims, *homogeneities(known, system, ["sex"]))]


def test_masked_cells_are_attacked_and_all_of_a_line_together() -> None:
    one = table("sexes", ["sex"], [("f", None), ("m", None), ("x", 60), ("total", 69)])
    assert known_to(one) == [
        ("masked", "sex=f"),
        ("masked", "sex=m"),
        ("residual", "sex=f|m"),
        ("homogeneity", "everybody: all sex=f"),
        ("homogeneity", "everybody: all sex=m"),
        ("homogeneity", "everybody: all sex=x"),
    ]


def test_what_is_left_of_a_printed_cell_is_attacked_unless_surely_large() -> None:
    both = [("child", "f", 48), ("child", "total", 54), ("total", "total", 90)]
    labels = known_to(table("both", ["age", "sex"], both), order=0)
    assert [told for told in labels if told[0] == "difference"] == [
        ("difference", "age=child, sex=m|x"),
    ]
    close = [("child", "f", 81), ("child", "total", 84), ("total", "total", 90)]
    labels = known_to(table("both", ["age", "sex"], close), order=0)
    assert [told for told in labels if told[0] == "difference"] == [
        ("difference", "age=child, sex=m|x"),
        ("difference", "everybody without age=child, sex=f"),
        ("difference", "age=adult"),
    ]


@pytest.mark.parametrize(("order", "count"), [(0, 0), (1, 0), (2, 6)])
def test_combinations_that_no_table_shows_are_attacked(order: int, count: int) -> None:
    unseen = table("both", ["age", "sex"], [("total", "total", 90)])
    shown = [
        table("ages", ["age"], [(code, 45) for code in CODES["age"]]),
        table("sexes", ["sex"], [(code, 30) for code in CODES["sex"]]),
    ]
    crossed = [label for kind, label in known_to(unseen, *shown, order=order) if kind == "cross"]
    assert len(crossed) == count


def test_codes_that_no_cell_tells_apart_are_one() -> None:
    one = table("sexes", ["sex"], [("f", 30), ("total", 90)])
    assert ("cross", "sex=m|x") in known_to(one)


def exact(name: str, **rows: tuple[int | None, ...]) -> Published:
    full = grid(name, ("age", "sex"), ("f", "m", "x", "total"), **rows)
    return replace(full, rule=Rule())


def test_two_masked_neighbours_that_are_five_together_are_found() -> None:
    pair = exact(
        "pair", child=(55, None, None, 60), adult=(30, None, None, 90), total=(85, None, None, 150)
    )
    found = attack([pair], CODES, RULES)
    assert [(f.kind, f.label, f.verdict, f.low, f.high) for f in found.unsafe] == [
        ("residual", "age=child, sex=m|x", "exact", 5, 5)
    ]


def test_the_few_outside_one_printed_cell_are_found() -> None:
    most = table("most", ["age", "sex"], [("child", "f", 93), ("total", "total", 99)])
    found = attack([replace(most, rule=Rule())], CODES, RULES, order=0)
    assert [(f.kind, f.label, f.low, f.high) for f in found.unsafe] == [
        ("difference", "everybody without age=child, sex=f", 6, 6)
    ]
