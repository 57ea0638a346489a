"""Releases sealed into a data folder, one after another: what a site is made of. Invented."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd

from etl.release.csv_files import csv_files
from etl.release.model import REVISION_COLUMNS, Release
from tests.release_example import example


def history() -> list[Release]:
    """reports-1.1, reports-1.2 with two revisions, and reports-2.3, a re-base with a third."""
    second = example()
    periods = second.periods
    first = replace(
        second,
        serial=1,
        as_of=date(2025, 2, 28),
        valid_until=date(2025, 10, 31),
        previous=None,
        periods=periods[periods["release"] == "reports-1.1"].reset_index(drop=True),
    )
    corrected = [
        revision("reports-1.2", "age_band", "age_band=15-17", 120, 123),
        revision("reports-1.2", "age_band", "age_band=18-24", 12, None),
    ]
    rebased = revision("reports-2.3", "age_band", "age_band=15-17", 123, 126)
    return [
        first,
        replace(second, revisions=revisions(corrected)),
        replace(
            second,
            series=2,
            serial=3,
            as_of=date(2026, 2, 28),
            valid_until=date(2026, 10, 31),
            previous="reports-1.2",
            periods=periods.assign(release="reports-2.3", as_of=pd.Timestamp(2026, 2, 28)),
            revisions=revisions([rebased, *corrected]),
        ),
    ]


def revision(release: str, table: str, cell: str, old: int | None, new: int | None) -> tuple:
    """A row of revisions: a number of the Japanese help line in the first half of 2024."""
    return (
        release, date(2025, 8, 31), "correction", "jp-helpline", "2024-H1", table, cell, old, new,
        "II", "A delivery was corrected", "提供データの訂正のため",
    )  # fmt: skip


def revisions(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(REVISION_COLUMNS))
    return frame.astype({"old": "Int64", "new": "Int64"}).assign(
        as_of=lambda told: pd.to_datetime(told["as_of"])
    )


def seal(settings, release: Release) -> None:
    """Write a release's folder, and name it the latest."""
    pages = {"index.html": b"<!doctype html>", "index.ja.html": b"<!doctype html>"}
    folder = settings.releases / release.name
    files = {
        **csv_files(release),
        **pages,
        "manifest.json": json.dumps(release.facts(), indent=2).encode(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    settings.latest_release.write_text(f"{release.name}\n", "ascii")
