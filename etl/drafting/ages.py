"""Which age scheme fits the ages of a file. Pure."""

from collections.abc import Collection

import sql
from etl import vocabulary
from etl.drafting.dates import told
from etl.drafting.points import Point, fact
from etl.normalise import AgeValue, Unreadable, alias_key, band_of, parse_age

_USUAL = "standard"
_PUBLISHED = "public"  # for tables that are published, not for what a source counts
_UNITS = "歳才代-~〜+<>≥≤"


def read(values: Collection[str]) -> list[AgeValue]:
    """The ages among the values; words such as 高校生 as the ages of their band."""
    words = vocabulary.words("age", {})
    ages: list[AgeValue] = []
    for text in told(values):
        scheme, _, code = words.get(alias_key(text), "").partition(":")
        if scheme:
            band = next(band for band in vocabulary.bands(scheme) if band.code == code)
            ages.append(AgeValue(band.min, band.max))
            continue
        try:
            ages.append(parse_age(text))
        except Unreadable:
            continue
    return ages


def are_told(values: Collection[str]) -> bool:
    """Whether the values can only be ages: ranges, or numbers with a unit of age."""
    texts = told(values)
    marked = [text for text in texts if any(sign in text for sign in _UNITS)]
    return len(marked) > 1 and len(read(texts)) == len(texts)


def scheme_point(values: Collection[str]) -> Point:
    """The scheme that has most of the file's ranges as its bands; a question if two have.

    Args:
        values: distinct texts of the column of ages.
    """
    options = sql.codes("age_schemes")
    ages = [age for age in read(values) if age.min is not None]
    ranges = {(age.min, age.max) for age in ages if age.min != age.max}
    if not ranges:
        return Point("age_scheme", _USUAL, (fact("age-single"),), options)
    exact = {
        scheme: len(ranges & {(band.min, band.max) for band in vocabulary.bands(scheme)})
        for scheme in options
    }
    within = {scheme: sum(_fits(age, scheme) for age in ages) for scheme in options}
    schemes = [scheme for scheme in options if scheme != _PUBLISHED]
    best = max(schemes, key=lambda scheme: (exact[scheme], within[scheme]))
    rivals = [s for s in schemes if (exact[s], within[s]) == (exact[best], within[best])]
    evidence = (
        fact("age-bands", n=exact[best], of=len(ranges)),
        fact("age-fits", n=within[best], of=len(ages)),
    )
    sure = exact[best] and len(rivals) == 1
    return Point("age_scheme", best if sure else None, evidence, options)


def _fits(age: AgeValue, scheme: str) -> bool:
    return band_of(age.min, age.max, vocabulary.bands(scheme)) != "unknown"
