"""Names of lines at their ends, so that no reader needs a legend or an eye for colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts.spine import HEIGHT
from dashboard.charts.style import LINE_HEIGHT, Trace, room, wrapped
from dashboard.theme import READABLE, Palette, contrast

_UNITS: Final = 20
_TICKS: Final = 48  # px below the plot


@dataclass(frozen=True)
class Names:
    """Names right of a plot: their annotations, and the pixels that the widest needs."""

    annotations: list[dict[str, Any]]
    width: int


def at_the_ends(
    labels: Iterable[str], lines: Sequence[Trace], top: float, palette: Palette
) -> Names:
    """Each label beside the last point of its line, in its colour, none over another.

    Args:
        labels: one a line.
        lines: traces of lines.
        top: the number at the top of the axis, which begins with zero.
        palette: colours.
    """
    names = [wrapped(label, units=_UNITS) for label in labels]
    last = [next((y for y in reversed(line["y"]) if y is not None), 0) for line in lines]
    heights = _moved_apart([y / top for y in last], names)
    annotations = [
        written(name, x=1, y=height, anchors=("left", "middle"))
        | {"xshift": 8, "font": {"color": _readable(line["line"]["color"], palette)}}
        for name, height, line in zip(names, heights, lines, strict=True)
    ]
    return Names(annotations, room(part for name in names for part in name.split("<br>")))


def written(text: str, *, x: float, y: float, anchors: tuple[str, str]) -> dict[str, Any]:
    """A text at a place of the paper (0 to 1)."""
    return {
        "text": text,
        "x": x,
        "xref": "paper",
        "xanchor": anchors[0],
        "y": y,
        "yref": "paper",
        "yanchor": anchors[1],
        "align": "left",
        "showarrow": False,
    }


def _moved_apart(heights: list[float], names: list[str]) -> list[float]:
    """Heights (0 to 1) near the given ones at which no two names overlap."""
    rooms = [(name.count("<br>") + 1) * LINE_HEIGHT / (HEIGHT - _TICKS) for name in names]
    rising = sorted(range(len(heights)), key=lambda place: heights[place])
    moved = list(heights)
    floor, ceiling = 0.0, 1.0
    for place in rising:
        moved[place] = max(moved[place], floor + rooms[place] / 2)
        floor = moved[place] + rooms[place] / 2
    for place in reversed(rising):
        moved[place] = min(moved[place], ceiling - rooms[place] / 2)
        ceiling = moved[place] - rooms[place] / 2
    return moved


def _readable(colour: str, palette: Palette) -> str:
    """The colour where text in it is readable, else ink."""
    return colour if contrast(colour, palette.ground) >= READABLE else palette.ink
