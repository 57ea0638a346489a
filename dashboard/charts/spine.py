"""The axis of months, quarters or years, and what is shaded and marked on it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

import pandas as pd

from dashboard.theme import MARKS, Formats, Palette

HEIGHT: Final = 320  # px, of a chart with one plot
_HALF_A_MONTH: Final = pd.Timedelta(days=15)
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
_SHADES: Final = {"provisional": 0.10, "incomplete": 0.10, "not_collected": 0.20}
_YEAR: Final = 12  # months
#: For a chart on whose axis nothing is marked.
NO_EVENTS: Final = pd.DataFrame({"number": [], "day": pd.to_datetime([])})

_SIGNS: Final = {"provisional": MARKS.provisional, "not_collected": MARKS.not_collected}


def every_period(periods: pd.DataFrame) -> pd.DatetimeIndex:
    """All periods from the first to the last of a frame, by their first day.

    Args:
        periods: ``period_start`` and ``months``, how many each has.
    """
    stamps = pd.to_datetime(periods["period_start"])
    if stamps.empty:
        return pd.DatetimeIndex([])
    return pd.date_range(stamps.min(), stamps.max(), freq=f"{periods['months'].iloc[0]}MS")


def span_of(every: pd.Index) -> int:
    """Months of each period of ``every_period``; 1 where there is none."""
    freq = getattr(every, "freq", None)
    return 1 if freq is None else int(freq.n)


def on(
    every: pd.DatetimeIndex,
    periods: pd.DataFrame,
    *,
    name: str,
    words: Mapping[str, str],
    formats: Formats,
) -> pd.DataFrame:
    """The frame with a row for each period; one without a row counts as not collected.

    Adds ``day`` (ISO text) and ``hover`` (what a point tells: ``name``, period, count, and whether
    that is not final). Names and words are safe texts.

    Raises:
        ValueError: for a period that appears twice.
    """
    spine = periods.set_index(pd.DatetimeIndex(periods["period_start"])).reindex(every)
    spine["status"] = spine["status"].fillna("not_collected")
    spine["reports"] = spine["reports"].mask(spine["status"] == "not_collected")
    spine["day"] = every.strftime("%Y-%m-%d")
    told = {
        "provisional": f" {MARKS.provisional} ({words['provisional']})",
        "incomplete": f" ({words['incomplete']})",
    }
    heads = [f"{name}<br>{formats.period(start, span_of(every))}" for start in every]
    spine["hover"] = [
        f"{head}: {formats.number(count)}{told.get(status, '')}"
        for head, count, status in zip(heads, spine["reports"], spine["status"], strict=True)
    ]
    return spine


def runs(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last place of each unbroken run of true flags."""
    stretches = (list(run) for flag, run in groupby(enumerate(flags), lambda f: f[1]) if flag)
    return [(run[0][0], run[-1][0]) for run in stretches]


def time_axis(every: pd.DatetimeIndex, formats: Formats, *, most: int) -> dict[str, Any]:
    """At most ``most`` ticks; months stand on those that divide a year evenly.

    The year stands under each first month or quarter, and under the first tick where the next is
    none: two years side by side would touch. It stands alone where ticks are years; those may turn.
    """
    if every.empty:
        return {"visible": False}
    span = span_of(every)
    step = next((s for s in _STEPS if s % span == 0 and len(every) * span <= s * most), _STEPS[-1])
    number = every.year * 12 + every.month - (every[-1].month if span == _YEAR else 1)
    ticks = every[number % step == 0]
    lone = next((tick for tick in ticks[:1] if len(ticks) < 2 or ticks[1].month != 1), None)
    part = formats.month_of_year if span == 1 else formats.quarter_of_year
    return {
        "tickvals": ticks.strftime("%Y-%m-%d").tolist(),
        "ticktext": [
            formats.period(tick, _YEAR)
            if step >= _YEAR
            else part(tick)
            + (f"<br>{formats.year(tick)}" if tick.month == 1 or tick == lone else "")
            for tick in ticks
        ],
        "tickangle": None if step >= _YEAR else 0,
        "range": [
            str((every[0] - _HALF_A_MONTH * span).date()),
            str((every[-1] + _HALF_A_MONTH * span).date()),
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
    """Shapes and signs over the periods that are not final.

    Args:
        spine: ``status`` by period.
        palette: colours.
        axes: number of the axes in a figure with several, as plotly writes it.
        legend: what the legend calls the regions of a status, if it names them.
    """
    names = dict(legend or {})
    half = _HALF_A_MONTH * span_of(spine.index)
    shapes: list[dict[str, Any]] = []
    signs: list[dict[str, Any]] = []
    for status, opacity in _SHADES.items():
        for first, last in runs(spine["status"].eq(status).tolist()):
            start, end = spine.index[first] - half, spine.index[last] + half
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
            if status in names:
                shape |= {"name": names.pop(status), "showlegend": True}
            shapes.append(shape)
            if status in _SIGNS:
                sign = {"text": _SIGNS[status], "x": str((start + (end - start) / 2).date())}
                signs.append(place | sign | {"y": 1, "yanchor": "top", "showarrow": False})
    return {"shapes": shapes, "annotations": signs}


def marks(
    events: pd.DataFrame,
    every: pd.DatetimeIndex,
    palette: Palette,
    *,
    axes: str = "",
    low: bool = False,
) -> dict[str, list[dict[str, Any]]]:
    """A dotted line with its numbers for each period in which something happened.

    Args:
        events: ``number`` (its place in the list below the chart) and ``day`` (datetime).
        every: the periods, by their first day; what lies outside is left out.
        palette: colours.
        axes: number of the axes in a figure with several, as plotly writes it.
        low: whether the plot is low: numbers stand at its top, else at its foot in a frame.
    """
    shapes: list[dict[str, Any]] = []
    signs: list[dict[str, Any]] = []
    if events.empty or every.empty:
        return {"shapes": shapes, "annotations": signs}
    after = every[-1] + pd.DateOffset(months=span_of(every))
    shown = events[events["day"].ge(every[0]) & events["day"].lt(after)]
    places = every.searchsorted(shown["day"], side="right") - 1
    numbers: dict[int, list[str]] = {}
    for place, number in zip(places.tolist(), shown["number"], strict=True):
        numbers.setdefault(place, []).append(str(number))
    for place, noted in sorted(numbers.items()):
        x = every[place].strftime("%Y-%m-%d")
        on_axes = {"xref": f"x{axes}", "yref": f"y{axes} domain"}
        line = {"color": palette.grey, "width": 1, "dash": "dot"}
        shapes.append(
            on_axes
            | {"type": "line", "layer": "below", "line": line}
            | {"x0": x, "x1": x, "y0": 0, "y1": 1}
        )
        # A low plot has its free room at the top, and none for frames.
        box = {"y": 0, "yanchor": "bottom", "bordercolor": palette.grey, "borderpad": 2}
        sign = {"y": 1, "yanchor": "top"} if low else box
        signs.append(
            on_axes
            | {"text": ", ".join(noted), "x": x, "showarrow": False, "font": {"size": 11}}
            | {"bgcolor": palette.ground if low else palette.panel}
            | sign
        )
    return {"shapes": shapes, "annotations": signs}
