"""The newest number of each source, with the numbers before it as small bars. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.page.cells import Cells, Count, breakdowns
from dashboard.page.words import Period, Words


@dataclass(frozen=True)
class SmallBar:
    """A bar in a picture of 120 by 32 pixels, as wide as its time; with a sign or a height."""

    x: int
    width: int
    height: int | None
    sign: str


@dataclass(frozen=True)
class Card:
    """The newest number of a source.

    Attributes:
        source: its code.
        period: the newest.
        told: the number, or the sign for none.
        before: the number of the same months a year earlier, with their name; None for no such.
        bars: all periods.
    """

    source: str
    period: Period
    told: str
    before: tuple[Period, str] | None
    bars: tuple[SmallBar, ...]


def cards(words: Words, numbers: Cells) -> list[Card]:
    """One card for each source that has a period."""
    table = breakdowns(words.release)[()]
    return [
        _card(words, source, [numbers.number(table, source, period.code, {}) for period in periods])
        for source, periods in words.periods.items()
        if periods
    ]


def _card(words: Words, source: str, counts: list[Count]) -> Card:
    periods = words.periods[source]
    newest = periods[-1]
    year = newest.start.year - 1
    before = [
        (period, words.written(count))
        for period, count in zip(periods, counts, strict=True)
        if (period.start, period.end)
        == (newest.start.replace(year=year), newest.end.replace(year=newest.end.year - 1))
    ]
    return Card(
        source=source,
        period=newest,
        told=words.written(counts[-1]),
        before=before[0] if before else None,
        bars=tuple(_small_bars(periods, counts)),
    )


def _small_bars(periods: Sequence[Period], counts: Sequence[Count]) -> Iterator[SmallBar]:
    largest = max((count for count in counts if isinstance(count, int)), default=1)
    months = sum(period.months for period in periods)
    gone = 0
    for period, count in zip(periods, counts, strict=True):
        x, gone = 120 * gone // months, gone + period.months
        height = None if isinstance(count, str) else 32 * count // largest
        yield SmallBar(x, max(120 * gone // months - x - 2, 1), height, str(count))
