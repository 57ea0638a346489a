"""Which code a provider's word stands for: his own words, our aliases, our codes and labels."""

import hashlib
from collections.abc import Mapping
from functools import cache

import pycountry

import sql
from etl.normalise import AgeBand, alias_key

#: Code of a blank or of a word that means "no value"; None where there is no such code.
MISSING: Mapping[str, str | None] = {
    **dict.fromkeys(sql.VOCABULARY, "unknown"),
    "country": "ZZ",
    "region": "unknown",
    "currency": None,
    "consent_to_statistics": None,
    "synthetic": "false",
    "age": None,
}

_PLATFORM_FIELDS = ("contact_platform", "moved_to_platform")


def words(field: str, own: Mapping[str, str]) -> dict[str, str]:
    """``alias_key`` of a word → code of the field; an age's code is ``scheme:code``.

    Args:
        field: a coded field of a profile, or ``age``.
        own: the profile's own aliases, which come before ours.
    """
    return {**_shared(field), **{alias_key(word): code for word, code in own.items()}}


@cache
def missing() -> frozenset[str]:
    """Keys of the words that mean "no value" in any column; a blank is one."""
    rows = sql.seed_rows("value_aliases")
    return frozenset({alias_key(row["alias"]) for row in rows if row["column"] == "missing"} | {""})


@cache
def unmapped_code(field: str) -> str | None:
    """What an unknown word becomes when it is kept: ``other`` if there is one, else missing."""
    codes = sql.codes(sql.VOCABULARY[field]) if field in sql.VOCABULARY else ()
    return "other" if "other" in codes else MISSING[field]


@cache
def allowed(field: str) -> tuple[str, ...]:
    """All codes of a coded field, in the vocabulary's order."""
    if field == "currency":
        return tuple(sorted(currency.alpha_3 for currency in pycountry.currencies))
    if field == "region":
        return (*sorted(place.code for place in pycountry.subdivisions), "unknown")
    if field == "age_band":
        return tuple(dict.fromkeys(row["code"] for row in sql.seed_rows("age_bands")))
    return sql.codes(sql.VOCABULARY[field])


@cache
def sha256() -> str:
    """Hash of every seed that decides what a provider's word becomes."""
    names = ("value_aliases", "platform_aliases", "age_bands", *sql.VOCABULARY.values())
    content = "\0".join(name + sql.seed(name) for name in sorted(set(names)))
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def bands(scheme: str) -> tuple[AgeBand, ...]:
    """The bands of an age scheme, youngest first."""
    return tuple(
        AgeBand(row["code"], _age(row["age_min"]), _age(row["age_max"]))
        for row in sql.seed_rows("age_bands")
        if row["scheme"] == scheme
    )


def _age(text: str) -> int | None:
    return int(text) if text else None


@cache
def _shared(field: str) -> Mapping[str, str]:
    """The words every profile knows; of two that agree in key, the later one written here wins."""
    found: dict[str, str] = {}
    if field in sql.VOCABULARY:
        for row in reversed(sql.seed_rows(sql.VOCABULARY[field])):
            for name in ("label_mi", "label_ja", "label_en", "code"):
                found[alias_key(row[name])] = row["code"]
    elif field in {"currency", "region"}:
        found.update((alias_key(code), code) for code in allowed(field))
    if field == "country":
        found.update(_countries())
    column = "age_band" if field == "age" else field
    aliases = [row for row in sql.seed_rows("value_aliases") if row["column"] == column] + list(
        sql.seed_rows("platform_aliases") if field in _PLATFORM_FIELDS else ()
    )
    found.update((alias_key(row["alias"]), row["code"]) for row in aliases)
    return found


def _countries() -> dict[str, str]:
    """ISO 3166-1 codes of two and three letters and the standard's English names."""
    names = ("common_name", "official_name", "name", "alpha_3", "alpha_2")
    return {
        alias_key(getattr(country, name)): country.alpha_2
        for name in names
        for country in pycountry.countries
        if hasattr(country, name)
    }
