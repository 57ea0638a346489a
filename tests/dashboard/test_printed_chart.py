"""The chart of a printed series: every print a point, joined only where it may be."""

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts
from dashboard.charts import labels
from dashboard.charts.style import room
from dashboard.printed_series import arranged, grouped
from dashboard.theme import DARK, LIGHT, Formats
from tests.dashboard.printed_rows import told, year


def chart(*rows, breaks=(), palette=LIGHT, lang="en", **cells):
    """The figure of these prints, with these cells in all of them, checked by plotly."""
    [series] = grouped(told(*rows, lang=lang).assign(**cells))
    days = [pd.Timestamp(day) for day in breaks]
    figure = charts.printed(
        prints=arranged(series, days), breaks=days, words={"break": "definition changed"},
        palette=palette, formats=Formats(lang),
    )  # fmt: skip
    return go.Figure(figure).to_dict()


def points(figure):
    return next(trace for trace in figure["data"] if "markers" in trace["mode"])


def joined(figure):
    """Values of each line between points."""
    return [list(t["y"]) for t in figure["data"] if t.get("line", {}).get("width") == 2]


DIFFERING = (
    year(2020, "100"),
    year(2021, "110"),
    year(2022, "131"),
    year(2022, "171", confidence="unsure"),
    year(2023, "200"),
)


def test_every_print_is_a_point_and_those_of_one_year_stand_side_by_side():
    marks = points(chart(*DIFFERING))
    assert list(marks["y"]) == [100, 110, 131, 171, 200]
    assert list(marks["x"]) == [
        "2020-07-02",
        "2021-07-02",
        "2022-05-02",
        "2022-09-01",
        "2023-07-02",
    ]
    assert list(marks["text"]) == ["100", "110", "131", "171 ?", "200"]


def test_the_line_leaves_out_the_year_that_is_printed_differently():
    figure = chart(*DIFFERING)
    assert joined(figure) == [[100, 110]]
    [tie] = [t for t in figure["data"] if t.get("line", {}).get("width") == 1]
    assert list(tie["y"]) == [131, 171]


def test_a_part_of_a_year_is_hollow_over_a_dotted_bar():
    part = {"year_kind": "part_year", "period_start": "2023-01-01", "period_end": "2023-07-16"}
    figure = chart(year(2021, "10"), year(2022, "20"), year(2023, "15") | part)
    marks = points(figure)["marker"]
    assert list(marks["symbol"]) == ["circle", "circle", "diamond"]
    assert list(marks["color"]) == [LIGHT.blue, LIGHT.blue, LIGHT.ground]
    bars = {
        t["line"]["dash"]: list(t["x"])
        for t in figure["data"]
        if t.get("line", {}).get("width") == 3
    }
    assert bars == {
        "solid": ["2021-01-01", "2021-12-31", None, "2022-01-01", "2022-12-31", None],
        "dot": ["2023-01-01", "2023-07-16", None],
    }
    assert joined(figure) == [[10, 20]]


def test_a_provisional_print_is_hollow_and_says_so():
    marks = points(chart(year(2021, "1"), year(2022, "2"), year(2023, "3", status="provisional")))
    assert list(marks["marker"]["color"])[-1] == LIGHT.ground
    assert list(marks["text"])[-1] == "3 P"
    assert list(marks["hovertext"])[-1] == "2023<br>3<br>✓ Read"


def test_shorter_regular_periods_are_squares_on_an_axis_of_months():
    months = [
        year(2025, str(n)) | {"year_kind": "month", "period_start": f"2025-0{n}-01",
                              "period_end": f"2025-0{n}-28"}
        for n in (1, 2, 3)
    ]  # fmt: skip
    figure = chart(*months)
    assert set(points(figure)["marker"]["symbol"]) == {"square"}
    assert list(figure["layout"]["xaxis"]["ticktext"]) == ["Jan 2025", "Feb 2025", "Mar 2025"]


def test_fiscal_years_are_named_as_the_publisher_counts_them():
    fiscal = [
        year(n, "5") | {"year_kind": "fiscal_apr", "period_start": f"{n}-04-01",
                        "period_end": f"{n + 1}-03-31"}
        for n in (2021, 2022, 2023)
    ]  # fmt: skip
    figure = chart(*fiscal, lang="ja")
    assert list(figure["layout"]["xaxis"]["ticktext"]) == ["2021年度", "2022年度", "2023年度"]


def test_shares_have_an_axis_of_all():
    figure = chart(*(year(n, "92.1", unit="percent") for n in (2021, 2022, 2023)))
    assert list(figure["layout"]["yaxis"]["ticktext"]) == ["0%", "25%", "50%", "75%", "100%"]
    assert chart(*DIFFERING)["layout"]["yaxis"]["range"][0] == 0


def test_a_change_of_definition_is_marked_in_words():
    years = [year(n, "5") for n in (2021, 2022, 2023, 2024)]
    layout = chart(*years, breaks=["2023-07-13", "2030-01-01"])["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == ["2023-07-13"]
    assert [note["text"] for note in layout["annotations"]] == ["definition changed"]
    assert "annotations" not in {k for k, v in chart(*years)["layout"].items() if v}


def test_markup_in_the_data_is_shown_letter_by_letter():
    figure = chart(*DIFFERING, confidence_told="<a>", figure="<b>", palette=DARK)
    told_of = points(figure)
    assert set(told_of["hovertext"]) > {"2020<br>&lt;b&gt;<br>&lt;a&gt;"}
    assert list(told_of["text"])[3] == "&lt;b&gt; ?"


def test_texts_of_near_points_do_not_cover_each_other():
    assert labels.positions([(50, 50), (52, 54), (200, 50)], ["1,066", "900", ""]) == [
        "bottom center", "top center", "top center",
    ]  # fmt: skip


def test_a_text_does_not_stand_under_the_axis():
    assert labels.positions([(50, 8), (54, 8)], ["131", "171"]) == ["top center", "middle right"]


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 190), st.text("0123456789,", max_size=6)),
        max_size=12,
    )
)
def test_every_point_gets_a_place(points):
    places = labels.positions([(x, y) for x, y, _ in points], [text for *_, text in points])
    assert len(places) == len(points)
    assert set(places) <= {name for name, *_ in labels._PLACES}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("count", [3, 7, 40])
def test_an_axis_has_no_more_names_than_fit_a_phone(count, lang):
    figure = chart(*(year(1980 + n, "5") for n in range(count)), lang=lang)
    names = figure["layout"]["xaxis"]["ticktext"]
    assert len(names) >= 2
    assert len(names) * room(names) <= 300
