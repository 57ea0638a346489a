"""Sentences made from numbers: exact, calm, and natural in both languages."""

from itertools import product

import pandas as pd
import pytest

from dashboard import wording
from dashboard.text import translator
from dashboard.theme import Formats

WORDS = {lang: {"t": translator(lang), "formats": Formats(lang)} for lang in ("en", "ja")}

HEADLINE = pd.Series(
    {
        "reports": 2521, "compared_first": pd.Timestamp("2025-09-01"),
        "compared_last": pd.Timestamp("2026-08-01"), "now": 1373, "before": 1155,
        "ratio": 1373 / 1155, "ratio_lower": 1.0992, "ratio_upper": 1.2853, "verdict": "higher",
        "paid_n": 998, "paid_known": 2013, "paid_unknown": 508, "paid_share": 998 / 2013,
        "paid_lower": 0.4740, "paid_upper": 0.5176,
    }
)  # fmt: skip

#: What the store gives where there are too few to compare.
NO_RATIO = {"ratio": None, "ratio_lower": None, "ratio_upper": None}
MANY = {
    "now": 887, "before": 25, "ratio": 887 / 25, "ratio_lower": 23.93, "ratio_upper": 52.62,
}  # fmt: skip


def finding(lang, **changes):
    row = HEADLINE.copy()
    for name, value in changes.items():
        row[name] = value
    return wording.finding(row, source="Line" if lang == "en" else "窓口", **WORDS[lang])


@pytest.mark.parametrize(
    ("lang", "changes", "sentence"),
    [
        (
            "en",
            {},
            (
                "Line recorded 1,373 reports in Sept 2025 to Aug 2026, against 1,155 in the same "
                "months a year earlier: between 9.9% and 28.5% more (95% interval), more than "
                "usual variation explains."
            ),
        ),
        (
            "en",
            {"verdict": "lower", "ratio_lower": 0.655, "ratio_upper": 0.902},
            (
                "Line recorded 1,373 reports in Sept 2025 to Aug 2026, against 1,155 in the same "
                "months a year earlier: between 9.8% and 34.5% fewer (95% interval), fewer than "
                "usual variation explains."
            ),
        ),
        (
            "en",
            {"verdict": "within", "ratio_lower": 0.97, "ratio_upper": 1.052},
            (
                "Line recorded 1,373 reports in Sept 2025 to Aug 2026, against 1,155 in the same "
                "months a year earlier: somewhere between 3.0% fewer and 5.2% more (95% interval), "
                "within usual variation."
            ),
        ),
        (
            "en",
            {"verdict": "no_comparison", "now": pd.NA, "before": pd.NA},
            (
                "Line recorded 2,521 reports in the chosen period; the same months a year "
                "earlier are not all there to compare with."
            ),
        ),
        (
            "ja",
            {},
            (
                "窓口の2025年9月〜2026年8月の件数は1,373件で、前年同期は1,155件でした。"
                "増加の幅は9.9%〜28.5%とみられ（95%区間）、通常の変動の範囲を上回っています。"
            ),
        ),
        (
            "ja",
            {"verdict": "within", "ratio_lower": 0.97, "ratio_upper": 1.052},
            (
                "窓口の2025年9月〜2026年8月の件数は1,373件で、前年同期は1,155件でした。"
                "変化は3.0%減から5.2%増の間とみられ（95%区間）、通常の変動の範囲内です。"
            ),
        ),
        (
            "en",
            MANY,
            (
                "Line recorded 887 reports in Sept 2025 to Aug 2026, against 25 in the same months "
                "a year earlier: more than three times as many, more than usual variation explains."
            ),
        ),
        (
            "ja",
            MANY,
            (
                "窓口の2025年9月〜2026年8月の件数は887件で、前年同期の25件の3倍を超えています。"
                "通常の変動の範囲を上回っています。"
            ),
        ),
        (
            "en",
            {"verdict": "too_few", "now": 60, "before": 9} | NO_RATIO,
            (
                "Line recorded 60 reports in Sept 2025 to Aug 2026, against 9 in the same months "
                "a year earlier: too few to compare."
            ),
        ),
        (
            "ja",
            {"verdict": "too_few", "now": 12, "before": 9} | NO_RATIO,
            (
                "窓口の2025年9月〜2026年8月の件数は12件（前年同期9件）で、"
                "比較するには件数が少なすぎます。"
            ),
        ),
    ],
)
def test_the_finding_is_one_sentence_of_numbers(lang, changes, sentence):
    assert finding(lang, **changes) == sentence


@pytest.mark.parametrize(
    ("lang", "verdict"),
    list(product(["en", "ja"], ["higher", "lower", "within", "too_few", "no_comparison"])),
)
def test_every_verdict_has_a_sentence_and_a_card(lang, verdict):
    assert finding(lang, verdict=verdict)
    row = HEADLINE.copy()
    row["verdict"] = verdict
    card = wording.reports_card(row, months=(), **WORDS[lang])
    assert (card.value, bool(card.chip), bool(card.note)) == ("2,521", True, True)
    percent = "%" in card.chip
    assert percent == (verdict in ("higher", "lower", "within"))


@pytest.mark.parametrize(
    ("lang", "chip", "note"),
    [
        (
            "en",
            "more than three times as many (887 against 25) · higher than usual",
            "95% interval 23.9 times to 52.6 times",
        ),
        ("ja", "3倍超（前年同期25件、今回887件） · 通常より多い", "95%区間 23.9倍〜52.6倍"),
    ],
)
def test_more_than_three_times_is_told_as_a_multiple(lang, chip, note):
    row = HEADLINE.copy()
    row[list(MANY)] = list(MANY.values())
    card = wording.reports_card(row, months=(), **WORDS[lang])
    assert card.chip == chip
    assert card.note.endswith(note)


def test_one_compared_month_is_not_a_span():
    month = pd.Timestamp("2026-08-01")
    assert finding("en", compared_first=month, compared_last=month).startswith(
        "Line recorded 1,373 reports in Aug 2026, "
    )


def test_a_share_says_how_many_are_known_and_unknown():
    card = wording.share_card("paid", HEADLINE, months=(), **WORDS["en"])
    assert card.value == "49.6%"
    assert card.note == "998 of 2,013 known; 508 unknown; 95% interval 47.4% to 51.8%"


def test_a_share_that_is_not_collected_differs_from_one_nobody_knows():
    row = HEADLINE.copy()
    row["paid_share"] = float("nan")
    row["paid_known"] = 0
    unknown = wording.share_card("paid", row, months=(), **WORDS["en"])
    row["paid_known"] = pd.NA
    absent = wording.share_card("paid", row, months=(), **WORDS["en"])
    assert (unknown.value, absent.value) == ("..", "..")
    assert unknown.note == "Not known for any of these reports"
    assert absent.note == "This source does not record this"


CHANGE = {
    "first": pd.Timestamp("2025-09-01"), "last": pd.Timestamp("2026-08-01"),
    "now": 0.3926, "before": 0.4309, "change": -0.0383, "change_lower": -0.0734,
    "change_upper": -0.0031, "verdict": "lower",
}  # fmt: skip


def test_a_share_beside_a_year_earlier():
    card = wording.share_card("paid", HEADLINE, months=[(1, False)], **WORDS["en"])
    told = wording.compared(card, CHANGE, **WORDS["en"])
    assert told.chip == "−3.8 pts · lower than usual"
    assert told.note.removeprefix(card.note) == (
        ". Sept 2025 to Aug 2026: 39.3%, a year earlier 43.1%; "
        "95% interval of the change −7.3 pts to −0.3 pts"
    )


@pytest.mark.parametrize("verdict", ["too_few", "no_comparison"])
def test_a_share_that_cannot_be_compared_has_no_points(verdict):
    card = wording.share_card("paid", HEADLINE, months=[(1, False)], **WORDS["ja"])
    told = wording.compared(card, CHANGE | {"verdict": verdict}, **WORDS["ja"])
    assert told.chip == translator("ja")(f"verdict.{verdict}")
    assert told.note == card.note


def test_a_share_that_is_not_there_is_not_compared():
    card = wording.undecided_card("under_18", 5, **WORDS["en"])
    assert wording.compared(card, CHANGE, **WORDS["en"]) == card


def test_a_share_that_wide_bands_leave_undecided_is_not_shown():
    card = wording.undecided_card("under_18", 1234, **WORDS["en"])
    assert card.value == ".."
    assert card.note == "Not shown: 1,234 reports are in an age band that reaches across 18"


@pytest.mark.parametrize(
    ("first", "compared_last", "last", "told"),
    [
        ("2025-01-01", "2025-06-01", "2025-08-01", "P, still filling: Jul 2025 to Aug 2025"),
        ("2025-01-01", "2025-07-01", "2025-08-01", "P, still filling: Aug 2025"),
        ("2025-01-01", "2025-08-01", "2025-08-01", ""),
        ("2025-08-01", None, "2025-08-01", "P, still filling: Aug 2025"),
    ],
)
def test_the_months_still_filling_are_named(first, compared_last, last, told):
    ends = {"first": first, "compared_last": compared_last, "last": last}
    row = pd.Series({name: pd.Timestamp(day) for name, day in ends.items()})
    assert wording.filling(row, **WORDS["en"]) == told


def bars(*rows):
    rows = pd.DataFrame(rows, columns=["label", "value", "unknown"])
    return rows.assign(reports=(1000 * rows["value"]).astype(int))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("LINE", 0.3, False), ("X", 0.2, False), ("Unknown", 0.5, True)],
            "Most often: LINE, 30.0% of reports; no answer in 50.0%.",
        ),
        ([("LINE", 0.5, False), ("X", 0.5, False)], "Most often: LINE, X, 50.0% of reports."),
        ([("Unknown", 1.0, True)], "Not known for any of these reports"),
        ([("X", 0.0, False), ("Unknown", 1.0, True)], "Not known for any of these reports"),
        (
            [("Female", 0.004, False), ("Male", 0.001, False), ("Not collected", 0.995, True)],
            "No answer in 99.5% of reports. Of the other 5, most often: Female (4).",
        ),
    ],
)
def test_bars_say_what_is_most_often(rows, told):
    assert wording.most(bars(*rows), **WORDS["en"]) == told


def test_bars_of_few_answers_say_so_first_in_japanese():
    rows = bars(("女性", 0.004, False), ("男性", 0.001, False), ("収集なし", 0.995, True))
    assert wording.most(rows, **WORDS["ja"]) == (
        "99.5%が不明・収集なしです。それ以外の5件で最も多いのは女性（4件）です。"
    )


def test_a_pyramid_says_the_largest_known_band_of_each_side():
    wide = pd.DataFrame(
        {
            "label": ["12–14", "15–17", "Unknown"],
            "female": pd.array([1, 2, 9], dtype="Int64"),
            "male": pd.array([0, 0, 4], dtype="Int64"),
            "unknown": [False, False, True],
        }
    )
    genders = {"female": "Female", "male": "Male"}
    assert wording.largest(wide, genders=genders, **WORDS["en"]) == "Female: most in 15–17 (2)"


def test_bars_in_words_name_the_unknown():
    rows = pd.DataFrame(
        {
            "label": ["Instagram", "LINE", "X", "SMS", "Unknown"],
            "value": [0.4, 0.2, 0.15, 0.05, 0.2],
            "unknown": [False, False, False, False, True],
        }
    )
    assert wording.bars_alt(rows, **WORDS["en"]) == (
        "Share of reports: Instagram 40.0%, LINE 20.0%, X 15.0%, no answer 20.0%."
    )


def test_a_pyramid_in_words_names_what_it_cannot_place():
    wide = pd.DataFrame(
        {
            "label": ["12–14", "15–17", "Unknown"],
            "female": [10, 20, 5],
            "male": [15, 40, 0],
            "gender_unknown": [6, 0, 4],
            "unknown": [False, False, True],
        }
    )
    genders = {"male": "Male", "female": "Female", "unknown": "Unknown", "another_gender": "X"}
    assert wording.pyramid_alt(wide, genders=genders, **WORDS["en"]) == (
        "Female: most in 15–17 (20), Male: most in 15–17 (40), "
        "age or gender unknown or other 15.0%."
    )


def test_words_for_a_chart_never_grow_too_long():
    rows = pd.DataFrame({"label": ["x" * 300], "value": [1.0], "unknown": [False]})
    assert len(wording.bars_alt(rows, **WORDS["en"])) == 250
