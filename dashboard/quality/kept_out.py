"""What did not fit: rows set aside, and values outside the vocabulary, by file."""

import pandas as pd

from dashboard import components, frames
from dashboard.context import Page, Source
from dashboard.deliveries import with_files
from dashboard.tables import Column
from dashboard.text import messages


def quarantine(page: Page, source: Source) -> None:
    """For which reasons rows were set aside, and where the first of them stand."""
    rows = with_files(page, page.answers.quarantine(), source)
    rows["label"] = frames.told(rows["column"], "column", messages(page.lang))
    rows["rule_label"] = frames.told(rows["rule"], "rule", messages(page.lang))
    rows["place"] = [
        lines if pd.isna(sheet) else page.t("quarantine.sheet", sheet=sheet, lines=lines)
        for sheet, lines in zip(rows["sheet"], rows["lines"], strict=True)
    ]
    columns = [
        Column("rule_label", page.t("column.rule")),
        Column("label", page.t("column.field")),
        Column("rows", page.t("column.rows"), "number"),
        Column("place", page.t("column.lines")),
        Column("file_name", page.t("column.file_name")),
    ]
    components.listing(page, source, "quarantine", rows, columns)


def unmapped(page: Page, source: Source) -> None:
    """Which values fit no code."""
    rows = with_files(page, page.answers.unmapped(), source)
    rows["label"] = frames.told(rows["field"], "column", messages(page.lang))
    rows["value_label"] = rows["value"].fillna(page.t("quality.masked"))
    columns = [
        Column("value_label", page.t("column.value")),
        Column("label", page.t("column.field")),
        Column("rows", page.t("column.rows"), "number"),
        Column("file_name", page.t("column.file_name")),
    ]
    components.listing(page, source, "unmapped", rows, columns)
