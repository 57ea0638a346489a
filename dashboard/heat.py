"""The heat table as plain HTML: a number in each cell, and its size as a shade. Pure.

A table and no chart: its headings stand upright where columns are narrow, and it can be read aloud.
"""

from html import escape
from typing import Literal

from dashboard.columns import Columns, height, known, missing
from dashboard.theme import Palette


def heat(
    frame: Columns,
    *,
    caption: str,
    palette: Palette,
    most: float | None = None,
    scrolls: Literal["from_start", "to_end"] | None = None,
) -> str:
    """A table whose cells are shaded in ten steps from zero to the largest value.

    Args:
        frame: one cell a row: ``row`` and ``column`` (each in the order of first appearance),
            ``value`` (missing: no shade), ``text`` (shown in the cell). A pair that the frame does
            not have stays empty.
        caption: what the table is, for those who do not see what stands around it.
        palette: colours.
        most: what has the last shade; None for the largest value there is.
        scrolls: where a table of many columns opens in its own frame; None for one that fits.

    Raises:
        ValueError: for a pair that appears twice.
    """
    rows, columns = dict.fromkeys(frame["row"]), dict.fromkeys(frame["column"])
    told = (frame[name] for name in ("row", "column", "value", "text"))
    if most is None:
        most = max(filter(None, known(frame["value"])), default=0)
    shown = {
        (row, column): _cell(value, text, most, palette)
        for row, column, value, text in zip(*told, strict=True)
    }
    if len(shown) < height(frame):
        raise ValueError("a pair of a row and a column appears twice")
    head = "".join(f'<th scope="col"><span>{escape(column)}</span></th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row)}</th>'
        f"{''.join(shown.get((row, column), '<td></td>') for column in columns)}</tr>"
        for row in rows
    )
    table = (
        f'<table class="heat"><caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    if scrolls is None:
        return table
    return (
        f'<div class="scroll {scrolls}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"{table}</div>"
    )


def _cell(value: float | None, text: str, most: float, palette: Palette) -> str:
    if value is None or missing(value):
        return f"<td>{escape(text)}</td>"
    steps = len(palette.sequential)
    step = min(int(value / (most or 1) * steps), steps - 1)
    colours = f"background:{palette.sequential[step]};color:{palette.on_sequential[step]}"
    return f'<td style="{colours}">{escape(text)}</td>'
