"""What the page tells beside its charts: newest numbers, revisions, citations, help. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import pandas as pd

import sql
from dashboard.about.citing import Citation
from dashboard.context import ANYWHERE
from dashboard.help_lines import HelpLine
from dashboard.page.cells import Cells, Count, breakdowns
from dashboard.page.words import Period, Words
from etl.release import wording
from etl.release.model import MASKED, STATUSES
from etl.release.revisions import LEVELS

#: More numbers that were revised for one reason stand in ``revisions.csv`` alone.
MOST_ROWS: Final = 200


@dataclass(frozen=True)
class SmallBar:
    """A bar in a picture of 120 by 32 pixels, as wide as its time; with a sign or a height."""

    x: int
    width: int
    height: int | None
    sign: str


@dataclass(frozen=True)
class Card:
    """The newest number of a source.

    Attributes:
        source: its code.
        period: the newest.
        told: the number, or the sign for none.
        before: the number of the same months a year earlier, with their name; None for no such.
        bars: all periods.
    """

    source: str
    period: Period
    told: str
    before: tuple[Period, str] | None
    bars: tuple[SmallBar, ...]


def cards(words: Words, numbers: Cells) -> list[Card]:
    """One card for each source that has a period."""
    table = breakdowns(words.release)[()]
    return [
        _card(words, source, [numbers.number(table, source, period.code, {}) for period in periods])
        for source, periods in words.periods.items()
        if periods
    ]


def _card(words: Words, source: str, counts: list[Count]) -> Card:
    periods = words.periods[source]
    newest = periods[-1]
    year = newest.start.year - 1
    before = [
        (period, words.written(count))
        for period, count in zip(periods, counts, strict=True)
        if (period.start, period.end)
        == (newest.start.replace(year=year), newest.end.replace(year=newest.end.year - 1))
    ]
    return Card(
        source=source,
        period=newest,
        told=words.written(counts[-1]),
        before=before[0] if before else None,
        bars=tuple(_small_bars(periods, counts)),
    )


def _small_bars(periods: Sequence[Period], counts: Sequence[Count]) -> Iterator[SmallBar]:
    largest = max((count for count in counts if isinstance(count, int)), default=1)
    months = sum(period.months for period in periods)
    gone = 0
    for period, count in zip(periods, counts, strict=True):
        x, gone = 120 * gone // months, gone + period.months
        height = None if isinstance(count, str) else 32 * count // largest
        yield SmallBar(x, max(120 * gone // months - x - 2, 1), height, str(count))


def balance(words: Words) -> list[tuple[str, dict[str, str]]]:
    """Status → source → reports to the nearest hundred, statuses in reading order."""
    rows = words.release.balance.to_dict("records")
    told: dict[str, dict[str, str]] = {}
    for row in rows:
        count = row["mark"] if pd.isna(row["reports"]) else int(row["reports"])
        told.setdefault(row["status"], {})[row["source"]] = words.written(count)
    return [(status, told[status]) for status in STATUSES if status in told]


def revisions(words: Words) -> list[dict[str, str]]:
    """Every number that differs from an earlier release, newest first, in words."""
    return [
        {
            "release": row["release"],
            "source": words.sources.get(row["source"], {"label": row["source"]})["label"],
            "period": words.period(row["source"], row["period"]),
            "cell": words.cell(row["source"], row["cell"]),
            "old": _number(words, row["old"]),
            "new": _number(words, row["new"]),
            "level": wording.level(row["level"], words.language) if row["level"] in LEVELS else "",
            "reason": row[f"reason_{words.lang}"],
        }
        for row in words.release.revisions.to_dict("records")
    ]


@dataclass(frozen=True)
class Revised:
    """Numbers that one release revised for one reason.

    Attributes:
        release: its name.
        level: of the bearing on use, in words.
        reason: why.
        count: how many numbers.
        rows: of ``revisions``; none for more than MOST_ROWS.
    """

    release: str
    level: str
    reason: str
    count: str
    rows: list[dict[str, str]]


def revised_together(words: Words) -> list[Revised]:
    """The revisions by release, level and reason, newest first."""
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in revisions(words):
        groups.setdefault((row["release"], row["level"], row["reason"]), []).append(row)
    return [
        Revised(*key, words.formats.number(len(rows)), rows if len(rows) <= MOST_ROWS else [])
        for key, rows in groups.items()
    ]


def _number(words: Words, value: Any) -> str:
    return words.written(MASKED if pd.isna(value) else int(value))


def definitions(words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each breakdown, and what its codes mean where the vocabulary says it."""
    found: dict[str, dict[str, str]] = {}
    for (_, dim), labels in words.codes.items():
        seed = sql.VOCABULARY.get(dim)
        if seed is None:
            continue
        told = {row["code"]: row[f"description_{words.lang}"] for row in sql.seed_rows(seed)}
        found.setdefault(dim, {}).update(
            {label: told[code] for code, label in labels.items() if told.get(code)}
        )
    return [(words.dims[dim], [*found[dim].items()]) for dim in words.dims if found.get(dim)]


def meanings(words: Words, column: str, seed: str) -> dict[str, str]:
    """Source → what its code in a column means; empty where the vocabulary does not say."""
    rows = {row["code"]: row[f"description_{words.lang}"] for row in sql.seed_rows(seed)}
    return {source: rows.get(row[column], "") for source, row in words.sources.items()}


def citations(words: Words) -> list[Citation]:
    """How to cite each source of the release: sources are never added."""
    release = words.release
    return [
        Citation(
            key=f"casestats-{release.name}-{source}",
            source=row["label"],
            unit=row["unit"],
            period=words.t(
                "period.span",
                first=words.formats.month(words.periods[source][0].start),
                last=words.formats.month(words.periods[source][-1].end),
            ),
            filters="",
            data_to=words.formats.date(words.periods[source][-1].end),
            year=release.as_of.year,
            received=words.formats.date(release.as_of),
            made_with=words.t(
                "release.cite.made_with", release=release.name, version=version("casestats")
            ),
            address=f"{release.name}/index.html",
            synthetic=bool(row["synthetic"]),
        )
        for source, row in words.sources.items()
        if words.periods[source]
    ]


def help_by_country(words: Words, lines: Iterable[HelpLine]) -> dict[str, list[HelpLine]]:
    """Name of a country → its lines, in the order given."""
    names = {row["code"]: row[f"label_{words.lang}"] for row in sql.seed_rows("countries")}
    names[ANYWHERE] = words.t("anywhere")
    found: dict[str, list[HelpLine]] = {}
    for line in lines:
        found.setdefault(names[line.country], []).append(line)
    return found


def script_words(words: Words, said: Iterable[str]) -> Mapping[str, Any]:
    """What the script says, in the reader's language: its messages by key, and all labels."""
    return {
        "release": words.release.name,
        "threshold": words.release.rules.threshold,
        "due": words.release.valid_until.isoformat(),
        "lang": words.lang,
        "text": {key: words.t(key) for key in sorted(said)},
        "sources": {
            source: {"label": row["label"], "unit": row["unit"], "country": row["country_name"]}
            for source, row in words.sources.items()
        },
        "dims": words.dims,
        "meanings": {dim: words.meanings[dim] for dim in words.dims},
        "codes": words.codes_by_source,
        "periods": {
            source: [
                {
                    "code": period.code,
                    "name": period.name,
                    "axis": period.axis,
                    "year": period.year,
                    "start": period.start.toordinal(),
                    "end": period.end.toordinal(),
                    "months": period.months,
                    "of": period.start.year if period.start.year == period.end.year else None,
                }
                for period in periods
            ]
            for source, periods in words.periods.items()
        },
    }
