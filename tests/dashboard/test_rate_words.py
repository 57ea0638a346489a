"""Rates as texts: never zero when they are not, always with their population or a reason."""

import pandas as pd
import pytest

from dashboard import rate_words
from dashboard.text import translator
from dashboard.theme import Formats

EN = translator("en")
WORDS = {lang: {"t": translator(lang), "formats": Formats(lang)} for lang in ("en", "ja")}
BASES = {"estat": "Statistics Bureau"}
NOW = {
    "country": "JP", "first": pd.Timestamp("2025-09-01"), "last": pd.Timestamp("2026-08-01"),
    "population": 123827000, "population_year": 2024, "base": "estat",
    "rate": 1.6063, "lower": 1.5365, "upper": 1.6785, "reason": "", "before_rate": 1.2946,
    "change": 1.2408, "change_lower": 1.1669, "change_upper": 1.3193, "verdict": "higher",
}  # fmt: skip
NONE = dict.fromkeys(("before_rate", "change", "change_lower", "change_upper"), float("nan"))


def card(rate, lang="en", coverage="clients"):
    return rate_words.card(rate, coverage=coverage, bases=BASES, **WORDS[lang])


def test_a_rate_names_its_interval_change_meaning_and_population():
    told = card(NOW)
    assert (told.value, told.chip) == ("1.61", "+24.1% · higher than usual")
    assert told.note == (
        "Sept 2025 to Aug 2026; 95% interval 1.54 to 1.68. "
        "A year earlier 1.29; 95% interval of the change +16.7% to +31.9%. "
        "Reports of those who turned to this source, not how many people it happened to. "
        "Population: 123,827,000 (Statistics Bureau, 2024)."
    )


def test_a_rate_in_japanese():
    told = card(NOW, "ja", "national")
    assert (told.value, told.chip) == ("1.61", "+24.1% · 通常より多い")
    assert told.note == (
        "2025年9月〜2026年8月。95%区間 1.54〜1.68。前年同期は1.29。変化率の95%区間 +16.7%〜+31.9%。"
        "この提供元が受けた報告の数で、実際の発生率ではありません。"
        "人口 123,827,000人（Statistics Bureau、2024年）。"
    )


@pytest.mark.parametrize(
    ("lang", "chip", "told"),
    [
        (
            "en",
            "more than three times as high (1.61 against 0.05) · higher than usual",
            "A year earlier 0.05; 95% interval of the change 28.4 times to 42.1 times. ",
        ),
        (
            "ja",
            "3倍超（前年同期0.05、今回1.61） · 通常より多い",
            "前年同期は0.05。変化率の95%区間 28.4倍〜42.1倍。",
        ),
    ],
)
def test_a_rate_more_than_three_times_as_high_is_told_as_a_multiple(lang, chip, told):
    rate = card(
        NOW | {"before_rate": 0.05, "change": 34.6, "change_lower": 28.4, "change_upper": 42.1},
        lang,
    )
    assert rate.chip == chip
    assert told in rate.note


@pytest.mark.parametrize("verdict", ["too_few", "no_comparison"])
def test_a_rate_without_a_year_before_says_so(verdict):
    told = card(NOW | NONE | {"verdict": verdict})
    assert told.chip == EN(f"verdict.{verdict}")
    assert "earlier" not in told.note


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "reason",
    ["incomplete", "not_whole_years", "no_population", "regional", "coverage_unknown"],
)
def test_no_rate_has_a_reason(lang, reason):
    told = card(NOW | {"reason": reason}, lang, "regional")
    assert (told.value, told.chip, told.months) == ("..", "", ())
    assert told.note == WORDS[lang]["t"](f"rate.{reason}")


def test_reports_of_no_country_of_ours_have_no_population():
    assert card(None).note == EN("rate.no_population")


def test_the_rate_of_one_country_is_found():
    rates = pd.DataFrame([NOW, NOW | {"country": "NZ", "rate": 9.0}])
    assert rate_words.of_country(rates, "NZ")["rate"] == 9.0
    assert rate_words.of_country(rates, "FR") is None


@pytest.mark.parametrize(
    ("rate", "told"),
    [(0, "0.00"), (0.0049, "<0.01"), (0.005, "0.01"), (25.299, "25.30"), (float("nan"), "..")],
)
def test_a_small_rate_never_reads_as_zero(rate, told):
    assert rate_words.written(rate, Formats("en")) == told


def rates(*rows):
    return pd.DataFrame(rows, columns=["age_band", "gender", "rate"])


def test_a_pyramid_of_rates_has_the_bands_with_a_rate():
    none = float("nan")
    frame = rates(
        ("18-24", "female", 4.0), ("12-14", "male", 0.001), ("12-14", "female", 2.0),
        ("12-14", "unknown", none), ("unknown", "male", none),
    )  # fmt: skip
    ages = {"12-14": "12–14", "15-17": "15–17", "18-24": "18–24", "unknown": "Unknown"}
    wide = rate_words.pyramid(frame, ages, Formats("en"))
    assert wide["label"].tolist() == ["12–14", "18–24"]
    assert wide["female_text"].tolist() == ["2.00", "4.00"]
    assert wide["male_text"].tolist() == ["<0.01", ".."]
    genders = {"female": "Female", "male": "Male"}
    assert rate_words.highest(wide, genders=genders, **WORDS["en"]) == (
        "Female: highest in 18–24 (4.00), Male: highest in 12–14 (<0.01)"
    )


def test_without_any_rate_nothing_is_highest():
    wide = rate_words.pyramid(rates(("12-14", "male", float("nan"))), {}, Formats("en"))
    assert rate_words.highest(wide, genders={}, **WORDS["en"]) == ""
