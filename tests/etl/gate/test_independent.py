"""The same verdicts as an attacker that somebody else wrote, where that one is at hand."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.disclosure import Rules, protect, tabulate
from etl.gate import Published, Rule, attack
from tests.etl.gate.block import exact, random_reports

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[4] / "shared" / "data")
OTHER = DATA.parent / "tools" / "attack.py"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not OTHER.is_file(), reason=f"no other attacker in {OTHER}"),
]
CODES = {"age": [*"12345"], "gender": [*"fmx"], "platform": [*"abcdef"]}
PLANS = [
    [("age", "gender"), ("age", "platform")],
    [("age", "gender"), ("gender", "platform"), ("age", "platform")],
]


@pytest.fixture(scope="module")
def other() -> Any:
    spec = importlib.util.spec_from_file_location("other_attack", OTHER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def theirs(other: Any, tables: Sequence[Published], rule: Any) -> dict[str, tuple[str, int, int]]:
    seen = [
        other.PublishedTable(
            one.name,
            one.cells.assign(value=one.cells["value"].astype("float64")),
            list(one.dims),
            value="value",
            total="total",
            rule=rule,
        )
        for one in tables
    ]
    audit = other.IntervalAttack(seen, k=10).audit(exact_bounds=True, time_limit=30)
    unsafe = audit[(audit["verdict"] != "safe") & (audit["kind"] == "masked")]
    return {
        row.target: (row.verdict, int(row.lo), int(row.hi))
        for row in unsafe.itertuples(index=False)
    }


def ours(tables: Sequence[Published]) -> dict[str, tuple[str, int, int]]:
    found = attack(tables, CODES, Rules(), order=0)
    return {
        f.label: (f.verdict, int(f.low), int(f.high)) for f in found.unsafe if f.kind == "masked"
    }


def renamed(label: str) -> str:
    """``t[age=1, gender=total]`` → ``age=1``."""
    pairs = label.partition("[")[2].removesuffix("]").split(", ")
    return ", ".join(sorted(pair for pair in pairs if not pair.endswith("=total"))) or "everybody"


@pytest.mark.parametrize("plan", PLANS, ids=["tree", "ring"])
@pytest.mark.parametrize("size", [150, 500])
def test_bare_masks_break_alike(other: Any, plan: list[tuple[str, ...]], size: int) -> None:
    records = random_reports(size, size, CODES)
    tables = []
    for dims in plan:
        full = exact("·".join(dims), records, dims, CODES)
        value = full.cells["value"]
        cells = full.cells.assign(value=value.mask(value < 10))
        tables.append(replace(full, cells=cells, rule=Rule()))
    broken = {renamed(label): told for label, told in theirs(other, tables, other.exact()).items()}
    assert broken
    assert ours(tables) == broken


@pytest.mark.parametrize("plan", PLANS, ids=["tree", "ring"])
def test_what_the_rules_protect_holds_alike(other: Any, plan: list[tuple[str, ...]]) -> None:
    records: pd.DataFrame = random_reports(3, 400, CODES)
    tables = [
        Published("·".join(dims), dims, protect(tabulate(records, dims, CODES), b"key", Rules()))
        for dims in plan
    ]
    assert theirs(other, tables, other.random_rounding(3)) == ours(tables) == {}
