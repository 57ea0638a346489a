"""Which help lines a reader is told of, and in which language. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from babel.core import get_global

import sql
from dashboard.context import ANYWHERE
from dashboard.text import LANGUAGES


@dataclass(frozen=True)
class HelpLine:
    """One line.

    Attributes:
        country: ISO 3166-1 alpha-2, or ANYWHERE.
        language: of its words.
        name: what it is called, or what it is for.
        number: to call; empty for a website only.
        hours: when it answers.
        address: of its website.
    """

    country: str
    language: str
    name: str
    number: str
    hours: str
    address: str


def of_reader(lang: str, *, locale: str | None, shown: Collection[str]) -> tuple[HelpLine, ...]:
    """Lines of the reader's country, of those whose data is shown, and of no one country.

    Args:
        lang: the reader's language. Where most who read it live in one country, that is theirs too.
        locale: what the browser asks for, such as ``en-NZ``.
        shown: countries of the data on the page.

    Returns:
        The reader's country first, each line once: in the reader's language, else in English. The
        lines of every country where we have none of the reader's or of the data.
    """
    ours = dict.fromkeys(line.country for line in _told(lang))
    near = [code for code in (*_homes(lang, locale), *shown) if code in ours]
    countries = dict.fromkeys([*near, ANYWHERE] if near else ours)
    return tuple(line for country in countries for line in _told(lang) if line.country == country)


def _homes(lang: str, locale: str | None) -> Sequence[str]:
    region = (locale or "").replace("_", "-").rpartition("-")[2].upper()
    likely = get_global("likely_subtags").get(lang, "").rpartition("_")[2]
    return (region, likely)


@cache
def _told(lang: str) -> tuple[HelpLine, ...]:
    """Every line once, by country and order, in the language or the first that we have it in."""
    best: dict[tuple[str, int], HelpLine] = {}
    for language in dict.fromkeys((lang, LANGUAGES[0])):
        for row in sql.seed_rows("help_lines"):
            if row["language"] == language:
                words = {name: row[name] for name in HelpLine.__dataclass_fields__}
                best.setdefault((row["country"], int(row["sort_order"])), HelpLine(**words))
    return tuple(best[key] for key in sorted(best, key=lambda key: key[1]))
