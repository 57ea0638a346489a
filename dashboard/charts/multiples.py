"""Small multiples: a panel a series, all on one scale."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from dashboard.charts.spine import SHADES, SIGNS, Periods, Spine, numbers, stretches, time_axis
from dashboard.charts.style import FONT_SIZE, Figure, Trace, figure, room, wrapped, zero_based
from dashboard.charts.tiles import NEAR, Stroke, Tiles
from dashboard.charts.traces import POINT, band, beside, compared, counts, if_any, lone, part
from dashboard.columns import Columns, where
from dashboard.theme import Formats, Palette

_MOST_TICKS: Final = 3
_TITLE_UNITS: Final = 22  # of a line

#: Sizes of texts in a panel, where FONT_SIZE is too wide: ticks, numbers of events.
_SMALL, _SMALLER = 12, 11

#: A sign takes more of a low plot.
_HEADROOM: Final = 1.3

#: Pixels from the ends of a plot: texts below it, at its top, above it.
_BELOW, _TOP, _ABOVE = 11, 6, 3

#: Where a text stands in a panel, and the text.
_Text = tuple[float, float, str]


def multiples(
    spines: dict[str, Spine],
    every: Periods,
    palette: Palette,
    formats: Formats,
    events: Columns,
) -> Figure:
    """A panel a series, each with its interval and the year before.

    Args:
        spines: the series by label, of the same periods.
        every: the periods.
        palette: colours.
        formats: the reader's language.
        events: ``number`` and ``day`` of what is marked on the axis.
    """
    titles = [wrapped(label, units=_TITLE_UNITS) for label in spines]
    counted = [_counted(spine, palette) for spine in spines.values()]
    heights = [y for panel in counted for trace in panel for y in trace["y"]]
    scale = zero_based(heights, formats=formats, most=_MOST_TICKS, headroom=_HEADROOM)
    tiles = Tiles(
        panels=len(spines),
        periods=len(every.starts),
        reports=scale["range"][1],
        lines=max(title.count("<br>") + 1 for title in titles),
    )
    marked = numbers(events, every)
    ticks, flags = _ticks(every, tiles, formats), _flags(marked, tiles)
    panels = [
        [
            *traces,
            _texts([*ticks, *_signs(spine, tiles)], "bottom center", size=_SMALL),
            _texts([(-0.5, tiles.reports + tiles.up(_ABOVE), f"<b>{title}</b>")], "top right"),
            _texts(flags, "bottom right", size=_SMALLER),
        ]
        for title, spine, traces in zip(titles, spines.values(), counted, strict=True)
    ]
    x, y = tiles.ranges
    ups = tiles.ticks(scale["tickvals"])
    return figure(
        traces=[
            trace for kind in zip(*panels, strict=True) for trace in if_any(tiles.joined(kind))
        ],
        palette=palette,
        height=tiles.height,
        hoverdistance=NEAR,
        margin={"l": room(scale["ticktext"]), "r": 4, "t": 0, "b": 0},
        xaxis={"range": x, "visible": False},
        yaxis={
            "range": y,
            "tickvals": ups,
            "ticktext": scale["ticktext"] * (len(ups) // len(scale["ticktext"])),
            "tickfont": {"size": _SMALL},
            "automargin": False,
        },
        shapes=_shapes(spines.values(), scale["tickvals"], marked, tiles, palette),
    )


def _counted(spine: Spine, palette: Palette) -> list[Trace]:
    """The traces of one panel, the least on top of it first."""
    placed = spine | {"day": list(range(len(spine["day"])))}
    whole = (status != "incomplete" for status in spine["status"])
    line, hollow = counts(placed, palette.blue, palette, name="")
    return [
        band(where(placed, whole), palette.blue, palette, name=""),
        *_split(beside(compared(spine), placed, "", palette)),
        *_split(line),
        hollow,
        part(placed, palette.blue, palette),
    ]


def _split(line: Trace) -> tuple[Trace, Trace]:
    """A line without points, and those of its points that have no segment."""
    there = lone(line["y"])
    points = {
        "type": "scatter",
        "x": [line["x"][place] for place in there],
        "y": [line["y"][place] for place in there],
        "mode": "markers",
        "marker": {"color": line["line"]["color"], "size": POINT},
        "hoverinfo": "skip",
    }
    return line | {"mode": "lines", "marker": {}}, points


def _ticks(every: Periods, tiles: Tiles, formats: Formats) -> list[_Text]:
    axis = time_axis(every, formats, most=_MOST_TICKS)
    days = [start.isoformat() for start in every.starts]
    # Three of 2025/26年度 would stand on each other.
    texts = [text.replace("年度", "<br>年度") for text in axis["ticktext"]]
    places = zip(axis["tickvals"], texts, strict=True)
    return [(days.index(day), -tiles.up(_BELOW), text) for day, text in places]


def _signs(spine: Spine, tiles: Tiles) -> list[_Text]:
    """Signs at the top of what is shaded."""
    top = tiles.reports - tiles.up(_TOP)
    return [
        ((first + last) / 2, top, sign)
        for status, sign in SIGNS.items()
        for first, last in stretches(spine, status)
    ]


def _flags(marked: dict[int, list[str]], tiles: Tiles) -> list[_Text]:
    """Numbers of events beside the tops of their poles."""
    top = tiles.reports - tiles.up(_TOP)
    return [(place, top, f"\u00a0{', '.join(several)}") for place, several in marked.items()]


def _texts(texts: Sequence[_Text], position: str, *, size: int = FONT_SIZE) -> Trace:
    x, y, told = zip(*texts, strict=True) if texts else ((), (), ())
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "text": told,
        "mode": "text",
        "textposition": position,
        "textfont": {"size": size},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _shapes(
    spines: Collection[Spine],
    ticks: Iterable[float],
    marked: Iterable[int],
    tiles: Tiles,
    palette: Palette,
) -> list[dict[str, Any]]:
    """Behind the lines: shades of periods that are not final, the grid, poles of flags."""
    top, end = tiles.reports, tiles.periods - 0.5
    grid = [[(-0.5, y), (end, y)] for y in map(tiles.sharp, ticks)]
    poles = [[(place, 0), (place, top)] for place in marked]
    drawn: list[tuple[Sequence[Sequence[Stroke]], dict[str, Any]]] = [
        *(
            (
                [[_box(*ends, top) for ends in stretches(spine, status)] for spine in spines],
                {"fillcolor": palette.faint(palette.grey, opacity), "line": {"width": 0}},
            )
            for status, opacity in SHADES.items()
        ),
        ([grid] * tiles.panels, {"line": {"color": palette.border, "width": 1}}),
        ([poles] * tiles.panels, {"line": {"color": palette.grey, "width": 1, "dash": "dot"}}),
    ]
    return [
        {"type": "path", "layer": "below", "path": path} | look
        for strokes, look in drawn
        if (path := tiles.path(strokes))
    ]


def _box(first: int, last: int, top: float) -> Stroke:
    """The corners of some periods."""
    left, right = first - 0.5, last + 0.5
    return [(left, 0), (right, 0), (right, top), (left, top)]
