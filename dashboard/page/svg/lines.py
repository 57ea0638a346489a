"""Numbers over time: each as wide as the time it covers, joined where none is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.page.svg.paper import GAP, LINE, WIDE, line, paper, px, room, text, ticks

_TOP: Final = 26
_FOOT: Final = 46  # two lines of text below the axis


@dataclass(frozen=True)
class Span:
    """One period.

    Attributes:
        axis: two lines that name it.
        year: what names it where there is no room.
        start: its first day, as an ordinal.
        end: its last day.
        value: the number; None for none.
        told: the number as text, or the sign for none.
    """

    axis: tuple[str, str]
    year: str
    start: int
    end: int
    value: float | None
    told: str


def lines(spans: Sequence[Span], width: int, alt: str) -> str:
    """The periods from left to right on an axis from zero."""
    height = 280 if width == WIDE else 230
    scale = ticks(max((span.value or 0 for span in spans), default=0))
    left = room(f"{tick:,}" for tick in scale) + GAP
    floor = height - _FOOT
    drawn: list[str] = []
    for tick in scale:
        y = floor - px((floor - _TOP) * tick / scale[-1])
        drawn += [
            line((left, y), (width, y), "grid"),
            text([f"{tick:,}"], left - GAP, y + 5, "label"),
        ]
    first, last = spans[0].start, spans[-1].end + 1
    across = [
        (
            left + px((width - left) * (span.start - first) / (last - first)),
            left + px((width - left) * (span.end + 1 - first) / (last - first)),
        )
        for span in spans
    ]
    heights = [
        None if span.value is None else floor - px((floor - _TOP) * span.value / scale[-1])
        for span in spans
    ]
    drawn += _joints(across, heights)
    drawn += _numbers(spans, across, heights, floor)
    drawn += _axis(spans, across, floor)
    return paper(drawn, (width, height), alt)


def _joints(across: list[tuple[int, int]], heights: list[int | None]) -> Iterator[str]:
    for place in range(1, len(across)):
        start, end = heights[place - 1], heights[place]
        if start is not None and end is not None:
            yield line((across[place - 1][1] - 2, start), (across[place][0] + 2, end), "joint")


def _numbers(
    spans: Sequence[Span], across: list[tuple[int, int]], heights: list[int | None], floor: int
) -> Iterator[str]:
    """All numbers where there is room, else the last and the highest; signs always."""
    narrowest = min(end - start for start, end in across)
    all_fit = room(span.told for span in spans) + 4 <= narrowest
    highest = max(range(len(spans)), key=lambda place: (spans[place].value or 0, -place))
    for place, (span, (start, end), y) in enumerate(zip(spans, across, heights, strict=True)):
        middle = (start + end) // 2
        if y is None:
            yield text([span.told], middle, floor - 6, "sign mid")
            continue
        yield line((start + 2, y), (end - 2, y), "known")
        if all_fit or place in (highest, len(spans) - 1):
            yield text([span.told], middle, y - GAP, "number mid")


def _axis(spans: Sequence[Span], across: list[tuple[int, int]], floor: int) -> Iterator[str]:
    narrowest = min(end - start for start, end in across)
    all_fit = room(label for span in spans for label in span.axis) + 4 <= narrowest
    year = ""
    for span, (start, end) in zip(spans, across, strict=True):
        if all_fit:
            yield text(span.axis, (start + end) // 2, floor + LINE + 2, "label mid")
        elif span.year != year:
            yield line((start, floor), (start, floor + 6), "grid")
            yield text([span.year], start, floor + LINE + 6, "label start")
        year = span.year
