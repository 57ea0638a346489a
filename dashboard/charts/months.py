"""Counts by month: one source beside its year before, or several series.

Lines are straight, for a smoothed count is not a count. Months still filling are hollow, shaded
and marked ``P``; months not collected are gaps, shaded and marked ``..``.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.spine import every_month, on, regions, runs, time_axis
from dashboard.charts.style import LINE_HEIGHT, figure, known, room, safe, wrapped, zero_based
from dashboard.theme import MARKS, READABLE, Formats, Palette, contrast

_HEIGHT: Final = 320
_POINT: Final = 8
_MOST_IN_ONE: Final = 4
_LABEL_UNITS: Final = 16

#: Small multiples, px: a panel, its title above the plot, its ticks below; panels side by side.
_PANEL, _TITLE, _TICKS, _ACROSS = 160, 24, 44, 2


def trend(
    *, months: pd.DataFrame, words: Mapping[str, str], palette: Palette, formats: Formats
) -> go.Figure:
    """Monthly counts of one source with their interval, and those of the year before.

    Args:
        months: one month a row: ``month``, ``reports``, ``lower``, ``upper`` (95 % interval),
            ``year_before`` (NA: none), ``status`` (final, provisional, not_collected).
        words: ``this_period``, ``year_before``, ``interval``, ``provisional``, ``not_collected``.
        palette: colours.
        formats: the reader's language.

    Raises:
        ValueError: for a month that appears twice, as in a frame of two sources.
    """
    spine = on(every_month(months), months)
    before = known(spine["year_before"])
    missing = safe(words["not_collected"])
    counts, hollow = _counts(spine, palette.blue, words["this_period"], words, palette, formats)
    return figure(
        traces=[
            _band(spine, safe(words["interval"]), palette),
            go.Scatter(
                x=counts.x,
                y=before,
                name=safe(words["year_before"]),
                line={"color": palette.grey, "width": 1.6, "dash": "dash"},
                hoverinfo="skip",
                **_alone(before, palette.grey),
            ),
            counts,
            hollow.update(name=f"{MARKS.provisional}  {safe(words['provisional'])}"),
        ],
        palette=palette,
        height=_HEIGHT,
        showlegend=True,
        hoverdistance=-1,
        xaxis=time_axis(spine.index, formats, most=9),
        yaxis=zero_based([*counts.y, *before, *known(spine["upper"])], formats=formats),
        **regions(spine, palette, legend={"not_collected": f"{MARKS.not_collected}  {missing}"}),
    )


def lines(
    *, series: pd.DataFrame, words: Mapping[str, str], palette: Palette, formats: Formats
) -> go.Figure:
    """Monthly counts of several series: up to four in one chart, more as small multiples.

    Args:
        series: one month of one series a row: ``label``, ``month``, ``reports``, ``status``.
            Series stand in the order of their first appearance.
        words: ``provisional``.
        palette: colours.
        formats: the reader's language.

    Raises:
        ValueError: for a month that appears twice in one series.
    """
    every = every_month(series)
    spines = {
        label: on(every, rows.drop(columns="label"))
        for label, rows in series.groupby("label", sort=False)
    }
    draw = _together if len(spines) <= _MOST_IN_ONE else _apart
    return draw(spines, every, words, palette, formats)


def _together(
    spines: dict[str, pd.DataFrame],
    every: pd.DatetimeIndex,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
) -> go.Figure:
    """All series on one plot, each named at its end."""
    colours = (palette.blue, palette.clay, palette.ink, palette.grey)
    traces = [
        trace
        for (label, spine), colour in zip(spines.items(), colours, strict=False)
        for trace in _counts(spine, colour, label, words, palette, formats)
    ]
    yaxis = zero_based([y for trace in traces for y in trace.y], formats=formats)
    labels = [wrapped(label, units=_LABEL_UNITS) for label in spines]
    around = regions(_common(spines, every), palette)
    ends = _ends([trace.y for trace in traces[::2]], labels, yaxis["range"][1])
    names = [
        {
            "text": label,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": end,
            "yref": "paper",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "font": {"color": colour if _is_readable(colour, palette) else palette.ink},
        }
        for label, end, colour in zip(labels, ends, colours, strict=False)
    ]
    return figure(
        traces=traces,
        palette=palette,
        height=_HEIGHT,
        hoverdistance=-1,
        margin={"r": room(line for label in labels for line in label.split("<br>"))},
        xaxis=time_axis(every, formats, most=7),
        yaxis=yaxis,
        shapes=around["shapes"],
        annotations=[*around["annotations"], *names],
    )


def _apart(
    spines: dict[str, pd.DataFrame],
    every: pd.DatetimeIndex,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
) -> go.Figure:
    """One panel a series, all on the same scale."""
    traces, shapes, annotations, axes = [], [], [], {}
    counts = [count for spine in spines.values() for count in known(spine["reports"])]
    yaxis = zero_based(counts, formats=formats, most=3)
    left = room(yaxis["ticktext"])
    height = -(-len(spines) // _ACROSS) * _PANEL
    for place, (label, spine) in enumerate(spines.items()):
        down, across = divmod(place, _ACROSS)
        number = "" if place == 0 else str(place + 1)
        start, end = across / _ACROSS, (across + 0.94) / _ACROSS
        top = 1 - (down * _PANEL + _TITLE) / height
        bottom = 1 - ((down + 1) * _PANEL - _TICKS) / height
        axes[f"xaxis{number}"] = time_axis(every, formats, most=3) | {
            "domain": [start, end],
            "anchor": f"y{number}",
            "automargin": False,
        }
        axes[f"yaxis{number}"] = yaxis | {
            "domain": [bottom, top],
            "anchor": f"x{number}",
            "automargin": False,
            "showticklabels": across == 0,
        }
        for trace in _counts(spine, palette.blue, label, words, palette, formats):
            traces.append(trace.update(xaxis=f"x{number}", yaxis=f"y{number}"))
        around = regions(spine, palette, axes=number)
        shapes += around["shapes"]
        annotations += [*around["annotations"], _title(label, start, top)]
    return figure(
        traces=traces,
        palette=palette,
        height=height,
        hoverdistance=-1,
        margin={"l": left, "r": 4, "t": 0, "b": 0},
        shapes=shapes,
        annotations=annotations,
        **axes,
    )


def _title(label: str, x: float, y: float) -> dict[str, Any]:
    """The name of a panel, above its left edge."""
    return {
        "text": f"<b>{safe(label)}</b>",
        "x": x,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
    }


def _counts(  # noqa: PLR0913 - all of them are what the two traces are made of
    spine: pd.DataFrame,
    colour: str,
    name: str,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
) -> tuple[go.Scatter, go.Scatter]:
    """The line of one series, and its hollow points."""
    x = spine.index.strftime("%Y-%m-%d").tolist()
    reports = known(spine["reports"])
    filling = spine["status"].eq("provisional").tolist()
    line = go.Scatter(
        x=x,
        y=reports,
        name=safe(name),
        line={"color": colour, "width": 2.6},
        connectgaps=False,
        hovertext=[
            f"{safe(name)}<br>{formats.month(month)}: {formats.number(count)}"
            + (f" {MARKS.provisional} ({safe(words['provisional'])})" if open_ else "")
            for month, count, open_ in zip(spine.index, reports, filling, strict=True)
        ],
        hoverinfo="text",
        **_alone(reports, colour),
    )
    hollow = go.Scatter(
        x=x,
        y=[count if open_ else None for count, open_ in zip(reports, filling, strict=True)],
        mode="markers",
        marker={
            "color": palette.ground,
            "size": _POINT,
            "line": {"color": colour, "width": 2},
        },
        hoverinfo="skip",
    )
    return line, hollow


def _alone(values: list[Any], colour: str) -> dict[str, Any]:
    """Mode and markers of a line that shows a month between two gaps, which has no segment."""
    sizes = [0] * len(values)
    for first, last in runs([value is not None for value in values]):
        if first == last:
            sizes[first] = _POINT
    if not any(sizes):
        return {"mode": "lines"}
    return {"mode": "lines+markers", "marker": {"color": colour, "size": sizes, "opacity": 1}}


def _band(spine: pd.DataFrame, name: str, palette: Palette) -> go.Scatter:
    """The interval: one closed shape for each run of months that have one."""
    days = spine.index.strftime("%Y-%m-%d").tolist()
    lower, upper = known(spine["lower"]), known(spine["upper"])
    has_both = [low is not None and up is not None for low, up in zip(lower, upper, strict=True)]
    x: list[str | None] = []
    y: list[float | None] = []
    for first, last in runs(has_both):
        there = slice(first, last + 1)
        x += [*days[there], *reversed(days[there]), None]
        y += [*upper[there], *reversed(lower[there]), None]
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="lines",
        fill="toself",
        fillcolor=palette.faint(palette.blue, 0.16),
        line={"width": 0, "color": palette.faint(palette.blue, 0.16)},
        hoverinfo="skip",
    )


def _common(spines: dict[str, pd.DataFrame], every: pd.DatetimeIndex) -> pd.DataFrame:
    """What holds for the plot: filling if any series is, not collected if none is."""
    status = pd.DataFrame({label: spine["status"] for label, spine in spines.items()}, index=every)
    common = pd.Series("final", index=every)
    common[status.eq("provisional").any(axis=1)] = "provisional"
    common[status.eq("not_collected").all(axis=1)] = "not_collected"
    return common.to_frame("status")


def _ends(series: list[list[float | None]], labels: list[str], top: float) -> list[float]:
    """Heights (0 to 1) of the names at the ends of lines, moved apart so that none overlap."""
    last = [next((y for y in reversed(ys) if y is not None), 0) / top for ys in series]
    rooms = [(label.count("<br>") + 1) * LINE_HEIGHT / (_HEIGHT - _TICKS) for label in labels]
    ends = dict.fromkeys(range(len(last)), 0.0)
    floor = 0.0
    for place in sorted(ends, key=lambda place: last[place]):
        ends[place] = max(last[place], floor + rooms[place] / 2)
        floor = ends[place] + rooms[place] / 2
    ceiling = 1.0
    for place in sorted(ends, key=lambda place: -ends[place]):
        ends[place] = min(ends[place], ceiling - rooms[place] / 2)
        ceiling = ends[place] - rooms[place] / 2
    return [ends[place] for place in range(len(last))]


def _is_readable(colour: str, palette: Palette) -> bool:
    return contrast(colour, palette.ground) >= READABLE
