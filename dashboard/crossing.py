"""Reports of one source crossed by two or three columns, in all or by period: table and files."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from html import escape
from math import prod
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard import components, export, files, offering, sheet
from dashboard.columns import height
from dashboard.context import Page, Source
from dashboard.dimensions import chosen_in_words, labels
from dashboard.grid import NO_SHARE, TOTAL, grid
from dashboard.workbook import to_xlsx

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLUG: Final = "crosstab"

#: Months of a period of each calendar.
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "fiscal": 12}

#: Cells that a browser draws without a pause, and cells of a table that can be asked for at all.
_DRAWN: Final = 5_000
_MOST: Final = 150_000


@dataclass(frozen=True)
class Crossing:
    """What is crossed with what.

    Attributes:
        rows: a column.
        columns: another one.
        third: one more, a table for each of its codes; ``none`` for no such.
        per: a calendar, a table for each of its periods; ``none`` for all months together.
        cell: what is drawn: ``reports``, ``row_share``, ``column_share`` or ``total_share``.
    """

    rows: str
    columns: str
    third: str
    per: str
    cell: str

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are crossed."""
        return tuple(name for name in (self.rows, self.columns, self.third) if name != "none")

    @property
    def is_possible(self) -> bool:
        """Whether no column is crossed with itself."""
        return len(set(self.names)) == len(self.names)


def table(page: Page, source: Source, crossing: Crossing) -> None:
    """The table of one source, with its CSV and XLSX files.

    A long one is drawn in part, and so told: the files have all of it.
    """
    t = page.t
    title, measure = _title(page, crossing), t(f"crosstab.cells.{crossing.cell}")
    lead = components.lead(page, source, measure)
    sheet.html(f'<header class="chart"><h3>{escape(title)}</h3><p>{escape(lead)}</p></header>')
    cells = _expected(page, source, crossing)
    if cells > _MOST:
        components.note(t("crosstab.too_large", **_numbers(page, n=cells, most=_MOST)))
        return
    rows = _told(page, source, crossing)
    size = rows[crossing.rows].nunique() * rows[crossing.columns].nunique()
    drawn = rows.tail(max(_DRAWN // size, 1) * size)
    firsts = drawn.iloc[::size].to_dict("records")
    parts = [_part(page, crossing, first) for first in firsts]
    sheet.html(
        grid(
            drawn.assign(part=np.repeat(parts, size)),
            rows=crossing.rows,
            columns=crossing.columns,
            cell=crossing.cell,
            corner=t(f"column.{crossing.rows}"),
            caption=f"{title} · {lead}",
            formats=page.formats,
        )
    )
    if len(drawn) < len(rows):
        numbers = _numbers(page, n=len(parts), all=len(rows) // size)
        components.note(t("crosstab.cut", **numbers))
    if (drawn[crossing.cell].isna() & drawn["reports"].notna()).any():
        components.note(t("crosstab.no_share", sign=NO_SHARE))
    calendar = () if crossing.per == "none" else (crossing.per,)
    names = (source.code, _SLUG, *crossing.names, *calendar)
    key = f"{_SLUG}-{source.code}-csv"
    file = files.csv_file(page, key, rows, title=title, parts=names, source=source)
    book = _workbook(page, source, rows, parts=names, notes=_notes(page, source, title, measure))
    sheet.html(f'<p class="tools">{file}{book}</p>')


def _title(page: Page, crossing: Crossing) -> str:
    t = page.t
    words = {name: t(f"column.{getattr(crossing, name)}") for name in ("rows", "columns")}
    split = [] if crossing.per == "none" else [t(f"calendar.{crossing.per}")]
    split += [] if crossing.third == "none" else [t(f"column.{crossing.third}")]
    title = t("crosstab.table", **words)
    if not split:
        return title
    return t("crosstab.table.split", table=title, by=t("list.comma").join(split))


def _numbers(page: Page, **numbers: int) -> dict[str, str]:
    return {name: page.formats.number(number) for name, number in numbers.items()}


def _expected(page: Page, source: Source, crossing: Crossing) -> int:
    """About how many cells a table by period has; without periods none has too many."""
    first, last = page.filters.first, page.filters.last
    if crossing.per == "none" or first is None or last is None:
        return 0
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    codes = [height(page.answers.counts(page.only(source), name)) + 1 for name in crossing.names]
    return prod(codes) * (months // _MONTHS[crossing.per] + 1)


def _told(page: Page, source: Source, crossing: Crossing) -> pd.DataFrame:
    """The store's answer, each column of codes with its labels."""
    chosen = {"pages": crossing.third, "calendar": crossing.per}
    rows = page.answers.crosstab(
        page.only(source),
        rows=crossing.rows,
        columns=crossing.columns,
        starts=page.starts,
        **{key: code for key, code in chosen.items() if code != "none"},
    )
    told = {f"{name}_label": rows[name].map(_named(page, source, name)) for name in crossing.names}
    return rows.assign(**told)


def _named(page: Page, source: Source, column: str) -> dict[str, str]:
    return {**labels(page, source, column), TOTAL: page.t("total")}


def _part(page: Page, crossing: Crossing, row: dict[Hashable, Any]) -> str:
    """Heading of one part of the table: its period, its code of the third column, or both."""
    told = []
    if crossing.per != "none":
        told.append(page.formats.period(row["period_start"], _MONTHS[crossing.per]))
        if row["status"] != "final":
            told.append(page.t(f"status.{row['status']}"))
    if crossing.third != "none":
        column = crossing.third
        told.append(f"{page.t(f'column.{column}')}: {row[f'{column}_label']}")
    return page.t("list.middot").join(told)


def _notes(page: Page, source: Source, title: str, measure: str) -> list[tuple[str, str]]:
    """What the file must say of itself, line by line."""
    t = page.t
    lines = {
        "table": title,
        "cells": measure,
        "source": source.label,
        "counted": source.description,
        "unit": source.unit,
        "period": page.period(),
        "filters": "; ".join(chosen_in_words(page, source)) or t("crosstab.note.no_filters"),
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
) -> str:
    """A link to the table as XLSX, as HTML."""
    t, as_of = page.t, page.answers.as_of
    name = export.file_name(*parts, synthetic=source.synthetic, as_of=as_of, kind="xlsx")

    def content() -> bytes:
        return to_xlsx(
            {t("crosstab.sheet"): export.told_of(rows, source)},
            notes=(t("crosstab.notes"), notes),
            made=dt.datetime.now(dt.UTC),
        )

    key, label = f"{_SLUG}-{source.code}-xlsx", t("crosstab.download")
    told = t("file.of", file=label, title=notes[0][1])
    return offering.link(label, content, told=told, name=name, rows=len(rows), mime=_XLSX, key=key)
