"""The attack: whatever the public could prove about a small group of reports."""

import time
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from etl.disclosure import Rules
from etl.gate.across import apart
from etl.gate.findings import Finding, Findings
from etl.gate.hunting import Hunt
from etl.gate.published import Codes, Published, Unions, facts, keyed_rounding
from etl.gate.search import Clock, Contradiction, Search
from etl.gate.system import System
from etl.gate.targets import homogeneities, targets


def attack(  # noqa: PLR0913 - each is a choice of the one who plans the release
    tables: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    truth: pd.DataFrame | None = None,
    order: int = 2,
    seconds: float = 60,
    sensitive: Sequence[str] = (),
    unions: Unions | None = None,
    now: Callable[[], float] = time.monotonic,
) -> Findings:
    """Attack the tables of one block together.

    A group is safe when some world that agrees with all that is published has none of its reports,
    or ``rules.k`` and more. Blocks share no report, so what is known of one says nothing of
    another: each is attacked by itself, and earlier releases of other blocks add nothing.

    Args:
        tables: all the tables that say anything of the block, earlier ones too.
        codes: dim → its codes, each report under one of them.
        rules: the release's k and base.
        truth: the reports themselves, the dims as columns: a world for the asking. It only saves
            time; nothing is proved that the public could not prove.
        order: up to how many dims are crossed for groups that no table shows.
        seconds: time for the whole attack; a group not proved safe by then is unsafe.
        sensitive: dims whose code must not be provable for all members of a group.
        unions: codes that stand for several others.
        now: a clock in seconds.

    Raises:
        IntegrityError: the tables link too many dims to be attacked at all.
    """
    book = Codes(codes, unions or {})
    known = facts(tables, book, keyed_rounding(rules))
    edges = {frozenset((*table.dims, *table.where)) for table in tables}
    system = System(known, edges, book)
    aims = [
        *targets(tables, known, system, book, rules, order=order),
        *homogeneities(known, system, sensitive),
    ]
    pairs = [
        (pair, list(pair.targets(known, sensitive, order=order, k=rules.k)))
        for pair in (apart(system) if order > 1 else ())
    ]
    clock = Clock(seconds, now)
    search = Search(system, clock)
    try:
        first = search.first(truth)
        unsafe = [*Hunt(search, aims, known).findings(first)]
        if first is None:
            unsafe.append(Finding("the tables", "tables", "unproved"))
        for pair, wanted in pairs:
            left = wanted if first is None else pair.standing(wanted, first)
            if left:
                edge = frozenset(dim for aim in left for dim, _ in aim.without or aim.group)
                larger = Search(System(known, edges | {edge}, book), clock)
                unsafe += Hunt(larger, left, known).findings(larger.first(truth))
    except Contradiction as error:
        unsafe = [Finding("the tables", "tables", "contradiction", evidence=error.evidence)]
    return Findings(len(aims) + sum(len(wanted) for _, wanted in pairs), tuple(unsafe))
