"""How late reports come in: the reporting triangle, and how much is usually in after a while."""

from dataclasses import replace
from typing import Final

import pandas as pd

from dashboard import charts, components, period_words
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.heat import heat
from dashboard.quality import words
from dashboard.selection import Filters
from dashboard.tables import Column
from dashboard.theme import MARKS

#: Months that the table shows: those that may still fill, and some that are full.
_MONTHS: Final = 15

#: A month of which less is in is told apart.
_FULL: Final = 0.95


def lateness(page: Page, source: Source) -> None:
    """From incident to report by month and by week, and from report to receipt."""
    chosen = page.filters
    # These are figures of all reports, and say so, whatever else is chosen.
    page = replace(page, filters=Filters(chosen.sources, first=chosen.first, last=chosen.last))
    everything = page.answers.completeness(Filters(sources=(source.code,)))
    dated = everything[everything["field"] == "incident_date"]
    if dated["collected"].any():
        _triangle(page, source, "incident")
        _weeks(page, source)
    else:
        components.absent(page, "triangle_incident")
    _triangle(page, source, "report")


def _triangle(page: Page, source: Source, since: str) -> None:
    t, formats = page.t, page.formats
    slug = f"triangle_{since}"
    steps = page.answers.completeness_by_delay((source.code,), since=since)
    rows = page.answers.triangle((source.code,), since=since)
    if page.filters.last:
        rows = rows[rows["origin"] <= pd.Timestamp(page.filters.last)]
    if not (rows["reports"].any() and rows["origin"].duplicated().any()):
        components.absent(page, slug, told=t("late.too_few_months"))
        return
    rows = rows[rows["origin"].isin(rows["origin"].drop_duplicates().tail(_MONTHS))]
    rows = rows.assign(
        label=rows["origin"].map(formats.month),
        provisional_label=rows["provisional"].map({True: MARKS.provisional, False: ""}),
    )
    latest = rows.drop_duplicates("origin", keep="last")
    still = latest.assign(
        period_start=latest["origin"], months=1, status="provisional", completeness=latest["share"]
    )
    told = [
        words.usually(steps, since=since, unit="month", t=t),
        period_words.filling(still[still["share"] < _FULL], t=t, formats=formats),
    ]
    ends = {"first": rows["label"].iloc[0], "last": rows["label"].iloc[-1]}
    drawing = Drawing(
        slug=slug,
        measure=t(f"measure.triangle_{since}"),
        finding=period_words.sentences(told, t=t),
        picture=heat(
            _cells(page, rows, latest, steps),
            caption=t("list.middot").join([t(f"{slug}.title"), source.label]),
            palette=page.palette,
            most=1,
            scrolls="from_start",
        ),
        alt="",
        rows=rows,
        columns=[
            Column("label", t("column.month"), "whole"),
            Column("delay", t("column.delay_months"), "number"),
            Column("reports", t("column.reports"), "number"),
            Column("share", t("column.share_of_final"), "bar"),
            Column("provisional_label", t("status.provisional")),
        ],
        period=t("period.span", **ends),
        method="arrival",
    )
    components.chart(page, source, drawing)


def _cells(
    page: Page, rows: pd.DataFrame, latest: pd.DataFrame, steps: pd.DataFrame
) -> pd.DataFrame:
    """What is usual on top, then the months; at the end how much of each is in by now."""
    t = page.t
    columns = [t("late.column.same")]
    columns += [t("late.column.later", n=f"{delay}") for delay in steps["delay"][1:]]
    usual = steps.assign(row=t("late.usual"), text=_percents(steps["share"]))
    months = rows.assign(row=rows["label"])
    months["text"] = [
        f"{page.formats.number(reports)} {sign}".strip()
        for reports, sign in zip(rows["reports"], rows["provisional_label"], strict=True)
    ]
    cells = pd.concat([usual, months])
    cells["column"] = [columns[delay] for delay in cells["delay"]]
    now = latest.assign(
        row=latest["label"], column=t("late.column.now"), text=_percents(latest["share"])
    )
    return pd.concat([cells, now]).assign(value=lambda frame: frame["share"])


def _percents(shares: pd.Series) -> list[str]:
    return ["" if pd.isna(share) else f"{words.hundredths(share)}%" for share in shares]


def _weeks(page: Page, source: Source) -> None:
    t = page.t
    steps = page.answers.completeness_by_delay((source.code,), unit="week")
    told = words.usually(steps, since="incident", unit="week", t=t)
    if steps["share"].iloc[:-1].isna().all():
        components.absent(page, "weeks", told=told)
        return
    drawing = Drawing(
        slug="weeks",
        measure=t("measure.weeks"),
        finding=told,
        picture=charts.settling(
            steps=steps,
            words={"share": t("column.share_of_final"), "unit": t("late.weeks")},
            palette=page.palette,
            formats=page.formats,
        ),
        alt=words.weeks_alt(steps, t=t, formats=page.formats),
        rows=steps,
        columns=[
            Column("delay", t("column.delay_weeks"), "number"),
            Column("share", t("column.share_of_final"), "bar"),
            Column("reports", t("column.reports_behind"), "number"),
        ],
        period=t("period.all"),
        method="arrival",
    )
    components.chart(page, source, drawing)
