"""The attack: whatever the public could prove about a small group of reports."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from etl.disclosure import Rules
from etl.gate.findings import Finding, Findings
from etl.gate.published import Codes, Fact, Group, Published, Unions, facts, keyed_rounding
from etl.gate.search import Clock, Contradiction, Search
from etl.gate.system import System, Vector
from etl.gate.targets import Target, homogeneities, targets


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
    system = System(known, {frozenset((*table.dims, *table.where)) for table in tables}, book)
    aims = [
        *targets(tables, known, system, book, rules, order=order),
        *homogeneities(known, system, sensitive),
    ]
    try:
        hunt = _Hunt(Search(system, Clock(seconds, now)), aims, known)
        unsafe = tuple(hunt.findings(None if truth is None else system.world(truth)))
    except Contradiction as error:
        unsafe = (Finding("the tables", "tables", "contradiction", evidence=error.evidence),)
    return Findings(len(aims), unsafe)


class _Hunt:
    """Targets that no world has refuted yet."""

    def __init__(self, search: Search, aims: Sequence[Target], known: Mapping[Group, Fact]) -> None:
        self._search, self._aims, self._known = search, aims, known
        counts = search.system.counts
        self._counts = counts([(aim.group, aim.without) for aim in aims])
        self._members = counts(
            [(aim.group, None if aim.homogeneous else aim.without) for aim in aims]
        )
        self._enough = np.array([aim.enough for aim in aims])
        self._open = np.ones(len(aims), dtype=bool)

    def findings(self, truth: Vector | None) -> Iterator[Finding]:
        """The targets that no world refutes.

        Raises:
            Contradiction: no world agrees with what is published, or the true one does not.
        """
        if truth is not None:
            self._search.check(truth)
        else:
            _, truth = self._search.least(np.zeros(self._members.shape[1]))
        if truth is None:
            yield Finding("the tables", "tables", "unproved")
        self._refute(truth)
        self._sweep()
        for place in range(len(self._aims)):
            members, count = _row(self._members, place), _row(self._counts, place)
            low, high = 0.0, math.inf
            if self._open[place]:
                low, least = self._search.least(members)
                self._refute(least)
            if self._open[place]:
                high, most = self._search.most(count)
                self._refute(most)
            if self._open[place]:
                yield self._finding(place, max(low, 0), high)

    def _sweep(self) -> None:
        """Empty as many of the groups at once as one world can, until that gains nothing."""
        before = -1
        while (standing := int(self._open.sum())) and standing != before:
            before = standing
            self._refute(self._search.least(self._members[self._open].sum(axis=0))[1])

    def _refute(self, world: Vector | None) -> None:
        if world is not None:
            enough = self._counts @ world >= self._enough
            self._open &= ~(enough | (self._members @ world <= 0))

    def _finding(self, place: int, low: float, high: float) -> Finding:
        aim = self._aims[place]
        if low < 1 or high >= aim.enough:
            verdict = "unproved"
        elif aim.homogeneous:
            verdict = "homogeneous"
        else:
            verdict = "exact" if low == high else "small"
        proof = (
            *self._search.evidence(_row(self._members, place)),
            *self._search.evidence(-_row(self._counts, place)),
        )
        # No single bound proves what only whole numbers do: then any printed cell may serve it.
        printed = tuple(
            group for group in dict.fromkeys(proof or self._known) if self._known[group].printed
        )
        return Finding(aim.label, aim.kind, verdict, low, high, printed)


def _row(matrix: sparse.csr_array, place: int) -> Vector:
    row: Vector = matrix[[place]].toarray()[0]
    return row
