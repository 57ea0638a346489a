"""Different sources on one axis: an index or a rate by period, each line with its interval."""

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from dashboard.charts.names import at_the_ends, written
from dashboard.charts.spine import HEIGHT, Periods, Spine, beginnings, every_period, on, time_axis
from dashboard.charts.style import HEADROOM, LINE_HEIGHT, Figure, Trace, figure, safe
from dashboard.charts.traces import band, counts
from dashboard.columns import Columns, apart, differences, known, lists
from dashboard.theme import MARKS, Formats, Palette

#: Forms of lines, so that colour is not all that tells two apart.
_FORMS: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")

#: Between the bars of two sources in one year, so that none hides another.
_APART: Final = timedelta(days=14)

_YEAR: Final = 12  # months
_MOST_TICKS: Final = 7
_MOST_STEPS: Final = 5


def side_by_side(
    *,
    series: Columns,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
    level: float | None = None,
) -> Figure:
    """Numbers of different sources by period, from zero, each line of its own form and named.

    The interval is a band; of years, which are few, a bar at each point. What is still filling is
    hollow; where there is no number is a gap.

    Args:
        series: one period of one source a row: ``label``, ``period_start``, ``months`` (of it),
            ``value``, ``lower``, ``upper`` (NaN: none), ``text`` (value and interval),
            ``status``. Sources stand in the order of their first appearance.
        words: ``different`` (that the sources are), ``provisional``.
        palette: colours.
        formats: the reader's language.
        level: a number that a thin line marks.

    Raises:
        ValueError: for a period that appears twice in one source.
    """
    texts = {word: safe(text) for word, text in words.items()}
    colours = (palette.blue, palette.clay, palette.ink, palette.grey)
    sources = apart(series, "label")
    intervals: list[Trace] = []
    lines: list[Trace] = []
    filling: list[Trace] = []
    for place, (label, rows) in enumerate(sources.items()):
        aside = _APART * (place - (len(sources) - 1) / 2)
        every = every_period(rows)
        spine = _spine(rows, every, safe(label), texts, formats)
        if every.months == _YEAR:
            spine["day"] = [(start + aside).isoformat() for start in every.starts]
        colour = colours[place % len(colours)]
        line, hollow = counts(spine, colour, palette, name="")
        line["line"]["dash"] = _FORMS[place % len(_FORMS)]
        if every.months == _YEAR:
            line["error_y"] = _bars(spine, colour)
        else:
            intervals.append(band(spine, colour, palette, name=""))
        lines.append(line)
        filling += [hollow] if hollow["x"] else []
    for trace in (*intervals, *lines, *filling):
        trace["showlegend"] = False
    for hollow in filling[:1]:
        hollow |= {"showlegend": True, "name": f"{MARKS.provisional}  {texts['provisional']}"}
    yaxis = _axis((*known(series["value"]), *known(series["upper"])), formats)
    named = at_the_ends(sources, lines, yaxis["range"][1], palette)
    different = written(texts["different"], x=0, y=1, anchors=("left", "bottom"))
    different["yshift"] = LINE_HEIGHT + 8  # over the legend
    return figure(
        traces=[*intervals, *lines, *filling],
        palette=palette,
        height=HEIGHT,
        hoverdistance=-1,
        showlegend=bool(filling),
        margin={"t": 3 * LINE_HEIGHT, "r": named.width},
        xaxis=time_axis(_times(series), formats, most=_MOST_TICKS),
        yaxis=yaxis,
        shapes=[] if level is None else [_level(level, palette)],
        annotations=[different, *named.annotations],
    )


def _spine(
    rows: Columns, every: Periods, name: str, texts: Mapping[str, str], formats: Formats
) -> Spine:
    """One source by period as ``counts`` and ``band`` take it."""
    words = dict.fromkeys(("provisional", "incomplete"), "")
    counted = lists(rows) | {"reports": list(rows["value"])}
    spine = on(every, counted, name=name, words=words, formats=formats)
    # The base of an index is its own measure and has no limits: the band closes there.
    for limit in ("lower", "upper"):
        ends = zip(spine[limit], spine["value"], strict=True)
        spine[limit] = [value if end is None else end for end, value in ends]
    told = {"provisional": f" {MARKS.provisional} ({texts['provisional']})"}
    spine["hover"] = [
        f"{name}<br>{formats.period(start, every.months)}: "
        f"{safe(text or MARKS.not_collected)}{told.get(status, '')}"
        for start, text, status in zip(every.starts, spine["text"], spine["status"], strict=True)
    ]
    return spine


def _bars(spine: Spine, colour: str) -> dict[str, Any]:
    """The interval as a bar at each point."""
    return {
        "type": "data",
        "symmetric": False,
        "array": differences(spine["upper"], spine["value"]),
        "arrayminus": differences(spine["value"], spine["lower"]),
        "color": colour,
        "thickness": 1.4,
        "width": 4,
    }


def _times(series: Columns) -> Periods:
    """The periods; all months where the years of the sources begin apart."""
    every = every_period(series)
    if beginnings(series) <= {*every.starts}:
        return every
    return every_period({"period_start": list(series["period_start"]), "months": [1]})


def _axis(values: Iterable[float | None], formats: Formats) -> dict[str, Any]:
    """A value axis from zero with a few round ticks, of as many decimals as they need."""
    largest = max((value for value in values if value is not None), default=0) or 1
    magnitude = 10.0 ** math.floor(math.log10(largest / _MOST_STEPS))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude * _MOST_STEPS >= largest)
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0)
    top = largest * HEADROOM
    ticks = [step * place for place in range(math.floor(top / step) + 1)]
    return {
        "range": [0, top],
        "tickvals": ticks,
        "ticktext": [formats.number(tick, decimals=decimals) for tick in ticks],
        "showgrid": True,
    }


def _level(level: float, palette: Palette) -> dict[str, Any]:
    """A thin line from end to end."""
    line = {"color": palette.grey, "width": 1, "dash": "dot"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level}
    return {"type": "line", "layer": "below", "line": line} | ends
