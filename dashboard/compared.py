"""Sources side by side as frames: which periods can be a base, and which is the latest. Pure."""

from collections.abc import Sequence

import pandas as pd

from dashboard.theme import Formats


def bases(compared: pd.DataFrame) -> list[pd.Timestamp]:
    """Days that lie in a final period of every source, one for each set of such periods, by time.

    Args:
        compared: the store's answer: ``source``, ``period_start``, ``period_end``, ``status``.
    """
    final = compared[compared["status"] == "final"]
    found: dict[tuple[pd.Timestamp, ...], pd.Timestamp] = {}
    for day in sorted(final["period_start"].unique()):
        around = final[final["period_start"].le(day) & final["period_end"].ge(day)]
        if around["source"].nunique() == compared["source"].nunique():
            found.setdefault(tuple(around["period_start"]), day)
    return list(found.values())


def within(days: Sequence[pd.Timestamp], asked: pd.Timestamp, months: int) -> pd.Timestamp | None:
    """The last base that begins by the day asked for, if its period of so many months holds it."""
    before = [day for day in days if day <= asked < day + pd.DateOffset(months=months)]
    return before[-1] if before else None


def named(compared: pd.DataFrame, day: pd.Timestamp, formats: Formats) -> str:
    """The periods of all sources that hold this day; one name where they are called alike."""
    around = compared[compared["period_start"].le(day) & compared["period_end"].ge(day)]
    ends = zip(around["period_start"], around["months"], strict=True)
    return " / ".join(dict.fromkeys(formats.period(start, int(months)) for start, months in ends))


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """The last final period that every source has; where years begin apart, the last of each.

    Args:
        rows: ``source``, ``period_start``, ``status``, ``value`` (NaN: none), by time.
    """
    known = rows[rows["status"].eq("final") & rows["value"].notna()]
    sources = known.groupby("period_start")["source"].transform("nunique")
    shared = known[sources == known["source"].nunique()]
    return (known if shared.empty else shared).groupby("source", sort=False).tail(1)
