"""Data quality: what each source delivered, what was kept out, what its reports leave open."""

import pandas as pd

from dashboard import components, deliveries, frames
from dashboard.context import Page, Source
from dashboard.deliveries import rows_of
from dashboard.tables import Column
from dashboard.text import messages


def show(page: Page) -> None:
    """Draw the page."""
    for source in page.sources:
        components.source_heading(page, source)
        deliveries.imports(page, source)
        deliveries.notes(page, source)
        _completeness(page, source)
        _values(page, source, "quarantine", page.answers.quarantine(), ("column", "rule"))
        _values(page, source, "unmapped", page.answers.unmapped(), ("field", "value"))


def _completeness(page: Page, source: Source) -> None:
    rows = rows_of(page.answers.completeness(page.filters), source)
    rows["label"] = [page.t(f"column.{field}") for field in rows["field"]]
    rows["known"] = frames.share_known(rows)
    shares = Column("known", page.t("column.known"), "bar")
    counts = Column("unknown", page.t("column.unknown"), "number")
    columns = [Column("label", page.t("column.field")), shares, counts]
    components.listing(page, source, "completeness", rows, columns)


def _values(page: Page, source: Source, slug: str, rows: pd.DataFrame, by: tuple[str, str]) -> None:
    field, value = by
    rows = rows_of(rows, source).sort_values("rows", ascending=False)
    rows["label"] = frames.told(rows[field], "column", messages(page.lang))
    shown = rows[value].fillna(page.t("quality.masked"))
    rows["value_label"] = frames.told(shown, value, messages(page.lang))
    values = Column("value_label", page.t(f"column.{value}"))
    counts = Column("rows", page.t("column.rows"), "number")
    columns = [Column("label", page.t("column.field")), values, counts]
    components.listing(page, source, slug, rows, columns)
