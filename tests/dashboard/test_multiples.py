"""Small multiples: every panel's numbers, texts and marks, on one pair of axes."""

import json
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.theme import DARK, LIGHT, Formats
from tests.dashboard.panels_shown import panels_of
from tests.dashboard.test_charts import EVIL, lines, months

STATUSES = ("final", "provisional", "incomplete", "not_collected")
HOLLOW, LONE = f"circle {LIGHT.ground}", f"circle {LIGHT.blue}"


def figure_of(*frames, **options):
    """The figure of Series 0, Series 1 …"""
    series = [frame.assign(label=f"Series {n}") for n, frame in enumerate(frames)]
    return lines(pd.concat(series), **options)


def five(reports, **columns):
    """The panels of five such series."""
    return panels_of(figure_of(*[months(reports, **columns)] * 5))


def texts(panel, position):
    return [text for _, text in panel.get(position, [])]


def box(first, last, *, top):
    """Corners of a shade."""
    left, right = first - 0.5, last + 0.5
    return [(left, 0), (right, 0), (right, top), (left, top)]


def test_each_series_has_a_panel_with_its_title_and_its_line():
    figure = figure_of(*(months([n, n + 1, n + 2]) for n in range(5)))
    panels = panels_of(figure)
    assert [texts(panel, "top right") for panel in panels] == [
        [f"<b>Series {n}</b>"] for n in range(5)
    ]
    assert [panel["line"] for panel in panels] == [
        [[(0, n), (1, n + 1), (2, n + 2)]] for n in range(5)
    ]
    (line,) = (t for t in figure["data"] if t["mode"] == "lines" and "fill" not in t)
    assert line["line"] == {"color": LIGHT.blue, "width": 2.6}


def test_all_panels_share_axes_and_few_traces():
    status = ["final", "incomplete", "provisional"]
    for count in (5, 8):
        figure = figure_of(*[months([1, 2, 3], status=status)] * count)
        assert {axis for axis in figure["layout"] if "axis" in axis} == {"xaxis", "yaxis"}
        assert len(figure["data"]) == 7
        assert not figure["layout"].get("annotations")


def test_each_panel_has_its_interval_and_the_year_before():
    before = pd.array([7, 8, 9], dtype="Int64")
    for panel in five([10, 20, 30], year_before=before):
        assert panel["toself"] == [[(0, 12), (1, 24), (2, 36), (2, 24), (1, 16), (0, 8)]]
        assert panel["dash"] == [[(0, 7), (1, 8), (2, 9)]]


def test_a_period_in_part_is_a_diamond_without_interval_and_year_before():
    before = pd.array([7, 8, 9], dtype="Int64")
    for panel in five([10, 20, 30], status=["final", "final", "incomplete"], year_before=before):
        assert panel["line"] == [[(0, 10), (1, 20)]]
        assert panel["toself"] == [[(0, 12), (1, 24), (1, 16), (0, 8)]]
        assert panel["dash"] == [[(0, 7), (1, 8)]]
        assert panel[f"diamond {LIGHT.ground}"] == [(2, 30)]
        assert panel[LIGHT.faint(LIGHT.grey, 0.1)] == [box(2, 2, top=39)]


def test_gaps_are_gaps_and_what_stands_between_two_is_a_point():
    figure = figure_of(*[months([3, 4, None, 30, None, None])] * 5)
    for panel in panels_of(figure):
        assert panel["line"] == [[(0, 3), (1, 4)], [(3, 30)]]
        assert panel[LONE] == [(3, 30)]
        assert panel[LIGHT.faint(LIGHT.grey, 0.2)] == [box(2, 2, top=46.8), box(4, 5, top=46.8)]
        signs = [(x, text) for (x, _), text in panel["bottom center"] if text == ".."]
        assert signs == [(2, ".."), (4.5, "..")]


def test_provisional_points_are_hollow_shaded_and_signed_in_their_own_panel():
    filling = months([10, 20, 30], status=["final", "provisional", "provisional"])
    *others, last = panels_of(figure_of(*[months([1, 2, 3])] * 4, filling))
    assert last["line"] == [[(0, 10), (1, 20), (2, 30)]]
    assert last[HOLLOW] == [(1, 20), (2, 30)]
    assert last[LIGHT.faint(LIGHT.grey, 0.1)] == [box(1, 2, top=46.8)]
    assert [place for (place, _), text in last["bottom center"] if text == "P"] == [1.5]
    for panel in others:
        assert HOLLOW not in panel
        assert not any(kind.startswith("rgba") for kind in panel)
        assert "P" not in texts(panel, "bottom center")


def test_every_panel_has_the_same_ticks_and_those_of_a_row_share_their_numbers():
    figure = figure_of(*(months([n] * 14, first="2025-10-01") for n in (0, 1, 2, 3, 70)))
    for panel in panels_of(figure):
        ticks = [(place, text) for (place, _), text in panel["bottom center"]]
        assert ticks == [(3, "Jan<br>2026"), (9, "Jul")]
        heights = [stroke[0][1] for stroke in panel["grid"]]
        assert heights == pytest.approx([0, 50, 100], abs=1)
        assert all((a[0], b[0]) == (-0.5, 13.5) and a[1] == b[1] for a, b in panel["grid"])
    axis = figure["layout"]["yaxis"]
    assert list(axis["ticktext"]) == ["0", "50", "100"] * 3
    gaps = [high - low for low, high in pairwise(axis["tickvals"])]
    assert [*gaps[:2], *gaps[3:5], *gaps[6:]] == pytest.approx([50] * 6)
    assert figure["layout"]["xaxis"]["visible"] is False


def test_years_that_begin_in_april_have_two_lines():
    frame = months([1, 2, 3], first="2024-04-01", span=12)
    first, *_ = panels_of(figure_of(*[frame] * 5, formats=Formats("ja")))
    years = ["2024<br>年度", "2025<br>年度", "2026<br>年度"]
    assert texts(first, "bottom center") == years


def test_events_stand_in_every_panel_with_their_numbers():
    days = [date(2026, 2, 3), date(2026, 2, 28), date(2026, 3, 1), date(2027, 1, 1)]
    events = {"number": [1, 2, 3, 4], "day": days}
    for panel in panels_of(figure_of(*[months([1, 2, 30])] * 5, events=events)):
        assert [(x, text.strip()) for (x, _), text in panel["bottom right"]] == [
            (1, "1, 2"),
            (2, "3"),
        ]
        assert panel["dot"] == [[(1, 0), (1, 46.8)], [(2, 0), (2, 46.8)]]


def test_a_point_tells_its_series_period_and_number():
    status = ["final", "not_collected", "provisional", "incomplete"]
    panels = panels_of(figure_of(*(months([n, n, n, n], status=status) for n in range(5))))
    for n, panel in enumerate(panels):
        assert panel["tells"] == [
            ((0, n), f"Series {n}<br>Jan 2026: {n}"),
            ((2, n), f"Series {n}<br>Mar 2026: {n} P (Still filling)"),
            ((3, n), f"Series {n}<br>Apr 2026: {n} (In part)"),
        ]


def test_a_pointer_meets_no_panel_of_another_row():
    layout = figure_of(*[months([1, 2, 3])] * 5)["layout"]
    up = layout["height"] / layout["yaxis"]["range"][1]  # pixels of a report
    plot = up * 3.6 * 1.3
    zeros = layout["yaxis"]["tickvals"][:: len(layout["yaxis"]["tickvals"]) // 3]
    assert plot == pytest.approx(96)
    gaps = [up * (above - below) - plot for above, below in pairwise(zeros)]
    assert gaps == pytest.approx([layout["hoverdistance"]] * 2, abs=0.1)


def test_long_titles_make_room_for_themselves():
    long = "A name that is so long that it stands on three lines of its panel"
    short = figure_of(*[months([1, 2])] * 5)["layout"]["height"]
    frames = [months([1, 2]).assign(label=f"{long} {n}") for n in range(5)]
    figure = lines(pd.concat(frames))
    assert figure["layout"]["height"] == short + 3 * 3 * 17
    assert texts(panels_of(figure)[0], "top right")[0].count("<br>") == 3


def test_labels_are_escaped():
    figure = lines(pd.concat([months([1, 2]).assign(label=f"{EVIL} {n}") for n in range(6)]))
    assert "<a" not in json.dumps(figure, default=str)
    assert texts(panels_of(figure)[0], "top right")[0].startswith("<b>&lt;a<br>")


def test_colours_of_the_dark_palette():
    figure = figure_of(*[months([1, 2], status=["final", "provisional"])] * 5, palette=DARK)
    assert DARK.faint(DARK.grey, 0.1) in panels_of(figure)[4]
    used = json.dumps({**figure, "layout": figure["layout"]["shapes"]}, default=str)
    assert DARK.blue in used
    assert LIGHT.blue not in used


CELLS = st.lists(
    st.tuples(st.integers(0, 100_000), st.sampled_from(STATUSES)), min_size=1, max_size=30
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=5, max_size=9))
def test_any_panels_keep_their_numbers(series):
    frames = [
        months([n for n, _ in cells], status=[status for _, status in cells]) for cells in series
    ]
    panels = panels_of(figure_of(*frames))
    assert len(panels) == len(series)
    for cells, panel in zip(series, panels, strict=True):
        places = {status: [] for status in STATUSES}
        for place, (n, status) in enumerate(cells):
            places[status].append((place, n))
        line = [point for stroke in panel.get("line", []) for point in stroke]
        assert line == sorted(places["final"] + places["provisional"])
        assert panel.get(HOLLOW, []) == places["provisional"]
        assert panel.get(f"diamond {LIGHT.ground}", []) == places["incomplete"]
