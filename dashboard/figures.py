"""Official figures: what others have printed, in words a reader can check. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import pandas as pd

from dashboard.text import Translate
from dashboard.theme import MARKS, Formats

#: The seed that labels each coded column of the published figures.
SEEDS: Final = {
    "measure": "measures",
    "dimension": "figure_dimensions",
    "category": "figure_categories",
    "unit": "figure_units",
    "year_kind": "year_kinds",
    "status": "figure_statuses",
    "confidence": "confidences",
}

#: Signs that stand before a word, and beside a point: a colour alone would say nothing in print.
STATUS_SIGNS: Final = {"provisional": MARKS.provisional, "revised": "R"}
CONFIDENCE_SIGNS: Final = {"read": "✓", "secondary": "▷", "unsure": "?"}

#: Kinds of period that are one year or a regular part of one, and can be written by its first day.
_MONTHS: Final = {"month": 1, "quarter": 3, "calendar": 12, "fiscal_apr": 12, "fiscal_jul": 12}

_ISO: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?( \((?:year )?inferred\))?")

Words = Mapping[str, Mapping[str, str]]


def printed(
    rows: pd.DataFrame,
    words: Words,
    publishers: Mapping[str, str],
    *,
    t: Translate,
    formats: Formats,
) -> pd.DataFrame:
    """Published figures as texts, newest period first.

    Args:
        rows: rows of the seed ``published_figures``.
        words: label by code of each column in SEEDS.
        publishers: label by name of each publisher.
        t: translator.
        formats: the reader's language.

    Returns:
        The rows, with ``<column>_label`` for each column in SEEDS, and ``period``, ``what`` (is
        counted), ``figure`` (the value as printed), ``number`` (the same as Decimal; None where it
        was printed in words), ``signs`` (P, R, ?), ``status_told`` and ``confidence_told`` (sign
        and word), ``publisher`` (its label) and ``printed_on`` (day, month or year of the print).
    """
    told = rows.sort_values(["period_end", "period_start"], ascending=False, kind="stable").copy()
    for column, labels in words.items():
        told[f"{column}_label"] = told[column].map(labels).fillna("")
    total = told["dimension"].eq("total")
    both = told["dimension_label"] + t("list.middot") + told["category_label"]
    told["what"] = told["dimension_label"].where(total, both)
    told["period"] = [
        _period(*cells, t=t, formats=formats)
        for cells in zip(told["period_start"], told["period_end"], told["year_kind"], strict=True)
    ]
    told["number"] = pd.Series(
        [_number(text) for text in told["value"]], index=told.index, dtype=object
    )
    told["figure"] = [
        text
        if number is None
        else formats.number(number, decimals=_decimals(number)) + "%" * (unit == "percent")
        for text, number, unit in zip(told["value"], told["number"], told["unit"], strict=True)
    ]
    status, confidence = told["status"].map(STATUS_SIGNS), told["confidence"].map(CONFIDENCE_SIGNS)
    told["status_told"] = (status.fillna("") + " " + told["status_label"]).str.strip()
    told["confidence_told"] = confidence + " " + told["confidence_label"]
    unsure = confidence.where(told["confidence"].eq("unsure"), "")
    told["signs"] = (status.fillna("") + " " + unsure).str.strip()
    told["publisher"] = told["source"].map(publishers)
    told["printed_on"] = [_printed_on(text, t=t, formats=formats) for text in told["published"]]
    return told


def publishers(rows: pd.DataFrame, lang: str) -> dict[str, str]:
    """Name of each publisher: its official one in the language, else the original.

    Args:
        rows: rows of the seed ``publishers``.
        lang: code of the reader's language.
    """
    own = rows[f"name_{lang}"]
    return dict(zip(rows["name"], own.where(own.ne(""), rows["name_en"]), strict=True))


def _period(first: Any, last: Any, kind: str, *, t: Translate, formats: Formats) -> str:
    """A year, quarter or month by its name; else its first and last month, or day."""
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    if kind in _MONTHS:
        return formats.period(start, _MONTHS[kind])
    form = formats.month if start.is_month_start and end.is_month_end else formats.date
    return t("period.span", first=form(start), last=form(end))


def _number(text: str) -> Decimal | None:
    """A printed number with its decimals; None where words or a range are printed."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _decimals(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def _printed_on(text: str, *, t: Translate, formats: Formats) -> str:
    """The date of a print as exactly as it is known."""
    found = _ISO.fullmatch(text)
    if found is None:
        return t("printed.undated") if text in ("", "undated") else text
    year, month, day, inferred = found.groups()
    start = pd.Timestamp(int(year), int(month or 1), int(day or 1))
    form = formats.date if day else formats.month if month else formats.year
    return t("printed.inferred", date=form(start)) if inferred else form(start)
