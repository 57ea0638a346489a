"""What a link says: filters, options and language as stable codes in the address. Pure.

``?lang=ja&source=jp-helpline.nz-helpline&from=2025-01&to=2025-12&age=15-17&by=gender``. Codes are
those of the vocabularies, so a link made in one language works in the other. What cannot be read
is left out and named; a bad link is never an error.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

import sql
from dashboard.selection import Filters

#: Address key of each list of codes in Filters.
LISTS: Final = {
    "sources": "source",
    "countries": "country",
    "ages": "age",
    "genders": "gender",
    "platforms": "platform",
    "outcomes": "outcome",
    "kinds": "kind",
}

#: The period that is no other than its first and last month say.
CHOSEN: Final = "chosen"

#: Columns that reports can be counted by.
COLUMNS: Final = (
    *("contact_platform", "moved_to_platform", "age_band", "under_18", "gender", "kind"),
    *("tactic", "demand", "payment_made", "images_shared", "outcome", "offender_location"),
    *("reporter", "country"),
)

#: What a page lets its reader choose beside the filters: codes by address key, the usual first.
OPTIONS: Final = {
    "period": ("two_years", "year", "five_years", "all", CHOSEN),
    "by": COLUMNS,
    "rows": ("age_band", *(column for column in COLUMNS if column != "age_band")),
    "columns": ("gender", *(column for column in COLUMNS if column != "gender")),
    "third": ("none", *COLUMNS),
    "per": ("none", "month", "quarter", "year", "fiscal"),
    "cells": ("reports", "row_share", "column_share", "total_share"),
    "compare": ("own_axes", "index", "rate", "sum"),
    "calendar": ("month", "quarter", "year", "fiscal"),
    "starts": ("own", "4", "7"),
    "date": ("reported", "incident"),
    "pyramid": ("count", "rate"),
    "measure": ("main", *sql.codes("measures")),
    "printed": (
        *("usual", "all"),
        *dict.fromkeys(row["country"] for row in sql.seed_rows("published_figures")),
    ),
}

#: Options that name a month; empty where it is worked out.
MONTHS: Final = ("base",)

_MONTH: Final = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)

Known = Mapping[str, Collection[str]]


def usual_options() -> dict[str, str]:
    """Every option as it is when nobody chooses."""
    return {key: codes[0] for key, codes in OPTIONS.items()} | dict.fromkeys(MONTHS, "")


@dataclass(frozen=True)
class Reading:
    """What an address says.

    Attributes:
        lang: the language it asks for, if we have it.
        filters: what it selects; empty where it says nothing.
        dropped: the address keys of which a part could not be read.
        options: every option of OPTIONS and MONTHS; the usual code where it says nothing.
    """

    lang: str | None
    filters: Filters
    dropped: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=usual_options)


def read(query: Mapping[str, str], *, known: Known, languages: Collection[str]) -> Reading:
    """Read an address. Never raises.

    Args:
        query: keys and values, as decoded once.
        known: the codes that each list of Filters may hold, by field name.
        languages: the codes of the languages that a reader can choose.
    """
    query = _renewed(query)
    dropped: list[str] = []
    lists: dict[str, tuple[str, ...]] = {}
    for name, key in LISTS.items():
        # A plus sign written by hand arrives as a space; no code holds one.
        asked = [code for code in query.get(key, "").replace(" ", "+").split(".") if code]
        kept = tuple(dict.fromkeys(code for code in asked if code in known[name]))
        if len(kept) < len(set(asked)):
            dropped.append(key)
        lists[name] = kept
    first, last = _ends(query, dropped)
    options = usual_options()
    for key, codes in OPTIONS.items():
        asked_for = query.get(key, options[key])
        if asked_for in codes:
            options[key] = asked_for
        else:
            dropped.append(key)
    if query.get("period") not in OPTIONS["period"] and (first or last):
        options["period"] = CHOSEN
    elif options["period"] != CHOSEN:
        first = last = None  # beside a period of another name months say nothing
    for key in MONTHS:
        month = _month(query.get(key, ""), key, dropped)
        options[key] = f"{month:%Y-%m}" if month else ""
    lang = query.get("lang")
    if lang is not None and lang not in languages:
        dropped.append("lang")
        lang = None
    return Reading(lang, Filters(**lists, first=first, last=last), tuple(dropped), options)


def write(filters: Filters, *, lang: str | None, options: Mapping[str, str]) -> dict[str, str]:
    """Write an address: only what is selected or not usual, always in the same order."""
    query = {"lang": lang} if lang else {}
    for part in fields(filters):
        value = getattr(filters, part.name)
        if part.name in LISTS and value:
            query[LISTS[part.name]] = ".".join(value)
    if filters.first:
        query["from"] = f"{filters.first:%Y-%m}"
    if filters.last:
        query["to"] = f"{filters.last:%Y-%m}"
    usual = usual_options()
    if filters.first or filters.last or options.get("period") == CHOSEN:
        options = {**options, "period": usual["period"]}  # the months say which
    return query | {key: code for key, code in options.items() if code != usual[key]}


def _renewed(query: Mapping[str, str]) -> Mapping[str, str]:
    """The query of a link from before a period and a third column could both be chosen."""
    third = query.get("third")
    if third == "none" or third not in OPTIONS["per"]:
        return query
    return {"per": third, **query, "third": "none"}


def _ends(query: Mapping[str, str], dropped: list[str]) -> tuple[dt.date | None, dt.date | None]:
    """First and last month, as far as they are said."""
    first, last = (_month(query.get(key, ""), key, dropped) for key in ("from", "to"))
    if first and last and first > last:
        if query.get("period") == CHOSEN:  # one was chosen, and the other was not yet
            return last, first
        dropped += ["from", "to"]
        return None, None
    return first, last


def _month(text: str, key: str, dropped: list[str]) -> dt.date | None:
    if not text:
        return None
    if not _MONTH.fullmatch(text):
        dropped.append(key)
        return None
    return dt.date(int(text[:4]), int(text[5:]), 1)
