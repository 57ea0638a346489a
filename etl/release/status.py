"""What became of each release: what came after it, and which of its numbers were revised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.release.model import Release


@dataclass(frozen=True)
class Revised:
    """A number of a release that a later one tells differently; ``new`` is None when withheld."""

    table: str
    source: str
    period: str
    cell: str
    new: int | None


@dataclass(frozen=True)
class Status:
    """What a reader of an old release must know.

    Attributes:
        superseded_by: name of the newest release of its plan; None for that one itself.
        withdrawn: whether a later series took its place.
        revised: its numbers that are told differently now.
    """

    superseded_by: str | None
    withdrawn: bool
    revised: tuple[Revised, ...]


def newest(releases: Sequence[Release], plan: str) -> Release:
    """The release of a plan with the highest serial."""
    return max((r for r in releases if r.plan == plan), key=lambda release: release.serial)


def statuses(releases: Sequence[Release]) -> dict[str, Status]:
    """Name → status, in the order given."""
    return {release.name: _status(release, newest(releases, release.plan)) for release in releases}


def _status(release: Release, last: Release) -> Status:
    return Status(
        superseded_by=None if last.serial == release.serial else last.name,
        withdrawn=release.series < last.series,
        revised=_revised(release, last.revisions),
    )


def _revised(release: Release, revisions: pd.DataFrame) -> tuple[Revised, ...]:
    """The last word on each number that ``release`` printed, unless it is the first again."""
    told: dict[tuple[str, str, str, str], list[int | None]] = {}
    for row in revisions[::-1].to_dict("records"):
        cell = (row["table"], row["source"], row["period"], row["cell"])
        if int(row["release"].rpartition(".")[2]) > release.serial:
            told.setdefault(cell, [_number(row["old"])]).append(_number(row["new"]))
    periods = set(zip(release.periods["source"], release.periods["period"], strict=True))
    tables = {table.name for table in release.tables}
    return tuple(
        Revised(*cell, numbers[-1])
        for cell, numbers in sorted(told.items())
        if cell[0] in tables and cell[1:3] in periods and numbers[0] != numbers[-1]
    )


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
