"""A series that begins anew says the same block twice: both versions are attacked as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from etl.disclosure import TOTAL
from etl.errors import UsageError
from etl.gate.published import Published, Unions

#: Reports only the old version counts, those that both count alike, and those only the new counts.
VERSION = "version"
CODES = ("old", "both", "new")
_UNIONS = {"old version": ("old", "both"), "new version": ("both", "new")}


@dataclass(frozen=True)
class Rebased:
    """Two versions of a block, as ``attack`` and ``repair`` take them.

    Attributes:
        tables: those of both; the old ones keep their place and are named ``old/<name>``.
        codes: the codes of the block and of ``version``.
        unions: what each version counts.
        kept: names of the old tables, which are published already.
    """

    tables: tuple[Published, ...]
    codes: Mapping[str, Sequence[str]]
    unions: Unions
    kept: frozenset[str]


def rebased(
    old: Sequence[Published], new: Sequence[Published], codes: Mapping[str, Sequence[str]]
) -> Rebased:
    """Both versions as one system; a corrected report is one that went and another that came.

    Attack with ``order`` one higher than usual: what came or went is a dim more.

    Args:
        old: the tables of the version before, with a row for each code.
        new: the tables of the new version.
        codes: dim → its codes; dims that only old tables have need not be in it.

    Raises:
        UsageError: a dim has other codes than before. What an old code shares with a new one is
            not known then, nor whether codes of one name count the same.
    """
    before = _codes(old)
    for dim, listed in before.items():
        if dim in codes and {*listed} != {*codes[dim]}:
            raise UsageError(
                "A column of the new series has other codes than in the series before, so that the "
                "two cannot be attacked together.",
                where=f"column {dim}",
                remedy="Keep its codes, or leave the column out of the plan",
                code="rebase-changes-codes",
            )
    withdrawn = [_version(table, f"old/{table.name}", "old version") for table in old]
    return Rebased(
        tables=(*withdrawn, *(_version(table, table.name, "new version") for table in new)),
        codes={**before, **codes, VERSION: CODES},
        unions={VERSION: _UNIONS},
        kept=frozenset(table.name for table in withdrawn),
    )


def _codes(tables: Sequence[Published]) -> dict[str, list[str]]:
    """Dim → the codes that tables show of it."""
    shown: dict[str, dict[str, None]] = {}
    for table in tables:
        for row in table.codes():
            for dim, code in row.items():
                if code != TOTAL:
                    shown.setdefault(dim, {})[code] = None
    return {dim: [*codes] for dim, codes in shown.items()}


def _version(table: Published, name: str, version: str) -> Published:
    return replace(table, name=name, where={**table.where, VERSION: version})
