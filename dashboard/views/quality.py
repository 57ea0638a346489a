"""Data quality: what each source delivered, what was kept out, what its reports leave open."""

import pandas as pd

from dashboard import components, frames
from dashboard.context import Page, Source
from dashboard.tables import Column
from dashboard.text import catalogue

PARTS = ["accepted", "quarantined", "without_consent", "filtered", "withdrawn"]
CHANGES = ["new_reports", "changed_reports", "unchanged_reports"]


def show(page: Page) -> None:
    """Draw the page."""
    for source in page.sources:
        components.source_heading(page, source, selected=source.reports)
        _imports(page, source)
        _completeness(page, source)
        _values(page, source, "quarantine", page.answers.quarantine(), ("column", "rule"))
        _values(page, source, "unmapped", page.answers.unmapped(), ("field", "value"))


def _imports(page: Page, source: Source) -> None:
    rows = _of(page.answers.imports(), source)
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


def _completeness(page: Page, source: Source) -> None:
    rows = _of(page.answers.completeness(page.filters), source)
    rows["label"] = [page.t(f"column.{field}") for field in rows["field"]]
    rows["known"] = frames.share_known(rows)
    shares = Column("known", page.t("column.known"), "bar")
    counts = Column("unknown", page.t("column.unknown"), "number")
    columns = [Column("label", page.t("column.field")), shares, counts]
    components.listing(page, source, "completeness", rows, columns)


def _values(page: Page, source: Source, slug: str, rows: pd.DataFrame, by: tuple[str, str]) -> None:
    field, value = by
    rows = _of(rows, source).sort_values("rows", ascending=False)
    rows["label"] = frames.told(rows[field], "column", catalogue(page.lang))
    shown = rows[value].fillna(page.t("quality.masked"))
    rows["value_label"] = frames.told(shown, value, catalogue(page.lang))
    values = Column("value_label", page.t(f"column.{value}"))
    counts = Column("rows", page.t("column.rows"), "number")
    columns = [Column("label", page.t("column.field")), values, counts]
    components.listing(page, source, slug, rows, columns)


def _of(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    return rows[rows["source"] == source.code].copy()
