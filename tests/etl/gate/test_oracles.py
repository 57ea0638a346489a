"""The attack against what other offices' programmes and worked examples say."""

import csv
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from etl.disclosure import Rules
from etl.gate import Published, Rule
from etl.gate.published import Codes, Group, Unions, facts, keyed_rounding
from etl.gate.search import Clock, Search
from etl.gate.system import System
from tests.etl.gate.block import grid, table

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[4] / "shared" / "data")
ORACLES = DATA / "sdc_oracles"
needs_oracles = pytest.mark.skipif(not ORACLES.is_dir(), reason=f"no worked examples in {ORACLES}")
EU = {"geo": {"EU": ("Portugal", "Spain"), "nonEU": ("Iceland",)}}


def intervals(
    tables: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
    asked: Sequence[Mapping[str, str]],
    unions: Unions | None = None,
) -> list[tuple[float, float]]:
    """Least and largest count that the cells can have."""
    book = Codes(codes, unions or {})
    known = facts(tables, book, keyed_rounding(Rules()))
    system = System(known, {frozenset(one.dims) for one in tables}, book)
    search = Search(system, Clock(60))
    groups: list[tuple[Group, None]] = [(book.group(cell), None) for cell in asked]
    rows = system.counts(groups).toarray()
    return [(search.least(row)[0], search.most(row)[0]) for row in rows]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def block_of(
    rows: Sequence[Mapping[str, str]],
    dims: Sequence[str],
    values: Sequence[int | None],
    unions: Unions,
    masked: tuple[float, float],
) -> tuple[Published, dict[str, list[str]]]:
    """A peer's table as ours, and the codes that unite no others."""
    places = [[_code(row[dim]) for dim in dims] for row in rows]
    codes = {
        dim: sorted({place[i] for place in places} - {"total", *unions.get(dim, ())})
        for i, dim in enumerate(dims)
    }
    cells = [(*place, value) for place, value in zip(places, values, strict=True)]
    return table("peer", dims, cells, rule=Rule(masked=masked)), codes


def _code(code: str) -> str:
    return "total" if code in {"Tot", "Total", "total"} else code


SDCTABLE = sorted(ORACLES.glob("sdctable/vignette_max*_attack.csv"))
GAUSS = {
    "t1_age_geo_max1": (("age", "geo"), {}),
    "full_age_geo_year_max5": (("age", "geo", "year"), {}),
    "t9_age_geo_max3_range5": (("age", "geo"), {}),
    "t2_age_geo_eu_max2": (("age", "geo"), EU),
    "t7_b_age_geo_eu_max2": (("age", "geo"), EU),
    "t8_linked_formula_max1": (("age", "geo", "year"), EU),
    "z1_max2": (("region", "hovedint"), {}),
    "z1_max3": (("region", "hovedint"), {}),
    "z1_max9": (("region", "hovedint"), {}),
}


@pytest.mark.real_data
@needs_oracles
def test_all_intervals_of_sdctable() -> None:
    compared = 0
    for attacked in SDCTABLE:
        rows = rows_of(Path(str(attacked).replace("_attack", "")))
        counts = [int(row["Freq"]) for row in rows]
        shown = [None if row["sdcStatus"] in "ux" else int(row["Freq"]) for row in rows]
        unions = {"V1": {"B": ("Ba", "Bb", "Bc")}}
        dims = ("V1", "V2", "V3")
        # The peer takes it that no masked cell is larger than the largest of all.
        one, codes = block_of(rows, dims, shown, unions, (0, max(counts)))
        primary = [row for row in rows if row["sdcStatus"] == "u"]
        asked = [{dim: _code(row[dim]) for dim in dims} for row in primary]
        ours = intervals([one], codes, asked, unions)
        theirs = [
            (int(row["freq"]), round(float(row["low"])), round(float(row["up"])))
            for row in rows_of(attacked)
        ]
        # The peer numbers its cells in an order of its own.
        assert sorted(
            (int(row["Freq"]), *bounds) for row, bounds in zip(primary, ours, strict=True)
        ) == sorted(theirs), attacked.name
        compared += len(theirs)
    assert compared == 376


@pytest.mark.real_data
@needs_oracles
def test_all_intervals_of_gausssuppression() -> None:
    compared = 0
    for name, (dims, unions) in GAUSS.items():
        rows = rows_of(ORACLES / "gauss" / f"{name}_expected.csv")
        number = "freq" if "freq" in rows[0] else "ant"
        shown = [None if row["suppressed"] == "TRUE" else int(row[number]) for row in rows]
        one, codes = block_of(rows, dims, shown, unions, (0, math.inf))
        primary = [row for row in rows if row["primary"] == "TRUE" and row["lo"] != "NA"]
        asked = [{dim: _code(row[dim]) for dim in dims} for row in primary]
        theirs = [(round(float(row["lo"])), round(float(row["up"]))) for row in primary]
        assert intervals([one], codes, asked, unions) == theirs, name
        compared += len(theirs)
    assert compared == 53


def test_the_block_of_fischetti_and_salazar() -> None:
    """Their 3x3 table of 2001: (II, C) is 22 and may be anything from 5 to 30."""
    one = grid(
        "activities",
        ("activity", "region"),
        ("A", "B", "C", "total"),
        I=(20, 50, 10, 80),
        II=(None, 19, None, 49),
        III=(None, 32, None, 61),
        total=(45, 101, 44, 190),
    )
    codes = {"activity": ["I", "II", "III"], "region": ["A", "B", "C"]}
    exact = [Published(one.name, one.dims, one.cells, rule=Rule())]
    assert intervals(exact, codes, [{"activity": "II", "region": "C"}]) == [(5, 30)]


@pytest.mark.real_data
@needs_oracles
@pytest.mark.parametrize(
    ("plan", "inner", "margins", "bounds"),
    [
        ("plan1_ceil10_all", Rule(9, 0), Rule(9, 0), (1, 8)),
        ("plan2_nearest10_all", Rule(5, 4), Rule(5, 4), (1, 4)),
        ("plan3_ceil10_totals_only", Rule(), Rule(9, 0), (1, 3)),
    ],
)
def test_the_masked_two_of_the_long_term_care_data(
    plan: str, inner: Rule, margins: Rule, bounds: tuple[int, int]
) -> None:
    """Three ways to mask one table, from the ministry's slides; a mark stands for 1 to 9."""
    numbers = json.loads((ORACLES / "japan_kaigo_db.json").read_text(encoding="utf-8"))[plan]
    names = ("total", "1", "2", "3")
    cells = [
        (row, column, value)
        for row, values in zip(names, numbers, strict=True)
        for column, value in zip(names, values, strict=True)
    ]
    tables = [
        table(name, ("row", "column"), chosen, rule=replace(rule, masked=(1, 9)))
        for name, chosen, rule in (
            ("inner", [cell for cell in cells if "total" not in cell], inner),
            ("margins", [cell for cell in cells if "total" in cell], margins),
        )
    ]
    codes = {"row": names[1:], "column": names[1:]}
    assert intervals(tables, codes, [{"row": "2", "column": "1"}]) == [bounds]


@pytest.mark.real_data
@needs_oracles
@pytest.mark.parametrize(("marks", "pinned"), [("suppressed", 0), ("primary", 80)])
def test_four_linked_tables_of_ten_thousand_people(marks: str, pinned: int) -> None:
    """GaussSuppression's marks, chosen for all four at once, hide each of the 80 small cells."""
    rows = rows_of(ORACLES / "gauss" / "d53_linked_global_expected.csv")
    inner = rows_of(ORACLES / "gauss" / "d53_inner.csv")
    levels = {"age": ("age_l", "age_m"), "lms": ("lms_l", "lms_h"), "hst": ("hst_l", "hst_m")}
    fine = {"sex": "sex", "fst": "fst_l"} | {dim: fine for dim, (_, fine) in levels.items()}
    codes = {dim: sorted({row[column] for row in inner}) for dim, column in fine.items()}
    unions = {
        dim: {
            code: sorted({row[part] for row in inner if row[whole] == code})
            for code in {row[whole] for row in inner} - {*codes[dim]}
        }
        for dim, (whole, part) in levels.items()
    }

    def place(row: Mapping[str, str]) -> dict[str, str]:
        coarse = {dim: row[whole] for dim, (whole, _) in levels.items()}
        exact = {dim: row[column] for dim, column in fine.items()}
        return {
            dim: _code(coarse.get(dim, "Total") if code == "Total" else code)
            for dim, code in exact.items()
        }

    plan = {"t1": ("sex", "age", "lms"), "t2": ("sex", "age", "hst")}
    plan |= {"t3": ("age", "fst"), "t4": ("lms", "hst")}
    tables = [
        table(
            name,
            dims,
            [
                (*(place(row)[dim] for dim in dims), _shown(row, marks))
                for row in rows
                if row[name] == "TRUE"
            ],
            rule=Rule(),
        )
        for name, dims in plan.items()
    ]
    small = [place(row) for row in rows if row["primary"] == "TRUE"]
    bounds = intervals(tables, codes, small, unions)
    assert len(bounds) == 80
    assert sum(low == high for low, high in bounds) == pinned


def _shown(row: Mapping[str, str], marks: str) -> int | None:
    return None if row[marks] == "TRUE" else int(row["freq"])
