"""What was delivered: each imported file, where its rows went, how old they were."""

from typing import Final

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.quality import words
from dashboard.tables import Column

#: Where a row can go, and which of them are shown only where some went there.
_PARTS: Final = ("accepted", "quarantined", "without_consent", "filtered", "withdrawn")
_SELDOM: Final = ("filtered", "withdrawn")

_CHANGES: Final = ("new_reports", "changed_reports", "unchanged_reports")


def balance(page: Page, source: Source) -> None:
    """Where the rows of each file went, and whether none is missing or counted twice."""
    t = page.t
    rows = with_files(page, page.answers.balance(), source)
    rows["balance"] = [
        words.balance(difference, t=t, formats=page.formats) for difference in rows["difference"]
    ]
    parts = [part for part in _PARTS if part not in _SELDOM or rows[part].any()]
    columns = [
        Column("file_name", t("column.file_name")),
        *(Column(n, t(f"column.{n}"), "number") for n in ("rows_read", *parts)),
        Column("balance", t("column.balance")),
    ]
    components.listing(page, source, "balance", rows, columns)


def imports(page: Page, source: Source) -> None:
    """Each file with its receipt: which days it tells of, and what its reports changed."""
    t = page.t
    rows = rows_of(page.answers.imports(), source)
    columns = [
        Column("file_name", t("column.file_name")),
        Column("import_id", t("column.receipt")),
        *(Column(n, t(f"column.{n}"), "date") for n in ("received_at", "first_reported")),
        Column("last_reported", t("column.last_reported"), "date"),
        *(Column(n, t(f"column.{n}"), "number") for n in _CHANGES),
    ]
    components.listing(page, source, "imports", rows, columns)


def timeliness(page: Page, source: Source) -> None:
    """How old the reports of each file were when it came."""
    t = page.t
    rows = with_files(page, page.answers.timeliness(), source)
    columns = [
        Column("file_name", t("column.file_name")),
        *(Column(n, t(f"column.{n}"), "date") for n in ("received_at", "last_reported")),
        *(Column(n, t(f"column.{n}"), "number") for n in ("days", "new_reports", "median_days")),
    ]
    components.listing(page, source, "timeliness", rows, columns)


def notes(page: Page, source: Source) -> None:
    """What to look at in single files; most have nothing."""
    rows = rows_of(page.answers.notes(), source)
    if rows.empty:
        return
    rows["told"] = [
        page.t(f"alarm.{note}") if pd.isna(detail) else page.t(f"note.{note}", detail=detail)
        for note, detail in zip(rows["note"], rows["detail"], strict=True)
    ]
    columns = [
        Column("file_name", page.t("column.file_name")),
        Column("told", page.t("column.told")),
    ]
    components.listing(page, source, "notes", rows, columns)


def rows_of(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Those of one source."""
    return rows[rows["source"] == source.code].copy()


def with_files(page: Page, rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Those of one source, each with the name of its file, the newest file first."""
    files = page.answers.imports()[["import_id", "file_name"]]
    return files.merge(rows_of(rows, source), on="import_id")
