"""The independent attacker on published tables, if its folder lies beside the public data."""

import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from etl.release.model import NOT_COLLECTED, Release

_PLACE = Path(os.environ.get("CASESTATS_REAL_DATA") or "absent").parent / "tools" / "attack.py"

#: Reports that only the old series counts, those that both count, and those only the new one does.
_VERSIONS = {"version": {"before": ["went", "stayed"], "after": ["stayed", "came"]}}

needs_attacker = pytest.mark.skipif(
    not _PLACE.is_file(), reason="the independent attacker is not beside CASESTATS_REAL_DATA"
)


@cache
def attacker() -> ModuleType:
    """The attacker as a module."""
    spec = importlib.util.spec_from_file_location("attacker", _PLACE)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def disclosed(
    releases: Sequence[Release], source: str, period: str, tables: Sequence[str]
) -> tuple[int, list[Any]]:
    """How many groups of one source and period were attacked, and those that were not safe.

    Args:
        releases: one, or several in a sequence, all attacked together. The last may be of a new
            series: then it counts some reports more and others less than those before it.
        source: of the reports.
        period: of the reports.
        tables: names of the tables that are attacked together.
    """
    tool = attacker()
    rules = releases[0].rules

    def known(value: float) -> tuple[float, float]:
        return max(rules.k, value - rules.base + 1), value + rules.base - 1

    anew = releases[-1].series != releases[0].series
    published = [
        tool.PublishedTable(
            f"{release.name}/{name}",
            cells.assign(reports=cells["reports"].astype("float64")),
            list(release.table(name).dims),
            value="reports",
            total="total",
            rule=known,
            levels=_VERSIONS if anew else {},
            where={"version": "after" if release is releases[-1] else "before"} if anew else {},
        )
        for release in releases
        for name, cells in _cells(release, source, period, tables)
    ]
    attack = tool.IntervalAttack(published, k=rules.k, explore_order=2)
    verdicts = attack.audit()
    return len(verdicts), verdicts[verdicts["verdict"] != "safe"].to_dict("records")


def _cells(
    release: Release, source: str, period: str, tables: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    for name in tables:
        cells = release.table(name).of(source, period)
        if len(cells) and not (cells["mark"] == NOT_COLLECTED).any():
            yield name, cells


def together(release: Release) -> list[list[str]]:
    """Tables that tell of each other beyond the total: those of two columns; each other alone."""
    linked = [table.name for table in release.tables if len(table.dims) > 1]
    return [linked, *([table.name] for table in release.tables if len(table.dims) == 1)]


def assert_nothing_is_disclosed(*releases: Release, periods: Sequence[int] | None = None) -> None:
    """Attack the newest with those before it: its periods in these places, or all."""
    newest = releases[-1]
    places = newest.periods if periods is None else newest.periods.iloc[list(periods)]
    attacked = 0
    for place in places.itertuples():
        for tables in together(newest):
            targets, found = disclosed(releases, place.source, place.period, tables)
            attacked += targets
            assert found == [], f"{place.source} {place.period}"
    assert attacked > 50
