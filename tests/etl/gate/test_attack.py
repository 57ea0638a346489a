"""What breaks and what holds: worked tables, each way of protecting beside one that fails."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.disclosure import Rules
from etl.errors import IntegrityError
from etl.gate import Finding, Published, Rule, attack
from tests.etl.gate.block import exact, grid, random_reports, table

EXACT = Rule()
ROUNDED = Rule(2, 2)
RULES = Rules()
AGES = {"age": ["13-15", "16-17", "18-24"], "gender": ["boy", "girl", "other"]}
TOP = ("boy", "girl", "other", "total")
PAID = {"age": ["13-15", "16-17"], "payment": ["paid", "not"]}


def ages(*rows: tuple[int | None, ...], **rest: object) -> Published:
    names = (*AGES["age"], "total")
    rows_named = dict(zip(names, rows, strict=True))
    return replace(grid("ages", ("age", "gender"), TOP, **rows_named), **rest)


def proved(found: object) -> list[tuple[str, str, float, float]]:
    return [(f.label, f.verdict, f.low, f.high) for f in found.unsafe]


def test_one_masked_cell_a_line_is_found_by_subtraction() -> None:
    one = ages(
        (30, 12, 11, 53), (55, None, 20, 78), (40, 16, 14, 70), (125, 31, 45, 201), rule=EXACT
    )
    found = attack([one], AGES, RULES)
    assert proved(found) == [("age=16-17, gender=girl", "exact", 3, 3)]
    assert not found.safe


def test_four_masked_cells_hold() -> None:
    four = ages(
        (30, None, None, 53), (55, None, None, 78), (40, 16, 14, 70), (125, 31, 45, 201), rule=EXACT
    )
    assert attack([four], AGES, RULES).safe


def test_a_mark_that_tells_its_bounds_tells_of_its_neighbour() -> None:
    rows = (30, None, None, 53), (55, None, None, 78), (40, 16, 14, 70), (125, 31, 45, 201)
    rule = Rule(masked=(0, 9))
    # 53 - 30 = 23 people in two cells of at most nine: no world at all.
    assert [f.verdict for f in attack([ages(*rows, rule=rule)], AGES, RULES).unsafe] == [
        "contradiction"
    ]
    told = Rule(masked=(0, 19))
    found = attack([ages(*rows, rule=told)], AGES, RULES)
    assert ("age=13-15, gender=girl", "small", 4, 9) not in proved(found)


def test_a_small_printed_number_is_itself_found() -> None:
    sizes = table("sizes", ["age"], [("13-15", 3), ("16-17", 40), ("18-24", 30), ("total", 73)])
    found = attack([replace(sizes, rule=EXACT)], AGES, RULES)
    assert proved(found) == [("age=13-15", "exact", 3, 3)]


def test_two_tables_safe_alone_break_together_and_a_mark_more_mends_it() -> None:
    """The linked example of sdcTable: two groupings of eight regions, K pinned at 3."""
    codes = {"region": list("ABIJKLMN")}
    sizes = dict(zip(codes["region"], (2, 2, 8, 8, 3, 3, 3, 7), strict=True))
    unions = {
        "region": {
            "county 1": "ABIJ",
            "county 2": "KLMN",
            "big": "LM",
            "small": "ABIJKN",
        }
    }

    def grouping(masked: str, *groups: str) -> Published:
        cells = [(r, None if r in masked else n) for r, n in sizes.items()]
        cells += [(g, sum(sizes[r] for r in unions["region"][g])) for g in groups]
        cells.append(("total", sum(sizes.values())))
        return table(groups[0], ["region"], cells, rule=EXACT)

    rules = Rules(k=4)

    def of_k(masked: str, *names: tuple[str, str]) -> list[Finding]:
        tables = [grouping(masked, *pair) for pair in names]
        found = attack(tables, codes, rules, unions=unions)
        return [f for f in found.unsafe if f.label == "region=K"]

    county, size = ("county 1", "county 2"), ("big", "small")
    assert of_k("ABKLM", county) == []
    assert of_k("ABKLM", size) == []
    (pinned,) = of_k("ABKLM", county, size)
    assert (pinned.verdict, pinned.low, pinned.high) == ("exact", 3, 3)
    assert of_k("ABKLMN", county, size) == []


@pytest.mark.parametrize(
    ("rule", "younger", "older", "expected"),
    [
        (EXACT, (40, 21, 61), (41, 21, 62), [("age=18", 1, 1), ("age=18, sex=m", 1, 1)]),
        (ROUNDED, (42, 21, 60), (42, 21, 63), []),
    ],
)
def test_two_filters_and_the_one_person_between_them(
    rule: Rule, younger: tuple[int, ...], older: tuple[int, ...], expected: list[object]
) -> None:
    codes = {"age": ["13", "14", "15", "16", "17", "18"], "sex": ["m", "f"]}
    unions = {"age": {"13-17": codes["age"][:5], "13-18": codes["age"]}}
    codes["age"] = [*codes["age"], "19+"]
    views = [
        table(
            name,
            ["sex"],
            list(zip(("m", "f", "total"), numbers, strict=True)),
            where=where,
            rule=rule,
        )
        for name, numbers, where in (
            ("younger", younger, {"age": "13-17"}),
            ("older", older, {"age": "13-18"}),
        )
    ]
    found = attack(views, codes, RULES, unions=unions)
    assert [(f.label, f.low, f.high) for f in found.unsafe] == expected


@pytest.mark.parametrize(
    ("second", "unsafe"),
    [
        ((64, 43, 18, 125), ["platform=LINE, version=new"]),
        ((64, None, None, 125), []),
    ],
)
def test_a_second_snapshot_shows_the_one_report_that_came(
    second: tuple[int | None, ...], unsafe: list[str]
) -> None:
    codes = {"platform": ["Instagram", "Snapchat", "LINE"], "version": ["first", "new"]}
    unions = {"version": {"both": codes["version"]}}
    places = (*codes["platform"], "total")
    snapshots = [
        table(name, ["platform"], list(zip(places, numbers, strict=True)), where=where, rule=EXACT)
        for name, numbers, where in (
            ("one", (52, 31, 17, 100), {"version": "first"}),
            ("two", second, {"version": "both"}),
        )
    ]
    assert [f.label for f in attack(snapshots, codes, RULES, unions=unions).unsafe] == unsafe


def test_twelve_of_twelve_who_paid_are_found_without_a_small_count() -> None:
    both = grid(
        "paid",
        ("age", "payment"),
        ("paid", "not", "total"),
        **{"13-15": (12, 0, 12), "16-17": (20, 30, 50), "total": (32, 30, 62)},
    )
    found = attack([replace(both, rule=EXACT)], PAID, RULES, sensitive=["payment"])
    assert [(f.label, f.verdict) for f in found.unsafe] == [
        ("age=13-15: all payment=paid", "homogeneous")
    ]
    assert attack([replace(both, rule=EXACT)], PAID, RULES).safe


def test_rounding_and_masked_zeros_hide_the_twelve() -> None:
    both = grid(
        "paid",
        ("age", "payment"),
        ("paid", "not", "total"),
        **{"13-15": (12, None, 12), "16-17": (21, 30, 51), "total": (33, 30, 63)},
    )
    assert attack([both], PAID, RULES, sensitive=["payment"]).safe


def test_tables_that_contradict_each_other_are_a_finding() -> None:
    wrong = ages(
        (30, 12, 11, 53), (55, 3, 20, 78), (40, 16, 14, 70), (125, 31, 45, 202), rule=EXACT
    )
    found = attack([wrong], AGES, RULES)
    assert [(f.kind, f.verdict) for f in found.unsafe] == [("tables", "contradiction")]


def test_tables_that_are_not_of_these_reports_are_a_finding() -> None:
    records = random_reports(1, 200, AGES)
    true = replace(exact("ages", records, ["age", "gender"], AGES), rule=EXACT)
    found = attack([true], AGES, RULES, truth=records.iloc[1:])
    assert [(f.kind, f.verdict) for f in found.unsafe] == [("tables", "contradiction")]
    cells = dict(records.iloc[0])
    named = {("age", frozenset([cells["age"]])), ("gender", frozenset([cells["gender"]]))}
    assert set(found.unsafe[0].evidence) == {
        (),
        *(((dim, codes),) for dim, codes in named),
        tuple(sorted(named)),
    }


def test_the_evidence_is_what_the_proof_needs() -> None:
    one = ages(
        (30, 12, 11, 53), (55, None, 20, 78), (40, 16, 14, 70), (125, None, 45, 201), rule=EXACT
    )
    found = attack([one], AGES, RULES)
    (finding,) = (f for f in found.unsafe if f.label == "age=16-17, gender=girl")
    row = {("age", frozenset(["16-17"]))}
    assert {frozenset(group) for group in finding.evidence} == {
        frozenset(row),
        frozenset({*row, ("gender", frozenset(["boy"]))}),
        frozenset({*row, ("gender", frozenset(["other"]))}),
    }


def test_rounding_alone_prints_small_groups() -> None:
    sizes = table("sizes", ["age"], [("13-15", 3), ("16-17", 39), ("18-24", 30), ("total", 72)])
    assert proved(attack([sizes], AGES, RULES)) == [("age=13-15", "small", 1, 5)]


def test_rounding_to_five_proves_a_difference_that_rounding_to_three_hides() -> None:
    """The pairwise lemma: a printed difference of one base of nearest five is 1 to 9 people."""
    codes = {"sex": ["m", "f"]}
    fives = table("fives", ["sex"], [("m", 25), ("total", 30)], rule=Rule(2, 2))
    assert proved(attack([fives], codes, RULES)) == [("sex=f", "small", 1, 9)]
    threes = table("threes", ["sex"], [("m", 24), ("total", 30)])
    assert attack([threes], codes, RULES).safe


def test_fresh_noise_narrows_with_each_table_and_keyed_noise_does_not() -> None:
    codes = {"sex": ["m", "f"]}
    first = table("first", ["sex"], [("m", 48), ("total", 54)])
    fresh = table("fresh", ["sex"], [("m", 51), ("total", 57)])
    assert proved(attack([first, fresh], codes, RULES)) == [("sex=f", "small", 5, 7)]
    assert attack([first, replace(first, name="again")], codes, RULES).safe


def test_what_is_not_proved_safe_in_time_is_unsafe() -> None:
    hidden = ages(*[(None, None, None, 60)] * 3, (None, None, None, 180))
    ticks = iter([0.0])
    found = attack([hidden], AGES, RULES, seconds=5, now=lambda: next(ticks, 5.0))
    assert {f.verdict for f in found.unsafe} == {"unproved"}
    assert len(found.unsafe) == found.targets + 1
    assert {(f.low, f.high) for f in found.unsafe} == {(0, math.inf)}
    assert attack([hidden], AGES, RULES, seconds=5).safe


def test_a_system_too_large_to_attack_is_refused() -> None:
    codes = {dim: [str(code) for code in range(600)] for dim in ("a", "b")}
    empty = table("large", ["a", "b"], [(x, y, None) for x in codes["a"] for y in codes["b"][:1]])
    wide = table("wide", ["b"], [(y, None) for y in codes["b"]])
    with pytest.raises(IntegrityError) as refused:
        attack([empty, wide], codes, RULES)
    assert refused.value.code == "gate-too-large"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="age has no code 99"):
        attack([table("t", ["age"], [("99", 12)])], AGES, RULES)


@given(seed=st.integers(0, 999), size=st.integers(50, 400))
@settings(max_examples=20)
def test_the_true_reports_only_save_time(seed: int, size: int) -> None:
    codes = {"a": list("1234"), "b": list("123"), "c": list("12345")}
    records = random_reports(seed, size, codes)
    naive = []
    for dims in (("a", "b"), ("b", "c")):
        full = exact("".join(dims), records, dims, codes)
        value = full.cells["value"]
        naive.append(
            replace(full, cells=full.cells.assign(value=value.mask(value < 10)), rule=EXACT)
        )

    def told(truth: pd.DataFrame | None) -> list[object]:
        found = attack(naive, codes, RULES, truth=truth, sensitive=["c"])
        return [(f.label, f.verdict, f.low, f.high) for f in found.unsafe]

    assert told(records) == told(None)
