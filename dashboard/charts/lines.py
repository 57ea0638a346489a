"""Several series by period: up to four on one plot, each named at its end; more as panels."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.charts.multiples import multiples
from dashboard.charts.names import at_the_ends
from dashboard.charts.spine import (
    HEIGHT,
    NO_EVENTS,
    Periods,
    Spine,
    every_period,
    on,
    poles,
    regions,
    signs,
    time_axis,
)
from dashboard.charts.style import Figure, figure, safe, zero_based
from dashboard.charts.traces import counts, part
from dashboard.columns import Columns, apart
from dashboard.theme import Formats, Palette

#: Series on one plot at most.
MOST_IN_ONE: Final = 4

_MOST_TICKS: Final = 7


def lines(
    *,
    series: Columns,
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
    events: Columns = NO_EVENTS,
) -> Figure:
    """Counts of several series by period, zero-based and on one scale.

    Periods still filling, counted in part and not collected are drawn as in the trend. More than
    MOST_IN_ONE stand in panels, each with its interval and the year before; on one plot these would
    hide each other.

    Args:
        series: one period of one series a row: ``label``, ``period_start``, ``months`` (of it),
            ``reports``, ``lower``, ``upper``, ``year_before``, ``status``, as the trend has them.
            Series stand in the order of their first appearance.
        words: ``provisional``, ``incomplete``.
        palette: colours.
        formats: the reader's language.
        events: ``number`` and ``day`` of what is marked on the axis.

    Raises:
        ValueError: for a period that appears twice in one series.
    """
    texts = {word: safe(text) for word, text in words.items()}
    every = every_period(series)
    spines = {
        label: on(every, rows, name=safe(label), words=texts, formats=formats)
        for label, rows in apart(series, "label").items()
    }
    draw = _together if len(spines) <= MOST_IN_ONE else multiples
    return draw(spines, every, palette, formats, events)


def _together(
    spines: dict[str, Spine],
    every: Periods,
    palette: Palette,
    formats: Formats,
    events: Columns,
) -> Figure:
    """All series on one plot, each named at its end."""
    colours = (palette.blue, palette.clay, palette.ink, palette.grey)[: len(spines)]
    drawn = [
        (*counts(spine, colour, palette, name=safe(label)), part(spine, colour, palette))
        for (label, spine), colour in zip(spines.items(), colours, strict=True)
    ]
    heights = [y for line, _, apart in drawn for y in (*line["y"], *apart["y"])]
    yaxis = zero_based(heights, formats=formats)
    named = at_the_ends(spines, [line for line, *_ in drawn], yaxis["range"][1], palette)
    shared, top = _shared(spines), yaxis["range"][1]
    return figure(
        traces=[
            *(trace for traces in drawn for trace in traces),
            *signs(shared, every, top, events=events),
        ],
        palette=palette,
        height=HEIGHT,
        hoverdistance=-1,
        margin={"r": named.width},
        xaxis=time_axis(every, formats, most=_MOST_TICKS),
        yaxis=yaxis,
        shapes=regions(shared, every, palette) + poles(events, every, palette),
        annotations=named.annotations,
    )


def _shared(spines: dict[str, Spine]) -> Spine:
    """Status for the whole plot: filling or in part if any series is, not collected if none is."""
    statuses = [spine["status"] for spine in spines.values()]
    return {"status": [_of_all(told) for told in zip(*statuses, strict=True)] if statuses else []}


def _of_all(statuses: Sequence[str]) -> str:
    if all(status == "not_collected" for status in statuses):
        return "not_collected"
    return next((status for status in ("incomplete", "provisional") if status in statuses), "final")
