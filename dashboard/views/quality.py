"""Data quality: what each source delivered, what was kept out, what its reports leave open."""

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.tables import Column
from dashboard.text import catalogue


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
    parts = ["accepted", "quarantined", "without_consent", "filtered"]
    balanced = rows["rows_read"] == rows[parts].sum(axis=1)
    rows["balance"] = balanced.map(lambda good: page.t("balance.yes" if good else "balance.no"))
    columns = [
        Column("file_name", page.t("column.file_name")),
        Column("received_at", page.t("column.received_at"), "date"),
        Column("last_reported", page.t("column.last_reported"), "date"),
        *(Column(n, page.t(f"column.{n}"), "number") for n in ("rows_read", *parts)),
        Column("balance", page.t("column.balance")),
    ]
    components.listing(page, source, "imports", rows, columns)


def _completeness(page: Page, source: Source) -> None:
    rows = _of(page.answers.completeness(page.filters), source)
    rows["label"] = [page.t(f"column.{field}") for field in rows["field"]]
    collected = rows["collected"].astype(bool)
    rows["known"] = ((rows["reports"] - rows["unknown"]) / rows["reports"]).where(collected)
    columns = [
        Column("label", page.t("column.field")),
        Column("known", page.t("column.known"), "bar"),
        Column("unknown", page.t("column.unknown"), "number"),
    ]
    components.listing(page, source, "completeness", rows, columns)


def _values(page: Page, source: Source, slug: str, rows: pd.DataFrame, by: tuple[str, str]) -> None:
    rows = _of(rows, source).sort_values("rows", ascending=False)
    field, value = by
    words = catalogue(page.lang)  # a provider's file may bring a field or rule without words yet
    rows["label"] = [words.get(f"column.{name}", name) for name in rows[field]]
    told = rows[value].fillna(page.t("quality.masked"))
    rows["value_label"] = [words.get(f"{value}.{code}", code) for code in told]
    columns = [
        Column("label", page.t("column.field")),
        Column("value_label", page.t(f"column.{value}")),
        Column("rows", page.t("column.rows"), "number"),
    ]
    components.listing(page, source, slug, rows, columns)


def _of(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    return rows[rows["source"] == source.code].copy()
