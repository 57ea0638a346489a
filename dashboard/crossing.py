"""Reports of one source crossed by two columns, and by a third or a period: table and files."""

import datetime as dt
import hashlib
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import components, export, opening
from dashboard.address import COLUMNS
from dashboard.context import Page, Source
from dashboard.crossed import TOTAL, Crossing, crossed
from dashboard.dimensions import labels
from dashboard.filters import COLUMNS as FILTERED
from dashboard.grid import grid
from dashboard.workbook import to_xlsx

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLUG: Final = "crosstab"


def table(page: Page, source: Source, crossing: Crossing) -> None:
    """The table of one source, with its CSV and XLSX files."""
    told = _told(page, source, crossing)
    words = {
        "rows": page.t(f"column.{crossing.rows}"),
        "columns": page.t(f"column.{crossing.columns}"),
    }
    title = page.t("crosstab.table", **words)
    measure = page.t(f"crosstab.cells.{crossing.cell}")
    lead = components.lead(page, source, measure)
    st.html(f'<header class="chart"><h3>{escape(title)}</h3><p>{escape(lead)}</p></header>')
    st.html(
        grid(
            told,
            cell=crossing.cell,
            corner=words["rows"],
            caption=f"{title} · {lead}",
            formats=page.formats,
        )
    )
    unused = ["part"] if crossing.third == "none" else []
    rows = told.drop(
        columns=["row", "column", *unused, *([] if told["status"].any() else ["status"])]
    )
    parts = (source.code, _SLUG, crossing.rows, crossing.columns)
    with st.container(horizontal=True):
        components.download(page, f"{_SLUG}-{source.code}-csv", rows, parts=parts, source=source)
        _workbook(page, source, rows, parts=parts, notes=_notes(page, source, title, measure))


def _told(page: Page, source: Source, crossing: Crossing) -> pd.DataFrame:
    """The store's answer with the words of its codes, as ``grid`` takes it."""
    frame = crossed(page.answers, page.only(source), crossing)
    frame["part"] = [
        _part(page, source, crossing.third, part, status)
        for part, status in zip(frame["part"], frame["status"], strict=True)
    ]
    for place in ("row", "column"):
        column = crossing.rows if place == "row" else crossing.columns
        frame[place] = frame[column]
        frame[f"{place}_label"] = frame[column].map(_named(page, source, column))
    return frame


def _named(page: Page, source: Source, column: str) -> dict[str, str]:
    return {**labels(page, source, column), TOTAL: page.t("total")}


def _part(page: Page, source: Source, third: str, part: str, status: str) -> str:
    """Heading of one part of the table: the code of the third column, or the period."""
    if third == "none":
        return ""
    if third in COLUMNS:
        return f"{page.t(f'column.{third}')}: {_named(page, source, third)[part]}"
    months = {"month": 1, "quarter": 3}.get(third, 12)
    name = page.formats.period(dt.date.fromisoformat(part), months)
    return name if status == "final" else f"{name} · {page.t(f'status.{status}')}"


def _notes(page: Page, source: Source, title: str, measure: str) -> list[tuple[str, str]]:
    """What the file must say of itself, line by line."""
    t = page.t
    chosen = {
        t(f"column.{column}"): (getattr(page.filters, field), labels(page, source, column))
        for field, column in {"ages": "age_band", "countries": "country", **FILTERED}.items()
    }
    comma = t("list.comma")
    filtered = [
        f"{name}: {comma.join(named.get(code, code) for code in codes)}"
        for name, (codes, named) in chosen.items()
        if codes
    ]
    lines = {
        "table": title,
        "cells": measure,
        "source": source.label,
        "counted": source.description,
        "unit": source.unit,
        "period": page.period(),
        "filters": "; ".join(filtered) or t("crosstab.note.no_filters"),
        "data_to": page.formats.date(source.data_to) if source.data_to else "",
        "synthetic": t("banner.synthetic.all") if source.synthetic else "",
        "as_of": page.formats.date(page.answers.as_of) if page.answers.as_of else "",
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC",
        "signs": t("crosstab.note.signs.body"),
        "apart": t("crosstab.apart"),
    }
    return [(t(f"crosstab.note.{name}"), text) for name, text in lines.items() if text]


def _workbook(
    page: Page,
    source: Source,
    rows: pd.DataFrame,
    *,
    parts: tuple[str, ...],
    notes: list[tuple[str, str]],
) -> None:
    """A button for the table as XLSX; the file is made, and put on record, when it is asked for."""
    as_of = page.answers.as_of
    name = export.file_name(*parts, synthetic=source.synthetic, as_of=as_of, kind="xlsx")

    def handed_out() -> bytes:
        content = to_xlsx(
            {page.t("crosstab.sheet"): export.told_of(rows, source)},
            notes=(page.t("crosstab.notes"), notes),
            made=dt.datetime.now(dt.UTC),
        )
        digest = hashlib.sha256(content).hexdigest()
        opening.put_on_record("export", file=name, rows=len(rows), content_sha256=digest)
        return content

    st.download_button(
        page.t("crosstab.download"),
        handed_out,
        file_name=name,
        mime=_XLSX,
        key=f"{_SLUG}-{source.code}-xlsx",
        on_click="ignore",
        icon=":material/download:",
    )
