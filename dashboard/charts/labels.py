"""Where the text beside each point goes, so that no two cover each other."""

from collections.abc import Sequence
from typing import Final

#: Pixels: size of a half-width character of small text, half of a point, air around it.
_WIDE, _HIGH, _POINT, _AIR = 7, 14, 5, 3

#: Places of a text, best first: plotly's name, and where it begins from the point as parts of its
#: own width and height, and as pixels.
_PLACES: Final = (
    ("top center", (-0.5, 0.0), (0, _POINT + _AIR)),
    ("bottom center", (-0.5, -1.0), (0, -_POINT - _AIR)),
    ("middle right", (0.0, -0.5), (_POINT + _AIR, 0)),
    ("middle left", (-1.0, -0.5), (-_POINT - _AIR, 0)),
    ("top right", (0.0, 0.0), (_AIR, _AIR)),
    ("bottom right", (0.0, -1.0), (_AIR, -_AIR)),
    ("top left", (-1.0, 0.0), (-_AIR, _AIR)),
    ("bottom left", (-1.0, -1.0), (-_AIR, -_AIR)),
)

#: Left, bottom, right, top.
Box = tuple[float, float, float, float]


def positions(points: Sequence[tuple[float, float]], texts: Sequence[str]) -> list[str]:
    """Plotly's text position for each point, in their order.

    Args:
        points: x and y in pixels of a narrow plot, y upwards.
        texts: what stands beside each; an empty one needs no room.

    Returns:
        The first place over the axis where a text covers neither a point nor a text before it;
        where there is none, the first that covers fewest texts, then fewest points.
    """
    marks: list[Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in points]
    written: list[Box] = []
    chosen = []
    for (x, y), text in zip(points, texts, strict=True):
        boxes = {name: _box(x, y, len(text), parts, shift) for name, parts, shift in _PLACES}
        costs = {
            name: (_covered(box, written), _covered(box, marks) + (box[1] < 0))
            for name, box in boxes.items()
        }
        name = min(costs, key=costs.__getitem__)
        chosen.append(name)
        if text:
            written.append(boxes[name])
    return chosen


def _box(
    x: float, y: float, letters: int, parts: tuple[float, float], shift: tuple[int, int]
) -> Box:
    width = letters * _WIDE
    left, bottom = x + parts[0] * width + shift[0], y + parts[1] * _HIGH + shift[1]
    return left, bottom, left + width, bottom + _HIGH


def _covered(box: Box, others: Sequence[Box]) -> int:
    left, bottom, right, top = box
    return sum(
        other[0] < right and left < other[2] and other[1] < top and bottom < other[3]
        for other in others
    )
