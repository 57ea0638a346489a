"""Two breakdowns crossed: a number in each cell, the larger the darker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.page.svg.paper import GAP, LINE, WIDE, paper, px, rect, room, text, wrapped

_CELL: Final = 30
_BETWEEN: Final = 3
_LABELS: Final = 0.28  # of the width, at most
_STEPS: Final = 9  # from the lightest shade to the darkest


@dataclass(frozen=True)
class Cell:
    """One cell: its value, None for no number; the number as text, or the sign for none."""

    value: float | None
    told: str


def grid(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]], width: int,
    alt: str,
) -> str:  # fmt: skip
    """Labels of rows and columns, and the cells by row."""
    limit = px(width * _LABELS)
    labels = [wrapped(row, limit) for row in rows]
    left = max((room(lines) for lines in labels), default=0) + GAP
    wide = (width - left) // max(len(columns), 1)
    heads = [wrapped(column, wide - _BETWEEN) for column in columns]
    tallest = max((len(lines) for lines in heads), default=0)
    drawn = [
        text(
            lines,
            left + place * wide + (wide - _BETWEEN) // 2,
            (tallest - len(lines)) * LINE + 13,
            "label mid",
        )
        for place, lines in enumerate(heads)
    ]
    top = tallest * LINE + 4
    largest = max((cell.value or 0 for row in cells for cell in row), default=0) or 1
    for lines, row in zip(labels, cells, strict=True):
        height = max(_CELL, len(lines) * LINE + 6)
        baseline = top + height // 2 + 4
        drawn.append(text(lines, left - GAP, baseline - (len(lines) - 1) * LINE // 2, "label"))
        for place, cell in enumerate(row):
            x = left + place * wide
            kind = "none" if cell.value is None else f"q{px(_STEPS * cell.value / largest)}"
            drawn.append(rect(x, top, (wide - _BETWEEN, height - _BETWEEN), kind))
            written = "sign mid" if cell.value is None else "number mid"
            drawn.append(text([cell.told], x + (wide - _BETWEEN) // 2, baseline, written))
        top += height
    return paper(drawn, (width, top), alt)


def fits(columns: int, width: int) -> bool:
    """Whether a number of columns can be read at a width."""
    return width == WIDE or columns <= 7
