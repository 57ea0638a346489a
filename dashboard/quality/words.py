"""Sentences and cells made from how good the data are. Pure."""

from collections.abc import Sequence
from math import floor
from typing import Any, Final

import pandas as pd

from dashboard.period_words import sentences
from dashboard.text import Translate
from dashboard.theme import MARKS, Formats

#: Shares of a final count that a reader is told the delay of.
_LEVELS: Final = (0.8, 0.95)

#: Columns that a sentence names at most.
_NAMED: Final = 3

#: Weeks that are told to those who do not see the chart.
_WEEKS: Final = (0, 1, 4, 13, 26)


def hundredths(share: float) -> str:
    """A share in whole hundredths that is 0 or 100 only where it is none or all."""
    whole = floor(100 * share + 0.5)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole}"


def known_cell(reports: Any, not_collected: Any, known: float) -> str:
    """What a period knows of a column, of every 100 reports.

    Empty where there is no report; ``..`` where it is not collected, and after the number where
    some of the reports come from a file without the column.

    Args:
        reports: those whose file has the column; NA where nobody delivered the period.
        not_collected: those whose file does not.
        known: share of the reports that say something.
    """
    if pd.isna(reports):
        return MARKS.not_collected
    parts = [hundredths(known)] if reports else []
    if not_collected:
        parts.append(MARKS.not_collected)
    return " ".join(parts)


def least_known(rows: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """The columns that say least, those that only some files have, and those that none has.

    Args:
        rows: ``label``, ``known`` (share; NaN: in no file), ``not_collected`` (reports of files
            without the column), the least known first.
        t: translator.
        formats: the reader's language.
    """
    comma = t("list.comma")
    gaps = rows[rows["known"] < 1].head(_NAMED)
    parts = [
        t("alt.bars.part", label=label, share=formats.percent(known))
        for label, known in zip(gaps["label"], gaps["known"], strict=True)
    ]
    told = [t("quality.least", parts=comma.join(parts)) if parts else t("quality.all_known")]
    absent = rows["known"].isna()
    for kind, some in (("partly", ~absent & rows["not_collected"].gt(0)), ("absent", absent)):
        if some.any():
            told.append(t(f"quality.{kind}", names=comma.join(rows.loc[some, "label"])))
    return sentences(told, t=t)


def usually(steps: pd.DataFrame, *, since: str, unit: str, t: Translate) -> str:
    """How soon most of a final count is in, or why that cannot be told.

    Args:
        steps: of one source, by delay from 0: ``share`` (NaN: not known), ``reason``.
        since: incident or report.
        unit: month or week.
        t: translator.
    """
    shares = steps["share"].tolist()
    delays = {level: after(shares, level) for level in _LEVELS}
    soon, late = (_when(delay, unit, t) for delay in delays.values())
    if not late:
        return t(f"late.{steps['reason'].iloc[0]}")
    if soon in ("", late):
        return t(f"late.{since}_{unit}.one", share=hundredths(_LEVELS[-1]), after=late)
    return t(
        f"late.{since}_{unit}.two",
        less=hundredths(_LEVELS[0]),
        soon=soon,
        more=hundredths(_LEVELS[1]),
        late=late,
    )


def after(shares: Sequence[float], level: float) -> int | None:
    """The first delay at which the share reaches the level; None if it may have been earlier.

    Args:
        shares: by delay from 0, NaN where not known: then none before is known either.
        level: a share.
    """
    for delay, share in enumerate(shares):
        if share >= level:
            return None if delay and pd.isna(shares[delay - 1]) else delay
    return None


def weeks_alt(steps: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """The share in after some weeks, for those who do not see the line."""
    told = steps[steps["delay"].isin(_WEEKS) & steps["share"].notna()]
    parts = [
        t("alt.bars.part", label=_when(int(delay), "week", t), share=formats.percent(share))
        for delay, share in zip(told["delay"], told["share"], strict=True)
    ]
    return t("list.comma").join(parts)


def _when(delay: int | None, unit: str, t: Translate) -> str:
    if delay is None:
        return ""
    form = {0: "same", 1: "next"}.get(delay, "later")
    return t(f"late.{unit}.{form}", n=f"{delay}")


def balance(difference: int, *, t: Translate, formats: Formats) -> str:
    """Whether every row of a file went somewhere, and how many went nowhere or twice."""
    if not difference:
        return t("balance.yes")
    kind = "missing" if difference > 0 else "twice"
    return t(f"balance.{kind}", n=formats.number(abs(difference)))
