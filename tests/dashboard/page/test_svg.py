"""Charts of a release as SVG: numbers at their places, signs where there is none."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dashboard.page.svg.bars import Bar, bars
from dashboard.page.svg.grids import Cell, fits, grid
from dashboard.page.svg.lines import Span, lines
from dashboard.page.svg.paper import SLIM, UNIT, WIDE, px, ticks, units, wrapped

TEXT = st.text(st.sampled_from("abc 、・（）年齢のAZ-"), max_size=60)


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def classes(svg, tag):
    return [part.get("class") for part in parsed(svg) if part.tag == tag]


def texts(svg, kind):
    return re.findall(rf'<text class="{kind}[^"]*"[^>]*>([^<]*)<', svg)


@given(TEXT, st.integers(4 * UNIT, 40 * UNIT))
def test_lines_fit_and_lose_no_sign(text, width):
    told = wrapped(text, width)
    assert all(units(line) * UNIT <= width for line in told)
    assert "".join(told).replace(" ", "") == text.replace(" ", "")


def test_lines_end_where_a_reader_pauses():
    assert wrapped("Gift card or prepaid code", 18 * UNIT) == ["Gift card or", "prepaid code"]
    assert wrapped("警察（ニュージーランド）", 20 * UNIT) == ["警察", "（ニュージーランド）"]
    assert wrapped("コミュニケーション", 6 * UNIT) == ["コミュ", "ニケー", "ション"]
    assert wrapped("メッセージャー", 8 * UNIT) == ["メッセー", "ジャー"]
    assert wrapped("カッター", 2 * UNIT) == ["カ", "ッ", "タ", "ー"]
    assert wrapped("アイッター", 4 * UNIT) == ["ア", "イッ", "ター"]
    assert wrapped("", 100) == []


def test_halves_are_rounded_as_javascript_does():
    assert [px(n) for n in (0.5, 1.5, 2.5, 2.4)] == [1, 2, 3, 2]


def test_ticks_are_round_and_reach_the_largest():
    assert ticks(0) == [0, 1]
    assert ticks(4) == [0, 1, 2, 3, 4]
    assert ticks(420) == [0, 100, 200, 300, 400, 500]
    assert ticks(1461) == [0, 500, 1000, 1500]


def test_bars_are_as_long_as_their_numbers():
    svg = bars(
        [Bar("A", 300, "300"), Bar("B", 150, "150"), Bar("C", None, "S"), Bar("?", 0, "0")],
        SLIM,
        "Said",
    )
    widths = [int(part.get("width")) for part in parsed(svg) if part.tag == "rect"]
    assert widths == [2 * widths[1], widths[1], 0]
    assert texts(svg, "sign") == ["S"]
    assert texts(svg, "number") == ["300", "150", "0"]
    assert 'aria-label="Said"' in svg


def test_labels_and_words_are_escaped():
    svg = bars([Bar('<b>&"', 3, "3")], SLIM, '"><script>')
    root = parsed(svg)
    assert root.get("aria-label") == '"><script>'
    assert root[0].text == '<b>&"'


def spans(*values):
    return [
        Span((f"P{place}", "2024"), "2024", 100 * place, 100 * place + 99, value, told)
        for place, (value, told) in enumerate(values)
    ]


def test_no_line_joins_across_a_missing_number():
    svg = lines(spans((300, "300"), (None, "S"), (150, "150"), (180, "180")), WIDE, "Said")
    assert classes(svg, "line").count("joint") == 1
    assert classes(svg, "line").count("known") == 3
    assert texts(svg, "sign") == ["S"]


def test_where_numbers_do_not_fit_the_highest_and_the_last_stand():
    many = [(100 * (place % 7) + 1000, f"{100 * (place % 7) + 1000:,}") for place in range(16)]
    assert texts(lines(spans(*many), WIDE, ""), "number") == [told for _, told in many]
    assert texts(lines(spans(*many), SLIM, ""), "number") == ["1,600", "1,100"]


def test_nothing_printed_at_all_still_draws():
    svg = lines(spans((None, "S"), (None, "..")), SLIM, "")
    assert texts(svg, "sign") == ["S", ".."]


def test_a_grid_is_darker_where_numbers_are_larger():
    svg = grid(
        ["A"], ["x", "y", "z"], [[Cell(300, "300"), Cell(30, "30"), Cell(None, "S")]], WIDE, ""
    )
    assert classes(svg, "rect") == ["q9", "q1", "none"]
    assert texts(svg, "number") == ["300", "30"]
    assert texts(svg, "sign") == ["S"]


def test_many_columns_do_not_fit_a_phone():
    assert [fits(7, SLIM), fits(8, SLIM), fits(8, WIDE)] == [True, False, True]
