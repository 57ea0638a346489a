"""Bars from left to right, each with its label before it and its number behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.page.svg.paper import GAP, LINE, paper, px, rect, room, text, wrapped

_BAR: Final = 18
_LABELS: Final = 0.36  # of the width, at most


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what is counted.
        value: its length; None for no number.
        told: the number, or the sign for none.
        kind: ``known``, ``unknown`` or ``female``.
    """

    label: str
    value: float | None
    told: str
    kind: str = "known"


def bars(rows: Sequence[Bar], width: int, alt: str) -> str:
    """The bars from top to bottom."""
    limit = px(width * _LABELS)
    labels = [wrapped(row.label, limit) for row in rows]
    left = max((room(lines) for lines in labels), default=0) + GAP
    longest = width - left - room(row.told for row in rows) - 2 * GAP
    largest = max((row.value for row in rows if row.value is not None), default=0) or 1
    drawn: list[str] = []
    top = 0
    for row, lines in zip(rows, labels, strict=True):
        height = max(_BAR + 10, len(lines) * LINE + GAP)
        length = 0 if row.value is None else px(longest * row.value / largest)
        drawn += _row(row, lines, left, (top, height, length))
        top += height
    return paper(drawn, (width, top), alt)


def _row(row: Bar, lines: list[str], left: int, box: tuple[int, int, int]) -> Iterator[str]:
    top, height, length = box
    middle = top + height // 2
    yield text(lines, left - GAP, middle + 5 - (len(lines) - 1) * LINE // 2, "label")
    if row.value is None:
        yield text([row.told], left + 2, middle + 5, "sign")
    else:
        yield rect(left, middle - _BAR // 2, (length, _BAR), row.kind)
        yield text([row.told], left + length + GAP, middle + 5, "number")
