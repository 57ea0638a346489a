"""The trend: counts of one source by period, with their interval, beside the year before."""

from collections.abc import Mapping
from typing import Final

from dashboard.charts.spine import (
    HEIGHT,
    NO_EVENTS,
    Spine,
    every_period,
    on,
    poles,
    regions,
    signs,
    time_axis,
)
from dashboard.charts.style import Figure, Trace, figure, safe, zero_based
from dashboard.charts.traces import band, beside, compared, counts, if_any, part
from dashboard.columns import Columns, where
from dashboard.theme import MARKS, Formats, Palette

_MOST_TICKS: Final = 10


def trend(
    *,
    periods: Columns,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
    events: Columns = NO_EVENTS,
) -> Figure:
    """Counts of one source by period with their interval, and those of the year before.

    Lines are straight, for a smoothed count is not a count. Periods still filling are hollow,
    shaded and marked ``P``; those counted in part are hollow and stand off the line, for they
    cannot be compared with whole ones; those not collected are gaps, shaded and marked ``..``.

    Args:
        periods: one period a row: ``period_start``, ``months`` (of it), ``reports``, ``lower``,
            ``upper`` (95 % interval), ``year_before`` (NA: none), ``rolling_mean`` (NaN: none),
            ``status`` (final, provisional, incomplete, not_collected).
        words: ``this_period``, ``year_before``, ``interval``, ``provisional``, ``incomplete``,
            ``not_collected``, ``mean``.
        palette: colours.
        formats: the reader's language.
        events: ``number`` and ``day`` of what is marked on the axis.

    Raises:
        ValueError: for a period that appears twice, as in a frame of two sources.
    """
    texts = {word: safe(text) for word, text in words.items()}
    every = every_period(periods)
    spine = on(every, periods, name=texts["this_period"], words=texts, formats=formats)
    whole = [status != "incomplete" for status in spine["status"]]
    line, hollow = counts(spine, palette.blue, palette, name=texts["this_period"])
    apart = part(spine, palette.blue, palette) | {"name": texts["incomplete"]}
    before = beside(compared(spine), spine, texts["year_before"], palette)
    interval = band(where(spine, whole), palette.blue, palette, name=texts["interval"])
    hollow["name"] = f"{MARKS.provisional}  {texts['provisional']}"
    mean = _mean(spine, texts["mean"], palette)
    for rank, trace in enumerate((line, before, mean, interval, hollow, apart)):
        trace["legendrank"] = rank
    heights = [y for trace in (line, before, mean, apart) for y in trace["y"]]
    shades = regions(
        spine,
        every,
        palette,
        legend={"not_collected": f"{MARKS.not_collected}  {texts['not_collected']}"},
    )
    yaxis = zero_based([*heights, *spine["upper"]], formats=formats)
    signed = signs(spine, every, yaxis["range"][1], events=events)
    return figure(
        traces=[interval, before, *if_any(mean), line, hollow, *if_any(apart), *signed],
        palette=palette,
        height=HEIGHT,
        showlegend=True,
        hoverdistance=-1,
        xaxis=time_axis(every, formats, most=_MOST_TICKS),
        yaxis=yaxis,
        shapes=shades + poles(events, every, palette),
    )


def _mean(spine: Spine, name: str, palette: Palette) -> Trace:
    """The mean of twelve months: a thin line in ink, which has no points."""
    return {
        "type": "scatter",
        "x": spine["day"],
        "y": spine["rolling_mean"],
        "name": name,
        "mode": "lines",
        "line": {"color": palette.ink, "width": 1.4},
        "connectgaps": False,
        "hoverinfo": "skip",
    }
