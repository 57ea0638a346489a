"""What a link says: codes in, codes out, and nothing a stranger writes can break it."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import address
from dashboard.selection import Filters

KNOWN = {
    "sources": ("jp-helpline", "nz-helpline"),
    "countries": ("JP", "NZ"),
    "ages": ("12-14", "15-17", "65+", "unknown"),
    "genders": ("male", "female", "unknown"),
    "platforms": ("instagram", "line"),
    "outcomes": ("open", "advice_given"),
    "kinds": ("financial",),
}
LANGUAGES = ("en", "ja")


def read(query):
    return address.read(query, known=KNOWN, languages=LANGUAGES)


def lists():
    return st.fixed_dictionaries(
        {
            field: st.lists(st.sampled_from(codes), unique=True).map(tuple)
            for field, codes in KNOWN.items()
        }
    )


def months():
    return st.dates(dt.date(1990, 1, 1), dt.date(2150, 1, 1)).map(lambda day: day.replace(day=1))


def options():
    codes = {key: st.sampled_from(codes) for key, codes in address.OPTIONS.items()}
    month = st.just("") | months().map(lambda day: f"{day:%Y-%m}")
    return st.fixed_dictionaries(codes | dict.fromkeys(address.MONTHS, month))


@given(lists(), st.lists(months(), min_size=2, max_size=2), st.sampled_from(LANGUAGES), options())
def test_a_link_restores_the_view(codes, ends, lang, chosen):
    filters = Filters(**codes, first=min(ends), last=max(ends))
    reading = read(address.write(filters, lang=lang, options=chosen))
    assert reading == address.Reading(lang, filters, (), chosen | {"period": "chosen"})


@given(lists(), st.sampled_from(address.OPTIONS["period"][:-1]), options())
def test_a_link_restores_a_period_by_its_name(codes, period, chosen):
    chosen |= {"period": period}
    query = address.write(Filters(**codes), lang=None, options=chosen)
    assert read(query) == address.Reading(None, Filters(**codes), (), chosen)
    assert query.get("period", "two_years") == period


MARCH = Filters(first=dt.date(2025, 3, 1))


@pytest.mark.parametrize(
    ("query", "period", "filters", "dropped"),
    [
        ({}, "two_years", Filters(), ()),
        ({"from": "2025-03"}, "chosen", MARCH, ()),
        ({"to": "2025-03"}, "chosen", Filters(last=dt.date(2025, 3, 1)), ()),
        ({"period": "chosen", "from": "2025-03"}, "chosen", MARCH, ()),
        ({"period": "chosen"}, "chosen", Filters(), ()),
        ({"period": "year", "from": "2025-03", "to": "2025-05"}, "year", Filters(), ()),
        ({"period": "two_years", "to": "2025-03"}, "two_years", Filters(), ()),
        ({"period": "2024-H2"}, "two_years", Filters(), ("period",)),
        ({"period": "2024-H2", "from": "2025-03"}, "chosen", MARCH, ("period",)),
        ({"from": "2025-13"}, "two_years", Filters(), ("from",)),
        ({"from": "2025-06", "to": "2025-05"}, "two_years", Filters(), ("from", "to")),
        (
            {"period": "chosen", "from": "2025-06", "to": "2025-03"},
            "chosen",
            replace(MARCH, last=dt.date(2025, 6, 1)),
            (),
        ),
    ],
)
def test_months_are_a_period_of_their_own_unless_another_is_named(query, period, filters, dropped):
    options = address.usual_options() | {"period": period}
    assert read(query) == address.Reading(None, filters, dropped, options)


@pytest.mark.parametrize("period", address.OPTIONS["period"])
def test_months_are_written_without_the_period_that_they_are(period):
    assert address.write(MARCH, lang=None, options={"period": period}) == {"from": "2025-03"}


def test_only_an_option_that_is_not_usual_is_written():
    chosen = address.usual_options() | {"calendar": "fiscal"}
    assert address.write(Filters(), lang=None, options=chosen) == {"calendar": "fiscal"}


def test_an_option_that_does_not_exist_falls_back_and_is_named():
    reading = read({"calendar": "week", "by": "gender"})
    assert reading.options == address.usual_options() | {"by": "gender"}
    assert reading.dropped == ("calendar",)


@pytest.mark.parametrize("calendar", ["month", "quarter", "year", "fiscal"])
def test_an_older_link_to_a_table_by_period_still_works(calendar):
    reading = read({"rows": "kind", "third": calendar})
    assert reading.options == address.usual_options() | {"rows": "kind", "per": calendar}
    assert reading.dropped == ()


def test_a_period_under_its_own_key_comes_before_that_of_an_older_link():
    assert read({"third": "month", "per": "year"}).options["per"] == "year"


def test_a_month_that_is_none_is_dropped_and_named():
    reading = read({"base": "2024-13"})
    assert (reading.options["base"], reading.dropped) == ("", ("base",))


def test_an_empty_selection_writes_nothing():
    assert address.write(Filters(), lang=None, options={}) == {}
    assert read({}) == address.Reading(None, Filters(), ())


def test_the_address_is_written_in_one_way():
    filters = Filters(ages=("15-17", "65+"), sources=("jp-helpline",), first=dt.date(2025, 1, 1))
    query = address.write(filters, lang="ja", options={})
    assert list(query.items()) == [
        ("lang", "ja"),
        ("source", "jp-helpline"),
        ("age", "15-17.65+"),
        ("from", "2025-01"),
    ]


def test_unknown_parts_are_dropped_and_named():
    reading = read({"age": "15-17.99-100", "gender": "robot", "lang": "xx", "from": "2025-13"})
    assert reading.filters == Filters(ages=("15-17",))
    assert reading.lang is None
    assert set(reading.dropped) == {"age", "gender", "lang", "from"}


def test_a_plus_sign_written_by_hand_is_understood():
    assert read({"age": "65 "}).filters == Filters(ages=("65+",))


def test_a_code_named_twice_counts_once():
    assert read({"gender": "male.male"}) == address.Reading(None, Filters(genders=("male",)), ())


@given(
    st.dictionaries(
        st.sampled_from(["lang", "from", "to", *address.LISTS.values(), *address.usual_options()]),
        st.text(),
    )
)
def test_garbage_never_raises_and_never_passes(query):
    reading = read(query)
    for field, codes in KNOWN.items():
        assert set(getattr(reading.filters, field)) <= set(codes)
    again = read(address.write(reading.filters, lang=reading.lang, options=reading.options))
    assert (again.filters, again.lang, again.dropped) == (reading.filters, reading.lang, ())
