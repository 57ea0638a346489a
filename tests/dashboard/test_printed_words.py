"""What is told about a printed series, in both languages."""

import pandas as pd

from dashboard import printed_words
from dashboard.printed_series import arranged, grouped
from dashboard.text import translator
from dashboard.theme import Formats
from tests.dashboard.printed_rows import told, year

NO_BREAKS = pd.DataFrame({"day": pd.Series(dtype="datetime64[ns]"), "label": [], "description": []})
BREAK = pd.DataFrame(
    {"day": [pd.Timestamp("2023-07-13")], "label": ["Reform"], "description": ["Wider."]}
)
PRINTS = (
    year(2018, "1100"),
    year(2021, "1628", confidence="secondary"),
    year(2021, "1845", confidence="unsure", title="<b>Blog</b>", url="javascript:alert(1)"),
    year(2022, "1700"),
    year(2023, "1812", status="provisional"),
)


def series(*rows, lang="en"):
    [found] = grouped(told(*rows, lang=lang))
    return arranged(found)


def notes(*rows, breaks=NO_BREAKS):
    told_of = printed_words.notes(series(*rows), breaks, t=translator("en"), formats=Formats("en"))
    return " | ".join(told_of)


def test_the_finding_names_both_ends_and_every_print_that_differs():
    assert printed_words.finding(series(*PRINTS), t=translator("en")) == (
        "1,100 in 2018, 1,812 in 2023. Printed differently: 1,628 or 1,845 for 2021."
    )
    assert printed_words.finding(series(*PRINTS, lang="ja"), t=translator("ja")) == (
        "2018年は1,100、2023年は1,812。食い違いのある期間：2021年（1,628または1,845）。"
    )


def test_an_end_that_differs_is_told_with_every_print():
    rows = series(year(2021, "5"), year(2022, "6"), year(2023, "131"), year(2023, "171"))
    assert printed_words.finding(rows, t=translator("en")).startswith(
        "5 in 2021, 131 or 171 in 2023."
    )


def test_the_words_for_a_chart_count_what_is_not_plain():
    text = printed_words.alt(series(*PRINTS), t=translator("en"), formats=Formats("en"))
    assert text == (
        "5 prints of 4 periods, from 1,100 (2018) to 1,845 (2021). "
        "Periods printed differently: 1. Provisional: 1. Unsure: 1."
    )


def test_each_print_that_differs_stands_with_its_source_and_how_surely_it_is_known():
    text = notes(*PRINTS)
    assert (
        "<b>2021</b> is printed differently, and we choose none: <b>1,628</b> "
        '(<a href="https://example.org/report" rel="noreferrer" target="_blank">'
        '<span lang="en">Annual report</span></a>, 14 March 2024, ▷ Second hand), '
        '<b>1,845</b> (<span lang="en">&lt;b&gt;Blog&lt;/b&gt;</span>, 14 March 2024, ? Unsure).'
    ) in text
    assert "javascript" not in text


def test_gaps_signs_and_confidence_are_told():
    text = notes(*PRINTS)
    assert "● whole year, ○ P provisional, ? unsure, check before quoting" in text
    assert "No figure was found for 2019, 2020" in text
    assert "✓ Read 3, ▷ Second hand 1, ? Unsure 1" in text


def test_a_replaced_print_is_told():
    early = year(2019, "2095", category="all_provisional", status="provisional")
    text = notes(year(2018, "1"), early, year(2019, "2082", status="final"), year(2020, "3"))
    assert "2019: 2,095 was printed first, as provisional." in text


def test_a_change_of_definition_is_told_only_within_the_series():
    inside = notes(year(2022, "1"), year(2023, "2"), year(2024, "3"), breaks=BREAK)
    assert "Definition changed on 13 July 2023: Reform. Wider." in inside
    before = notes(year(2020, "1"), year(2021, "2"), year(2022, "3"), breaks=BREAK)
    assert "Definition" not in before


def test_a_series_of_one_sign_needs_no_key():
    assert "whole year" not in notes(year(2020, "1"), year(2021, "2"), year(2022, "3"))
