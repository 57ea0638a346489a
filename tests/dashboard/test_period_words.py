"""Sentences from counts by period: exact, and clear about what is not final."""

import pandas as pd
import pytest

from dashboard import period_words
from dashboard.text import translator
from dashboard.theme import Formats

WORDS = {lang: {"t": translator(lang), "formats": Formats(lang)} for lang in ("en", "ja")}


def periods(*counts, status=(), span=1, first="2026-01-01", **columns):
    final = ["final"] * (len(counts) - len(status))
    return pd.DataFrame(
        {
            "period_start": pd.date_range(first, periods=len(counts), freq=f"{span}MS"),
            "months": [span] * len(counts),
            "reports": pd.array(counts, dtype="Int64"),
            "status": [*final, *status],
            "completeness": [float("nan")] * len(counts),
            "undated": pd.array([None] * len(counts), dtype="Int64"),
            "uncollected": pd.array([None] * len(counts), dtype="Int64"),
        }
        | columns
    )


def test_a_trend_in_words():
    frame = periods(10, 40, 5, 20, 3, status=["provisional"])
    assert period_words.trend_alt(frame, **WORDS["en"]) == (
        "10 in Jan 2026, 20 in Apr 2026; highest 40 in Feb 2026, lowest 5 in Mar 2026. "
        "Provisional or incomplete: 1."
    )


def test_a_trend_by_incident_names_the_share_without_a_month():
    frame = periods(10, 30, undated=pd.array([10, 10], "Int64"))
    assert period_words.trend_alt(frame, **WORDS["ja"]).endswith("発生月不明は20.0%。")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_trend_in_words_is_short(lang):
    frame = periods(
        *[1234567] * 5, span=12, first="2020-07-01", undated=pd.array([7654321] * 5, "Int64")
    )
    assert len(period_words.trend_alt(frame, **WORDS[lang])) <= 220


def test_a_trend_without_a_final_period_in_words():
    frame = periods(3, status=["provisional"])
    assert period_words.trend_alt(frame, **WORDS["ja"]) == "確定した期間はまだありません。"


def test_the_extremes_are_of_final_periods():
    frame = periods(10, 40, 5, 99, span=12, first="2022-04-01", status=["incomplete"])
    assert period_words.extremes(frame, **WORDS["en"]) == (
        "Highest: 40 in 2023/24; lowest: 5 in 2024/25; final periods only."
    )
    assert period_words.extremes(frame, **WORDS["ja"]) == (
        "確定した期間の最多は2023年度の40件、最少は2024年度の5件です。"
    )
    assert period_words.extremes(periods(10, 3, status=["provisional"]), **WORDS["en"]) == ""


def test_what_is_usually_in_by_now_is_told_of_periods_still_filling():
    frame = periods(9, 8, 7, status=["provisional", "provisional"], completeness=[1.0, 0.884, 0.5])
    assert period_words.filling(frame, **WORDS["en"]) == (
        "About 88% (Feb 2026), 50% (Mar 2026) of the final count is usually in by now."
    )
    assert period_words.filling(frame, **WORDS["ja"]) == (
        "これまでの傾向では、最終的な件数のうち、2026年2月分は約88%、2026年3月分は約50%が"
        "現時点までに届いています。"
    )
    assert period_words.filling(periods(9, 8, status=["provisional"]), **WORDS["en"]) == ""


def test_reports_without_a_place_on_the_axis_are_counted():
    frame = periods(9, undated=pd.array([1200], "Int64"), uncollected=pd.array([3], "Int64"))
    assert period_words.loose(frame, **WORDS["en"]) == (
        "1,200 reports have no known month of the incident and are not drawn. "
        "3 incidents fall in months that the source did not collect."
    )
    assert period_words.loose(periods(9), **WORDS["en"]) == ""
    assert period_words.loose(periods(), **WORDS["en"]) == ""


def test_what_is_not_final_is_a_span_or_one_period():
    frame = periods(1, 2, 3, status=["provisional", "provisional"])
    both = pd.concat([frame, frame])
    assert period_words.not_final(both, **WORDS["en"]) == (
        "Provisional or incomplete: Feb 2026 to Mar 2026."
    )
    assert period_words.not_final(frame.head(2), **WORDS["ja"]) == (
        "暫定または一部のみ：2026年2月。"
    )
    assert period_words.not_final(frame.head(1), **WORDS["en"]) == ""


def test_how_complete_a_period_is():
    frame = periods(1, 2, None, 3, status=["not_collected", "provisional"])
    assert period_words.complete(frame, **WORDS["en"]) == (
        "Months chosen: 4, of which 2 final, 1 provisional (P), 1 not collected."
    )


def test_a_share_in_words_names_the_unknown():
    frame = periods(
        20, 20, 10, status=["provisional"],
        share=[0.25, 0.5, 0.9], unknown=pd.array([4, 4, 2], "Int64"),
    )  # fmt: skip
    assert period_words.share_alt(frame, **WORDS["en"]) == (
        "25.0% in Jan 2026, 50.0% in Feb 2026; between 25.0% and 50.0%. "
        "Not known in 20.0% of reports."
    )
    nothing = frame.assign(share=float("nan"))
    assert period_words.share_alt(nothing, **WORDS["ja"]) == "確定した期間はまだありません。"
