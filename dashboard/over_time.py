"""Chart cards over time: all reports of one source by period, and by the codes of one column."""

from collections.abc import Iterable
from typing import Final

from dashboard import charts, components, events, frames, period_words, wording
from dashboard.columns import Columns, Lists, height, lists, where
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.dimensions import labels
from dashboard.tables import Column

#: Panels of small multiples at most, beside those without an answer.
_PANELS: Final = 7

#: Columns of a series that its line shows.
_SHOWN: Final = (
    *("label", "period_start", "months", "reports", "lower", "upper", "year_before", "status"),
)

_WORDS: Final = (
    *("this_period", "year_before", "interval", "provisional", "incomplete", "not_collected"),
    "mean",
)


def is_dated(page: Page, source: Source) -> bool:
    """Whether the source records when the incidents of the chosen reports happened."""
    fields = page.of(source, page.answers.completeness(page.filters))
    return bool(fields.loc[fields["field"].eq("incident_date"), "collected"].any())


def trend(page: Page, source: Source, *, calendar: str = "month", date: str = "reported") -> None:
    """Reports by period with interval, twelve-month mean, the year before, and what happened."""
    t, formats = page.t, page.formats
    every = page.answers.periods(page.filters, calendar=calendar, starts=page.starts, date=date)
    periods = page.of(source, every)
    marked = events.during(page, source, periods)
    told = [
        period_words.extremes(periods, t=t, formats=formats),
        period_words.filling(periods, t=t, formats=formats),
        period_words.loose(periods, t=t, formats=formats),
    ]
    drawing = Drawing(
        slug=f"trend_{calendar}",
        measure=_measure(page, periods, calendar, date),
        finding=period_words.sentences(told, t=t),
        picture=charts.trend(
            periods=periods,
            words={word: t(f"trend.{word}") for word in _WORDS},
            palette=page.palette,
            formats=formats,
            events=marked,
        ),
        alt=period_words.trend_alt(periods, t=t, formats=formats),
        rows=_rows(page, periods),
        columns=[
            Column("label", t("column.period"), "whole"),
            Column("reports", t("column.reports"), "number"),
            Column("lower", t("column.lower"), "number"),
            Column("upper", t("column.upper"), "number"),
            Column("year_before", t("column.year_before"), "number"),
            *([Column("rolling_mean", t("trend.mean"), "number")] if calendar == "month" else []),
            Column("completeness", t("column.completeness"), "percent"),
            Column("status_label", t("column.status")),
        ],
        below=events.listing(page, marked),
    )
    components.chart(page, source, drawing)


def lines(
    page: Page, source: Source, column: str, *, calendar: str = "month", date: str = "reported"
) -> None:
    """Reports by period and the codes of one column, the most frequent ones."""
    t, formats = page.t, page.formats
    counted = page.of(source, page.answers.counts(page.filters, column))
    if not frames.is_collected(counted, column):
        components.absent(page, f"lines_{column}")
        return
    ranked = frames.ranked(counted, column, labels(page, source, column), formats)
    every = page.answers.periods(
        page.filters, by=column, calendar=calendar, starts=page.starts, date=date
    )
    series = frames.series(page.of(source, every), column, ranked)
    shown = frames.longest(ranked, _PANELS)
    marked = events.during(page, source, series)
    measure = [_measure(page, series, calendar, date)]
    if height(shown) > charts.MOST_IN_ONE:
        measure.append(t("measure.panels"))
    if height(shown) < height(ranked):
        counts = {"n": formats.number(height(shown)), "all": formats.number(height(ranked))}
        measure.append(t("measure.most_frequent", **counts))
    alt = [
        wording.bars_alt(ranked, t=t, formats=formats),
        period_words.not_final(series, t=t, formats=formats),
    ]
    drawing = Drawing(
        slug=f"lines_{column}",
        measure=t("list.middot").join(measure),
        finding=wording.most(ranked, t=t, formats=formats),
        picture=charts.lines(
            series=_drawn(series, (code in shown[column] for code in series[column])),
            words={word: t(f"trend.{word}") for word in ("provisional", "incomplete")},
            palette=page.palette,
            formats=formats,
            events=marked,
        ),
        alt=period_words.sentences(alt, t=t),
        rows=_rows(page, series | {"code_label": series["label"]}),
        columns=[
            Column("label", t("column.period"), "whole"),
            Column("code_label", t(f"column.{column}")),
            Column("reports", t("column.reports"), "number"),
            Column("lower", t("column.lower"), "number"),
            Column("upper", t("column.upper"), "number"),
            Column("year_before", t("column.year_before"), "number"),
            Column("status_label", t("column.status")),
        ],
        below=events.listing(page, marked, folded=True),
    )
    components.chart(page, source, drawing)


def _drawn(series: Lists, flags: Iterable[bool]) -> Lists:
    """What a chart shows of these rows; the other columns would be copied again and again."""
    return where({name: series[name] for name in _SHOWN}, flags)


def _measure(page: Page, periods: Columns, calendar: str, date: str) -> str:
    """What is counted: reports a period; from which month a fiscal year runs; by which date."""
    start = next(map(page.formats.month_of_year, periods["period_start"]), "")
    parts = [page.t(f"measure.reports_by_{calendar}", month=start)]
    if date == "incident":
        parts.append(page.t("measure.by_incident"))
    return page.t("list.middot").join(parts)


def _rows(page: Page, periods: Columns) -> Columns:
    """The periods with their names, and the words of their status."""
    words = {code: page.t(f"status.{code}") for code in set(periods["status"])}
    status = [words[code] for code in periods["status"]]
    named = period_words.named(periods, page.formats)
    return lists(periods) | {"label": named, "status_label": status}
