"""What was delivered: each imported file, and what to look at in single files."""

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.tables import Column

PARTS = ["accepted", "quarantined", "without_consent", "filtered", "withdrawn"]
CHANGES = ["new_reports", "changed_reports", "unchanged_reports"]


def imports(page: Page, source: Source) -> None:
    """Each file, with where its rows went and what its reports changed."""
    rows = rows_of(page.answers.imports(), source)
    balanced = rows["rows_read"] == rows[PARTS].sum(axis=1)
    rows["balance"] = balanced.map(lambda good: page.t("balance.yes" if good else "balance.no"))
    columns = [
        Column("file_name", page.t("column.file_name")),
        Column("received_at", page.t("column.received_at"), "date"),
        Column("last_reported", page.t("column.last_reported"), "date"),
        *(Column(n, page.t(f"column.{n}"), "number") for n in ("rows_read", *PARTS)),
        Column("balance", page.t("column.balance")),
        *(Column(n, page.t(f"column.{n}"), "number") for n in CHANGES),
    ]
    components.listing(page, source, "imports", rows, columns)


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
