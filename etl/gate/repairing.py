"""The repair: cells the attacker used are masked too, until nothing can be proved any more."""

import math
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

import pandas as pd

from etl.disclosure import Rules
from etl.errors import IntegrityError
from etl.gate.attacking import attack
from etl.gate.findings import Finding, Findings
from etl.gate.published import Codes, Group, Published, Unions
from etl.gate.search import Clock


class Options(TypedDict, total=False):
    """What ``repair`` hands on to ``attack``."""

    truth: pd.DataFrame | None
    order: int
    sensitive: Sequence[str]
    unions: Unions | None


def repair(  # noqa: PLR0913 - as many as the attack has
    tables: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    kept: Collection[str] = (),
    seconds: float = 60,
    now: Callable[[], float] = time.monotonic,
    **options: Unpack[Options],
) -> tuple[list[Published], Findings]:
    """Mask what the attack used until it finds nothing, and return the tables and that last attack.

    A mark tells less than a number, so each round leaves more worlds than the one before, and a
    group once safe stays so. Nothing is ever unmasked.

    Args:
        tables: all the tables that say anything of the block.
        codes: dim → its codes.
        rules: the release's k and base.
        kept: names of tables that were published earlier and can no longer be changed.
        seconds: time for all rounds together.
        now: a clock in seconds.
        **options: as for ``attack``.

    Raises:
        IntegrityError: it cannot be made safe, or not in time; nothing may be published.
    """
    clock = Clock(seconds, now)
    book = Codes(codes, options.get("unions") or {})
    tables = list(tables)
    while True:
        found = attack(tables, codes, rules, seconds=clock.left, now=now, **options)
        if found.safe:
            return tables, found
        if not clock.left:
            raise _refused(
                "A group of reports was not proved safe in time",
                found.unsafe[0],
                remedy="Allow more seconds, or plan fewer tables",
                code="gate-out-of-time",
            )
        chosen = _chosen(found.unsafe, _prices(tables, book, kept))
        tables = [_masked(table, chosen, book) for table in tables]


def _prices(
    tables: Sequence[Published], book: Codes, kept: Collection[str]
) -> dict[Group, tuple[int, float]]:
    """What masking each printed cell costs: totals of a whole table most, then large numbers."""
    prices: dict[Group, tuple[int, float]] = {}
    fixed: set[Group] = set()
    for table in tables:
        total = book.group(table.where)
        for row, value in table.rows():
            group = book.group(row)
            if not math.isnan(value):
                prices[group] = (int(group == total), value)
                if table.name in kept:
                    fixed.add(group)
    return {group: price for group, price in prices.items() if group not in fixed}


def _chosen(unsafe: Sequence[Finding], prices: Mapping[Group, tuple[int, float]]) -> set[Group]:
    """One cell of each proof, the cheapest; a proof that has lost a cell already needs no other."""
    chosen: set[Group] = set()
    for finding in unsafe:
        if finding.verdict == "contradiction":
            raise _refused(
                "The tables contradict each other, or the reports",
                finding,
                remedy="Build the warehouse anew and draft the release from it",
                code="gate-contradiction",
            )
        used = [group for group in finding.evidence if group in prices]
        if not used:
            raise _refused(
                "A group of reports cannot be protected: what shows it is published already",
                finding,
                remedy="Merge codes, or leave a table out of the plan",
                code="gate-published-already",
            )
        if chosen.isdisjoint(used):
            chosen.add(min(used, key=lambda group: prices[group]))
    return chosen


def _masked(table: Published, chosen: Collection[Group], book: Codes) -> Published:
    """The table with the chosen cells masked."""
    hit = [book.group(row) in chosen for row in table.codes()]
    value = table.cells["value"].mask(pd.Series(hit, index=table.cells.index))
    return replace(table, cells=table.cells.assign(value=value))


def _refused(what: str, finding: Finding, *, remedy: str, code: str) -> IntegrityError:
    return IntegrityError(
        f"{what} ({finding.verdict})", where=finding.label, remedy=remedy, code=code
    )
