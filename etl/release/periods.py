"""Which periods of a source are closed, so that they may be published: once, and never again."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby


@dataclass(frozen=True)
class Period:
    """One period, or several in a row that are published as one.

    Attributes:
        code: ``2024-H1``, ``2024-Q3``, or ``2024-H1_2024-H2`` from the first to the last.
        start: first day.
        end: last day.
    """

    code: str
    start: date
    end: date


@dataclass(frozen=True)
class Month:
    """A month of one source: whether its count is final, and how many reports it has."""

    first: date
    final: bool
    reports: int


def closed(  # noqa: PLR0913 - each is a rule of its own
    months: Iterable[Month], *, length: int, closing_days: int, least: int, as_of: date,
    after: date | None = None,
) -> tuple[Period, ...]:  # fmt: skip
    """The periods that are closed by now and not yet published, oldest first.

    A period is closed when all its months are final and ``closing_days`` have gone since it ended.
    One with fewer than ``least`` reports is joined with the next; without a next one it waits.

    Args:
        months: of one source.
        length: of a period, in months: 3 or 6.
        closing_days: days from a period's end to its closing.
        least: reports that a period needs.
        as_of: the day that is looked from.
        after: the last day of what is published already.
    """
    by_start = {
        start: tuple(group)
        for start, group in groupby(
            sorted(months, key=lambda month: month.first), lambda month: _start(month.first, length)
        )
    }
    ready = {
        start: sum(month.reports for month in group)
        for start, group in by_start.items()
        if len(group) == length
        and all(month.final for month in group)
        and _end(start, length) + timedelta(days=closing_days) <= as_of
        and (after is None or start > after)
    }
    return tuple(_joined(ready, length, least))


def _joined(ready: Mapping[date, int], length: int, least: int) -> Iterator[Period]:
    first: date | None = None
    reports = 0
    for start in sorted(ready):
        if first is None or start - timedelta(days=1) not in {_end(day, length) for day in ready}:
            first, reports = start, 0
        reports += ready[start]
        if reports >= least:
            codes = dict.fromkeys((_code(first, length), _code(start, length)))
            yield Period("_".join(codes), first, _end(start, length))
            first = None


def _start(day: date, length: int) -> date:
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def _end(start: date, length: int) -> date:
    month = start.month + length - 1
    return date(start.year, month, monthrange(start.year, month)[1])


def _code(start: date, length: int) -> str:
    letter = "Q" if length == 3 else "H"
    return f"{start.year}-{letter}{(start.month - 1) // length + 1}"
