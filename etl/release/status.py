"""What became of each release: what came after it, and which of its numbers were revised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.release.model import REVISION_COLUMNS, Release


@dataclass(frozen=True)
class Status:
    """What a reader of an old release must know.

    Attributes:
        superseded_by: name of the newest release of its plan; None for that one itself.
        withdrawn: whether a later series took its place.
        revisions: its numbers that are told differently now, each an object of REVISION_COLUMNS:
            ``old`` as this release printed it, all else as the last revision tells it. Days as
            ISO 8601; None for a number that is withheld.
    """

    superseded_by: str | None
    withdrawn: bool
    revisions: tuple[dict[str, Any], ...]


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
        revisions=_revisions(release, last.revisions),
    )


def _revisions(release: Release, told: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The last word on each number that ``release`` printed, unless it is the first again."""
    periods = set(zip(release.periods["source"], release.periods["period"], strict=True))
    tables = {table.name for table in release.tables}
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in map(_plain, told[list(REVISION_COLUMNS)].to_dict("records")):
        cell = (row["source"], row["period"], row["table"], row["cell"])
        later = int(row["release"].rpartition(".")[2]) > release.serial
        if later and cell[:2] in periods and row["table"] in tables:
            # The newest row comes first; what the oldest one replaced is what was printed here.
            found.setdefault(cell, row)["old"] = row["old"]
    return tuple(row for row in found.values() if row["old"] != row["new"])


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    numbers = {name: None if pd.isna(row[name]) else int(row[name]) for name in ("old", "new")}
    return {**row, **numbers, "as_of": row["as_of"].date().isoformat()}
