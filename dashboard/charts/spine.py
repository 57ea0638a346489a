"""The axis of months, and what is shaded on it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

import pandas as pd

from dashboard.theme import MARKS, Formats, Palette

HEIGHT: Final = 320  # px, of a chart with one plot
_HALF_A_MONTH: Final = pd.Timedelta(days=15)
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
_SHADES: Final = {"provisional": 0.10, "not_collected": 0.20}
_SIGNS: Final = {"provisional": MARKS.provisional, "not_collected": MARKS.not_collected}


def every_month(months: pd.DataFrame) -> pd.DatetimeIndex:
    """All months from the first to the last of a frame, each as its first day."""
    stamps = pd.to_datetime(months["month"])
    if stamps.empty:
        return pd.DatetimeIndex([])
    return pd.date_range(stamps.min(), stamps.max(), freq="MS")


def on(
    every: pd.DatetimeIndex,
    months: pd.DataFrame,
    *,
    name: str,
    words: Mapping[str, str],
    formats: Formats,
) -> pd.DataFrame:
    """The frame with a row for each month; one without a row counts as not collected.

    Adds ``day`` (ISO text) and ``hover`` (what a point tells: ``name``, month, count, and whether
    the month is still filling). Names and words are safe texts.

    Raises:
        ValueError: for a month that appears twice.
    """
    spine = months.set_index(pd.DatetimeIndex(months["month"])).reindex(every)
    spine["status"] = spine["status"].fillna("not_collected")
    spine["reports"] = spine["reports"].mask(spine["status"] == "not_collected")
    spine["day"] = every.strftime("%Y-%m-%d")
    filling = f" {MARKS.provisional} ({words['provisional']})"
    spine["hover"] = [
        f"{name}<br>{formats.month(month)}: {formats.number(count)}"
        + (filling if status == "provisional" else "")
        for month, count, status in zip(every, spine["reports"], spine["status"], strict=True)
    ]
    return spine


def runs(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last place of each unbroken run of true flags."""
    stretches = (list(run) for flag, run in groupby(enumerate(flags), lambda f: f[1]) if flag)
    return [(run[0][0], run[-1][0]) for run in stretches]


def time_axis(every: pd.DatetimeIndex, formats: Formats, *, most: int) -> dict[str, Any]:
    """At most ``most`` ticks, on the months that divide a year evenly.

    The year stands under each January, and under the first tick where the next is none: two years
    side by side would touch. It stands alone where ticks are years; those may turn.
    """
    if every.empty:
        return {"visible": False}
    number = every.year * 12 + every.month - 1
    step = next((step for step in _STEPS if len(every) <= step * most), _STEPS[-1])
    ticks = every[number % step == 0]
    lone = next((tick for tick in ticks[:1] if len(ticks) < 2 or ticks[1].month != 1), None)
    return {
        "tickvals": ticks.strftime("%Y-%m-%d").tolist(),
        "ticktext": [
            formats.year(tick)
            if step >= 12
            else formats.month_of_year(tick)
            + (f"<br>{formats.year(tick)}" if tick.month == 1 or tick == lone else "")
            for tick in ticks
        ],
        "tickangle": None if step >= 12 else 0,
        "range": [
            str((every[0] - _HALF_A_MONTH).date()),
            str((every[-1] + _HALF_A_MONTH).date()),
        ],
        "showline": True,
    }


def regions(
    spine: pd.DataFrame,
    palette: Palette,
    *,
    axes: str = "",
    legend: Mapping[str, str] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Shapes and signs over the months that are not final.

    Args:
        spine: ``status`` by month.
        palette: colours.
        axes: number of the axes in a figure with several, as plotly writes it.
        legend: what the legend calls the regions of a status, if it names them.
    """
    names = dict(legend or {})
    shapes: list[dict[str, Any]] = []
    signs: list[dict[str, Any]] = []
    for status, opacity in _SHADES.items():
        for first, last in runs(spine["status"].eq(status).tolist()):
            start, end = spine.index[first] - _HALF_A_MONTH, spine.index[last] + _HALF_A_MONTH
            place = {"xref": f"x{axes}", "yref": f"y{axes} domain"}
            shape = place | {
                "type": "rect",
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": palette.faint(palette.grey, opacity),
                "x0": str(start.date()),
                "x1": str(end.date()),
                "y0": 0,
                "y1": 1,
            }
            sign = place | {
                "text": _SIGNS[status],
                "x": str((start + (end - start) / 2).date()),
                "y": 1,
                "yanchor": "top",
                "showarrow": False,
            }
            if status in names:
                shape |= {"name": names.pop(status), "showlegend": True}
            shapes.append(shape)
            signs.append(sign)
    return {"shapes": shapes, "annotations": signs}
