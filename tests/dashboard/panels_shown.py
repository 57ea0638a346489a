"""What stands in each panel of small multiples, read back from what all panels share."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

#: Part of a row of panels that lies below the zero of its plots.
_BELOW = 0.25

Point = tuple[float, float]


def panels_of(figure: dict[str, Any]) -> list[dict[str, list[Any]]]:
    """The panels in their order, each with what is drawn in it, by kind.

    Places are periods from the first of the panel and reports from its zero. ``line``, ``dash``
    (the year before), ``toself`` (the interval), ``grid``, ``dot`` (poles) and ``rgba(…)`` (shades)
    are strokes without a gap; ``circle #…`` and ``diamond #…`` are places; texts by their position
    and ``tells`` (what a point says) are places with texts.
    """
    axis = figure["layout"]["yaxis"]
    ticks = zip(axis["tickvals"], axis["ticktext"], strict=True)
    floors = [value for value, text in ticks if text == "0"]
    (titles,) = (t["x"] for t in figure["data"] if t.get("textposition") == "top right")
    lefts = [x + 0.5 for x in titles if x is not None]
    row = axis["range"][1] / len(floors)
    panels: list[dict[str, list[Any]]] = [{} for _ in lefts]
    for kind, stroke, *text in _drawn(figure):
        x, y = stroke[0]
        down = next(n for n, floor in enumerate(floors) if y > floor - _BELOW * row)
        panel = 2 * down + (x >= lefts[1] - 0.5)
        moved = [(round(x - lefts[panel], 2), round(y - floors[down], 2)) for x, y in stroke]
        found = (moved[0], *text) if text else moved[0] if " #" in kind else moved
        panels[panel].setdefault(kind, []).append(found)
    return panels


def _drawn(figure: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Kind and points of everything, and the text if it has one."""
    for trace in figure["data"]:
        points = list(zip(trace["x"], trace["y"], strict=True))
        if trace["mode"] == "lines":
            kind = trace.get("fill") or trace["line"].get("dash", "line")
            yield from ((kind, stroke) for stroke in _strokes(points))
        elif trace["mode"] == "markers":
            kind = f"{trace['marker'].get('symbol', 'circle')} {trace['marker']['color']}"
            yield from ((kind, [point]) for point in points if None not in point)
        for part, kind in (("text", trace.get("textposition")), ("hovertext", "tells")):
            if part in trace:
                told = zip(points, trace[part], strict=True)
                yield from ((kind, [point], text) for point, text in told if None not in point)
    for shape in figure["layout"]["shapes"]:
        kind = shape.get("fillcolor") or shape["line"].get("dash", "grid")
        for stroke in shape["path"].split("M")[1:]:
            yield kind, [tuple(map(float, point.split(","))) for point in stroke.split("L")]


def _strokes(points: list[Point]) -> list[list[Point]]:
    stretches = groupby(points, lambda point: None not in point)
    return [list(stroke) for there, stroke in stretches if there]
