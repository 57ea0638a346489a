"""Releases to seal: a first one, and a second that revises two of its numbers."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl.release import revisions
from etl.release.model import Release
from etl.settings import Settings
from tests.release_example import example

PAGES = {"index.html": b"<p>Reports\n", "assets/page.css": b"body {}\n"}

REASON = {
    "level": "III",
    "reason_en": "One file had been delivered twice.",
    "reason_ja": "同じファイルが2回提供されていたため。",
}


def settings_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", keys=folder / "keys")


def first() -> Release:
    """reports-1.1."""
    return replace(example(), serial=1, previous=None)


def second() -> Release:
    """reports-1.2, the same numbers."""
    return example()


def revised(release: Release, **numbers: int | None) -> Release:
    """The release with other numbers of jp-helpline, 2024-H1, by code of age_band."""
    table = release.table("age_band")
    cells = table.cells.copy()
    for code, number in numbers.items():
        row = cells.index[
            (cells["source"] == "jp-helpline")
            & (cells["period"] == "2024-H1")
            & (cells["age_band"] == code.replace("_", "-").removeprefix("a"))
        ]
        cells.loc[row, "reports"] = pd.NA if number is None else number
        cells.loc[row, "mark"] = "S" if number is None else ""
    tables = tuple(
        replace(table, cells=cells) if item is table else item for item in release.tables
    )
    return replace(release, tables=tables)


def second_revised() -> Release:
    """reports-1.2: under 15 revised from 150 to 147, 15–17 withdrawn from 99, and why."""
    return revisions.explained(first(), revised(second(), a0_14=147, a15_17=None), **REASON)
