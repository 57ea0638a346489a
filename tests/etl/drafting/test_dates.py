"""The order of day and month: proven or asked, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.drafting.dates import declared, forms_of, order_point, share
from etl.normalise import parse_date


def order(*values):
    return order_point("reported_date", values)


def test_a_day_over_twelve_proves_the_order():
    found = order("03/04/2025", "13/04/2025", "5/6/2025")
    assert found.value == "day_first"
    assert str(found.evidence[0]) == "1 of 3 dates have a first part over 12: day first"


def test_a_second_part_over_twelve_proves_the_other():
    found = order("03/04/2025", "04/30/2025 10:15")
    assert (found.value, found.evidence[0].code) == ("month_first", "date-month")


@pytest.mark.parametrize(
    ("values", "evidence"),
    [
        (["03/04/2025", "12/12/2025"], ["date-ambiguous"]),
        (["13/04/2025", "04/13/2025"], ["date-day", "date-month"]),
    ],
)
def test_what_cannot_be_known_is_asked(values, evidence):
    found = order(*values)
    assert found.open
    assert [fact.code for fact in found.evidence] == evidence
    assert declared(values, None) == ("iso",)


@pytest.mark.parametrize("values", [["2025-06-01"], ["令和7年6月1日", "R7.6.1"], ["不明", ""]])
def test_other_dates_have_no_order(values):
    assert order(*values) is None


def test_the_forms_that_occur_are_declared():
    values = ["2025/6/1", "2025年6月2日", "令和7年6月3日", "45809", "25/12/2025", "不明"]
    assert declared(values, "day_first") == (
        "slash", "kanji", "wareki", "day_first", "excel_serial",
    )  # fmt: skip
    assert forms_of(values) == {"slash": 1, "kanji": 1, "wareki": 1, "excel_serial": 1}
    assert share(values) == (4, 5)


days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(st.sets(days, min_size=1, max_size=20), st.booleans())
def test_a_proven_order_reads_every_date_right(found, day_first):
    pattern = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    values = {f"{day:{pattern}}": day for day in found}
    point = order(*values)
    if point.open:
        assert all(day.day <= 12 for day in found)
        return
    forms = declared(values, point.value)
    assert {text: parse_date(text, forms).day for text in values} == values


@given(days.filter(lambda day: day.day <= 12))
def test_one_date_that_reads_both_ways_is_never_settled(day):
    assert order(f"{day:%d/%m/%Y}").open
    assert order(f"{day:%d/%m/%Y}", f"{day + timedelta(0):%Y-%m-%d}").open
