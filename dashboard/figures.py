"""Official figures: what others have printed, as a table a reader can check. Pure."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import pandas as pd

from dashboard.text import Translate
from dashboard.theme import Formats

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

Words = Mapping[str, Mapping[str, str]]


def printed(rows: pd.DataFrame, words: Words, *, t: Translate, formats: Formats) -> pd.DataFrame:
    """Published figures as texts, newest period first.

    Args:
        rows: rows of the seed ``published_figures``.
        words: label by code of each column in SEEDS.
        t: translator.
        formats: the reader's language.

    Returns:
        The rows, with ``<column>_label`` for each column in SEEDS, and ``period``, ``what`` (is
        counted) and ``figure`` (the value as printed).
    """
    told = rows.sort_values(["period_end", "period_start"], ascending=False, kind="stable").copy()
    for column, labels in words.items():
        told[f"{column}_label"] = told[column].map(labels).fillna("")
    total = told["dimension"].eq("total")
    both = told["dimension_label"] + t("list.middot") + told["category_label"]
    told["what"] = told["dimension_label"].where(total, both)
    told["period"] = [
        _period(first, last, t=t, formats=formats)
        for first, last in zip(told["period_start"], told["period_end"], strict=True)
    ]
    told["figure"] = [_value(number, formats) for number in told["value"]]
    return told


def _period(first: Any, last: Any, *, t: Translate, formats: Formats) -> str:
    """First to last month, or the one month; nothing where none is printed."""
    days = [pd.Timestamp(str(day)) for day in (first, last) if not pd.isna(day) and day]
    ends = [formats.month(day) for day in days]
    if len(set(ends)) < 2:
        return "".join(ends[:1])
    return t("period.span", first=ends[0], last=ends[1])


def _value(number: Any, formats: Formats) -> str:
    """A printed number, its decimals as printed."""
    text = "" if pd.isna(number) else str(number)
    try:
        return formats.number(Decimal(text), decimals=len(text.partition(".")[2]))
    except InvalidOperation:  # printed in words, or as a range
        return text
