"""Numbers of a release, its periods and its signs in words. Pure."""

from datetime import date
from typing import Final

import pandas as pd

from dashboard.public.cells import NOT_AVAILABLE, Number
from dashboard.text import Translate
from dashboard.theme import MARKS, Formats
from etl.disclosure import Rules
from etl.release.model import MASKED, NOT_COLLECTED

_ALT: Final = 250


def period(start: date, end: date, *, t: Translate, formats: Formats) -> str:
    """A closed period by its first and last month; a calendar year as such."""
    if (start.month, end.month) == (1, 12) and start.year == end.year:
        return formats.year(start)
    return t("period.span", first=formats.month(start), last=formats.month(end))


def signs(t: Translate) -> dict[str, str]:
    """What stands in place of a number, by its mark."""
    return {
        MASKED: MARKS.suppressed,
        NOT_COLLECTED: MARKS.not_collected,
        NOT_AVAILABLE: t("public.not_available"),
    }


def written(number: Number, *, t: Translate, formats: Formats) -> str:
    """A number, or what stands in its place."""
    return signs(t)[number.mark] if number.value is None else formats.number(number.value)


def share(part: int, whole: int, *, formats: Formats) -> str:
    """A share in whole hundredths, for the numbers are rounded; never more than all."""
    return f"{formats.number(100 * min(part / whole, 1))}%"


def legend(marks: pd.Series, rules: Rules, *, t: Translate, formats: Formats) -> list[str]:
    """What the signs mean that stand in place of these numbers, as far as there are any."""
    told = {
        MASKED: t("public.masked", n=formats.number(rules.threshold)),
        NOT_COLLECTED: t("public.not_collected"),
        NOT_AVAILABLE: t("public.not_available.told"),
    }
    there = set(marks)
    return [text for mark, text in told.items() if mark in there]


def largest(rows: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """The largest number that is shown with an answer, all where they tie; empty without any."""
    known = rows[rows["reports"].notna() & ~rows["unknown"]]
    if known.empty:
        return ""
    first = known[known["reports"] == known["reports"].max()]
    names = t("list.comma").join(first["label"])
    return t("public.largest", names=names, n=formats.number(first["reports"].iloc[0]))


def alt(rows: pd.DataFrame, *, t: Translate) -> str:
    """What bars show, each by its name and what stands beside it.

    Args:
        rows: ``label`` and ``text``, in the order drawn.
        t: translator.
    """
    parts = [
        t("alt.bars.part", label=label, share=text)
        for label, text in zip(rows["label"], rows["text"], strict=True)
    ]
    text = t("alt.bars", parts=t("list.comma").join(parts))
    return text if len(text) <= _ALT else text[: _ALT - 1] + "…"
