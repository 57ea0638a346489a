"""A series that begins anew says the same block twice: both versions are attacked as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

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
    old: Sequence[Published],
    new: Sequence[Published],
    codes: Mapping[str, Sequence[str]],
    unions: Unions | None = None,
) -> Rebased:
    """Both versions as one system; a corrected report is one that went and another that came.

    Attack with ``order`` one higher than usual: what came or went is a dim more.
    """
    before = [_version(table, f"old/{table.name}", "old version") for table in old]
    after = [_version(table, table.name, "new version") for table in new]
    return Rebased(
        tables=(*before, *after),
        codes={**codes, VERSION: CODES},
        unions={**(unions or {}), VERSION: _UNIONS},
        kept=frozenset(table.name for table in before),
    )


def versions(old: pd.DataFrame, new: pd.DataFrame, dims: Sequence[str]) -> pd.DataFrame:
    """The reports of both versions with their ``version``: the truth of a rebased block.

    Args:
        old: one row a report, ``key`` and the dims.
        new: the same of the new version.
        dims: what the tables tell reports apart by.
    """
    rows = old.merge(new, how="outer", on=["key", *dims], indicator=VERSION)
    names = {"left_only": "old", "both": "both", "right_only": "new"}
    return rows.assign(**{VERSION: rows[VERSION].astype("str").map(names)})


def _version(table: Published, name: str, version: str) -> Published:
    return replace(table, name=name, where={**table.where, VERSION: version})
