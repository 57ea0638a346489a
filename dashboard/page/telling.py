"""What the page tells beside its charts: balance, revisions, definitions, citations, help. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import pandas as pd

import sql
from dashboard.about.citing import Citation
from dashboard.context import ANYWHERE
from dashboard.help_lines import HelpLine
from dashboard.page.words import Words
from etl.release import wording
from etl.release.model import MASKED, STATUSES
from etl.release.revisions import LEVELS

#: More numbers that were revised for one reason stand in ``revisions.csv`` alone.
MOST_ROWS: Final = 200


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
