"""Published figures in words: period, number, signs, publisher, date of the print."""

from decimal import Decimal

import pandas as pd
import pytest

from dashboard import figures
from tests.dashboard.printed_rows import told, year


def one(lang="en", **changes):
    """One print of 2024 with these cells, in words."""
    return told(year(2024, changes.pop("value", "1234")) | changes, lang=lang).iloc[0]


@pytest.mark.parametrize(
    ("kind", "first", "last", "english", "japanese"),
    [
        ("calendar", "2024-01-01", "2024-12-31", "2024", "2024年"),
        ("fiscal_apr", "2023-04-01", "2024-03-31", "2023/24", "2023年度"),
        ("fiscal_jul", "2023-07-01", "2024-06-30", "2023/24", "2023/24年度"),
        ("quarter", "2025-01-01", "2025-03-31", "Q1 2025", "2025年1〜3月"),
        ("month", "2025-06-01", "2025-06-30", "Jun 2025", "2025年6月"),
        ("half_year", "2025-01-01", "2025-06-30", "Jan 2025 to Jun 2025", "2025年1月〜2025年6月"),
        (
            "part_year", "2025-04-01", "2025-07-16",
            "1 April 2025 to 16 July 2025", "2025年4月1日〜2025年7月16日",
        ),
    ],
)  # fmt: skip
def test_a_period_is_named_as_its_kind_is(kind, first, last, english, japanese):
    cells = {"year_kind": kind, "period_start": first, "period_end": last}
    assert one(**cells)["period"] == english
    assert one("ja", **cells)["period"] == japanese


@pytest.mark.parametrize(
    ("value", "unit", "figure", "number"),
    [
        ("1149570", "reports", "1,149,570", Decimal(1149570)),
        ("10.4", "reports", "10.4", Decimal("10.4")),
        ("84.30", "percent", "84.30%", Decimal("84.30")),
        ("", "reports", "", None),
        ("16 to 20", "reports", "16 to 20", None),
    ],
)
def test_a_number_keeps_its_decimals_and_words_stay_words(value, unit, figure, number):
    row = one(value=value, unit=unit)
    assert (row["figure"], row["number"]) == (figure, number)


def test_status_and_confidence_are_told_by_sign_and_word():
    row = one(status="provisional", confidence="unsure")
    assert row["status_told"] == "P Provisional"
    assert row["confidence_told"] == "? Unsure"
    assert row["signs"] == "P ?"
    plain = one(confidence="secondary")
    assert (plain["status_told"], plain["confidence_told"]) == ("Not stated", "▷ Second hand")
    assert plain["signs"] == ""
    assert one()["confidence_told"] == "✓ Read"


@pytest.mark.parametrize(
    ("published", "english", "japanese"),
    [
        ("2024-03-14", "14 March 2024", "2024年3月14日"),
        ("2025-07", "Jul 2025", "2025年7月"),
        ("2024", "2024", "2024年"),
        ("2021 (year inferred)", "2021 (inferred)", "2021年（推定）"),
        ("2025 (inferred)", "2025 (inferred)", "2025年（推定）"),
        ("2025-07/08", "2025-07/08", "2025-07/08"),
        ("undated", "Undated", "日付の記載なし"),
        ("", "Undated", "日付の記載なし"),
    ],
)
def test_the_date_of_a_print_is_as_exact_as_it_is_known(published, english, japanese):
    assert one(published=published)["printed_on"] == english
    assert one("ja", published=published)["printed_on"] == japanese


def test_publishers_have_their_official_name_in_a_language_else_the_original():
    rows = pd.DataFrame(
        {
            "name": ["National Police Agency (警察庁)", "Netsafe", "New Zealand Police"],
            "name_en": ["National Police Agency", "Netsafe", "New Zealand Police"],
            "name_ja": ["警察庁", "", ""],
            "name_mi": ["", "", "Ngā Pirihimana o Aotearoa"],
        }
    )
    assert figures.publishers(rows, "ja") == {
        "National Police Agency (警察庁)": "警察庁",
        "Netsafe": "Netsafe",
        "New Zealand Police": "New Zealand Police",
    }
    assert figures.publishers(rows, "mi")["New Zealand Police"] == "Ngā Pirihimana o Aotearoa"
    assert figures.publishers(rows, "en")["National Police Agency (警察庁)"] == (
        "National Police Agency"
    )


def test_the_newest_period_comes_first():
    assert list(told(year(2022, "1"), year(2024, "3"), year(2023, "2"))["figure"]) == list("321")
