"""Printed figures as series: which belong together, which may be joined, which differ. Pure."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

import pandas as pd

#: What figures of one series share. A provisional print counts as the category it anticipates.
KEYS: Final = ["country", "measure", "source", "unit", "dimension", "anticipates"]

#: Kinds of period that are no whole one: never joined, and drawn hollow.
PARTS: Final = ("part_year", "multi_year", "survey")

#: Whole years.
YEARS: Final = ("calendar", "fiscal_apr", "fiscal_jul")

_PERIOD: Final = ["period_start", "period_end"]
#: First and last day.
Period = tuple[pd.Timestamp, pd.Timestamp]

_LEAST: Final = 3  # periods
_DAY: Final = pd.Timedelta(days=1)


def grouped(told: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Figures that form one series of at least three periods, in the order they come.

    Within a series by period, smaller values first.

    Args:
        told: as ``figures.printed`` gives it.
    """
    rows = told[told["number"].notna()].assign(
        anticipates=told["category"].str.removesuffix("_provisional"),
        period_start=pd.to_datetime(told["period_start"]),
        period_end=pd.to_datetime(told["period_end"]),
    )
    periods = rows[[*KEYS, *_PERIOD]].drop_duplicates().groupby(KEYS).size()
    many = rows.join(periods.rename("periods"), on=KEYS)["periods"] >= _LEAST
    for _, series in rows[many].groupby(KEYS, sort=False):
        yield series.sort_values([*_PERIOD, "number"], kind="stable")


def arranged(series: pd.DataFrame, breaks: Collection[pd.Timestamp] = ()) -> pd.DataFrame:
    """A series, with how its prints are drawn.

    Args:
        series: one of ``grouped``.
        breaks: days on which the definition changed.

    Returns:
        The rows, with ``whole`` (bool: of a whole year, half-year, quarter or month), ``prints``
        (of the same period), ``place`` (among them, from 0), ``differs`` (bool: the prints of the
        period differ, and none replaced the others), ``replaced`` (bool: a provisional print of
        which a final or revised one is there) and ``line`` (number of the line that joins it with
        the period before or after; NA for a point that stands alone).
    """
    rows = series.reset_index(drop=True)
    period = rows.groupby(_PERIOD, sort=False)
    settled = rows["status"].isin(["final", "revised"])
    replaced = rows["status"].eq("provisional") & settled.groupby(
        [rows[name] for name in _PERIOD]
    ).transform("any")
    standing = rows["number"].astype("float64").mask(replaced)
    rows["whole"] = ~rows["year_kind"].isin(PARTS)
    rows["place"] = period.cumcount()
    rows["prints"] = period["id"].transform("size")
    rows["replaced"] = replaced
    rows["differs"] = standing.groupby([rows[name] for name in _PERIOD]).transform("nunique").gt(1)
    lines: dict[int, int] = {}
    usable = rows.loc[rows["whole"] & ~rows["differs"] & ~replaced, ["year_kind", *_PERIOD]]
    usable = usable[~usable.duplicated()]
    for _, kind in usable.groupby("year_kind", sort=False):
        periods = zip(kind["period_start"], kind["period_end"], strict=True)
        places = pairwise(kind.index)
        for (before, after), (earlier, later) in zip(places, pairwise(periods), strict=True):
            if _joins(earlier, later, breaks):
                lines[after] = lines.setdefault(before, before)
    rows["line"] = pd.array([lines.get(place) for place in rows.index], dtype="Int64")
    return rows


def missing(rows: pd.DataFrame) -> list[pd.Timestamp]:
    """First days of the whole years between two printed ones that nobody printed.

    Args:
        rows: as ``arranged`` gives them; looks only at the most frequent kind of whole year.
    """
    kinds = rows.loc[rows["year_kind"].isin(YEARS), "year_kind"]
    if kinds.empty:
        return []
    starts = rows.loc[rows["year_kind"].eq(kinds.mode().iloc[0]), "period_start"]
    every = pd.date_range(starts.min(), starts.max(), freq=pd.DateOffset(years=1))
    return [start for start in every if start not in set(starts)]


def _joins(before: Period, after: Period, breaks: Collection[pd.Timestamp]) -> bool:
    """Whether two periods follow each other without a change of definition in or between them."""
    changed = any(before[0] < day <= after[1] for day in breaks)
    return before[1] + _DAY == after[0] and not changed
