"""Bars: ranked categories, distributions, and the age pyramid."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dashboard.charts.style import (
    LINE_HEIGHT,
    Figure,
    Trace,
    figure,
    room,
    row_height,
    safe,
    wrapped,
)
from dashboard.columns import Columns, differences, height, known, taken
from dashboard.theme import Formats, Palette

_LABEL_UNITS: Final = 26  # leaves a phone more than half of its width for the bars
_COLUMN_UNITS: Final = 12
_COLUMN_HEIGHT: Final = 240


def ranked_bars(*, frame: Columns, palette: Palette) -> Figure:
    """Horizontal bars from zero, the first row on top, rows of unknowns last and hatched.

    Args:
        frame: one bar a row: ``label``, ``value`` (NA: no bar, only its text), ``text`` (shown
            beyond the end of the bar), ``unknown`` (bool); ``lower`` and ``upper`` (interval of
            the value, NA: none) draw a whisker.
        palette: colours.
    """
    unknown = list(frame["unknown"])
    rows = taken(frame, sorted(range(len(unknown)), key=unknown.__getitem__))
    places = list(range(len(unknown)))
    labels = [wrapped(label, units=_LABEL_UNITS) for label in rows["label"]]
    values, lowers, uppers = (known(rows[name]) for name in ("value", "lower", "upper"))
    ends = [max(value or 0, upper or 0) for value, upper in zip(values, uppers, strict=True)]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": places,
        "marker": _marker(palette.blue, rows["unknown"], palette),
        "error_x": {
            "visible": any(upper is not None for upper in uppers),
            "type": "data",
            "symmetric": False,
            "array": differences(uppers, values),
            "arrayminus": differences(values, lowers),
            "color": palette.ink,  # grey would be lost on the bar
            "thickness": 1.2,
            "width": 3,
        },
        "hovertext": _hover(rows["label"], rows["text"]),
        "hoverinfo": "text",
    }
    return figure(
        traces=[bars, _numbers(ends, places, rows["text"], "middle right")],
        palette=palette,
        height=len(places) * row_height(labels) + 16,
        margin={"r": room(rows["text"])},
        xaxis={"visible": False, "range": [0, max(ends, default=0) or 1]},
        yaxis={"tickvals": places, "ticktext": labels, "range": [len(places) - 0.5, -0.5]},
    )


def columns(*, frame: Columns, palette: Palette) -> Figure:
    """Upright bars from zero in the order given, for what has an order of its own.

    Args:
        frame: one bar a row: ``label``, ``value`` (NA: no bar, only its text), ``text`` (above the
            bar), ``unknown`` (bool: hatched).
        palette: colours.
    """
    places = list(range(height(frame)))
    labels = [wrapped(label, units=_COLUMN_UNITS) for label in frame["label"]]
    values = known(frame["value"])
    ends = [value or 0 for value in values]
    bars = {
        "type": "bar",
        "x": places,
        "y": values,
        "marker": _marker(palette.blue, frame["unknown"], palette),
        "hovertext": _hover(frame["label"], frame["text"]),
        "hoverinfo": "text",
    }
    return figure(
        traces=[bars, _numbers(places, ends, frame["text"], "top center")],
        palette=palette,
        height=_COLUMN_HEIGHT + row_height(labels),
        margin={"t": LINE_HEIGHT + 8},
        xaxis={"tickvals": places, "ticktext": labels, "range": [-0.5, len(places) - 0.5]},
        yaxis={"visible": False, "range": [0, max(ends, default=0) or 1]},
    )


def pyramid(
    *, frame: Columns, words: Mapping[str, str], palette: Palette, formats: Formats
) -> Figure:
    """Age by gender: female to the left in clay, male to the right in blue, numbers outside.

    Args:
        frame: one age band a row, the first at the foot: ``label``, ``female``, ``male`` (numbers;
            NA: no bar), ``unknown`` (bool: hatched); ``female_text`` and ``male_text`` where a
            number needs another form than a count.
        words: ``female`` and ``male`` in the reader's language.
        palette: colours.
        formats: the reader's language.
    """
    places = list(range(height(frame)))
    labels = [wrapped(label, units=_LABEL_UNITS) for label in frame["label"]]
    sides = {side: known(frame[side]) for side in ("female", "male")}
    texts = {
        side: frame[text]
        if (text := f"{side}_text") in frame
        else [formats.number(value) for value in values]
        for side, values in sides.items()
    }
    most = max((value for side in sides.values() for value in side if value), default=1)
    traces: list[Trace] = []
    for side, sign, colour, place in (
        ("female", -1, palette.clay, "middle left"),
        ("male", 1, palette.blue, "middle right"),
    ):
        ends = [sign * (value or 0) for value in sides[side]]
        traces += [
            {
                "type": "bar",
                "orientation": "h",
                "name": safe(words[side]),
                "x": [None if value is None else sign * value for value in sides[side]],
                "y": places,
                "marker": _marker(colour, frame["unknown"], palette),
                "hovertext": _hover(
                    [f"{label} · {words[side]}" for label in frame["label"]], texts[side]
                ),
                "hoverinfo": "text",
            },
            _headed(
                _numbers(ends, places, texts[side], place),
                words[side],
                colour,
                palette,
                row_height(labels),
            ),
        ]
    return figure(
        traces=traces,
        palette=palette,
        height=len(places) * row_height(labels) + LINE_HEIGHT + 24,
        barmode="overlay",
        margin={"t": 0, "r": room(texts["male"])},
        xaxis={"visible": False, "range": [-most, most]},
        yaxis={
            "tickvals": places,
            "ticktext": labels,
            "ticklabelstandoff": room(texts["female"]),
            # With the line of the words: plotly hides what lies beyond the axis.
            "range": [-0.5, len(places) - 0.5 + (LINE_HEIGHT + 8) / row_height(labels)],
        },
    )


def _marker(colour: str, unknown: Iterable[bool], palette: Palette) -> dict[str, Any]:
    """Plain bars; those of unknowns hatched in grey on the ground."""
    flags = [bool(flag) for flag in unknown]
    return {
        "color": [palette.grey if flag else colour for flag in flags],
        "line": {"width": 0},
        "pattern": {
            "shape": ["/" if flag else "" for flag in flags],
            "fillmode": "replace",
            "size": 6,
            "solidity": 0.35,
        },
    }


def _numbers(x: list[Any], y: list[Any], texts: Iterable[str], position: str) -> Trace:
    """Texts beyond the ends of bars; drawn over the margin, which has room for them."""
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "markers+text",
        "marker": {"size": 8, "opacity": 0},  # keeps the text a little away
        "text": [safe(text) for text in texts],
        "textposition": position,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _hover(labels: Iterable[str], texts: Iterable[str]) -> list[str]:
    return [f"{safe(label)}<br>{safe(text)}" for label, text in zip(labels, texts, strict=True)]


def _headed(numbers: Trace, word: str, colour: str, palette: Palette, height: float) -> Trace:
    """The numbers of one half of a pyramid, and over them its word; ``height`` is that of a row."""
    rows = len(numbers["y"])
    return numbers | {
        "x": [*numbers["x"], 0],
        "y": [*numbers["y"], rows - 0.5 + (LINE_HEIGHT / 2 + 4) / height],
        "text": [*numbers["text"], f"<b>{safe(word)}</b>"],
        "textfont": {"color": [palette.ink] * rows + [colour]},
    }
