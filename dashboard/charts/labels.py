"""Where the text beside each point goes, so that no two cover each other."""

from collections.abc import Sequence
from operator import itemgetter
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

#: How many texts, and how many points, are covered.
Cost = tuple[int, int]


def positions(points: Sequence[tuple[float, float]], texts: Sequence[str]) -> list[str]:
    """Plotly's text position for each point, in their order.

    Each text takes the first place over the axis where it covers neither a point nor a text placed
    before it; where there is none, the first that covers fewest texts, then fewest points. Of
    beginning at the left and at the right, the one that covers less.

    Args:
        points: x and y in pixels of a narrow plot, y upwards.
        texts: what stands beside each; an empty one needs no room.
    """
    there = range(len(points))
    _, chosen = min(
        (_placed(order, points, texts) for order in (there, there[::-1])), key=itemgetter(0)
    )
    return [chosen[place] for place in there]


def _placed(
    order: Sequence[int], points: Sequence[tuple[float, float]], texts: Sequence[str]
) -> tuple[Cost, dict[int, str]]:
    """What the texts cover when they are placed in this order, and the place of each."""
    marks: list[Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in points]
    written: list[Box] = []
    spent: list[Cost] = []
    chosen = {}
    for place in order:
        (x, y), text = points[place], texts[place]
        boxes = {name: _box(x, y, len(text), parts, shift) for name, parts, shift in _PLACES}
        costs = {
            name: (_covered(box, written), _covered(box, marks) + (box[1] < 0))
            for name, box in boxes.items()
        }
        name = chosen[place] = min(costs, key=costs.__getitem__)
        if text:
            written.append(boxes[name])
            spent.append(costs[name])
    return (sum(over for over, _ in spent), sum(over for _, over in spent)), chosen


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
