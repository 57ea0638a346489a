"""Numbers of a release in sentences, and what its signs mean. Pure."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from dashboard.public.cells import NOT_AVAILABLE, Number
from dashboard.text import Translate
from dashboard.theme import MARKS, Formats
from etl.disclosure import Rules
from etl.release.model import MASKED, NOT_COLLECTED

_ALT: Final = 250


def signs(t: Translate) -> dict[str, str]:
    """What stands in place of a number, by its mark."""
    return {
        MASKED: MARKS.suppressed,
        NOT_COLLECTED: MARKS.not_collected,
        NOT_AVAILABLE: t("release.choose.not_available"),
    }


def written(number: Number, *, t: Translate, formats: Formats) -> str:
    """A number, or what stands in its place."""
    return signs(t)[number.mark] if number.value is None else formats.number(number.value)


def share(part: int, whole: int, *, formats: Formats) -> str:
    """A share in whole hundredths, for the numbers are rounded; never more than all."""
    return f"{formats.number(100 * min(part / whole, 1))}%"


def legend(marks: Iterable[str], rules: Rules, *, t: Translate, formats: Formats) -> list[str]:
    """What the signs mean that stand in place of these numbers, as far as there are any."""
    told = {
        MASKED: t("release.sign.withheld", threshold=formats.number(rules.threshold)),
        NOT_COLLECTED: t("release.sign.not_collected"),
        NOT_AVAILABLE: t("release.choose.not_available_note"),
    }
    there = set(marks)
    return [text for mark, text in told.items() if mark in there]


def highest(rows: pd.DataFrame, *, t: Translate) -> str:
    """The largest number that is shown with an answer, all where they tie; empty without any.

    Args:
        rows: ``label``, ``text``, ``reports``, ``unknown``.
        t: translator.
    """
    known = rows[rows["reports"].notna() & ~rows["unknown"]]
    if known.empty:
        return ""
    first = known[known["reports"] == known["reports"].max()]
    names = t("list.comma").join(first["label"])
    item = t("release.alt.item", label=names, n=first["text"].iloc[0])
    # One that is withheld could be higher.
    return t("public.highest", item=item)


def ends(rows: pd.DataFrame, *, t: Translate) -> str:
    """The first and the last number over time; empty where there are not two."""
    told = rows[rows["reports"].notna()]
    if len(told) < 2:
        return ""
    (first, start), (last, end) = told[["label", "text"]].iloc[[0, -1]].to_numpy()
    return t("printed.ends", first=first, start=start, last=last, end=end)


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
