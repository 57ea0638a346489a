"""Whether the tables keep the rules that their protection rests on, cell by cell."""

import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from etl.disclosure import Rules, protect
from etl.gate.findings import Finding
from etl.gate.published import (
    Codes,
    Fact,
    Group,
    Published,
    Unions,
    described,
    facts,
    keyed_rounding,
)


def conform(  # noqa: PLR0913 - the last three are what only we have
    tables: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    exact: Mapping[str, pd.DataFrame] | None = None,
    secret: bytes = b"",
    unions: Unions | None = None,
) -> list[Finding]:
    """Every cell of a block that breaks a rule.

    Verdicts: unrounded (no multiple of the base), low (below the threshold), unequal (another
    number or mark in another table, earlier ones too), unmasked (printed although the rules mask
    it) and unkeyed (not the number that the keys give).

    Args:
        tables: all the tables that say anything of the block, earlier ones too.
        codes: dim → its codes.
        rules: the release's k and base.
        exact: table → its exact cells from ``tabulate``, if they are at hand.
        secret: the key of the cells; needed with ``exact`` only.
        unions: codes that stand for several others.
    """
    known = facts(tables, Codes(codes, unions or {}), keyed_rounding(rules))
    found = [finding for group, fact in known.items() for finding in _cell(group, fact, rules)]
    for table in tables:
        if exact is not None and table.name in exact:
            found += _expected(table, protect(exact[table.name], secret, rules))
    return found


def summed(parts: Sequence[Published], whole: Published) -> list[Finding]:
    """Cells of a table over several periods that are not the sums of the printed periods.

    Args:
        parts: the same table of each period.
        whole: the table over all of them, masked wherever a period is.
    """
    periods = [_values(part) for part in parts]
    return [
        Finding(place, "conformity", "not-a-sum")
        for place, value in _values(whole).items()
        if not _same(value, sum(period.get(place, math.nan) for period in periods))
    ]


def _cell(group: Group, fact: Fact, rules: Rules) -> Iterator[Finding]:
    values = [value for _, value in fact.cells]
    printed = [value for value in values if not math.isnan(value)]
    broken = {
        "unrounded": any(value % rules.base for value in printed),
        "low": any(value < rules.threshold for value in printed),
        "unequal": any(not _same(value, values[0]) for value in values),
    }
    for verdict, is_broken in broken.items():
        if is_broken:
            yield Finding(described(group), "conformity", verdict, evidence=(group,))


def _expected(table: Published, protected: pd.DataFrame) -> Iterator[Finding]:
    """Printed cells that are not what the rules make of the exact ones; more marks are welcome."""
    expected = _values(Published(table.name, table.dims, protected))
    for place, value in _values(table).items():
        due = expected.get(place, math.nan)
        if not math.isnan(value) and value != due:
            verdict = "unmasked" if math.isnan(due) else "unkeyed"
            yield Finding(f"{table.name}: {place}", "conformity", verdict)


def _values(table: Published) -> dict[str, float]:
    """Cell in words → its number, NaN where masked."""
    return {
        ", ".join(f"{dim}={row[dim]}" for dim in table.dims): value for row, value in table.rows()
    }


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))
