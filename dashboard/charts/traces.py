"""The traces of counts by period: line, hollow points, interval."""

from collections.abc import Sequence
from typing import Any, Final

from dashboard.charts.spine import Spine, runs
from dashboard.charts.style import Trace
from dashboard.theme import Palette

POINT: Final = 8


def counts(spine: Spine, colour: str, palette: Palette, *, name: str) -> tuple[Trace, Trace]:
    """The line of one series, and its hollow points in the periods still filling."""
    days = spine["day"]
    told = list(zip(days, spine["reports"], spine["status"], strict=True))
    reports = [None if status == "incomplete" else count for _, count, status in told]
    filling = [
        (day, count) for day, count, status in told if status == "provisional" and count is not None
    ]
    line = {
        "type": "scatter",
        "x": days,
        "y": reports,
        "name": name,
        "line": {"color": colour, "width": 2.6},
        "connectgaps": False,
        "hovertext": spine["hover"],
        "hoverinfo": "text",
        **alone(reports, colour),
    }
    hollow = {
        "type": "scatter",
        "x": [day for day, _ in filling],
        "y": [count for _, count in filling],
        "mode": "markers",
        "marker": {
            "color": palette.ground,
            "size": POINT,
            "line": {"color": colour, "width": 2},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return line, hollow


def part(spine: Spine, colour: str, palette: Palette) -> Trace:
    """Hollow diamonds for the periods that are counted in part."""
    told = (spine["day"], spine["reports"], spine["hover"], spine["status"])
    points = [
        point
        for *point, status in zip(*told, strict=True)
        if status == "incomplete" and point[1] is not None
    ]
    return {
        "type": "scatter",
        "x": [day for day, _, _ in points],
        "y": [count for _, count, _ in points],
        "mode": "markers",
        "marker": {
            "color": palette.ground,
            "size": POINT + 2,
            "symbol": "diamond",
            "line": {"color": colour, "width": 2},
        },
        "cliponaxis": False,
        "hovertext": [hover for _, _, hover in points],
        "hoverinfo": "text",
    }


def lone(values: Sequence[Any]) -> list[int]:
    """Places of the values between two gaps, where a line has no segment."""
    return [first for first, last in runs([v is not None for v in values]) if first == last]


def alone(values: Sequence[Any], colour: str) -> dict[str, Any]:
    """Mode and markers of a line: a value between two gaps gets a point."""
    there = lone(values)
    if not there:
        return {"mode": "lines"}
    sizes = [POINT if place in there else 0 for place in range(len(values))]
    return {"mode": "lines+markers", "marker": {"color": colour, "size": sizes, "opacity": 1}}


def band(spine: Spine, colour: str, palette: Palette, *, name: str) -> Trace:
    """The interval: one closed shape for each run of periods that have one."""
    days, lower, upper = spine["day"], spine["lower"], spine["upper"]
    x: list[str | None] = []
    y: list[float | None] = []
    for first, last in runs([None not in ends for ends in zip(lower, upper, strict=True)]):
        there = slice(first, last + 1)
        x += [*days[there], *reversed(days[there]), None]
        y += [*upper[there], *reversed(lower[there]), None]
    shade = palette.faint(colour, 0.16)
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "name": name,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": shade,
        "line": {"width": 0, "color": shade},
        "hoverinfo": "skip",
    }


def beside(values: Sequence[Any], spine: Spine, name: str, palette: Palette) -> Trace:
    """The year before: a dashed grey line."""
    before = list(values)
    return {
        "type": "scatter",
        "x": spine["day"],
        "y": before,
        "name": name,
        "line": {"color": palette.grey, "width": 1.6, "dash": "dash"},
        "hoverinfo": "skip",
        **alone(before, palette.grey),
    }


def compared(spine: Spine) -> list[Any]:
    """The year before; none beside a period that is counted in part."""
    told = zip(spine["year_before"], spine["status"], strict=True)
    return [None if status == "incomplete" else count for count, status in told]


def if_any(trace: Trace) -> list[Trace]:
    """The trace if it has a number to draw: a legend names no other, and a browser spares it."""
    return [trace] if any(y is not None for y in trace["y"]) else []
