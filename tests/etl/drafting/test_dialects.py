"""Delimiters and quotes, told by the rows they make."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.drafting.dialects import DELIMITERS, delimiter_point, quote_point, rows_of


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_of_even_rows(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["a", "b", "c"], ["1", "2", "3"]))
    found = delimiter_point(text, '"')
    assert found.value == delimiter
    assert [str(fact) for fact in found.evidence] == [
        "2 of 2 rows have 3 cells with this delimiter"
    ]


def test_titles_above_do_not_mislead():
    text = "Extract of reports\n\na;b;c\n" + "1;2,5;3\n" * 8
    assert delimiter_point(text, '"').value == ";"


def test_two_that_fit_alike_are_asked():
    found = delimiter_point("a,b;c\n1,2;3\n4,5;6\n", '"')
    assert found.open


def test_one_column_has_no_delimiter():
    found = delimiter_point("date\n2025-06-01\n", '"')
    assert (found.value, found.evidence[0].code) == (",", "delimiter-none")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ('"a","b"\n"1","2"\n', '"'),
        ("'a','b'\n'1','2'\n", "'"),
        ("a,b\nit's,that's\n", '"'),
        ("'a',\"b\"\n'1','2'\n", '"'),
    ],
)
def test_quotes(text, quote):
    assert quote_point(text).value == quote


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=8)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_are_those_that_were_written(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    assert rows_of(text.getvalue(), ",", '"') == rows
