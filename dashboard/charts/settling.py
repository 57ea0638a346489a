"""How much of a final count is in by the time that has passed: one line from nothing to all."""

from collections.abc import Mapping
from typing import Final

from dashboard.charts.spine import HEIGHT
from dashboard.charts.style import FONT_SIZE, Figure, figure, safe
from dashboard.columns import Columns, known
from dashboard.theme import Formats, Palette

#: Weeks at which there is a tick: months, then quarters of a year.
_WEEKS: Final = (0, 4, 8, 13, 26, 39, 52)
_SHARES: Final = (0, 0.25, 0.5, 0.8, 0.95)


def settling(
    *, steps: Columns, words: Mapping[str, str], palette: Palette, formats: Formats
) -> Figure:
    """The share of a final count that is usually in, by week; not drawn where it is not known.

    Args:
        steps: by ``delay`` (weeks): ``share`` (0 to 1, NaN: not known).
        words: ``share``, ``unit`` (of the delay).
        palette: colours.
        formats: the reader's language.
    """
    share, unit = safe(words["share"]), safe(words["unit"])
    line = {
        "type": "scatter",
        "x": known(steps["delay"]),
        "y": known(steps["share"]),
        "mode": "lines",
        "line": {"color": palette.blue, "width": 2.6},
        "connectgaps": False,
        "hovertext": [
            f"{unit}: {formats.number(delay)}<br>{share}: {formats.percent(value)}"
            for delay, value in zip(steps["delay"], steps["share"], strict=True)
        ],
        "hoverinfo": "text",
    }
    return figure(
        traces=[line],
        palette=palette,
        height=HEIGHT,
        hoverdistance=-1,
        xaxis={
            "range": [-0.5, int(max(steps["delay"])) + 0.5],
            "tickvals": list(_WEEKS),
            "title": {"text": unit, "font": {"size": FONT_SIZE}},
            "showline": True,
        },
        yaxis={
            "range": [0, 1.04],
            "tickvals": list(_SHARES),
            "ticktext": [f"{100 * tick:.0f}%" for tick in _SHARES],
            "showgrid": True,
        },
    )
