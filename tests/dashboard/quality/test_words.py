"""Sentences and cells on how good the data are."""

import pandas as pd
import pytest

from dashboard.quality import words
from dashboard.text import translator
from dashboard.theme import Formats

NAN = float("nan")
EN, JA = translator("en"), translator("ja")


def steps(*shares, reason=""):
    return pd.DataFrame({"delay": range(len(shares)), "share": shares, "reason": reason})


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.0, "0"), (0.001, "1"), (0.005, "1"), (0.625, "63"), (0.996, "99"), (1.0, "100")],
)
def test_only_none_and_all_are_0_and_100(share, told):
    assert words.hundredths(share) == told


@pytest.mark.parametrize(
    ("reports", "not_collected", "known", "told"),
    [
        (pd.NA, pd.NA, NAN, ".."),
        (0, 0, NAN, ""),
        (0, 3, NAN, ".."),
        (4, 0, 0.75, "75"),
        (4, 3, 0.75, "75 .."),
    ],
)
def test_a_cell_tells_the_kinds_of_no_number_apart(reports, not_collected, known, told):
    assert words.known_cell(reports, not_collected, known) == told


@pytest.mark.parametrize(
    ("shares", "level", "delay"),
    [
        ((0.5, 0.79, 0.8, 1.0), 0.8, 2),
        ((0.9, 1.0), 0.8, 0),
        ((NAN, NAN, 0.5, 0.8, 1.0), 0.8, 3),
        ((NAN, 0.85, 0.99, 1.0), 0.8, None),
        ((NAN, 0.85, 0.99, 1.0), 0.95, 2),
        ((NAN, NAN, 1.0), 0.95, None),
    ],
)
def test_the_delay_of_a_share_is_told_only_where_it_cannot_be_shorter(shares, level, delay):
    assert words.after(shares, level) == delay


def test_how_soon_most_reports_are_in():
    shares = steps(0.71, 0.88, 0.94, 0.96, 1.0)
    told = words.usually(shares, since="incident", unit="month", t=EN)
    assert told == (
        "Usually 80% of the reports about a month’s incidents have arrived after 1 month, "
        "95% after 3 months."
    )
    assert words.usually(shares, since="incident", unit="week", t=JA) == (
        "通常、ある週の発生分の報告は、1週間後までに80%、3週間後までに95%が届きます。"
    )


def test_one_delay_is_told_once():
    told = words.usually(steps(0.97, 1.0), since="report", unit="month", t=EN)
    assert told == "Usually 95% of the reports of a month have reached us within the same month."
    later = words.usually(steps(NAN, 0.9, 0.96, 1.0), since="report", unit="month", t=EN)
    assert later == "Usually 95% of the reports of a month have reached us after 2 months."


@pytest.mark.parametrize("reason", ["too_few_months", "too_few_reports"])
def test_too_little_data_is_told_with_the_reason(reason):
    told = words.usually(steps(NAN, NAN, 1.0, reason=reason), since="report", unit="month", t=EN)
    assert told == EN(f"late.{reason}")
    assert told.startswith("Too little data")


def test_weeks_in_words():
    shares = steps(0.48, *[0.7] * 3, 0.8, *[0.9] * 48)
    told = words.weeks_alt(shares, t=EN, formats=Formats("en"))
    assert told == (
        "within the same week 48.0%, after 1 week 70.0%, after 4 weeks 80.0%, "
        "after 13 weeks 90.0%, after 26 weeks 90.0%"
    )


def test_columns_that_say_least_and_those_that_are_not_there():
    rows = pd.DataFrame(
        {
            "label": ["Outcome", "Demand", "Gender", "Kind", "Country", "Tactic"],
            "known": [0.1, 0.2, 0.3, 0.4, 1.0, NAN],
            "not_collected": [0, 0, 7, 0, 0, 9],
        }
    )
    assert words.least_known(rows, t=EN, formats=Formats("en")) == (
        "Least often known: Outcome 10.0%, Demand 20.0%, Gender 30.0%. "
        "Only in some of the files: Gender. In no file: Tactic."
    )
    full = rows[rows["label"] == "Country"]
    assert words.least_known(full, t=EN, formats=Formats("en")) == EN("quality.all_known")


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (0, "Balances"),
        (1200, "Does not balance: 1,200 rows went nowhere"),
        (-3, "Does not balance: 3 rows counted twice"),
    ],
)
def test_a_balance_says_how_far_it_is_off(difference, told):
    assert words.balance(difference, t=EN, formats=Formats("en")) == told
