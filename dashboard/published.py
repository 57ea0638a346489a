"""The published figures in one language: every print in words, and the series among them, kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

import pandas as pd

from dashboard import figures, printed_series, printed_words
from dashboard.context import Page, worded
from dashboard.keeping import Kept


@dataclass(frozen=True)
class Series:
    """One printed series, ready to draw; every text in the reader's language.

    Attributes:
        code: names it in the page and in the name of its file.
        country: code of the country that it is about.
        measure: code of what it measures.
        is_total: whether it is no breakdown.
        title: what it counts.
        description: the same at more length.
        finding: what it shows first.
        alt: its chart in words.
        notes: what to know about it, as pieces of HTML.
        rows: its prints, as ``printed_series.arranged`` gives them.
        breaks: days on which its definition changed.
    """

    code: str
    country: str
    measure: str
    is_total: bool
    title: str
    description: str
    finding: str
    alt: str
    notes: tuple[str, ...]
    rows: pd.DataFrame
    breaks: tuple[pd.Timestamp, ...]


@dataclass(frozen=True)
class Published:
    """All published figures.

    Attributes:
        rows: as ``figures.printed`` gives them: by measure, totals first, then newest first.
        series: those of three periods and more, in the same order.
    """

    rows: pd.DataFrame
    series: tuple[Series, ...]

    def main(self, country: str) -> list[Series]:
        """The totals of one country."""
        return [part for part in self.series if part.country == country and part.is_total]

    def of(self, measure: str, country: str) -> list[Series]:
        """One measure in one country, with its breakdowns."""
        return [s for s in self.series if s.country == country and s.measure == measure]


_MADE: Final[Kept[Published]] = Kept(8)


def published(page: Page) -> Published:
    """The published figures in the reader's words; made once for each warehouse and language."""
    return _MADE.get((page.answers.warehouse, page.lang), lambda: _made(page))


def _made(page: Page) -> Published:
    rows = _told(page)
    return Published(rows, tuple(_series(page, rows)))


def _told(page: Page) -> pd.DataFrame:
    rows = page.answers.vocabulary("published_figures")
    words = {column: page.labels.seed(seed) for column, seed in figures.SEEDS.items()}
    publishers = figures.publishers(page.answers.vocabulary("publishers"), page.lang)
    rows = figures.printed(rows, words, publishers, t=page.t, formats=page.formats)
    return rows.sort_values(
        ["measure", "dimension", "category"],
        key=lambda codes: codes.map(list(words[str(codes.name)]).index),
        kind="stable",
    )


def _series(page: Page, rows: pd.DataFrame) -> Iterator[Series]:
    t, formats = page.t, page.formats
    measures = page.answers.vocabulary("measures").set_index("code")
    described = worded(measures, "description", page.lang)
    for group in printed_series.grouped(rows):
        first = group.iloc[-1]
        breaks = _breaks(page, first["measure"])
        arranged = printed_series.arranged(group, tuple(breaks["day"]))
        is_total = first["dimension"] == "total"
        parts = [first["measure_label"], *([] if is_total else [first["what"]])]
        description = described[first["measure"]]
        notes = printed_words.notes(arranged, breaks, t=t, formats=formats)
        yield Series(
            code="-".join(first[["measure", "dimension", "anticipates", "unit"]]).replace(" ", "-"),
            country=first["country"],
            measure=first["measure"],
            is_total=is_total,
            title=t("list.middot").join(parts),
            description=description,
            finding=printed_words.finding(arranged, t=t),
            alt=printed_words.alt(arranged, t=t, formats=formats),
            notes=(escape(description), *notes),
            rows=arranged,
            breaks=tuple(breaks["day"]),
        )


def _breaks(page: Page, measure: str) -> pd.DataFrame:
    """``day``, ``label``, ``description`` of each change of the definition of a measure."""
    changes = page.answers.vocabulary("definition_breaks")
    events = page.answers.vocabulary("events").set_index("code")
    events = events.loc[changes.loc[changes["measure"] == measure, "event"]]
    return pd.DataFrame(
        {
            "day": pd.to_datetime(events["date"]),
            "label": worded(events, "label", page.lang),
            "description": worded(events, "description", page.lang),
        }
    )
