"""Charts in words, made from their numbers, for who listens. ``scripts/page.js`` says the same."""

from collections.abc import Iterable, Sequence
from typing import Final

from dashboard.page.words import Words

#: Characters at most: whoever listens cannot skim.
LIMIT: Final = 250

#: A label and its number; None where it is not told.
Told = tuple[str, str, float | None]


def over_time(words: Words, title: str, points: Sequence[Told]) -> str:
    """What numbers by period show: first, last, highest, and how many are not told."""
    known = [point for point in points if point[2] is not None]
    if not known:
        return _short([title, *_missing(words, points)])
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return _short(
        [
            words.t("release.alt.of", title=title),
            *_missing(words, points),
            *(_pair(words, point) for point in ends),
            words.t("release.alt.highest", item=_item(words, _highest(known))),
        ]
    )


def ranked(words: Words, title: str, rows: Sequence[Told]) -> str:
    """What bars show: those that are told, from the largest."""
    known = sorted((row for row in rows if row[2] is not None), key=lambda row: -(row[2] or 0))
    return _short(
        [
            words.t("release.alt.of", title=title),
            *_missing(words, rows),
            *(_pair(words, row) for row in known),
        ]
    )


def crossed(words: Words, title: str, cells: Sequence[Told]) -> str:
    """What a grid shows: its three largest numbers."""
    return ranked(words, title, _largest(cells, 3))


def _largest(cells: Sequence[Told], most: int) -> list[Told]:
    known = sorted(
        (cell for cell in cells if cell[2] is not None), key=lambda cell: -(cell[2] or 0)
    )
    return [*known[:most], *(cell for cell in cells if cell[2] is None)]


def _highest(known: Sequence[Told]) -> Told:
    return max(known, key=lambda point: point[2] or 0)


def _missing(words: Words, rows: Sequence[Told]) -> Iterable[str]:
    count = sum(row[2] is None for row in rows)
    return [words.t("release.alt.missing", n=words.formats.number(count))] if count else []


def _item(words: Words, told: Told) -> str:
    return words.t("release.alt.item", label=told[0], n=told[1])


def _pair(words: Words, told: Told) -> str:
    return words.t("release.alt.sentence", item=_item(words, told))


def _short(sentences: Iterable[str]) -> str:
    """As many of the sentences as have room."""
    text = ""
    for sentence in sentences:
        if len((text + sentence).strip()) > LIMIT:
            break
        text += sentence
    return text.strip()
