"""Columns and fields: one each, and questions where two fit alike."""

from collections import Counter

import pytest

from etl.drafting.matching import column_points
from etl.drafting.screening import free_text, personal, showable
from etl.drafting.table import Column, Table
from etl.drafting.vocabulary import fields_in, fields_of, heading_key


def column(heading, *values, long=0):
    return Column(heading, len(values) + long, long, Counter(values), whole=True)


def points(*columns, **answers):
    table = Table(max(item.filled for item in columns), columns, ())
    told = {f"column:{heading}": field for heading, field in answers.items()}
    return {point.subject: point for point in column_points(table, told)}


DATES = ("2025-06-01", "2025-06-02")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("相談日", "reported_date"),
        ("性別（本人）", "gender"),
        ("(3) 被害者の性別", "gender"),
        ("DATE  RECEIVED", "reported_date"),
        ("date_received", "reported_date"),
        ("氏名", "personal"),
        ("備考", "free_text"),
    ],
)
def test_headings_we_know(heading, field):
    assert max(fields_of(heading), key=fields_of(heading).get) == field


def test_parts_of_headings():
    assert fields_in("本人の性別") == {"gender"}
    assert fields_in("person/age") == {"age"}
    assert fields_in("agency") == frozenset()  # begins with a word, and is another
    assert heading_key("Paid?  [yes/no]") == "paid?"


def test_each_field_has_its_column():
    found = points(column("相談日", *DATES), column("性別", "男", "女"), column("謎", "x", "y"))
    assert {name: point.value for name, point in found.items()} == {
        "相談日": "reported_date", "性別": "gender", "謎": "drop",
    }  # fmt: skip


def test_two_columns_that_fit_alike_are_asked():
    found = points(column("相談日", *DATES), column("受付日", *DATES))
    assert [point.open for point in found.values()] == [True, True]
    answered = points(column("相談日", *DATES), column("受付日", *DATES), 相談日="reported_date")
    assert (answered["相談日"].value, answered["受付日"].value) == ("reported_date", "drop")


def test_dates_under_an_unknown_heading_are_asked():
    assert points(column("いつ", *DATES))["いつ"].open
    found = points(column("いつ", *DATES), column("相談日", *DATES))
    assert found["いつ"].open
    assert found["いつ"].options[:2] == ("incident_date", "drop")
    assert [told.code for told in found["いつ"].evidence] == ["dates-read"]


def test_a_column_that_another_one_beats_is_told():
    found = points(column("Date received", *DATES), column("Date", *DATES[:1], "x", "y"))
    assert found["Date"].value == "drop"
    found = points(column("Report date", *DATES), column("Date of the report", *DATES))
    assert found["Date of the report"].value == "drop"
    assert found["Date of the report"].evidence[-1].code == "field-taken"


def test_a_heading_that_may_be_about_a_person_is_never_stored():
    assert points(column("Platform/Name", "LINE", "X"))["Platform/Name"].value == "drop"


def test_a_heading_whose_values_speak_against_it_is_not_believed():
    assert points(column("相談日", "電話", "来所"))["相談日"].value == "drop"
    assert points(column("年齢", "電話", "来所"))["年齢"].value == "drop"


def test_values_alone_tell_a_platform():
    found = points(column("どこで", "インスタ", "LINE", "謎"))["どこで"]
    assert found.value == "contact_platform"
    assert str(found.evidence[0]) == "2 of 3 different values are in our vocabulary"


def test_yes_and_no_fit_more_than_one_field():
    found = points(column("どうか", "あり", "なし"))["どうか"]
    assert found.open
    assert {"payment_made", "images_shared"} <= set(found.options[:6])


def test_numbers_are_not_yes_and_no():
    assert points(column("人数", "0", "1"))["人数"].value == "drop"


@pytest.mark.parametrize(
    ("found", "evidence"),
    [
        (column("連絡", "a@example.org", "090-1234-5678"), "column-personal"),
        (column("謎", "電話があり、事情を聞いた。", "来所。再度、連絡する。"), "column-text"),
        (column("謎", long=3), "column-text"),
        (column("手口", "電話があり、事情を聞いた。", "来所。再度、連絡する。"), "column-text"),
        (column("空"), "column-empty"),
    ],
)
def test_persons_and_texts_are_dropped(found, evidence):
    point = points(found)[found.heading]
    assert point.value == "drop"
    assert evidence in [fact.code for fact in point.evidence]


def test_kinds_of_personal_data_are_told_without_them():
    told = str(personal(column("謎", "a@example.org", "x")))
    assert told == "1 of its values look like personal data (email)"
    assert free_text(column("謎", "x", "LINE")) is None


@pytest.mark.parametrize(
    ("value", "rows", "known", "shown"),
    [
        ("code-7", 1, 0.0, True),
        ("継続支援中", 2, 0.0, True),
        ("継続支援中", 1, 0.5, True),
        ("継続支援中", 1, 0.4, False),
        ("a@example.org", 9, 1.0, False),
        ("山田さん", 9, 1.0, False),
        ("電話があり、聞いた。", 9, 1.0, False),
        ("12345678", 9, 1.0, False),
        ("a long value of more than five words", 9, 1.0, False),
    ],
)
def test_what_may_be_shown(value, rows, known, shown):
    assert showable(value, rows, known=known) is shown
