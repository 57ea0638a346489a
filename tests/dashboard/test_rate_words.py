"""Rates as texts: never zero when they are not, always with their population or a reason."""

import pandas as pd
import pytest

from dashboard import rate_words
from dashboard.text import translator
from dashboard.theme import Formats

WORDS = {lang: {"t": translator(lang), "formats": Formats(lang)} for lang in ("en", "ja")}
BASES = {"estat": "Statistics Bureau"}
NOW = {
    "country": "JP", "first": pd.Timestamp("2025-09-01"), "last": pd.Timestamp("2026-08-01"),
    "population": 123827000, "population_year": 2024, "base": "estat",
    "rate": 1.6063, "lower": 1.5365, "upper": 1.6785, "reason": "",
}  # fmt: skip


def card(now, before, lang="en"):
    return rate_words.card(now, before, bases=BASES, **WORDS[lang])


def test_a_rate_names_its_months_interval_and_population():
    told = card(NOW, NOW | {"rate": 1.2946})
    assert (told.value, told.chip) == ("1.61", "a year earlier: 1.29")
    assert told.note == (
        "Sept 2025 to Aug 2026; 95% interval 1.54 to 1.68. "
        "Population: 123,827,000 (Statistics Bureau, 2024)"
    )


def test_a_rate_without_a_year_before_stands_alone():
    assert card(NOW, NOW | {"reason": "incomplete"}).chip == ""
    assert card(NOW, None).chip == ""


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("reason", ["incomplete", "not_whole_years", "no_population"])
def test_no_rate_has_a_reason(lang, reason):
    told = card(NOW | {"reason": reason}, None, lang)
    assert (told.value, told.chip, told.months) == ("..", "", ())
    assert told.note == WORDS[lang]["t"](f"rate.{reason}")


def test_reports_of_no_country_of_ours_have_no_population():
    assert card(None, None).note == translator("en")("rate.no_population")


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
