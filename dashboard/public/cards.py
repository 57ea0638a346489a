"""Cards of one source over a release: bars, tables by period or by another column, the pyramid."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dashboard import charts, components, sheet
from dashboard.charts.style import Figure
from dashboard.components import Drawing, Heading
from dashboard.context import Source
from dashboard.frames import SIDES
from dashboard.heat import heat
from dashboard.public import frames, words
from dashboard.public.page import PublicPage
from dashboard.tables import Column
from etl.release.model import NOT_COLLECTED


def ranking(page: PublicPage, source: Source, column: str, *, in_order: bool = False) -> None:
    """Numbers by the codes of one column, the largest first or in the order of the codes."""
    rows = _named(page, source, _counts(page, source, column))
    whole = page.cells.number(source.code, page.periods_of(source), page.fixed_of(source))
    rows = frames.with_shares(rows, whole, t=page.t, formats=page.formats)
    rows = rows.rename(columns={f"{column}_label": "label"})
    _bars(
        page, source, rows if in_order else frames.ranked(rows),
        slug=column, title=page.t(f"{column}.title"), heading=page.column(column),
    )  # fmt: skip


def by_period(page: PublicPage, source: Source) -> None:
    """Numbers of every closed period, whichever is chosen, in their order."""
    rows = _by_period(page, source, ())
    rows = rows.rename(columns={"period_label": "label"})
    _bars(
        page, source, rows, slug="trend_release", title=page.t("trend_release.title"),
        heading=page.t("column.period"), period=_every(page, source),
        finding=words.ends(rows, t=page.t),
    )  # fmt: skip


def over_time(page: PublicPage, source: Source, column: str) -> None:
    """Numbers by the codes of one column and every closed period."""
    rows = _by_period(page, source, (column,))
    _table(
        page, source, rows, down=column, across="period",
        slug=f"lines_{column}", title=page.t(f"lines_{column}.title"),
        period=_every(page, source),
    )  # fmt: skip


def crossings(page: PublicPage, source: Source, down: str) -> None:
    """Numbers by the codes of one column and of each other one that the release counts with it."""
    for across in page.cells.beside(down):
        rows = _named(page, source, _counts(page, source, down, across))
        title = page.t("crosstab.table", rows=page.column(down), columns=page.column(across))
        _table(page, source, rows, down=down, across=across, slug=f"{down}_{across}", title=title)


def pyramid(page: PublicPage, source: Source) -> None:
    """Numbers by age band, female to the left and male to the right."""
    t = page.t
    rows = _named(page, source, _counts(page, source, "age_band", "gender"))
    genders = page.codes(source, "gender")
    title = t("pyramid.title")
    if not set(SIDES) <= set(genders) or _nothing(page, rows[rows["gender"].isin(SIDES)], title):
        return
    wide = frames.pyramid(rows)
    picture = charts.pyramid(
        frame=wide,
        words={side: genders[side] for side in SIDES},
        palette=page.palette,
        formats=page.formats,
    )
    told = rows.assign(label=rows["age_band_label"] + t("list.middot") + rows["gender_label"])
    _card(
        page, source, told, _Card("pyramid", title, picture),
        [
            Column("age_band_label", page.column("age_band")),
            Column("gender_label", page.column("gender")),
        ],
    )  # fmt: skip


@dataclass(frozen=True)
class _Card:
    """What a card is; ``period`` and ``finding`` only where they are not the usual ones."""

    slug: str
    title: str
    picture: Figure | str
    period: str = ""
    finding: str = ""


def _counts(
    page: PublicPage, source: Source, *by: str, periods: Sequence[str] = ()
) -> pd.DataFrame:
    chosen = periods or page.periods_of(source)
    return page.cells.counts(source.code, chosen, by, page.fixed_of(source))


def _by_period(page: PublicPage, source: Source, by: Sequence[str]) -> pd.DataFrame:
    """Named numbers of each closed period."""
    periods = page.cells.periods(source.code)
    counts = [_counts(page, source, *by, periods=(code,)).assign(period=code) for code in periods]
    rows = _named(page, source, pd.concat(counts, ignore_index=True))
    names = {code: page.words.period(source.code, code) for code in periods}
    return rows.assign(period_label=rows["period"].map(names))


def _every(page: PublicPage, source: Source) -> str:
    """All closed periods of a source in words, and whether they differ in length."""
    t = page.t
    spans = [(period.start, period.end) for period in page.words.periods[source.code]]
    months = {12 * (end.year - start.year) + end.month - start.month for start, end in spans}
    uneven = [t("public.uneven")] if len(months) > 1 else []
    return t("list.middot").join([t("public.period.all"), *uneven])


def _named(page: PublicPage, source: Source, counts: pd.DataFrame) -> pd.DataFrame:
    columns = counts.columns.difference(["reports", "mark", "period"], sort=False)
    labels = {column: page.codes(source, column) for column in columns}
    return frames.named(counts, labels, t=page.t, formats=page.formats)


def _bars(
    page: PublicPage, source: Source, rows: pd.DataFrame, *, heading: str, **told: Any
) -> None:
    if _nothing(page, rows, told["title"]):
        return
    picture = charts.ranked_bars(frame=frames.bars(rows), palette=page.palette)
    _card(page, source, rows, _Card(picture=picture, **told), [Column("label", heading)])


def _table(
    page: PublicPage, source: Source, rows: pd.DataFrame, *, down: str, across: str, **told: Any
) -> None:
    if _nothing(page, rows, told["title"]):
        return
    picture = heat(
        frames.heat(rows, down, across),
        caption=told["title"],
        palette=page.palette,
        scrolls="from_start",
    )
    across_told = page.t("column.period") if across == "period" else page.column(across)
    columns = [
        Column(f"{down}_label", page.column(down)),
        Column(f"{across}_label", across_told),
    ]
    rows = rows.assign(
        label=rows[f"{down}_label"] + page.t("list.middot") + rows[f"{across}_label"]
    )
    _card(page, source, rows, _Card(picture=picture, **told), columns)


def _nothing(page: PublicPage, rows: pd.DataFrame, title: str) -> bool:
    """Whether there is no number; then a sentence stands in place of the card."""
    if rows["reports"].notna().any():
        return False
    sheet.html(f'<header class="chart"><h3>{escape(title)}</h3></header>')
    not_collected = not rows.empty and rows["mark"].eq(NOT_COLLECTED).all()
    components.note(page.t("notice.not_collected" if not_collected else "public.nothing"))
    return True


def _card(
    page: PublicPage,
    source: Source,
    rows: pd.DataFrame,
    card: _Card,
    columns: Sequence[Column],
) -> None:
    """One card: what it shows, its rows as a table and a file, and a link to it."""
    t, formats, release = page.t, page.formats, page.release
    period = card.period or page.period_of(source)
    lead = [t("measure.printed"), source.unit, period, source.label]
    lead += page.chosen_in_words(source)
    lead += words.legend(rows["mark"], release.rules, t=t, formats=formats)
    heading = Heading(
        key=f"{card.slug}-{source.code}",
        title=card.title,
        lead=t("list.middot").join(lead),
        about=[
            t("source.unit", unit=source.unit),
            t("release.alone", name=release.name, date=formats.date(release.as_of)),
        ],
        parts=(release.name, source.code, card.slug),
        source=source,
        synthetic=source.synthetic,
    )
    if "period" not in rows:
        rows = rows.assign(period=" ".join(page.periods_of(source)))
    drawing = Drawing(
        slug=card.slug,
        measure=t("measure.printed"),
        finding=card.finding or words.highest(rows, t=t),
        picture=card.picture,
        alt=words.alt(rows, t=t),
        rows=rows.assign(release=release.name),
        columns=[*columns, Column("text", t("column.reports"), "printed")],
        method="protected",
        signs="protected",
    )
    components.shown(page, heading, drawing)
