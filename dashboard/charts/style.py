"""What all charts share: the template, safe and wrapped text, room for text, round ticks."""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.theme import TEXT_FONT, Formats, Palette

#: A figure and a trace as plotly's own dictionaries: graph objects would be checked on every run.
#: The tests have plotly check them instead.
Figure = dict[str, Any]
Trace = dict[str, Any]

FONT_SIZE: Final = 13
LINE_HEIGHT: Final = 17
HEADROOM: Final = 1.12  # over the highest point, for the signs of shaded months
_UNIT: Final = 7  # pixels a half-width character takes at FONT_SIZE, rounded up

#: What begins no line in Japanese: closing brackets, stops, small kana, the prolonged sound mark.
_NEVER_FIRST: Final = (
    "）」』】〕］｝〉》)]}、。，．・：；？！ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)

_PAUSES: Final = re.compile(
    rf"(?:(?<=[ ・、，／：])|(?<=[ァ-ー一-龠]の))(?![{re.escape(_NEVER_FIRST)}])|(?=（)"
)

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def figure(*, traces: list[Trace], palette: Palette, height: int, **layout: Any) -> Figure:
    """A figure of this height (px) in the template of the palette; its width is the reader's."""
    return {
        "data": traces,
        "layout": {"template": _template(palette), "height": height} | layout,
    }


@cache
def _template(palette: Palette) -> dict[str, Any]:
    axis = {
        "automargin": True,
        "ticklabeloverflow": "allow",  # margins have room: Plotly need not measure each label
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "gridcolor": palette.border,
        "linecolor": palette.border,
    }
    template: dict[str, Any] = go.layout.Template(
        layout={
            "font": {"family": TEXT_FONT, "size": FONT_SIZE, "color": palette.ink},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "margin": {"l": 4, "r": 12, "t": 8, "b": 4, "pad": 4},
            "bargap": 0.38,
            "dragmode": False,
            "showlegend": False,
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1.02,
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "hoverlabel": {
                "bgcolor": palette.panel,
                "bordercolor": palette.border,
                "font": {"family": TEXT_FONT, "size": FONT_SIZE, "color": palette.ink},
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    ).to_plotly_json()
    return template


def safe(text: str) -> str:
    """``text`` as plotly shows it letter by letter: plotly would read ``<a>`` and ``&lt;``."""
    return text.translate(_ENTITIES)


def wrapped(text: str, *, units: int) -> str:
    """Safe text, broken into lines of at most ``units`` half-width characters.

    A line ends where a reader would pause: after a space, a comma, a colon, a middle dot or the
    particle の, before a bracket; within a word only where the word is longer than a line, and then
    not before a sign that begins no line.
    """
    lines = [""]
    for phrase in _PAUSES.split(text):
        for piece in _chunks(phrase, units):
            if _units(lines[-1] + piece.rstrip()) > units:
                lines.append("")
            lines[-1] += piece
    return "<br>".join(safe(line.rstrip()) for line in lines if line.strip())


def _chunks(phrase: str, units: int) -> Iterator[str]:
    """The phrase itself, or parts of it that fit a line."""
    while _units(phrase.rstrip()) > units:
        fitting = [n for n in range(1, len(phrase)) if n == 1 or _units(phrase[:n]) <= units]
        ends = [n for n in fitting if phrase[n] not in _NEVER_FIRST]
        end = max(ends or fitting)
        yield phrase[:end]
        phrase = phrase[end:]
    yield phrase


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _units(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)


def room(texts: Iterable[str]) -> int:
    """Pixels that the widest of these unbroken texts needs, with a little air."""
    return max((_units(text) for text in texts), default=0) * _UNIT + 10


def row_height(labels: Iterable[str]) -> int:
    """Pixels of a row that holds the tallest of these wrapped labels."""
    most = max((label.count("<br>") + 1 for label in labels), default=1)
    return max(28, most * LINE_HEIGHT + 8)


def zero_based(
    values: Iterable[float | None], *, formats: Formats, most: int = 5, headroom: float = HEADROOM
) -> dict[str, Any]:
    """A value axis from zero to above the largest value, with about ``most`` round ticks.

    Counts are whole: no tick stands between two whole numbers.
    """
    largest = max((value for value in values if value is not None), default=0) or 1
    top = largest * headroom
    magnitude = 10 ** max(math.floor(math.log10(largest / most)), 0)
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude * most >= largest)
    ticks = [step * n for n in range(math.floor(top / step) + 1)]
    return {
        "range": [0, top],
        "tickvals": ticks,
        "ticktext": [formats.number(tick) for tick in ticks],
        "showgrid": True,
    }
