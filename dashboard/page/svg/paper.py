"""What all charts are drawn on: sizes, text that fits, round ticks. Pure; pixels are whole."""

import math
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

#: Widths of a chart: across the page, and in half of it or on a phone.
WIDE: Final = 980
SLIM: Final = 440

LINE: Final = 17  # from one line of text to the next
UNIT: Final = 7  # what a half-width sign takes, rounded up
GAP: Final = 8  # between a text and what it belongs to

#: From here on signs take two units: Japanese ones do, those of European languages do not.
_FIRST_WIDE: Final = 0x2E80

#: What begins no line in Japanese: closing brackets, stops, small kana, the prolonged sound mark.
_NEVER_FIRST: Final = "）」』】、。・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"

_PAUSES: Final = re.compile(r"(?<=[ ・、／])|(?=（)")


def px(length: float) -> int:
    """The nearest whole pixel, halves upwards, as JavaScript rounds."""
    return math.floor(length + 0.5)


def units(text: str) -> int:
    """How many half-width signs the text is wide."""
    return sum(2 if ord(sign) >= _FIRST_WIDE else 1 for sign in text)


def room(texts: Iterable[str]) -> int:
    """Pixels that the widest of the texts takes."""
    return max((units(text) for text in texts), default=0) * UNIT


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` pixels, ended where a reader would pause if that is possible."""
    most = max(width // UNIT, 2)
    lines = [""]
    for phrase in _PAUSES.split(text):
        for piece in _pieces(phrase, most):
            if units((lines[-1] + piece).rstrip()) > most:
                lines.append("")
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _pieces(phrase: str, most: int) -> Iterable[str]:
    while units(phrase.rstrip()) > most:
        fitting = [n for n in range(1, len(phrase)) if n == 1 or units(phrase[:n]) <= most]
        end = max([n for n in fitting if phrase[n] not in _NEVER_FIRST] or fitting)
        yield phrase[:end]
        phrase = phrase[end:]
    yield phrase


def ticks(largest: float, most: int = 5) -> list[int]:
    """Round whole numbers from zero to the first one at or above ``largest``."""
    step = next(
        step
        for power in range(12)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if step * most >= largest
    )
    return [step * n for n in range(math.ceil(max(largest, 1) / step) + 1)]


def text(lines: Sequence[str], x: int, y: int, kind: str) -> str:
    """Lines of text, the first with its baseline at ``y``."""
    return "".join(
        f'<text class="{kind}" x="{x}" y="{y + n * LINE}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def rect(x: int, y: int, size: tuple[int, int], kind: str) -> str:
    """A rectangle of a width and a height."""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{size[0]}" height="{size[1]}"/>'


def line(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"/>'


def paper(drawn: Iterable[str], size: tuple[int, int], alt: str) -> str:
    """A picture that its words can stand for."""
    width, height = size
    kind = "wide" if width == WIDE else "slim"
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{escape(alt)}">{"".join(drawn)}</svg>'
    )
