"""Releases sealed one after another, as a site holds them: three, with a re-base. Invented."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from etl.release import folder, revisions
from etl.release.model import REVISION_COLUMNS, Release
from etl.settings import Settings
from tests.release_example import example
from tests.releases_to_seal import revised

REASON = {
    "level": "II",
    "reason_en": "A delivery was corrected",
    "reason_ja": "提供データの訂正のため",
}

#: Pages of a release, where it does not matter what they say.
PAGES = {"index.html": b"<!doctype html>", "index.ja.html": b"<!doctype html>"}


def history() -> list[Release]:
    """reports-1.1; reports-1.2 with newer periods and two revisions; reports-2.3, a re-base.

    Of jp-helpline in 2024-H1 by age, 15–17 goes from 99 to 96 and on to 102, and 18–24 from 75 to
    withheld.
    """
    whole = example()
    first = replace(
        before(whole, whole.periods["release"] == "reports-1.1"),
        serial=1,
        as_of=date(2025, 2, 28),
        valid_until=date(2025, 10, 31),
        previous=None,
    )
    second = revisions.explained(first, revised(whole, a15_17=96, a18_24=None), **REASON)
    third = replace(
        revised(second, a15_17=102),
        series=2,
        serial=3,
        as_of=date(2026, 2, 28),
        valid_until=date(2026, 10, 31),
        previous="reports-1.2",
        periods=whole.periods.assign(release="reports-2.3", as_of=pd.Timestamp(2026, 2, 28)),
    )
    return [first, second, revisions.explained(second, third, **REASON)]


def before(release: Release, chosen: "pd.Series[bool]") -> Release:
    """The release with only some of its periods."""
    periods = release.periods[chosen].reset_index(drop=True)
    kept = periods[["source", "period"]]
    return replace(
        release,
        periods=periods,
        tables=tuple(
            replace(table, cells=table.cells.merge(kept, on=["source", "period"]))
            for table in release.tables
        ),
    )


def seal(settings: Settings, *releases: Release, pages: Mapping[str, bytes] = PAGES) -> None:
    for release in releases:
        folder.seal(settings, release, pages)


def revision(release: str, table: str, cell: str, old: int | None, new: int | None) -> tuple:
    """A row of revisions: a number of the Japanese help line in the first half of 2024."""
    return (
        release, date(2025, 8, 31), "revised", "jp-helpline", "2024-H1", table, cell, old, new,
        *REASON.values(),
    )  # fmt: skip


def told_revisions(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(REVISION_COLUMNS))
    return frame.astype({"old": "Int64", "new": "Int64"}).assign(
        as_of=lambda told: pd.to_datetime(told["as_of"])
    )
