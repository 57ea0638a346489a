"""The trend: monthly counts of one source, with their interval, beside the year before."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.spine import HEIGHT, every_month, on, regions, time_axis
from dashboard.charts.style import figure, known, safe, zero_based
from dashboard.charts.traces import alone, band, counts
from dashboard.theme import MARKS, Formats, Palette

_MOST_TICKS: Final = 10


def trend(
    *, months: pd.DataFrame, words: Mapping[str, str], palette: Palette, formats: Formats
) -> go.Figure:
    """Monthly counts of one source with their interval, and those of the year before.

    Lines are straight, for a smoothed count is not a count. Months still filling are hollow,
    shaded and marked ``P``; months not collected are gaps, shaded and marked ``..``.

    Args:
        months: one month a row: ``month``, ``reports``, ``lower``, ``upper`` (95 % interval),
            ``year_before`` (NA: none), ``status`` (final, provisional, not_collected).
        words: ``this_period``, ``year_before``, ``interval``, ``provisional``, ``not_collected``.
        palette: colours.
        formats: the reader's language.

    Raises:
        ValueError: for a month that appears twice, as in a frame of two sources.
    """
    texts = {word: safe(text) for word, text in words.items()}
    every = every_month(months)
    spine = on(every, months, name=texts["this_period"], words=texts, formats=formats)
    before = known(spine["year_before"])
    line, hollow = counts(spine, palette.blue, palette, name=texts["this_period"])
    year_before = {
        "type": "scatter",
        "x": line["x"],
        "y": before,
        "name": texts["year_before"],
        "line": {"color": palette.grey, "width": 1.6, "dash": "dash"},
        "hoverinfo": "skip",
        **alone(before, palette.grey),
    }
    interval = band(spine, texts["interval"], palette)
    hollow["name"] = f"{MARKS.provisional}  {texts['provisional']}"
    for rank, trace in enumerate((line, year_before, interval, hollow)):
        trace["legendrank"] = rank
    return figure(
        traces=[interval, year_before, line, hollow],
        palette=palette,
        height=HEIGHT,
        showlegend=True,
        hoverdistance=-1,
        xaxis=time_axis(every, formats, most=_MOST_TICKS),
        yaxis=zero_based([*line["y"], *before, *known(spine["upper"])], formats=formats),
        **regions(
            spine,
            palette,
            legend={"not_collected": f"{MARKS.not_collected}  {texts['not_collected']}"},
        ),
    )
