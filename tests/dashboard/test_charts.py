"""Charts hold the numbers of their frames, keep gaps as gaps, and never carry markup from data."""

import json
from datetime import date
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import charts
from dashboard.charts.style import room, safe, wrapped, zero_based
from dashboard.theme import DARK, LIGHT, MARKS, Formats

EN = Formats("en")
WORDS = {
    "this_period": "This period",
    "year_before": "Year before",
    "interval": "95% interval",
    "provisional": "Still filling",
    "not_collected": "Not collected",
    "incomplete": "In part",
    "mean": "12-month mean",
    "female": "Female",
    "male": "Male",
}
EVIL = '<a href="javascript:alert(1)">x</a> & <b>'
SAFE = "&lt;a href="


def months(reports, *, first="2026-01-01", status=None, span=1, **columns):
    count = len(reports)
    return pd.DataFrame(
        {
            "period_start": pd.date_range(first, periods=count, freq=f"{span}MS"),
            "months": [span] * count,
            "reports": pd.array(reports, dtype="Int64"),
            "lower": [None if n is None else n * 0.8 for n in reports],
            "upper": [None if n is None else n * 1.2 for n in reports],
            "year_before": pd.array([None] * count, dtype="Int64"),
            "rolling_mean": [float("nan")] * count,
            "status": status or ["not_collected" if n is None else "final" for n in reports],
        }
        | columns
    )


def checked(figure):
    """The figure after plotly has checked every name and value in it."""
    return go.Figure(figure).to_dict()


def trend(frame, palette=LIGHT, formats=EN, words=WORDS):
    figure = charts.trend(periods=frame, words=words, palette=palette, formats=formats)
    return checked(figure)


def lines(frame, palette=LIGHT, formats=EN, **options):
    figure = charts.lines(series=frame, words=WORDS, palette=palette, formats=formats, **options)
    return checked(figure)


def bars(rows):
    columns = ["label", "value", "text", "unknown", "lower", "upper"]
    frame = pd.DataFrame(rows, columns=columns)
    return checked(charts.ranked_bars(frame=frame, palette=LIGHT))


def by_name(figure):
    return {trace.get("name"): trace for trace in figure["data"]}


def signs(figure):
    """The texts at the top of a plot, with their days."""
    texts = (trace for trace in figure["data"] if trace["mode"] == "text")
    return [pair for trace in texts for pair in zip(trace["x"], trace["text"], strict=True)]


def plain(cells):
    return [None if pd.isna(cell) else cell for cell in cells]


class TestTrend:
    def test_values_by_month(self):
        traces = by_name(trend(months([3, 0, 5], year_before=pd.array([2, None, 4], "Int64"))))
        assert list(traces["This period"]["x"]) == ["2026-01-01", "2026-02-01", "2026-03-01"]
        assert plain(traces["This period"]["y"]) == [3, 0, 5]
        assert plain(traces["Year before"]["y"]) == [2, None, 4]
        assert traces["This period"]["line"] == {"color": LIGHT.blue, "width": 2.6}
        assert traces["Year before"]["line"]["dash"] == "dash"
        assert traces["Year before"]["line"]["color"] == LIGHT.grey

    def test_lines_are_straight_and_gaps_stay_gaps(self):
        figure = trend(months([3, 4, None, None, 5, 6]))
        line = by_name(figure)["This period"]
        assert plain(line["y"]) == [3, 4, None, None, 5, 6]
        assert line["connectgaps"] is False
        assert line["mode"] == "lines"
        assert "shape" not in line["line"]
        (gap,) = figure["layout"]["shapes"]
        assert (gap["x0"], gap["x1"]) == ("2026-02-14", "2026-04-16")
        assert (gap["name"], gap["showlegend"]) == ("..  Not collected", True)
        assert signs(figure) == [("2026-03-16", MARKS.not_collected)]

    def test_a_month_that_is_not_in_the_frame_is_a_gap(self):
        frame = months([3, 4, 5]).drop(index=1)
        line = by_name(trend(frame))["This period"]
        assert plain(line["y"]) == [3, None, 5]

    def test_a_count_of_a_month_not_collected_is_not_drawn(self):
        frame = months([3, 0, 5], status=["final", "not_collected", "final"])
        assert plain(by_name(trend(frame))["This period"]["y"]) == [3, None, 5]

    def test_a_month_alone_between_gaps_is_a_point(self):
        line = by_name(trend(months([3, 4, None, 7, None, 5, 6])))["This period"]
        assert line["mode"] == "lines+markers"
        assert list(line["marker"]["size"]) == [0, 0, 0, 8, 0, 0, 0]

    def test_provisional_points_are_hollow_shaded_and_signed(self):
        figure = trend(months([3, 4, 5], status=["final", "provisional", "provisional"]))
        hollow = by_name(figure)["P  Still filling"]
        assert dict(zip(hollow["x"], hollow["y"], strict=True)) == {
            "2026-02-01": 4,
            "2026-03-01": 5,
        }
        assert hollow["marker"]["color"] == LIGHT.ground
        assert hollow["marker"]["line"] == {"color": LIGHT.blue, "width": 2}
        (shade,) = figure["layout"]["shapes"]
        assert (shade["x0"], shade["x1"]) == ("2026-01-17", "2026-03-16")
        assert signs(figure) == [("2026-02-15", "P")]
        texts = by_name(figure)["This period"]["hovertext"]
        assert texts[0] == "This period<br>Jan 2026: 3"
        assert texts[1] == "This period<br>Feb 2026: 4 P (Still filling)"

    def test_the_interval_is_one_shape_a_run(self):
        band = by_name(trend(months([10, 20, None, 30])))["95% interval"]
        assert band["fill"] == "toself"
        assert band["fillcolor"] == "rgba(31, 95, 168, 0.16)"
        jan, feb, april = "2026-01-01", "2026-02-01", "2026-04-01"
        assert list(band["x"]) == [jan, feb, feb, jan, None, april, april, None]
        assert list(band["y"]) == [12, 24, 16, 8, None, 36, 24, None]

    def test_zero_based_with_whole_ticks(self):
        axis = trend(months([1, 2, 3]))["layout"]["yaxis"]
        assert axis["range"] == [0, pytest.approx(3.6 * 1.12)]
        assert list(axis["tickvals"]) == [0, 1, 2, 3, 4]

    def test_the_year_stands_under_the_first_month_and_each_january(self):
        axis = trend(months([1] * 8, first="2025-09-01"))["layout"]["xaxis"]
        assert axis["ticktext"][0] == "Sept<br>2025"
        assert list(axis["ticktext"])[1:5] == ["Oct", "Nov", "Dec", "Jan<br>2026"]

    def test_japanese_months(self):
        axis = trend(months([1, 2]), formats=Formats("ja"))["layout"]["xaxis"]
        assert list(axis["ticktext"]) == ["1月<br>2026年", "2月"]

    def test_years_for_a_long_time(self):
        axis = trend(months([1] * 120, first="2017-01-01"))["layout"]["xaxis"]
        assert list(axis["ticktext"]) == [str(year) for year in range(2017, 2027)]

    def test_two_sources_are_refused(self):
        with pytest.raises(ValueError, match="appears twice"):
            trend(pd.concat([months([1]), months([2])]))

    def test_nothing_to_draw(self):
        figure = trend(months([]))
        assert all(not trace["x"] for trace in figure["data"])
        assert figure["layout"]["xaxis"]["visible"] is False

    def test_words_are_escaped(self):
        figure = trend(months([1, None, 2]), words=dict.fromkeys(WORDS, EVIL))
        assert "<a" not in json.dumps(figure, default=str)

    def test_colours_of_the_dark_palette(self):
        line = by_name(trend(months([1, 2]), palette=DARK))["This period"]
        assert line["line"]["color"] == DARK.blue

    @pytest.mark.parametrize(
        ("lang", "first", "span", "ticks"),
        [
            ("en", "2025-10-01", 3, ["Q4", "Q1<br>2026", "Q2", "Q3"]),
            ("ja", "2026-01-01", 3, ["1〜3月<br>2026年", "4〜6月", "7〜9月", "10〜12月"]),
            ("en", "2022-01-01", 12, ["2022", "2023", "2024", "2025"]),
            ("en", "2022-07-01", 12, ["2022/23", "2023/24", "2024/25", "2025/26"]),
            ("ja", "2022-04-01", 12, ["2022年度", "2023年度", "2024年度", "2025年度"]),
        ],
    )
    def test_quarters_and_years_are_named(self, lang, first, span, ticks):
        frame = months([1, 2, 3, 4], first=first, span=span)
        axis = trend(frame, formats=Formats(lang))["layout"]["xaxis"]
        assert list(axis["ticktext"]) == ticks

    def test_what_is_counted_in_part_stands_off_the_line(self):
        status = ["incomplete", "final", "final", "incomplete"]
        frame = months([3, 8, 9, 2], first="2022-01-01", span=12, status=status)
        figure = trend(frame.assign(year_before=pd.array([1, 2, 8, 1], "Int64")))
        traces = by_name(figure)
        assert plain(traces["This period"]["y"]) == [None, 8, 9, None]
        assert plain(traces["Year before"]["y"]) == [None, 2, 8, None]
        apart = traces["In part"]
        assert dict(zip(apart["x"], apart["y"], strict=True)) == {"2022-01-01": 3, "2025-01-01": 2}
        assert apart["marker"]["symbol"] == "diamond"
        assert apart["marker"]["color"] == LIGHT.ground
        assert list(apart["hovertext"]) == [
            "This period<br>2022: 3 (In part)",
            "This period<br>2025: 2 (In part)",
        ]
        first, last = figure["layout"]["shapes"]
        assert (first["x0"], first["x1"]) == ("2021-07-05", "2022-06-30")
        assert last["x1"] == "2025-06-30"

    def test_the_mean_of_twelve_months_is_drawn_where_there_is_one(self):
        frame = months([3, 4, 5], rolling_mean=[float("nan"), 3.5, 4.5])
        assert plain(by_name(trend(frame))["12-month mean"]["y"]) == [None, 3.5, 4.5]
        assert "12-month mean" not in by_name(trend(months([3, 4, 5])))

    def test_events_of_one_period_share_a_mark_and_others_are_left_out(self):
        days = ["2025-12-31", "2026-01-01", "2026-01-31", "2026-03-31", "2026-04-01"]
        events = pd.DataFrame({"number": range(5), "day": pd.to_datetime(days)})
        figure = charts.trend(
            periods=months([1, 2, 3]), words=WORDS, palette=LIGHT, formats=EN, events=events
        )
        figure = checked(figure)
        assert signs(figure) == [("2026-01-01", "\u00a01, 2"), ("2026-03-01", "\u00a03")]
        poles = [shape["x0"] for shape in figure["layout"]["shapes"]]
        assert poles == ["2026-01-01", "2026-03-01"]


class TestShares:
    def draw(self, values, **columns):
        frame = months([10] * len(values), **columns).assign(
            share=values,
            known=8,
            lower=[value - 0.1 for value in values],
            upper=[value + 0.1 for value in values],
        )
        words = WORDS | {"share": EVIL}
        return checked(charts.shares(periods=frame, words=words, palette=LIGHT, formats=EN))

    def test_from_nothing_to_all_with_the_interval(self):
        figure = self.draw([0.25, float("nan"), 0.5])
        interval, line, _ = figure["data"]
        assert plain(line["y"]) == [0.25, None, 0.5]
        assert list(interval["y"])[:2] == [0.35, 0.15]
        axis = figure["layout"]["yaxis"]
        assert list(axis["range"]) == [0, 1.08]
        assert list(axis["ticktext"]) == ["0%", "25%", "50%", "75%", "100%"]
        assert line["hovertext"][0].endswith("<br>Jan 2026: 25.0% (8)")

    def test_what_still_fills_is_hollow_and_shaded(self):
        figure = self.draw([0.2, 0.3], status=["final", "provisional"])
        assert list(figure["data"][2]["y"]) == [0.3]
        assert signs(figure) == [("2026-02-01", "P")]

    def test_words_are_escaped_and_nothing_can_be_drawn(self):
        assert "<a" not in json.dumps(self.draw([0.2]), default=str)
        assert self.draw([])["layout"]["xaxis"]["visible"] is False


class TestLines:
    def series(self, count, length=3):
        frames = [
            months(list(range(n, n + length))).assign(label=f"Series {n}") for n in range(count)
        ]
        return pd.concat(frames)

    def test_up_to_four_are_named_at_their_ends(self):
        figure = lines(self.series(4))
        drawn = [trace for trace in figure["data"] if trace["mode"] != "markers"]
        assert [trace["name"] for trace in drawn] == [f"Series {n}" for n in range(4)]
        assert [list(trace["y"]) for trace in drawn] == [[n, n + 1, n + 2] for n in range(4)]
        assert [trace["line"]["color"] for trace in drawn] == [
            LIGHT.blue,
            LIGHT.clay,
            LIGHT.ink,
            LIGHT.grey,
        ]
        names = figure["layout"]["annotations"]
        assert [name["text"] for name in names] == [f"Series {n}" for n in range(4)]

    def test_names_do_not_overlap(self):
        same = pd.concat([months([5, 5]).assign(label=f"Long name {n}") for n in range(4)])
        heights = sorted(name["y"] for name in lines(same)["layout"]["annotations"])
        gaps = [after - before for before, after in pairwise(heights)]
        assert min(gaps) >= 17 / 280
        assert 0 <= heights[0] < heights[-1] <= 1

    def test_events_stand_on_the_axis_with_their_numbers(self):
        events = {"number": [1, 2], "day": [date(2026, 2, 3), date(2027, 1, 1)]}
        figure = lines(self.series(2), events=events)
        (dotted,) = figure["layout"]["shapes"]
        assert (dotted["type"], dotted["x0"], dotted["x1"]) == ("line", "2026-02-01", "2026-02-01")
        assert signs(figure) == [("2026-02-01", "\u00a01")]

    def test_series_of_other_lengths_share_the_months(self):
        frame = pd.concat(
            [months([1, 2, 3]).assign(label="A"), months([4], first="2026-02-01").assign(label="B")]
        )
        drawn = [trace for trace in lines(frame)["data"] if trace["mode"] != "markers"]
        assert [plain(trace["y"]) for trace in drawn] == [[1, 2, 3], [None, 4, None]]

    def test_nothing_to_draw(self):
        frame = months([]).assign(label=pd.Series([], dtype="str"))
        assert lines(frame)["data"] == []

    def test_labels_are_escaped(self):
        frame = pd.concat([months([1, 2]).assign(label=f"{EVIL} {n}") for n in range(2)])
        assert "<a" not in json.dumps(lines(frame), default=str)


class TestRankedBars:
    ROWS = (
        ("Instagram", 0.5, "50.0%", False, 0.4, 0.6),
        ("Not recorded", 0.3, "30.0%", True, None, None),
        ("LINE", 0.2, "20.0%", False, None, None),
        ("Post", None, "S", False, None, None),
    )

    def test_order_values_and_texts(self):
        figure = bars(self.ROWS)
        bar, texts = figure["data"]
        assert list(figure["layout"]["yaxis"]["ticktext"]) == [
            "Instagram",
            "LINE",
            "Post",
            "Not recorded",
        ]
        assert plain(bar["x"]) == [0.5, 0.2, None, 0.3]
        assert list(texts["text"]) == ["50.0%", "20.0%", "S", "30.0%"]
        assert list(texts["x"]) == [0.6, 0.2, 0, 0.3]

    def test_the_first_row_is_on_top_and_bars_start_at_zero(self):
        layout = bars(self.ROWS)["layout"]
        assert list(layout["yaxis"]["range"]) == [3.5, -0.5]
        assert list(layout["xaxis"]["range"]) == [0, 0.6]

    def test_unknown_is_last_and_hatched(self):
        (bar, _) = bars(self.ROWS)["data"]
        assert list(bar["marker"]["pattern"]["shape"]) == ["", "", "", "/"]
        assert list(bar["marker"]["color"]) == [LIGHT.blue] * 3 + [LIGHT.grey]

    def test_whiskers_where_there_is_an_interval(self):
        (bar, _) = bars(self.ROWS)["data"]
        assert plain(bar["error_x"]["array"]) == [pytest.approx(0.1), None, None, None]
        assert plain(bar["error_x"]["arrayminus"]) == [pytest.approx(0.1), None, None, None]

    def test_height_fits_the_rows(self):
        short, tall = (bars([self.ROWS[0]] * n)["layout"]["height"] for n in (2, 12))
        assert tall - short == 10 * 28
        long = (
            "A service with a name so long that it needs more than two lines",
            *self.ROWS[0][1:],
        )
        assert bars([long] * 2)["layout"]["height"] > short

    def test_rows_of_one_name_stay_apart(self):
        (bar, _) = bars([self.ROWS[0]] * 3)["data"]
        assert list(bar["y"]) == [0, 1, 2]

    def test_nothing_to_draw(self):
        assert bars([])["layout"]["height"] > 0

    def test_labels_and_texts_are_escaped(self):
        text = json.dumps(bars([(EVIL, 1.0, EVIL, False, None, None)]), default=str)
        assert "<a" not in text
        assert SAFE in text


class TestPyramid:
    FRAME = pd.DataFrame(
        {
            "label": ["12–14", "15–17", "Not recorded"],
            "female": pd.array([30, None, 5], "Int64"),
            "male": pd.array([40, 1200, 0], "Int64"),
            "unknown": [False, False, True],
        }
    )

    def draw(self, frame=FRAME):
        return checked(charts.pyramid(frame=frame, words=WORDS, palette=LIGHT, formats=EN))

    def test_female_left_in_clay_male_right_in_blue(self):
        female, _, male, _ = self.draw()["data"]
        assert plain(female["x"]) == [-30, None, -5]
        assert plain(male["x"]) == [40, 1200, 0]
        assert list(female["marker"]["color"]) == [LIGHT.clay, LIGHT.clay, LIGHT.grey]
        assert list(male["marker"]["color"]) == [LIGHT.blue, LIGHT.blue, LIGHT.grey]
        assert list(male["marker"]["pattern"]["shape"]) == ["", "", "/"]

    def test_numbers_stand_outside(self):
        _, left, _, right = self.draw()["data"]
        assert (list(left["text"][:-1]), left["textposition"]) == (["30", "..", "5"], "middle left")
        assert (list(right["text"][:-1]), right["textposition"]) == (
            ["40", "1,200", "0"],
            "middle right",
        )

    def test_both_sides_have_one_scale_and_the_first_band_is_at_the_foot(self):
        layout = self.draw()["layout"]
        assert list(layout["xaxis"]["range"]) == [-1200, 1200]
        assert layout["yaxis"]["range"][0] == -0.5
        assert list(layout["yaxis"]["ticktext"]) == ["12–14", "15–17", "Not recorded"]

    def test_texts_of_the_frame_come_first(self):
        frame = self.FRAME.assign(female_text=["S", "S", "5"])
        _, left, _, _ = self.draw(frame)["data"]
        assert list(left["text"][:-1]) == ["S", "S", "5"]

    def test_sides_are_named(self):
        figure = self.draw()
        _, left, _, right = figure["data"]
        names = [(side["text"][-1], side["textfont"]["color"][-1]) for side in (left, right)]
        assert names == [("<b>Female</b>", LIGHT.clay), ("<b>Male</b>", LIGHT.blue)]
        assert 2.5 < left["y"][-1] == right["y"][-1] < figure["layout"]["yaxis"]["range"][1]

    def test_nothing_to_draw(self):
        assert self.draw(self.FRAME.iloc[:0])["layout"]["height"] > 0


class TestColumns:
    def draw(self, rows):
        frame = pd.DataFrame(rows, columns=["label", "value", "text", "unknown"])
        return checked(charts.columns(frame=frame, palette=LIGHT))

    def test_in_the_order_given_with_unknown_hatched(self):
        rows = [("0–11", 1, "1", False), ("12–14", None, "S", False), ("Unknown", 3, "3", True)]
        figure = self.draw(rows)
        bar, texts = figure["data"]
        assert plain(bar["y"]) == [1, None, 3]
        assert list(texts["text"]) == ["1", "S", "3"]
        assert list(bar["marker"]["pattern"]["shape"]) == ["", "", "/"]
        assert list(figure["layout"]["yaxis"]["range"]) == [0, 3]

    def test_nothing_to_draw(self):
        assert self.draw([])["layout"]["height"] > 0

    def test_labels_are_escaped(self):
        assert "<a" not in json.dumps(self.draw([(EVIL, 1, EVIL, False)]), default=str)


class TestStyle:
    def test_no_titles_transparent_and_not_draggable(self):
        layout = trend(months([1, 2]))["layout"]
        template = layout["template"]["layout"]
        assert "title" not in layout
        assert template["paper_bgcolor"] == template["plot_bgcolor"] == "rgba(0, 0, 0, 0)"
        assert template["dragmode"] is False

    @pytest.mark.parametrize(
        ("text", "units", "expected"),
        [
            ("Instagram", 20, "Instagram"),
            ("Dating app or site", 10, "Dating app<br>or site"),
            ("マッチングアプリ・出会い系サイト", 26, "マッチングアプリ・<br>出会い系サイト"),
            ("X（旧Twitter）", 26, "X（旧Twitter）"),
            ("abcdefghij", 4, "abcd<br>efgh<br>ij"),
            ("不明", 3, "不<br>明"),
            ("不正アプリによる連絡先の抜き取り", 26, "不正アプリによる連絡先の<br>抜き取り"),
            ("その他の性別", 6, "その他<br>の性別"),
            ("相談窓口（電話やメール）」", 24, "相談窓口<br>（電話やメール）」"),
            ("「動画（録画）」", 14, "「動画<br>（録画）」"),
            ("（録画された動画）」", 18, "（録画された動<br>画）」"),
            ("メッセージ", 6, "メッ<br>セージ"),
            ("A & B", 20, "A &amp; B"),
            ("", 20, ""),
        ],
    )
    def test_wrapping(self, text, units, expected):
        assert wrapped(text, units=units) == expected

    @given(st.text(st.characters(categories=["L", "N", "P", "Zs"])), st.integers(2, 30))
    def test_wrapping_loses_nothing_but_spaces(self, text, units):
        lines_ = wrapped(text, units=units).split("<br>")
        assert "".join("".join(lines_).split()) == "".join(safe(text).split())

    def test_safe_text(self):
        assert safe('<a href="x">&lt;</a>') == '&lt;a href="x"&gt;&amp;lt;&lt;/a&gt;'

    def test_room_counts_wide_characters_twice(self):
        assert room(["ab"]) == room(["漢"]) == 24
        assert room([]) == 10

    @given(st.lists(st.none() | st.integers(0, 10**7), max_size=20), st.integers(3, 8))
    def test_ticks_are_whole_round_and_few(self, values, most):
        axis = zero_based(values, formats=EN, most=most)
        ticks = axis["tickvals"]
        largest = max((value for value in values if value is not None), default=0)
        assert ticks[0] == 0
        assert axis["range"][0] == 0
        assert axis["range"][1] >= largest
        assert all(isinstance(tick, int) for tick in ticks)
        assert 2 <= len(ticks) <= most + 2


COUNT = st.none() | st.integers(0, 5000)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(COUNT, st.sampled_from(["final", "provisional", "not_collected"])),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from([LIGHT, DARK]),
    st.sampled_from(["en", "ja", "mi"]),
)
def test_any_months_keep_their_numbers(cells, palette, lang):
    reports = [None if status == "not_collected" else count for count, status in cells]
    frame = months(reports, status=[status for _, status in cells])
    figure = trend(frame, palette, Formats(lang))
    line = by_name(figure)["This period"]
    assert plain(line["y"]) == reports
    top = figure["layout"]["yaxis"]["range"][1]
    assert top > max((count for count in reports if count), default=0)
    shaded = sum(status != "final" for _, status in cells)
    assert bool(shaded) == bool(figure["layout"].get("shapes"))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.none() | st.floats(0, 1), st.booleans()), max_size=20
    )
)
def test_any_bars_keep_their_numbers(rows):
    figure = bars([(label, value, "t", unknown, None, None) for label, value, unknown in rows])
    expected = [r for r in rows if not r[2]] + [r for r in rows if r[2]]
    bar, texts = figure["data"]
    assert plain(bar["x"]) == [value for _, value, _ in expected]
    assert len(texts["text"]) == len(rows)


def test_month_axis_does_not_depend_on_the_day_of_the_frame():
    frame = months([1, 2]).assign(period_start=[date(2026, 1, 1), date(2026, 2, 1)])
    assert list(by_name(trend(frame))["This period"]["x"]) == ["2026-01-01", "2026-02-01"]
