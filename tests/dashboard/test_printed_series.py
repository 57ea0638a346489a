"""Which printed figures form a series, which periods a line joins, and which prints differ."""

import pandas as pd

from dashboard.printed_series import arranged, grouped, missing
from tests.dashboard.printed_rows import told, year


def drawn(*rows, breaks=()):
    """The one series of these prints."""
    [series] = grouped(told(*rows))
    return arranged(series, [pd.Timestamp(day) for day in breaks])


def lines(rows):
    """Figures that one line joins, line by line."""
    return [list(line["figure"]) for _, line in rows.groupby("line")]


FISCAL = {"year_kind": "fiscal_apr", "period_start": "2023-04-01", "period_end": "2024-03-31"}


def test_two_periods_are_no_series_however_many_prints():
    assert list(grouped(told(year(2022, "1"), year(2023, "2"), year(2023, "3")))) == []


def test_units_publishers_and_categories_are_apart():
    years = (2021, 2022, 2023)
    rows = [
        *(year(n, "5") for n in years),
        *(year(n, "50", unit="percent") for n in years),
        *(year(n, "6", source="Other") for n in years),
        *(year(n, "7", dimension="gender", category="male") for n in years),
    ]
    found = [set(series["figure"]) for series in grouped(told(*rows))]
    assert sorted(map(sorted, found)) == [["5"], ["50%"], ["6"], ["7"]]


def test_what_has_no_number_is_in_no_series():
    assert list(grouped(told(year(2021, "1"), year(2022, "2"), year(2023, "")))) == []


def test_a_year_without_a_print_is_a_gap_and_is_named():
    rows = drawn(year(2018, "1"), year(2019, "2"), year(2022, "3"), year(2023, "4"))
    assert lines(rows) == [["1", "2"], ["3", "4"]]
    assert missing(rows) == [pd.Timestamp(2020, 1, 1), pd.Timestamp(2021, 1, 1)]


def test_prints_that_differ_are_both_there_and_no_line_runs_through_either():
    rows = drawn(
        year(2020, "10"), year(2021, "11"), year(2022, "171", confidence="unsure"),
        year(2022, "131"), year(2023, "13"), year(2024, "14"),
    )  # fmt: skip
    assert lines(rows) == [["10", "11"], ["13", "14"]]
    differing = rows[rows["differs"]]
    assert list(differing["figure"]) == ["131", "171"]
    assert list(differing["place"]) == [0, 1]
    assert set(differing["prints"]) == {2}
    assert missing(rows) == []


def test_a_final_print_replaces_a_provisional_one_of_its_category():
    rows = drawn(
        year(2018, "1811"),
        year(2019, "2095", category="all_provisional", status="provisional"),
        year(2019, "2082", status="final"),
        year(2020, "1819"),
    )
    assert not rows["differs"].any()
    assert list(rows.loc[rows["replaced"], "figure"]) == ["2,095"]
    assert lines(rows) == [["1,811", "2,082", "1,819"]]


def test_the_same_number_printed_twice_does_not_differ():
    rows = drawn(year(2021, "5"), year(2022, "6"), year(2022, "6", title="Other"), year(2023, "7"))
    assert not rows["differs"].any()
    assert lines(rows) == [["5", "6", "7"]]


def test_parts_of_years_are_never_joined_to_whole_years():
    part = {"year_kind": "part_year", "period_start": "2024-01-01", "period_end": "2024-06-30"}
    rows = drawn(year(2022, "1"), year(2023, "2"), year(2024, "3") | part)
    assert lines(rows) == [["1", "2"]]
    assert list(rows["whole"]) == [True, True, False]


def test_two_kinds_of_year_are_never_joined():
    rows = drawn(year(2021, "1"), year(2022, "2"), year(2023, "3") | FISCAL)
    assert lines(rows) == [["1", "2"]]


def test_a_change_of_definition_within_a_year_parts_it_from_both_sides():
    years = [year(n, str(n - 2020)) for n in (2021, 2022, 2023, 2024, 2025)]
    assert lines(drawn(*years, breaks=["2023-07-13"])) == [["1", "2"], ["4", "5"]]


def test_a_change_of_definition_on_the_first_day_parts_two_years():
    years = [year(n, str(n - 2020)) for n in (2021, 2022, 2023, 2024)]
    assert lines(drawn(*years, breaks=["2023-01-01"])) == [["1", "2"], ["3", "4"]]
    assert lines(drawn(*years, breaks=["2021-01-01", "2025-01-01"])) == [["1", "2", "3", "4"]]
