"""The parts of the page Official figures: index, series as cards, our own series, tables."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Final

import pandas as pd

from dashboard import charts, components, files, over_time, printed_words, sheet
from dashboard.components import Drawing, Heading
from dashboard.context import ANYWHERE, Page, Source
from dashboard.published import Series
from dashboard.selection import Filters
from dashboard.tables import Column, Form

#: Charts side by side; on a phone they stand one below the other.
_ACROSS: Final = 2

_TABLE: Final = (
    "period", "what", "figure", "unit_label", "year_kind_label", "status_told", "publisher",
    "printed_on", "title", "confidence_told", "url",
)  # fmt: skip
_CARD: Final = (
    "period", "figure", "url", "confidence_told", "printed_on", "title", "status_told",
    "year_kind_label",
)  # fmt: skip
_FORMS: Final[dict[str, Form]] = {
    "period": "whole",
    "figure": "printed",
    "confidence_told": "whole",
    "publisher": "original",
    "title": "original",
    "url": "link",
}

#: First month of the fiscal years that publishers use.
_FISCAL: Final = {"fiscal_apr": "4", "fiscal_jul": "7"}

#: What the file of one card holds: the print as it stands in the seed, then in words.
_FILE: Final = [
    "id", "country", "period_start", "period_end", "year_kind", "measure", "dimension", "category",
    "value", "unit", "status", "confidence", "source", "title", "published", "url", "definition",
    "conflict_group", "publisher", "unit_label", "period", "figure", "year_kind_label",
    "status_told", "confidence_told", "printed_on",
]  # fmt: skip


def country(page: Page, code: str) -> str:
    """Name of a country as a heading of figures."""
    return page.t("official.several") if code == ANYWHERE else page.labels.countries()[code]


def index(page: Page, shown: dict[str, list[Series]]) -> None:
    """Links to the charts of each country, and to the tables."""
    lines = "".join(
        f'<p class="links"><b>{escape(country(page, code))}</b>'
        + "".join(f'<a href="#{escape(part.code)}">{escape(part.title)}</a>' for part in drawn)
        + "</p>"
        for code, drawn in shown.items()
        if drawn
    )
    sheet.html(
        f'<nav aria-label="{escape(page.t("official.index"))}">{lines}<p class="links">'
        f'<a href="#differing">{escape(page.t("conflicts.title"))}</a>'
        f'<a href="#tables">{escape(page.t("figures.title"))}</a></p></nav>'
    )


def section(page: Page, code: str, drawn: Sequence[Series]) -> None:
    """The series of one country, the first beside our own."""
    sheet.html(f'<header class="source"><h2>{escape(country(page, code))}</h2></header>')
    if not drawn:
        components.note(page.t("official.none"))
        return
    ours = [source for source in page.sources if source.country == code]
    own = [source for source in ours if source.is_of_sextortion]
    if apart := [source.label for source in ours if not source.is_of_sextortion]:
        components.note(page.t("official.apart", sources=page.t("list.comma").join(apart)))
    rest = list(drawn)
    if own:
        for source in own:
            components.note(_why_apart(page, source, drawn[0]))
        first = rest.pop(0)
        with sheet.box("columns"):
            with sheet.box("column"):
                card(page, first)
            with sheet.box("column"):
                for source in own:
                    _beside(page, source, first)
    for start in range(0, len(rest), _ACROSS):
        with sheet.box("columns"):
            for part in rest[start : start + _ACROSS]:
                with sheet.box("column"):
                    card(page, part)


def card(page: Page, part: Series) -> None:
    """One series: chart, what to know about it, its prints and its file."""
    rows, first = part.rows, part.rows.iloc[0]
    t, formats = page.t, page.formats
    kinds = t("list.comma").join(dict.fromkeys(rows["year_kind_label"]))
    heading = Heading(
        key=part.code,
        title=part.title,
        lead=t("list.middot").join([first["what"], first["unit_label"], kinds, first["publisher"]]),
        about=[part.description],
        parts=("official", part.code),
    )
    drawing = Drawing(
        slug=part.code,
        measure=first["what"],
        finding=part.finding,
        picture=charts.printed(
            prints=rows,
            breaks=part.breaks,
            words={"break": t("printed.break")},
            palette=page.palette,
            formats=formats,
        ),
        alt=part.alt,
        rows=rows.assign(value=rows["number"])[_FILE],
        columns=_columns(page, _CARD),
        method="printed",
        signs="printed",
        below=printed_words.listed(part.notes),
    )
    components.shown(page, heading, drawing)


def conflicts(page: Page, rows: pd.DataFrame) -> None:
    """Every figure that is printed with different values, print by print."""
    sheet.html('<span id="differing"></span>')
    components.plain_heading(page, "conflicts")
    differing = rows[rows["conflict_group"].fillna("").ne("")]
    if differing.empty:
        components.note(page.t("conflicts.none"))
        return
    told = [
        page.t(
            "printed.listed",
            what=f"<b>{escape(_of(page, prints))}</b>",
            prints=printed_words.sourced(prints, t=page.t),
        )
        for _, prints in differing.groupby("conflict_group", sort=False)
    ]
    sheet.html(printed_words.listed(told))


def tables(page: Page, rows: pd.DataFrame, shown: dict[str, list[Series]]) -> None:
    """The figures that no chart above shows, measure by measure."""
    sheet.html('<span id="tables"></span>')
    components.plain_heading(page, "figures")
    charted = {figure for drawn in shown.values() for part in drawn for figure in part.rows["id"]}
    rest = rows[~rows["id"].isin(charted)]
    alone = len(set(rest["measure"])) == 1
    for measure, prints in rest.groupby("measure_label", sort=False):
        told = {"measure": str(measure), "n": page.formats.number(len(prints))}
        key = f"prints-{prints['measure'].iloc[0]}"
        with sheet.folded(page.t("figures.measure", **told), key=key, unfolded=alone):
            components.prints(page, str(measure), prints, _columns(page, _TABLE))


def file(page: Page) -> None:
    """A link to every figure that we have, as CSV."""
    figures = page.answers.vocabulary("published_figures")
    title, parts = page.t("official.title"), ["official-figures"]
    link = files.csv_file(page, "figures-csv", figures, title=title, parts=parts)
    sheet.html(f'<p class="tools">{link}</p>')


def _of(page: Page, prints: pd.DataFrame) -> str:
    """What these prints are a figure of, and of when."""
    first = prints.iloc[-1]
    return page.t("list.middot").join(first[["measure_label", "what", "period"]])


def _why_apart(page: Page, source: Source, part: Series) -> str:
    """Why our own reports are no part of a series."""
    first = part.rows.iloc[0]
    words = {"publisher": first["publisher"], "unit": first["unit_label"]}
    return page.t("official.beside", source=source.label, own_unit=source.unit, **words)


def _beside(page: Page, source: Source, part: Series) -> None:
    """Our own reports by year, on their own axis, whatever is filtered."""
    starts = next((_FISCAL[kind] for kind in part.rows["year_kind"] if kind in _FISCAL), None)
    options = {**page.options, "starts": starts or "own"}
    everything = replace(page, filters=Filters(), options=options)
    over_time.trend(everything, source, calendar="fiscal" if starts else "year")


def _columns(page: Page, names: Sequence[str]) -> list[Column]:
    return [Column(name, page.t(f"column.{name}"), _FORMS.get(name, "text")) for name in names]
