"""Several series by period: up to four in one chart, each named at its end; more as panels."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.charts.names import at_the_ends, written
from dashboard.charts.spine import (
    HEIGHT,
    NO_EVENTS,
    Periods,
    Spine,
    every_period,
    marks,
    on,
    regions,
    time_axis,
)
from dashboard.charts.style import (
    LINE_HEIGHT,
    Figure,
    Trace,
    figure,
    room,
    safe,
    wrapped,
    zero_based,
)
from dashboard.charts.traces import band, beside, compared, counts, if_any, part
from dashboard.columns import Columns, apart, where
from dashboard.theme import Formats, Palette

#: Series on one plot at most.
MOST_IN_ONE: Final = 4

_MOST_TICKS: Final = 7

#: Panels, px: the plot, the ticks below it; panels side by side; units of a line of the title.
_PLOT, _TICKS, _ACROSS, _TITLE_UNITS = 96, 48, 2, 22

#: A sign takes more of a low plot.
_HEADROOM: Final = 1.3


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
    draw = _together if len(spines) <= MOST_IN_ONE else _apart
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
    around, noted = regions(_shared(spines), every, palette), marks(events, every, palette)
    return figure(
        traces=[trace for traces in drawn for trace in traces],
        palette=palette,
        height=HEIGHT,
        hoverdistance=-1,
        margin={"r": named.width},
        xaxis=time_axis(every, formats, most=_MOST_TICKS),
        yaxis=yaxis,
        shapes=around["shapes"] + noted["shapes"],
        annotations=[*around["annotations"], *noted["annotations"], *named.annotations],
    )


def _apart(
    spines: dict[str, Spine],
    every: Periods,
    palette: Palette,
    formats: Formats,
    events: Columns,
) -> Figure:
    """One panel a series, all on the same scale."""
    titles = [wrapped(label, units=_TITLE_UNITS) for label in spines]
    panels = [
        _panel(spine, title, palette) for title, spine in zip(titles, spines.values(), strict=True)
    ]
    yaxis = zero_based(
        [y for panel in panels for trace in panel for y in trace["y"]],
        formats=formats,
        most=3,
        headroom=_HEADROOM,
    )
    above = max(title.count("<br>") + 1 for title in titles) * LINE_HEIGHT + 6
    panel = above + _PLOT + _TICKS
    height = -(-len(spines) // _ACROSS) * panel
    layout: dict[str, Any] = {"shapes": [], "annotations": []}
    traces: list[Trace] = []
    for place, (title, spine) in enumerate(zip(titles, spines.values(), strict=True)):
        down, across = divmod(place, _ACROSS)
        number = str(place + 1) if place else ""
        left, top = across / _ACROSS, 1 - (down * panel + above) / height
        layout[f"xaxis{number}"] = time_axis(every, formats, most=3) | {
            "domain": [left, left + 0.94 / _ACROSS],
            "anchor": f"y{number}",
            "automargin": False,
        }
        layout[f"yaxis{number}"] = yaxis | {
            "domain": [top - _PLOT / height, top],
            "anchor": f"x{number}",
            "automargin": False,
            "showticklabels": across == 0,
        }
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        traces += [trace | axes for trace in panels[place]]
        for around in (
            regions(spine, every, palette, axes=number),
            marks(events, every, palette, axes=number, low=True),
        ):
            layout["shapes"] += around["shapes"]
            layout["annotations"] += around["annotations"]
        layout["annotations"].append(
            written(f"<b>{title}</b>", x=left, y=top, anchors=("left", "bottom"))
        )
    return figure(
        traces=traces,
        palette=palette,
        height=height,
        hoverdistance=-1,
        margin={"l": room(yaxis["ticktext"]), "r": 4, "t": 0, "b": 0},
        **layout,
    )


def _panel(spine: Spine, name: str, palette: Palette) -> list[Trace]:
    """The traces of one panel, the least on top of it first."""
    whole = (status != "incomplete" for status in spine["status"])
    line, hollow = counts(spine, palette.blue, palette, name=name)
    return [
        *if_any(band(where(spine, whole), palette.blue, palette, name="")),
        *if_any(beside(compared(spine), spine, "", palette)),
        line,
        *if_any(hollow),
        *if_any(part(spine, palette.blue, palette)),
    ]


def _shared(spines: dict[str, Spine]) -> Spine:
    """Status for the whole plot: filling or in part if any series is, not collected if none is."""
    statuses = [spine["status"] for spine in spines.values()]
    return {"status": [_of_all(told) for told in zip(*statuses, strict=True)] if statuses else []}


def _of_all(statuses: Sequence[str]) -> str:
    if all(status == "not_collected" for status in statuses):
        return "not_collected"
    return next((status for status in ("incomplete", "provisional") if status in statuses), "final")
