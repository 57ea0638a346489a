"""The axis of months, quarters or years, and what is shaded and marked on it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from dashboard.columns import Columns, known, lists
from dashboard.theme import MARKS, Formats, Palette

HEIGHT: Final = 320  # px, of a chart with one plot
_HALF_A_MONTH: Final = timedelta(days=15)
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
_YEAR: Final = 12  # months
#: For a chart on whose axis nothing is marked.
NO_EVENTS: Final[Columns] = {"number": [], "day": []}

#: What shades the periods of a status, and what is written over them.
SHADES: Final = {"provisional": 0.10, "incomplete": 0.10, "not_collected": 0.20}
SIGNS: Final = {"provisional": MARKS.provisional, "not_collected": MARKS.not_collected}

#: A series by period: each of its columns has a value, or None, for each period of the axis.
Spine = dict[str, list[Any]]


@dataclass(frozen=True)
class Periods:
    """Periods without a gap.

    Attributes:
        starts: the first day of each.
        months: how many each has.
    """

    starts: tuple[date, ...] = ()
    months: int = 1

    @classmethod
    def between(cls, first: date, last: date, *, months: int) -> "Periods":
        """The periods from the one that begins with the first day to the last of those."""
        numbers = range(_number(first), _number(last) + 1, months)
        return cls(tuple(map(_first_of, numbers)), months)

    @property
    def end(self) -> date:
        """The first day after the last of them."""
        return _first_of(_number(self.starts[-1]) + self.months)


def beginnings(periods: Columns) -> set[date]:
    """The first days of these periods."""
    return set(map(_day, periods["period_start"]))


def every_period(periods: Columns) -> Periods:
    """All periods from the first to the last of these.

    Args:
        periods: ``period_start`` and ``months``, how many each has.
    """
    starts = beginnings(periods)
    if not starts:
        return Periods()
    months = int(next(iter(periods["months"])))
    return Periods.between(min(starts), max(starts), months=months)


def on(
    every: Periods,
    periods: Columns,
    *,
    name: str,
    words: Mapping[str, str],
    formats: Formats,
) -> Spine:
    """A row for each period; one without a row counts as not collected.

    Adds ``day`` (ISO text) and ``hover`` (what a point tells: ``name``, period, count, and whether
    that is not final). Names and words are safe texts.

    Raises:
        ValueError: for a period that appears twice.
    """
    places = {_day(start): place for place, start in enumerate(periods["period_start"])}
    columns = lists(periods)
    if len(places) < len(columns["period_start"]):
        raise ValueError("a period appears twice")
    wanted = [places.get(start) for start in every.starts]
    spine = {
        column: known(None if place is None else values[place] for place in wanted)
        for column, values in columns.items()
    }
    spine["status"] = [status or "not_collected" for status in spine["status"]]
    spine["reports"] = [
        None if status == "not_collected" else count
        for status, count in zip(spine["status"], spine["reports"], strict=True)
    ]
    spine["day"] = [start.isoformat() for start in every.starts]
    told = {
        "provisional": f" {MARKS.provisional} ({words['provisional']})",
        "incomplete": f" ({words['incomplete']})",
    }
    heads = [f"{name}<br>{formats.period(start, every.months)}" for start in every.starts]
    spine["hover"] = [
        f"{head}: {formats.number(count)}{told.get(status, '')}"
        for head, count, status in zip(heads, spine["reports"], spine["status"], strict=True)
    ]
    return spine


def runs(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last place of each unbroken run of true flags."""
    unbroken = (list(run) for flag, run in groupby(enumerate(flags), lambda f: f[1]) if flag)
    return [(run[0][0], run[-1][0]) for run in unbroken]


def stretches(spine: Spine, status: str) -> list[tuple[int, int]]:
    """First and last place of each run of periods of this status."""
    return runs([one == status for one in spine["status"]])


def time_axis(every: Periods, formats: Formats, *, most: int) -> dict[str, Any]:
    """At most ``most`` ticks; months stand on those that divide a year evenly.

    The year stands under each first month or quarter, and under the first tick where the next is
    none: two years side by side would touch. It stands alone where ticks are years; those may turn.
    """
    if not every.starts:
        return {"visible": False}
    span, last = every.months, every.starts[-1]
    whole = len(every.starts) * span
    step = next((s for s in _STEPS if s % span == 0 and whole <= s * most), _STEPS[-1])
    begins = last.month if span == _YEAR else 1
    ticks = [day for day in every.starts if (day.year * 12 + day.month - begins) % step == 0]
    lone = next((tick for tick in ticks[:1] if len(ticks) < 2 or ticks[1].month != 1), None)
    part = formats.month_of_year if span == 1 else formats.quarter_of_year
    return {
        "tickvals": [tick.isoformat() for tick in ticks],
        "ticktext": [
            formats.period(tick, _YEAR)
            if step >= _YEAR
            else part(tick)
            + (f"<br>{formats.year(tick)}" if tick.month == 1 or tick == lone else "")
            for tick in ticks
        ],
        "tickangle": None if step >= _YEAR else 0,
        "range": [
            (every.starts[0] - _HALF_A_MONTH * span).isoformat(),
            (last + _HALF_A_MONTH * span).isoformat(),
        ],
        "showline": True,
    }


def regions(
    spine: Spine,
    every: Periods,
    palette: Palette,
    *,
    legend: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Shades of the periods that are not final.

    Args:
        spine: ``status`` by period.
        every: the periods.
        palette: colours.
        legend: what the legend calls the regions of a status, if it names them.
    """
    names = dict(legend or {})
    half = _HALF_A_MONTH * every.months
    shapes: list[dict[str, Any]] = []
    for status, opacity in SHADES.items():
        for first, last in stretches(spine, status):
            shape = {
                "type": "rect",
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": palette.faint(palette.grey, opacity),
                "x0": (every.starts[first] - half).isoformat(),
                "x1": (every.starts[last] + half).isoformat(),
                "yref": "y domain",
                "y0": 0,
                "y1": 1,
            }
            if status in names:
                shape |= {"name": names.pop(status), "showlegend": True}
            shapes.append(shape)
    return shapes


def poles(events: Columns, every: Periods, palette: Palette) -> list[dict[str, Any]]:
    """A dotted line for each period in which something happened; others are left out."""
    days = [every.starts[place].isoformat() for place in numbers(events, every)]
    line = {"color": palette.grey, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "layer": "below", "line": line, "x0": day, "x1": day}
        | {"yref": "y domain", "y0": 0, "y1": 1}
        for day in days
    ]


def signs(
    spine: Spine, every: Periods, top: float, *, events: Columns = NO_EVENTS
) -> list[dict[str, Any]]:
    """The texts at the top of a plot, as a trace, if there are any: annotations cost more to draw.

    Args:
        spine: ``status`` by period; what is not final has a sign in its middle.
        every: the periods.
        top: of the value axis.
        events: ``number`` (its place in the list below the chart) and ``day``; numbers stand
            beside their poles.
    """
    texts = []
    for status, sign in SIGNS.items():
        for first, last in stretches(spine, status):
            middle = every.starts[first] + (every.starts[last] - every.starts[first]) / 2
            texts.append((middle.isoformat(), sign, "bottom center"))
    for place, several in numbers(events, every).items():
        told = f"\u00a0{', '.join(several)}"
        texts.append((every.starts[place].isoformat(), told, "bottom right"))
    if not texts:
        return []
    days, written, positions = map(list, zip(*texts, strict=True))
    trace = {
        "type": "scatter",
        "x": days,
        "y": [top] * len(days),
        "text": written,
        "mode": "text",
        "textposition": positions,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [trace]


def numbers(events: Columns, every: Periods) -> dict[int, list[str]]:
    """Numbers of the events in each period that has one, by its place; others are left out."""
    found: dict[int, list[str]] = {}
    days = map(_day, events["day"])
    for day, number in sorted(zip(days, events["number"], strict=True)):
        if every.starts and every.starts[0] <= day < every.end:
            place = bisect_right(every.starts, day) - 1
            found.setdefault(place, []).append(str(number))
    return found


def _day(stamp: date) -> date:
    return date(stamp.year, stamp.month, stamp.day)


def _number(day: date) -> int:
    """Number of the day's month, 0 for January of the year 0."""
    return day.year * 12 + day.month - 1


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
