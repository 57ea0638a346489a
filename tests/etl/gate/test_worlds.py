"""The verdicts on tiny systems against every world there is, one by one."""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from etl.disclosure import Rules
from etl.gate import Published, Rule, attack
from etl.gate.across import apart
from etl.gate.published import Codes, Group, facts, keyed_rounding
from etl.gate.system import System
from etl.gate.targets import homogeneities, targets
from tests.etl.gate.block import PLANS, exact, reports

CODES = {"a": ("1", "2"), "b": ("1", "2"), "c": ("1", "2")}
ATOMS = [*product(*CODES.values())]
RULES = Rules(k=3, base=2)
MOST = 7


@cache
def all_worlds() -> NDArray[np.int64]:
    """Every way to have at most MOST reports: one row a world, one column an atom."""
    worlds = np.zeros((1, 0), dtype=np.int64)
    for _ in ATOMS:
        left = MOST - worlds.sum(axis=1)
        grown = [np.insert(worlds[left >= n], len(worlds[0]), n, axis=1) for n in range(MOST + 1)]
        worlds = np.concatenate(grown)
    return worlds


def counts(worlds: NDArray[np.int64], group: Group) -> NDArray[np.int64]:
    allowed = dict(group)
    held = [
        all(code in allowed.get(dim, code) for dim, code in zip(CODES, atom, strict=True))
        for atom in ATOMS
    ]
    return worlds[:, held].sum(axis=1)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[list[Published], pd.DataFrame]:
    """Tables that say something true of a few reports, the number of them included."""
    rows = draw(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=MOST - 2))
    records = reports(rows, list(CODES))
    off = draw(st.integers(0, 1))
    said: dict[Group, int | None] = {}
    tables = []
    for dims in draw(PLANS):
        true = exact("".join(dims), records, dims, CODES)
        values = []
        for row, n in true.rows():
            group = Codes(CODES).group(row)
            noisy = st.integers(max(0, int(n) - off), int(n) + off)
            said.setdefault(group, draw(noisy | st.none() if group else noisy))
            values.append(said[group])
        cells = true.cells.assign(value=pd.array(values, dtype="Int64"))
        tables.append(Published(true.name, dims, cells, rule=Rule(off, off)))
    return tables, records


def possible(tables: list[Published]) -> NDArray[np.int64]:
    """The worlds that agree with the tables."""
    worlds = all_worlds()
    for group, fact in facts(tables, Codes(CODES), keyed_rounding(RULES)).items():
        seen = counts(worlds, group)
        worlds = worlds[(seen >= fact.low) & (seen <= fact.high)]
    return worlds


@given(block=blocks(), knows=st.booleans())
@settings(max_examples=80)
def test_the_attack_proves_what_is_so_in_every_world(
    block: tuple[list[Published], pd.DataFrame], *, knows: bool
) -> None:
    tables, records = block
    worlds = possible(tables)
    known = facts(tables, Codes(CODES), keyed_rounding(RULES))
    edges = {frozenset(table.dims) for table in tables}
    system = System(known, edges, Codes(CODES))
    aims = [
        *targets(tables, known, system, Codes(CODES), RULES, order=2),
        *homogeneities(known, system, ["c"]),
        *(aim for pair in apart(system) for aim in pair.targets(known, ["c"], order=2, k=RULES.k)),
    ]
    proved = []
    for aim in aims:
        group = counts(worlds, aim.group)
        count = group - (0 if aim.without is None else counts(worlds, aim.without))
        members = group if aim.homogeneous else count
        if ((members > 0) & (count < aim.enough)).all():
            low, high = members.min(), count.max()
            small = "exact" if low == high else "small"
            verdict = "homogeneous" if aim.homogeneous else small
            proved.append((aim.label, aim.kind, verdict, low, high))

    found = attack(
        tables, CODES, RULES, truth=records if knows else None, sensitive=["c"], seconds=60
    )

    assert found.targets == len(aims)
    assert [(f.label, f.kind, f.verdict, f.low, f.high) for f in found.unsafe] == proved
