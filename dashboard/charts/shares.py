"""A share over time: one line with its interval, from nothing to all."""

from collections.abc import Mapping
from typing import Final

from dashboard.charts.spine import HEIGHT, every_period, on, regions, signs, time_axis
from dashboard.charts.style import Figure, figure, safe
from dashboard.charts.traces import band, counts
from dashboard.columns import Columns, lists
from dashboard.theme import MARKS, Formats, Palette

_MOST_TICKS: Final = 10
_TOP: Final = 1.08
_TICKS: Final = (0, 0.25, 0.5, 0.75, 1)


def shares(
    *, periods: Columns, words: Mapping[str, str], palette: Palette, formats: Formats
) -> Figure:
    """A share of the known by period with its interval; what is not final is drawn as in the trend.

    Args:
        periods: one period a row: ``period_start``, ``months`` (of it), ``share`` (0 to 1, NaN:
            nothing known), ``lower``, ``upper``, ``known`` (reports behind it), ``status``.
        words: ``share``, ``interval``, ``provisional``, ``incomplete``, ``not_collected``.
        palette: colours.
        formats: the reader's language.

    Raises:
        ValueError: for a period that appears twice.
    """
    texts = {word: safe(text) for word, text in words.items()}
    every = every_period(periods)
    values = lists(periods) | {"reports": list(periods["share"])}
    spine = on(every, values, name=texts["share"], words=texts, formats=formats)
    spine["hover"] = [
        f"{texts['share']}<br>{formats.period(start, every.months)}: {formats.percent(share)} "
        f"({formats.number(known)})"
        for start, share, known in zip(every.starts, spine["share"], spine["known"], strict=True)
    ]
    line, hollow = counts(spine, palette.blue, palette, name=texts["share"])
    hollow["name"] = f"{MARKS.provisional}  {texts['provisional']}"
    interval = band(spine, palette.blue, palette, name=texts["interval"])
    return figure(
        traces=[interval, line, hollow, *signs(spine, every, _TOP)],
        palette=palette,
        height=HEIGHT,
        showlegend=True,
        hoverdistance=-1,
        xaxis=time_axis(every, formats, most=_MOST_TICKS),
        yaxis={
            "range": [0, _TOP],
            "tickvals": list(_TICKS),
            "ticktext": [f"{100 * tick:.0f}%" for tick in _TICKS],
            "showgrid": True,
        },
        shapes=regions(
            spine,
            every,
            palette,
            legend={"not_collected": f"{MARKS.not_collected}  {texts['not_collected']}"},
        ),
    )
