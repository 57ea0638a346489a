"""Chart cards that more than one page shows. Each draws one source."""

from typing import Final

from dashboard import charts, components, frames, wording
from dashboard.columns import Columns, height, where
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.dimensions import labels
from dashboard.heat import heat
from dashboard.tables import Column

#: Rows and columns of a heat table at most; the rest is in the tables of single columns.
_HEAT: Final = 8

#: Bars of a ranking at most.
_BARS: Final = 15


def ranking(page: Page, source: Source, column: str) -> None:
    """Share of reports by the codes of one column, most first."""
    _bars(page, source, column, in_order=False)


def distribution(page: Page, source: Source, column: str) -> None:
    """Share of reports by the codes of a column that has an order of its own."""
    _bars(page, source, column, in_order=True)


def pyramid(page: Page, source: Source) -> None:
    """Reports by age band, female to the left and male to the right."""
    t = page.t
    counted = page.of(source, page.answers.counts(page.filters, "age_band", "gender"))
    if not (frames.is_collected(counted, "age_band") and frames.is_collected(counted, "gender")):
        components.absent(page, "pyramid")
        return
    genders = page.labels.column("gender")
    wide = frames.pyramid(counted, page.labels.ages(source.scheme), genders)
    figure = charts.pyramid(
        frame=frames.unknown_at_the_foot(wide),
        words={side: genders[side] for side in frames.SIDES},
        palette=page.palette,
        formats=page.formats,
    )
    sums = {
        code: sum(wide[name]) for code in genders if (name := frames.gender_column(code)) in wide
    }
    beside = [
        t("who.beside", gender=genders[code], n=page.formats.number(total))
        for code, total in sums.items()
        if code not in frames.SIDES
    ]
    drawing = Drawing(
        slug="pyramid",
        measure=t("list.middot").join([t("measure.reports_by_age"), *beside]),
        finding=wording.largest(wide, genders=genders, t=t, formats=page.formats),
        picture=figure,
        alt=wording.pyramid_alt(wide, genders=genders, t=t, formats=page.formats),
        rows=wide,
        columns=[
            Column("label", t("column.age_band")),
            *(Column(frames.gender_column(code), genders[code], "number") for code in sums),
        ],
    )
    components.chart(page, source, drawing)


def heat_table(page: Page, source: Source, down: str, across: str) -> None:
    """Of every 100 reports of each code down, how many have each code across.

    Ages stand in their own order, other codes with most reports first. Rows of few reports have no
    shares.
    """
    t = page.t
    totals = page.of(source, page.answers.counts(page.filters, down))
    crossed = page.of(source, page.answers.counts(page.filters, down, across))
    named, names = labels(page, source, down), labels(page, source, across)
    put = frames.ordered if down == "age_band" else frames.ranked
    rows = put(totals, down, named, page.formats)
    reports = dict(zip(rows[down], rows["reports"], strict=True))
    answered = [code for code, n in reports.items() if n and code not in frames.NO_ANSWER]
    codes = answered if down == "age_band" else answered[:_HEAT]
    counted = where(crossed, (code in codes for code in crossed[down]))
    if not frames.is_collected(counted, across):
        components.absent(page, f"{down}_{across}")
        return
    ages = across == "age_band"
    flat = frames.cells(
        counted,
        (down, {code: named[code] for code in codes}),
        (across, names),
        most=len(names) if ages else _HEAT,
        in_order=ages,
    )
    number = page.formats.number(sum(reports.values()))
    drawn = frames.without_thin_rows(
        flat,
        [reports[code] for code in flat[down]],
        lambda label, n: t("heat.too_few", label=label, n=page.formats.number(n)),
    )
    measure = [t("measure.per_hundred"), t("measure.n", n=number)]
    if left_out := sum(where(rows, rows["unknown"])["share"]):
        measure.append(t("measure.left_out", share=page.formats.percent(left_out)))
    drawing = Drawing(
        slug=f"{down}_{across}",
        measure=t("list.middot").join([*measure, *_cut(page, len(codes), len(answered))]),
        finding="",
        picture=heat(drawn, caption=t(f"{down}_{across}.title"), palette=page.palette),
        alt="",
        rows=flat,
        columns=[
            Column("row", t(f"column.{down}")),
            Column("column", t(f"column.{across}")),
            Column("reports", t("column.reports"), "number"),
            Column("share", t("column.share_of_row"), "bar"),
        ],
        method="hundreds",
    )
    components.chart(page, source, drawing)


def _bars(page: Page, source: Source, column: str, *, in_order: bool) -> None:
    t = page.t
    counted = page.of(source, page.answers.counts(page.filters, column))
    if not frames.is_collected(counted, column):
        components.absent(page, column)
        return
    put = frames.ordered if in_order else frames.ranked
    rows = put(counted, column, labels(page, source, column), page.formats)
    shown = rows if in_order else frames.longest(rows, _BARS)
    drawing = Drawing(
        slug=column,
        measure=_measure(page, column, rows, shown=height(shown)),
        finding=wording.most(rows, t=t, formats=page.formats),
        picture=charts.ranked_bars(frame=shown, palette=page.palette),
        alt=wording.bars_alt(rows, t=t, formats=page.formats),
        rows=rows,
        columns=_shares(page, column),
        method="shares",
    )
    components.chart(page, source, drawing)


def _measure(page: Page, column: str, rows: Columns, *, shown: int) -> str:
    """What bars are shares of: how many reports, and how many of them hold no answer."""
    t, formats = page.t, page.formats
    shares = dict(zip(rows[column], rows["share"], strict=True))
    parts = [t("measure.share"), t("measure.n", n=formats.number(sum(rows["reports"])))]
    parts += [
        t(f"measure.{code}", share=formats.percent(shares.get(code, 0.0)))
        for code in frames.NO_ANSWER
        if code in shares or code == "unknown"
    ]
    return t("list.middot").join([*parts, *_cut(page, shown, height(rows))])


def _cut(page: Page, shown: int, counted: int) -> list[str]:
    """That only the most frequent codes are shown, where that is so."""
    if shown == counted:
        return []
    words = {"n": page.formats.number(shown), "all": page.formats.number(counted)}
    return [page.t("measure.most_frequent", **words)]


def _shares(page: Page, column: str) -> list[Column]:
    t = page.t
    return [
        Column("label", t(f"column.{column}")),
        Column("reports", t("column.reports"), "number"),
        Column("share", t("column.share"), "bar"),
        Column("lower", t("column.lower"), "percent"),
        Column("upper", t("column.upper"), "percent"),
    ]
