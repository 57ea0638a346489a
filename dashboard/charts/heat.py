"""The heat table: a number in each cell, and its size as a shade."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import LINE_HEIGHT, figure, known, row_height, safe, wrapped
from dashboard.theme import Palette

_ROW_UNITS: Final = 20
_COLUMN_UNITS: Final = 14


def heat(*, frame: pd.DataFrame, palette: Palette) -> go.Figure:
    """A table whose cells are shaded in ten steps from zero to the largest value.

    Args:
        frame: one cell a row: ``row`` and ``column`` (each in the order of first appearance),
            ``value`` (NA: no shade), ``text`` (shown in the cell). A pair that the frame does not
            have stays empty.
        palette: colours.

    Raises:
        ValueError: for a pair that appears twice.
    """
    rows, columns = frame["row"].unique().tolist(), frame["column"].unique().tolist()
    pairs = pd.MultiIndex.from_product([rows, columns])
    cells = frame.set_index(["row", "column"]).reindex(pairs)
    texts = [safe(text) for text in cells["text"].fillna("")]
    steps = _steps(known(cells["value"]), len(palette.sequential))
    labels = [wrapped(label, units=_ROW_UNITS) for label in rows]
    headings = [wrapped(label, units=_COLUMN_UNITS) for label in columns]
    inks = [palette.ink if step is None else palette.on_sequential[step] for step in steps]
    x, y = list(range(len(columns))), list(range(len(rows)))
    shades = {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": [steps[row * len(columns) :][: len(columns)] for row in y],
        "zmin": -0.5,
        "zmax": len(palette.sequential) - 0.5,
        "colorscale": _stepped(palette.sequential),
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
    }
    numbers = {
        "type": "scatter",
        "x": x * len(rows),
        "y": [row for row in y for _ in x],
        "mode": "text",
        "text": texts,
        "textfont": {"color": inks},
        "hovertext": [
            f"{safe(row)} · {safe(column)}<br>{text}"
            for (row, column), text in zip(pairs, texts, strict=True)
        ],
        "hoverinfo": "text",
    }
    return figure(
        traces=[shades, numbers],
        palette=palette,
        height=len(rows) * row_height(labels) + row_height(headings) + LINE_HEIGHT,
        xaxis={
            "side": "top",
            "tickvals": x,
            "ticktext": headings,
            "range": [-0.5, len(columns) - 0.5],
        },
        yaxis={"tickvals": y, "ticktext": labels, "range": [len(rows) - 0.5, -0.5]},
    )


def _steps(values: list[Any], steps: int) -> list[int | None]:
    """Which of the equal steps from zero to the largest value each value falls in."""
    most = max((value for value in values if value is not None), default=0) or 1
    return [
        None if value is None else min(int(value / most * steps), steps - 1) for value in values
    ]


def _stepped(colours: tuple[str, ...]) -> list[tuple[float, str]]:
    """A plotly colour scale that jumps from step to step instead of blending."""
    return [
        (place / len(colours), colour)
        for step, colour in enumerate(colours)
        for place in (step, step + 1)
    ]
