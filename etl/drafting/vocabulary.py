"""Headings we know: those of the shipped profiles and of the seed field_aliases."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import sql
from etl import sources
from etl.normalise import alias_key

#: What the seed calls headings of columns that are never stored.
UNSTORED = {"personal": "heading-personal", "free_text": "heading-text"}
_BRACKETED = re.compile(r"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"^(?:\(?[0-9]{1,2}[).:、]|[0-9]{1,2}\s|[①-⑳])\s*")


def heading_key(heading: str) -> str:
    """Heading as it is looked up: brackets and a leading number left out."""
    key = alias_key(heading)
    bare = _NUMBERED.sub("", _BRACKETED.sub(" ", key))
    return " ".join(bare.replace("_", " ").rstrip(":*").split()) or key


def fields_of(heading: str) -> Mapping[str, int]:
    """Fields that the heading is known for → how many profiles and seed rows say so."""
    return _known().get(heading_key(heading), {})


def fields_in(heading: str) -> frozenset[str]:
    """Fields whose known headings begin or end this one, the longest of them.

    Of a heading with a group before it, such as person/age, the last part may be known.
    """
    key = heading_key(heading)
    if last := _known().get(heading_key(key.rpartition("/")[2])):
        return frozenset(last)
    parts = [known for known in _known() if len(known) > 1 and key.startswith(known)]
    parts += [known for known in _known() if len(known) > 1 and key.endswith(known)]
    if key.isascii():
        parts = [part for part in parts if f" {part} " in f" {key} "]
    longest = max(map(len, parts), default=0)
    return frozenset(field for part in parts if len(part) == longest for field in _known()[part])


def knows_heading(heading: str) -> bool:
    """Whether any field, or a column that is never stored, goes by this heading."""
    return bool(fields_of(heading))


@cache
def _known() -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    named = [
        (name, column.field)
        for profile in sources.available()
        for column in profile.columns
        for name in column.names
    ]
    named += [(row["alias"], row["field"]) for row in sql.seed_rows("field_aliases")]
    named += [(field.replace("_", " "), field) for field in sources.FIELDS]
    for name, field in named:
        found.setdefault(heading_key(name), Counter())[field] += 1
    return found
