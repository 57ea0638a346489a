"""Colours are readable; numbers and dates read as each language writes them."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dashboard.theme import DARK, LIGHT, MARKS, READABLE, Formats, Palette, contrast, in_light

DAY = date(2026, 10, 31)
PALETTES = (LIGHT, DARK)


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_text_is_readable_on_every_ground(palette):
    for ground in (palette.ground, palette.panel):
        assert contrast(palette.ink, ground) >= READABLE
    for step, text in zip(palette.sequential, palette.on_sequential, strict=True):
        assert contrast(text, step) >= READABLE


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_shapes_stand_out_from_the_ground(palette):
    for colour in (palette.blue, palette.clay, palette.grey, palette.ink):
        assert contrast(colour, palette.ground) >= 3  # WCAG 2.2, success criterion 1.4.11


def test_every_dark_colour_has_its_like_on_paper():
    like = in_light()
    assert like["#6FA8E8"] == "#1F5FA8"
    assert like["rgba(111, 168, 232"] == "rgba(31, 95, 168"
    for dark, light in (
        *zip(DARK.sequential, LIGHT.sequential, strict=True),
        *zip(DARK.on_sequential, LIGHT.on_sequential, strict=True),
    ):
        assert like[dark] == light


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_ten_sequential_steps_between_the_ends(palette):
    steps = palette.sequential
    assert (len(steps), steps[0], steps[-1]) == (10, palette.least, palette.most)
    assert len(set(steps)) == 10
    from_ground = [contrast(step, palette.ground) for step in steps]
    assert from_ground == sorted(from_ground)


def test_text_on_a_step_where_ink_is_not_readable():
    assert DARK.on_sequential[:9] == (DARK.ink,) * 9
    assert DARK.on_sequential[9] == "#FFFFFF"


def test_a_palette_is_a_cache_key():
    assert {LIGHT: "light", DARK: "dark"}[LIGHT] == "light"
    assert isinstance(hash(LIGHT), int)
    assert LIGHT.faint("#1F5FA8", 0.16) == "rgba(31, 95, 168, 0.16)"
    assert isinstance(LIGHT, Palette)


def test_four_kinds_of_no_number_have_four_signs():
    assert (MARKS.zero, MARKS.not_collected, MARKS.suppressed, MARKS.provisional) == (
        "0",
        "..",
        "S",
        "P",
    )


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ("31 October 2026", "Oct 2026", "Oct", "Q4 2026", "2026")),
        ("ja", ("2026年10月31日", "2026年10月", "10月", "2026年10〜12月", "2026年")),
        ("mi", ("31 Oketopa 2026", "Oke 2026", "Oke", "HW4 2026", "2026")),
    ],
)
def test_dates(lang, expected):
    f = Formats(lang)
    assert (
        f.date(DAY),
        f.month(DAY),
        f.month_of_year(DAY),
        f.quarter(DAY),
        f.year(DAY),
    ) == expected
    assert f.month(pd.Timestamp(DAY)) == expected[1]


@pytest.mark.parametrize(
    ("lang", "first", "months", "told"),
    [
        ("en", date(2025, 4, 1), 1, "Apr 2025"),
        ("en", date(2025, 4, 1), 3, "Q2 2025"),
        ("en", date(2025, 1, 1), 12, "2025"),
        ("en", date(2025, 4, 1), 12, "2025/26"),
        ("en", date(1999, 7, 1), 12, "1999/00"),
        ("ja", date(2025, 4, 1), 12, "2025年度"),
        ("ja", date(2025, 7, 1), 12, "2025/26年度"),
    ],
)
def test_periods(lang, first, months, told):
    assert Formats(lang).period(first, months) == told


@pytest.mark.parametrize("month", range(1, 13))
def test_japanese_quarters(month):
    quarter = ("1〜3月", "4〜6月", "7〜9月", "10〜12月")[(month - 1) // 3]
    assert Formats("ja").quarter(date(2026, month, 1)) == f"2026年{quarter}"


@pytest.mark.parametrize("lang", ["en", "ja", "mi"])
def test_numbers(lang):
    f = Formats(lang)
    assert f.number(1234567) == "1,234,567"
    assert f.number(0) == "0"
    assert f.number(-3.25, decimals=1) == "−3.3"
    assert f.number(Decimal("1234.5"), decimals=2) == "1,234.50"
    assert f.percent(0.381) == "38.1%"
    assert f.percent(1 / 16) == "6.3%"
    assert f.percent(0) == "0.0%"


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (1.623, "+62.3%"),
        (0.82, "−18.0%"),
        (11.5, "+1,050.0%"),
        (1, "±0.0%"),
        (1.0004, "±0.0%"),
        (0.9996, "±0.0%"),
        (0, "−100.0%"),
    ],
)
def test_change(ratio, expected):
    assert Formats("en").change(ratio) == expected


@pytest.mark.parametrize(
    ("difference", "english", "japanese"),
    [
        (-0.005, "−0.5 pts", "−0.5ポイント"),
        (0.123, "+12.3 pts", "+12.3ポイント"),
        (0, "±0.0 pts", "±0.0ポイント"),
    ],
)
def test_points(difference, english, japanese):
    assert Formats("en").points(difference) == english
    assert Formats("ja").points(difference) == japanese


def test_money_names_its_currency():
    assert Formats("en").money(Decimal("12.5"), "NZD") == "NZ$12.50"
    assert Formats("en").money(100000, "JPY") == "JP¥100,000"
    assert Formats("ja").money(100000, "JPY") == "￥100,000"


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_no_number_reads_as_not_collected(nothing):
    f = Formats("en")
    texts = [f.number(nothing), f.percent(nothing), f.change(nothing), f.points(nothing)]
    assert texts == [MARKS.not_collected] * 4
    assert f.money(nothing, "NZD") == MARKS.not_collected


def test_other_languages_are_refused():
    with pytest.raises(KeyError):
        Formats("fr")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["en", "ja", "mi"]))
def test_a_written_number_reads_back(number, lang):
    text = Formats(lang).number(number)
    assert int(text.replace(",", "").replace("−", "-")) == number
    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*", text)


@given(
    st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9) | st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from([("en", "en_GB"), ("ja", "ja_JP"), ("mi", "mi_NZ")]),
)
def test_numbers_are_written_as_babel_writes_them(number, language):
    lang, locale = language
    formats = Formats(lang)
    number = number or 0  # a zero below zero is no number of ours
    with localcontext(rounding=ROUND_HALF_UP):
        whole, cents, share = (
            format_decimal(number, pattern, locale=locale).replace("-", "−")
            for pattern in ("#,##0", "#,##0.00", "#,##0.0%")
        )
    assert formats.number(number) == whole
    assert formats.number(number, decimals=2) == cents
    assert formats.percent(number) == share
