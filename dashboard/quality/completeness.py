"""How much the reports of each month and column say."""

from typing import Final

import pandas as pd

from dashboard import components, frames, period_words
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.heat import heat
from dashboard.quality import words
from dashboard.tables import Column
from dashboard.theme import MARKS

_MONTHS: Final = {"month": 1, "quarter": 3}
_YEAR: Final = 12


def completeness(page: Page, source: Source) -> None:
    """The share known by column and period, then by column."""
    rows = page.answers.completeness(page.only(source))
    rows["label"] = [page.t(f"column.{field}") for field in rows["field"]]
    rows["known"] = frames.share_known(rows)
    rows = rows.sort_values(["known", "label"], kind="stable").reset_index(drop=True)
    if rows.empty:
        components.absent(page, "completeness", told=page.t("completeness.none"))
        return
    _over_time(page, source, rows)
    columns = [
        Column("label", page.t("column.field")),
        Column("known", page.t("column.known"), "bar"),
        Column("unknown", page.t("column.unknown"), "number"),
        Column("not_collected", page.t("not_collected"), "number"),
    ]
    components.listing(page, source, "completeness", rows, columns)


def _over_time(page: Page, source: Source, fields: pd.DataFrame) -> None:
    """A heat table of the columns that some file has, the least known first."""
    t, formats = page.t, page.formats
    rows = _periods(page, source, fields)
    totals = rows.drop_duplicates("period").assign(label=t("column.reports"), value=float("nan"))
    totals["text"] = [
        formats.number(reports) for reports in totals["reports"] + totals["not_collected"]
    ]
    cells = pd.concat([totals, rows]).rename(columns={"label": "row", "period": "column"})
    drawing = Drawing(
        slug="known",
        measure=t("measure.known"),
        finding=words.least_known(fields, t=t, formats=formats),
        picture=heat(
            cells,
            caption=t("list.middot").join([t("known.title"), source.label]),
            palette=page.palette,
            most=1,
            scrolls="to_end",
        ),
        alt="",
        rows=rows,
        columns=[
            Column("period", t("column.period"), "whole"),
            Column("label", t("column.field")),
            Column("known", t("column.known"), "bar"),
            Column("unknown", t("column.unknown"), "number"),
            Column("not_collected", t("not_collected"), "number"),
            Column("status_label", t("column.status")),
        ],
        method="known",
    )
    components.chart(page, source, drawing)


def _periods(page: Page, source: Source, fields: pd.DataFrame) -> pd.DataFrame:
    """Each column that some file has, period by period, with what its cell says."""
    calendar = page.options["calendar"]
    rows = page.answers.completeness_by_month(
        page.only(source), calendar=calendar, starts=page.starts
    )
    asked = fields[fields["collected"]].reset_index()
    rows = rows.merge(asked[["index", "field", "label"]], on="field")
    rows = rows.sort_values(["index", "month"]).drop(columns="index")
    spans = rows.assign(period_start=rows["month"], months=_MONTHS.get(calendar, _YEAR))
    rows["period"] = period_words.named(spans, page.formats)
    filling = rows["status"] == "provisional"
    rows.loc[filling, "period"] += f" {MARKS.provisional}"
    rows["status_label"] = [page.t(f"status.{status}") for status in rows["status"]]
    told = zip(rows["reports"], rows["not_collected"], rows["known"], strict=True)
    return rows.assign(value=rows["known"], text=[words.known_cell(*cell) for cell in told])
