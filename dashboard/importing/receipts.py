"""The receipt of an import: where every row went, and what to look at."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from dashboard.importing.words import Words
from dashboard.tables import Column, table
from etl.ingest import Imported


def receipt(imported: Imported, words: Words) -> None:
    """Show the receipt."""
    t, told = words.t, imported.receipt
    label = words.source(told.source)
    sentence = t("receipt.already" if imported.already else "receipt.done", source=label)
    st.html(
        f'<header class="source"><h2>{escape(t("receipt.title"))}</h2></header>'
        f'<p class="finding">{escape(sentence)}</p>'
    )
    parts = {
        "rows_read": told.rows.read,
        "accepted": told.rows.accepted,
        "quarantined": told.rows.quarantined,
        "without_consent": told.rows.without_consent,
        "filtered": told.rows.filtered,
        "withdrawn": told.rows.withdrawn,
    }
    _rows(
        t("receipt.rows"),
        pd.DataFrame([parts]),
        [Column(name, t(f"column.{name}"), "number") for name in parts],
        words,
    )
    _list(t("receipt.alarms"), map(words.alarm, told.notes.alarms))
    quarantine = [
        (t(f"column.{entry.column}"), words.rule(entry.rule), entry.rows)
        for entry in told.quarantine
    ]
    _named(t("quarantine.title"), ("field", "rule"), quarantine, words)
    unmapped = [
        (t(f"column.{field}"), word.value or t("quality.masked"), word.rows)
        for field, found in told.unmapped.items()
        for word in found
    ]
    _named(t("unmapped.title"), ("field", "value"), unmapped, words)
    _list(t("receipt.dropped"), told.dropped_columns)


def _named(
    title: str, headings: tuple[str, str], rows: list[tuple[str, str, int]], words: Words
) -> None:
    """Rows of two names and a number, under their heading."""
    if not rows:
        return
    columns = [Column(name, words.t(f"column.{name}")) for name in headings]
    columns.append(Column("rows", words.t("column.rows"), "number"))
    _rows(title, pd.DataFrame(rows, columns=[*headings, "rows"]), columns, words)


def _rows(title: str, rows: pd.DataFrame, columns: list[Column], words: Words) -> None:
    st.html(
        f'<header class="chart"><h3>{escape(title)}</h3></header>'
        + table(rows, columns, caption=title, formats=words.formats)
    )


def _list(title: str, items: Iterable[str]) -> None:
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    if told:
        st.html(
            f'<header class="chart"><h3>{escape(title)}</h3></header>'
            f'<ul class="evidence">{told}</ul>'
        )
