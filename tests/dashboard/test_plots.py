"""A figure as HTML: whatever text it holds comes out as it went in, and runs nowhere."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.offline import get_plotlyjs_version

from dashboard.plots import plot
from dashboard.shell import STATIC

LIBRARY = STATIC / "plotly-basic.min.js"


class Parsed(HTMLParser):
    """The tags of a piece of HTML, as a browser reads them."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@given(text=st.text(), alt=st.text())
def test_any_text_survives_and_opens_no_tag(text, alt):
    figure = {"data": [{"text": [text]}], "layout": {"height": 320}}
    [(tag, attributes)] = Parsed(plot(figure, key="a", alt=alt)).tags
    assert tag == "div"
    assert json.loads(attributes["data-figure"]) == figure
    assert attributes["aria-label"] == alt
    assert set(attributes) == {"class", "role", "aria-label", "id", "style", "data-figure"}


def test_a_place_as_high_as_its_figure():
    written = plot({"data": [], "layout": {"height": 240}}, key="trend-jp", alt="x")
    assert 'id="plot-trend-jp"' in written
    assert "height:240px" in written


def test_a_number_that_json_does_not_have_is_refused():
    figure = {"data": [{"y": [float("nan")]}], "layout": {"height": 240}}
    with pytest.raises(ValueError, match="JSON"):
        plot(figure, key="a", alt="x")


def test_the_library_is_the_version_that_checks_the_figures():
    head = LIBRARY.read_text(encoding="utf-8")[:200]
    assert re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", head)[1] == (
        get_plotlyjs_version()
    )


def test_quotes_of_both_kinds():
    figure = {"data": [{"name": 'O\'Neill & "Co" <b>'}], "layout": {"height": 1}}
    written = plot(figure, key="a", alt="'\"")
    assert json.loads(unescape(re.search(r"data-figure='([^']*)'", written)[1])) == figure
