"""A series that begins anew says the same block again: all its versions are attacked as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from etl.disclosure import TOTAL
from etl.errors import UsageError
from etl.gate.published import Published, Unions

#: Which versions count a report: the code "1 3" is of those that the first and the third count.
VERSION = "version"


@dataclass(frozen=True)
class Rebased:
    """The versions of a block, as ``attack`` and ``repair`` take them.

    Attributes:
        tables: those of all; earlier ones keep their place and are named ``<version>/<name>``.
        codes: the codes of the block and of ``version``.
        unions: what each version counts.
        kept: names of the earlier tables, which are published already.
    """

    tables: tuple[Published, ...]
    codes: Mapping[str, Sequence[str]]
    unions: Unions
    kept: frozenset[str]


def rebased(
    earlier: Sequence[Sequence[Published]],
    new: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
) -> Rebased:
    """All versions as one system; a corrected report is one that went and another that came.

    Attack with ``order`` one higher than usual: what came or went is a dim more.

    Args:
        earlier: the tables of each version before, oldest first, with a row for each code.
        new: the tables of the new version.
        codes: dim → its codes; dims that only earlier tables have need not be in it.

    Raises:
        UsageError: a dim has other codes than before. What an old code shares with a new one is
            not known then, nor whether codes of one name count the same.
    """
    before = _codes([table for tables in earlier for table in tables])
    for dim, listed in before.items():
        if dim in codes and {*listed} != {*codes[dim]}:
            raise UsageError(
                "A column of the new series has other codes than in the series before, so that the "
                "two cannot be attacked together.",
                where=f"column {dim}",
                remedy="Keep its codes, or leave the column out of the plan",
                code="rebase-changes-codes",
            )
    numbers = range(1, len(earlier) + 2)
    counted = [some for size in numbers for some in combinations(numbers, size)]
    withdrawn = [
        _version(table, f"{number}/{table.name}", number)
        for number, tables in enumerate(earlier, 1)
        for table in tables
    ]
    last = numbers[-1]
    return Rebased(
        tables=(*withdrawn, *(_version(table, table.name, last) for table in new)),
        codes={**before, **codes, VERSION: [_code(some) for some in counted]},
        unions={
            VERSION: {
                f"version {number}": [_code(some) for some in counted if number in some]
                for number in numbers
            }
        },
        kept=frozenset(table.name for table in withdrawn),
    )


def _code(versions: Sequence[int]) -> str:
    return " ".join(map(str, versions))


def _codes(tables: Sequence[Published]) -> dict[str, list[str]]:
    """Dim → the codes that tables show of it."""
    shown: dict[str, dict[str, None]] = {}
    for table in tables:
        for row in table.codes():
            for dim, code in row.items():
                if code != TOTAL:
                    shown.setdefault(dim, {})[code] = None
    return {dim: [*codes] for dim, codes in shown.items()}


def _version(table: Published, name: str, number: int) -> Published:
    return replace(table, name=name, where={**table.where, VERSION: f"version {number}"})
