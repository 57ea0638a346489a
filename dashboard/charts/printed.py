"""One series of printed figures: each print a point over the period that it covers."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import pandas as pd

from dashboard.charts.labels import positions
from dashboard.charts.style import Figure, Trace, figure, room, safe, zero_based
from dashboard.theme import Formats, Palette

_HEIGHT: Final = 240  # px
_PLOT, _NARROW = 190, 300  # px of the plot without its ticks: its height, its width on a phone
_FEW: Final = 6  # prints that all carry their number
_HEADROOM: Final = 1.22
_DAY: Final = pd.Timedelta(days=1)
_AIR: Final = 0.04  # of the time shown, at each end

#: Month in which the years of each kind begin.
_BEGINS: Final = {"calendar": 1, "fiscal_apr": 4, "fiscal_jul": 7}


def printed(
    *,
    prints: pd.DataFrame,
    breaks: Collection[pd.Timestamp],
    words: Mapping[str, str],
    palette: Palette,
    formats: Formats,
) -> Figure:
    """Printed figures of one unit by the period that each covers, zero-based.

    A bar as long as the period lies behind each point. Whole years are filled circles, shorter
    regular periods squares, parts of a year hollow diamonds over a dotted bar; provisional prints
    are hollow. Only what ``line`` says is joined. Prints of one period stand side by side; where
    they differ a thin line ties them together.

    Args:
        prints: one print a row, by period: ``period_start``, ``period_end`` (datetimes),
            ``period``, ``number``, ``figure`` (text), ``signs``, ``unit``, ``year_kind``,
            ``status``, ``confidence_told``, ``whole``, ``place``, ``prints``, ``differs``,
            ``line``.
        breaks: days on which the definition changed.
        words: ``break``.
        palette: colours.
        formats: the reader's language.
    """
    rows = prints.reset_index(drop=True)
    length = rows["period_end"] + _DAY - rows["period_start"]
    rows["at"] = rows["period_start"] + length * (rows["place"] + 1) / (rows["prints"] + 1)
    rows["y"] = rows["number"].astype("float64")
    lines = [_line(line, palette) for _, line in rows.groupby("line")]
    ties = [_tie(group, palette) for _, group in rows[rows["differs"]].groupby("period_start")]
    percent = rows["unit"].eq("percent").all()
    yaxis = _hundred(formats) if percent else _counts(rows["y"], formats)
    ends = (rows["period_start"].min(), rows["period_end"].max() + _DAY)
    xaxis = _time(rows, ends, formats)
    return figure(
        traces=[*_spans(rows, palette), *lines, *ties, _points(rows, xaxis, yaxis, palette)],
        palette=palette,
        height=_HEIGHT,
        xaxis=xaxis,
        yaxis=yaxis,
        **_breaks([day for day in breaks if ends[0] < day < ends[1]], ends, words, palette),
    )


def _spans(rows: pd.DataFrame, palette: Palette) -> list[Trace]:
    """The period of each print as a level bar; dotted where it is no whole period."""
    traces: list[Trace] = []
    for whole, dash in ((True, "solid"), (False, "dot")):
        there = rows[rows["whole"].eq(whole)]
        x: list[str | None] = []
        y: list[float | None] = []
        for first, last, value in zip(
            there["period_start"], there["period_end"], there["y"], strict=True
        ):
            x += [_day(first), _day(last), None]
            y += [value, value, None]
        line = {"color": palette.faint(palette.blue, 0.35), "width": 3, "dash": dash}
        if x:
            traces.append(
                {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line}
                | {"hoverinfo": "skip", "connectgaps": False}
            )
    return traces


def _line(rows: pd.DataFrame, palette: Palette) -> Trace:
    """The line through prints that may be joined."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": rows["at"].map(_day).tolist(),
        "y": rows["y"].tolist(),
        "line": {"color": palette.blue, "width": 2},
        "hoverinfo": "skip",
    }


def _tie(rows: pd.DataFrame, palette: Palette) -> Trace:
    """A thin line that ties the prints of one period together."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": rows["at"].map(_day).tolist(),
        "y": rows["y"].tolist(),
        "line": {"color": palette.ink, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _points(
    rows: pd.DataFrame, xaxis: dict[str, Any], yaxis: dict[str, Any], palette: Palette
) -> Trace:
    """Every print as a point, with its number where there is room, and always with its signs."""
    hollow = ~rows["whole"] | rows["status"].eq("provisional")
    square = rows["whole"] & ~rows["year_kind"].isin(_BEGINS)
    symbols = pd.Series("circle", index=rows.index).mask(square, "square")
    numbered = rows["differs"] | rows["prints"].gt(1) | ~rows["whole"]
    numbered |= rows.index.isin([0, len(rows) - 1]) | (len(rows) <= _FEW)
    texts = [
        " ".join(part for part in (text if shown else "", signs) if part)
        for text, signs, shown in zip(rows["figure"], rows["signs"], numbered, strict=True)
    ]
    first, last = map(pd.Timestamp, xaxis["range"])
    across = (rows["at"] - first) / (last - first) * _NARROW
    upwards = rows["y"] / yaxis["range"][1] * _PLOT
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rows["at"].map(_day).tolist(),
        "y": rows["y"].tolist(),
        "marker": {
            "symbol": symbols.mask(~rows["whole"], "diamond").tolist(),
            "size": 9,
            "color": [palette.ground if empty else palette.blue for empty in hollow],
            "line": {"color": palette.blue, "width": 2},
        },
        "text": [safe(text) for text in texts],
        "textposition": positions(list(zip(across, upwards, strict=True)), texts),
        "textfont": {"size": 12},
        "hovertext": [
            "<br>".join(map(safe, told))
            for told in zip(rows["period"], rows["figure"], rows["confidence_told"], strict=True)
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _counts(values: pd.Series, formats: Formats) -> dict[str, Any]:
    return zero_based(values.tolist(), formats=formats, most=4, headroom=_HEADROOM)


def _hundred(formats: Formats) -> dict[str, Any]:
    """A value axis from nothing to all, in per cent."""
    ticks = [0, 25, 50, 75, 100]
    text = [f"{formats.number(tick)}%" for tick in ticks]
    return {"range": [0, 112], "tickvals": ticks, "ticktext": text, "showgrid": True}


def _time(
    rows: pd.DataFrame, ends: tuple[pd.Timestamp, pd.Timestamp], formats: Formats
) -> dict[str, Any]:
    """Years, each named in its middle and as the publisher counts them; months where all are."""
    air = (ends[1] - ends[0]) * _AIR
    kinds = rows.loc[rows["year_kind"].isin(_BEGINS), "year_kind"]
    if rows["year_kind"].eq("month").all():
        starts, months = pd.date_range(ends[0], ends[1] - _DAY, freq="MS"), 1
    else:
        begins = 1 if kinds.empty else _BEGINS[kinds.mode().iloc[0]]
        first = pd.Timestamp(ends[0].year - (ends[0].month < begins), begins, 1)
        starts = pd.date_range(first, ends[1] - _DAY, freq=pd.DateOffset(years=1))
        months = 12
    names = [formats.period(start, months) for start in starts]
    step = -(-len(starts) // (_NARROW // room(names)))
    named = slice((len(starts) - 1) % step, None, step)
    starts, names = starts[named], names[named]
    middle = starts + pd.DateOffset(days=15 if months == 1 else 182)
    low, high = min(ends[0], middle[0]) - air, max(ends[1], middle[-1]) + air
    return {
        "tickvals": middle.strftime("%Y-%m-%d").tolist(),
        "ticktext": names,
        "tickangle": 0,
        "range": [_day(low), _day(high)],
        "showline": True,
    }


def _breaks(
    days: list[pd.Timestamp],
    ends: tuple[pd.Timestamp, pd.Timestamp],
    words: Mapping[str, str],
    palette: Palette,
) -> dict[str, Any]:
    """A dotted line, and its words on the side that has room, where the definition changed."""
    middle = ends[0] + (ends[1] - ends[0]) / 2
    return {
        "shapes": [
            {"type": "line", "layer": "below", "x0": _day(day), "x1": _day(day)}
            | {"yref": "y domain", "y0": 0, "y1": 1}
            | {"line": {"color": palette.grey, "width": 1, "dash": "dot"}}
            for day in days
        ],
        "annotations": [
            {"text": safe(words["break"]), "x": _day(day), "showarrow": False, "font": {"size": 11}}
            | {"yref": "y domain", "y": 0, "yanchor": "bottom"}
            | {"xanchor": "right" if day > middle else "left"}
            for day in days
        ],
    }


def _day(day: pd.Timestamp) -> str:
    return day.strftime("%Y-%m-%d")
