"""Tables and cards as HTML: what a provider's file wrote is text and nothing else."""

import re
from html.parser import HTMLParser

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cards import Card, cards, monthly
from dashboard.tables import Column, table
from dashboard.theme import Formats

EN, JA = Formats("en"), Formats("ja")


class Tags(HTMLParser):
    """Names of the elements of a piece of HTML, and its text."""

    def __init__(self, text):
        super().__init__()
        self.names, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


def test_every_cell_is_written_in_the_readers_form():
    rows = pd.DataFrame(
        {
            "label": ["LINE", None],
            "reports": pd.array([1234, pd.NA], dtype="Int64"),
            "share": [0.381, None],
            "month": pd.to_datetime(["2026-10-01", None]),
            "day": pd.to_datetime(["2026-10-31", None]),
        }
    )
    columns = [
        Column("label", "Platform"),
        Column("reports", "Reports", "number"),
        Column("share", "Share", "bar"),
        Column("month", "Month", "month"),
        Column("day", "Day", "date"),
    ]
    cells = r"<t[dh][^>]*>(?:<span.*?</span>)?(?:<b>)?([^<]*)(?:</b>)?</t[dh]>"
    assert re.findall(cells, table(rows, columns, caption="c", formats=JA)) == [
        "Platform", "Reports", "Share", "Month", "Day",
        "LINE", "1,234", "38.1%", "2026年10月", "2026年10月31日",
        "", "..", "..", "", "",
    ]  # fmt: skip


def test_the_first_cell_heads_its_row_and_the_table_has_a_name():
    told = table(pd.DataFrame({"a": ["x"]}), [Column("a", "A")], caption="Reports", formats=EN)
    assert '<th scope="row">x</th>' in told
    assert '<th scope="col">A</th>' in told
    assert '<caption class="unseen">Reports</caption>' in told


def test_an_address_becomes_a_link_only_if_it_is_one():
    rows = pd.DataFrame({"a": ["x", "y"], "url": ["https://a.example/b?c=1&d=2", "javascript:1"]})
    told = table(rows, [Column("a", "A"), Column("url", "U", "link")], caption="c", formats=EN)
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', told) == [
        ("https://a.example/b?c=1&amp;d=2", "a.example")
    ]
    assert "<td>javascript:1</td>" in told


@given(st.text(), st.text(), st.text())
def test_no_text_becomes_an_element(cell, heading, caption):
    rows = pd.DataFrame({"a": [cell], "b": [cell]})
    columns = [Column("a", heading), Column("b", heading)]
    tags = Tags(table(rows, columns, caption=caption, formats=EN))
    assert tags.names == [
        "div", "table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "th", "td",
    ]  # fmt: skip


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_no_text_of_a_card_becomes_an_element(label, value, chip, note):
    tags = Tags(cards([Card(label, value, chip, note)]))
    assert tags.names == ["div", "section", "h3", "p", "span", "p"]


def test_bars_are_for_the_eye_only_and_months_still_filling_are_lighter():
    told = cards([Card("Reports", "3", months=[(1, False), (2, False), (None, False), (1, True)])])
    assert re.findall(r"<i( class=p)? style=\"height:(\d+)%\">", told) == [
        ("", "50"), ("", "100"), ("", "0"), (" class=p", "50"),
    ]  # fmt: skip
    assert '<div class="spark" aria-hidden="true">' in told


def test_bars_of_one_figure_tell_what_still_fills_and_what_is_missing():
    months = pd.DataFrame(
        {
            "reports": pd.array([4, 5, None], dtype="Int64"),
            "paid": pd.array([1, 0, None], dtype="Int64"),
            "status": ["final", "provisional", "not_collected"],
        }
    )
    assert monthly(months, "reports") == [(4.0, False), (5.0, True), (None, False)]
    assert monthly(months, "paid") == [(1.0, False), (0.0, True), (None, False)]
