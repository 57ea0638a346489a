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
    for _, series in rows.groupby(KEYS, sort=False):
        if len(series.drop_duplicates(_PERIOD)) >= _LEAST:
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
    later = rows["status"].isin(["final", "revised"])
    replaced = rows["status"].eq("provisional") & later.groupby(
        [rows[name] for name in _PERIOD]
    ).transform("any")
    standing = rows["number"].mask(replaced).astype("float64")
    rows["whole"] = ~rows["year_kind"].isin(PARTS)
    rows["place"] = period.cumcount()
    rows["prints"] = period["id"].transform("size")
    rows["replaced"] = replaced
    rows["differs"] = standing.groupby([rows[name] for name in _PERIOD]).transform("nunique").gt(1)
    lines: dict[int, int] = {}
    usable = rows[rows["whole"] & ~rows["differs"] & ~replaced].drop_duplicates(_PERIOD)
    for _, kind in usable.groupby("year_kind", sort=False):
        for before, after in pairwise(kind.index):
            if _joins(rows.loc[before], rows.loc[after], breaks):
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


def _joins(before: pd.Series, after: pd.Series, breaks: Collection[pd.Timestamp]) -> bool:
    """Whether two periods follow each other without a change of definition in or between them."""
    follows = before["period_end"] + _DAY == after["period_start"]
    changed = any(before["period_start"] < day <= after["period_end"] for day in breaks)
    return follows and not changed
