from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise import DATE_FORMS, DateValue, Unreadable, parse_date

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
FULL = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


def wareki(day):
    for letter, name, start in (
        ("R", "令和", date(2019, 5, 1)),
        ("H", "平成", date(1989, 1, 8)),
    ):
        if day >= start:
            return letter, name, day.year - start.year + 1
    raise AssertionError


WRITERS = {
    "iso": lambda d: d.isoformat(),
    "slash": lambda d: f"{d.year}/{d.month}/{d.day}",
    "compact": lambda d: d.strftime("%Y%m%d"),
    "kanji": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "wareki": lambda d: "{1}{2}年{0.month}月{0.day}日".format(d, *wareki(d)[1:]),
    "day_first": lambda d: f"{d.day}/{d.month:02}/{d.year}",
    "month_first": lambda d: f"{d.month}/{d.day}/{d.year}",
    "day_month_name": lambda d: d.strftime("%d-%b-%Y"),
    "iso_datetime": lambda d: f"{d.isoformat()}T09:30:00+12:00",
    "excel_serial": lambda d: str((d - date(1899, 12, 30)).days),
}


@pytest.mark.parametrize("form", WRITERS)
@given(day=DAYS)
def test_every_day_comes_back_through_every_form(form, day):
    text = WRITERS[form](day)
    assert parse_date(text, [form]) == DateValue(day, "day")
    assert parse_date(f"　{text.translate(FULL)} ", [form]) == DateValue(day, "day")


@given(day=DAYS)
def test_months_and_years_keep_their_precision(day):
    first = day.replace(day=1)
    for text in (f"{day.year}-{day.month:02}", f"{day.year}年{day.month}月"):
        assert parse_date(text, ["year_month"]) == DateValue(first, "month")
    for text in (f"{day.year}", f"{day.year}年"):
        assert parse_date(text, ["year"]) == DateValue(first.replace(month=1), "year")


def test_every_form_is_tested():
    assert set(WRITERS) | {"year_month", "year"} == set(DATE_FORMS)


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("令和7年6月1日", "wareki", date(2025, 6, 1)),
        ("令和７年６月１日（日）", "wareki", date(2025, 6, 1)),
        ("令和07年11月01日", "wareki", date(2025, 11, 1)),
        ("R7.6.1", "wareki", date(2025, 6, 1)),
        ("R07/06/01", "wareki", date(2025, 6, 1)),
        ("平成31年4月30日", "wareki", date(2019, 4, 30)),
        ("令和元年5月1日", "wareki", date(2019, 5, 1)),
        ("昭和64年1月7日", "wareki", date(1989, 1, 7)),
        ("平成元年1月8日", "wareki", date(1989, 1, 8)),
        ("㍻31年4月30日", "wareki", date(2019, 4, 30)),
        ("2025年6月1日(日曜日)", "kanji", date(2025, 6, 1)),
        ("2025/6/1 9:30", "slash", date(2025, 6, 1)),
        ("1/06/2025", "day_first", date(2025, 6, 1)),
        ("01-06-2025", "day_first", date(2025, 6, 1)),
        ("1 June 2025", "day_month_name", date(2025, 6, 1)),
        ("1st Sept 2025", "day_month_name", date(2025, 9, 1)),
        ("01-Jun-25", "day_month_name", date(2025, 6, 1)),
        ("01-Jun-95", "day_month_name", date(1995, 6, 1)),
        ("2025-06-01 00:00:00", "iso_datetime", date(2025, 6, 1)),
        ("45809.5", "excel_serial", date(2025, 6, 1)),
    ],
)
def test_forms_seen_in_files(text, form, expected):
    assert parse_date(text, [form]) == DateValue(expected, "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和6年", DateValue(date(2024, 1, 1), "year")),
        ("平成31年", DateValue(date(2019, 1, 1), "year")),
        ("令和元年", DateValue(date(2019, 1, 1), "year")),
        ("令和6年5月", DateValue(date(2024, 5, 1), "month")),
    ],
)
def test_eras_without_a_day(text, expected):
    assert parse_date(text, ["wareki"]) == expected


@pytest.mark.parametrize(
    ("text", "forms", "rule"),
    [
        ("2025-02-30", ["iso"], "date-impossible"),
        ("20251301", ["compact"], "date-impossible"),
        ("31/04/2025", ["day_first"], "date-impossible"),
        ("05/14/2025", ["day_first"], "date-impossible"),
        ("1899-12-31", ["iso"], "date-impossible"),
        ("2025-13", ["year_month"], "date-impossible"),
        ("平成31年5月1日", ["wareki"], "date-impossible"),
        ("令和元年4月30日", ["wareki"], "date-impossible"),
        ("令和元年4月", ["wareki"], "date-impossible"),
        ("平成32年", ["wareki"], "date-impossible"),
        ("令和0年1月1日", ["wareki"], "date-impossible"),
        ("03/04/2025", ["day_first", "month_first"], "date-ambiguous"),
        ("2025-06-01T15:00:00Z", ["iso_datetime"], "date-ambiguous"),
        ("2025年度", ["kanji", "year", "year_month"], "date-unreadable"),
        ("６月中旬", ["kanji", "year_month"], "date-unreadable"),
        ("2025-6-1", ["iso"], "date-unreadable"),
        ("2025/06/01 25:30", ["slash"], "date-unreadable"),
        ("infinity", list(DATE_FORMS), "date-unreadable"),
        ("", list(DATE_FORMS), "date-unreadable"),
        ("2025-06-01", ["slash", "kanji"], "date-unreadable"),
    ],
)
def test_refusals(text, forms, rule):
    with pytest.raises(Unreadable) as refusal:
        parse_date(text, forms)
    assert refusal.value.rule == rule


@given(day=DAYS)
def test_two_orders_agree_or_are_ambiguous(day):
    text = day.strftime("%d/%m/%Y")
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(Unreadable, match="date-ambiguous"):
            parse_date(text, ["day_first", "month_first"])
    else:
        assert parse_date(text, ["day_first", "month_first"]).day == day


@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused_without_repeating_it(text):
    try:
        value = parse_date(text, list(DATE_FORMS))
    except Unreadable as refusal:
        assert str(refusal) == refusal.rule  # noqa: PT017 - either outcome is right
    else:
        assert date(1900, 1, 1) <= value.day <= date(1900, 1, 1) + timedelta(days=100_000)
