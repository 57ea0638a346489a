"""Sentences made from counts by period: what a trend shows, what is not final in it. Pure."""

from collections.abc import Iterable

import pandas as pd

from dashboard.text import Translate
from dashboard.theme import Formats


def sentences(told: Iterable[str], *, t: Translate) -> str:
    """One text of several sentences; an empty one is left out."""
    return "".join(t("list.sentence", text=text) for text in told if text).strip()


def named(periods: pd.DataFrame, formats: Formats) -> list[str]:
    """Each period in words.

    Args:
        periods: ``period_start`` and ``months``, how many it has.
        formats: the reader's language.
    """
    ends = zip(periods["period_start"], periods["months"], strict=True)
    return [formats.period(start, int(months)) for start, months in ends]


def extremes(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """The highest and the lowest final period of a trend; empty without two."""
    final = _final(periods)
    if len(final) < 2:
        return ""
    return t("finding.extremes", **_ends(final, formats))


def filling(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """How much of the final count is in by now, of each period still filling; empty for none.

    Args:
        periods: ``period_start``, ``months``, ``status`` and ``completeness`` (share of 1, NaN
            where it cannot be estimated).
        t: translator.
        formats: the reader's language.
    """
    rows = periods[periods["status"].eq("provisional") & periods["completeness"].notna()].tail(3)
    parts = [
        t("filling.part", period=period, share=formats.number(100 * share))
        for period, share in zip(named(rows, formats), rows["completeness"], strict=True)
    ]
    return t("filling", parts=t("list.comma").join(parts)) if parts else ""


def complete(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """How many of the months are final, provisional and not collected."""
    counted = periods["status"].value_counts()
    kinds = ("final", "provisional", "not_collected")
    numbers = {kind: formats.number(int(counted.get(kind, 0))) for kind in kinds}
    return t("complete", n=formats.number(len(periods)), **numbers)


def share_alt(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """What a share over time shows: its first and last final period, and how many are unknown."""
    final = _final(periods).dropna(subset="share")
    if final.empty:
        return t("alt.trend.none")
    names = named(final, formats)
    return t(
        "alt.share",
        first=names[0],
        last=names[-1],
        start=formats.percent(final["share"].iloc[0]),
        end=formats.percent(final["share"].iloc[-1]),
        most=formats.percent(final["share"].max()),
        least=formats.percent(final["share"].min()),
        unknown=formats.percent(periods["unknown"].sum() / max(periods["reports"].sum(), 1)),
    )


def loose(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """Reports that have no place on an axis of incidents; empty for none.

    Args:
        periods: of one source, and of one column or none: ``undated`` and ``uncollected``, the same
            on each row (NA by date of report).
        t: translator.
        formats: the reader's language.
    """
    first = periods.head(1)
    told = [
        t(f"loose.{name}", n=formats.number(first[name].iloc[0]))
        for name in ("undated", "uncollected")
        if first[name].fillna(0).gt(0).any()
    ]
    return sentences(told, t=t)


def trend_alt(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """What a trend shows: its ends, its highest and lowest period, what is not final or dated."""
    final = _final(periods)
    if final.empty:
        return t("alt.trend.none")
    counts, names = final["reports"].astype(int), named(final, formats)
    words = _ends(final, formats) | {
        "first": names[0],
        "last": names[-1],
        "start": formats.number(counts.iloc[0]),
        "end": formats.number(counts.iloc[-1]),
        "open": formats.number(int(periods["status"].isin(["provisional", "incomplete"]).sum())),
    }
    undated = periods["undated"].head(1).fillna(0).sum()
    told = [t("alt.trend", **words)]
    if undated:
        every = undated + periods["reports"].sum()
        told.append(t("alt.undated", share=formats.percent(undated / every)))
    return sentences(told, t=t)


def not_final(periods: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """Which periods are not final, from the first to the last; empty for none."""
    rows = periods[periods["status"].isin(["provisional", "incomplete"])]
    rows = rows.drop_duplicates("period_start").sort_values("period_start")
    if rows.empty:
        return ""
    first, *_, last = 2 * named(rows, formats)
    span = first if len(rows) == 1 else t("period.span", first=first, last=last)
    return t("alt.not_final", periods=span)


def _final(periods: pd.DataFrame) -> pd.DataFrame:
    return periods[periods["status"] == "final"].dropna(subset="reports")


def _ends(final: pd.DataFrame, formats: Formats) -> dict[str, str]:
    """The highest and the lowest count, and when each was."""
    counts, names = final["reports"].astype(int), named(final, formats)
    places = {"most": int(counts.argmax()), "least": int(counts.argmin())}
    words = {name: formats.number(counts.iloc[place]) for name, place in places.items()}
    return words | {f"{name}_period": names[place] for name, place in places.items()}
