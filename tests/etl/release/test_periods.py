"""A period is closed once, with enough reports, and never before all of it is final."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from etl.release.periods import Month, Period, closed


def months(first: int, *reports: int, final: int | None = None) -> list[Month]:
    """Months from January of a year on; all final, or the first so many."""
    return [
        Month(date(first + n // 12, n % 12 + 1, 1), final is None or n < final, count)
        for n, count in enumerate(reports)
    ]


def codes(found: tuple[Period, ...]) -> list[str]:
    return [period.code for period in found]


def half_years(given: list[Month], *, as_of: date, least: int = 100, **more: date) -> list[str]:
    return codes(closed(given, length=6, closing_days=60, least=least, as_of=as_of, **more))


def test_half_years_that_ended_long_enough_ago() -> None:
    given = months(2024, *[20] * 18)
    assert half_years(given, as_of=date(2025, 8, 28)) == ["2024-H1", "2024-H2"]
    assert half_years(given, as_of=date(2025, 8, 29)) == ["2024-H1", "2024-H2", "2025-H1"]


def test_quarters() -> None:
    found = closed(
        months(2024, *[50] * 6), length=3, closing_days=0, least=100, as_of=date(2024, 12, 31)
    )
    assert found == (
        Period("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        Period("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
    )


def test_a_period_with_few_reports_is_joined_with_the_next() -> None:
    given = months(2023, *[10] * 12, *[20] * 6)
    assert half_years(given, as_of=date(2026, 1, 1)) == ["2023-H1_2023-H2", "2024-H1"]


def test_the_last_one_waits_for_the_next() -> None:
    given = months(2023, *[20] * 6, *[10] * 6)
    assert half_years(given, as_of=date(2026, 1, 1)) == ["2023-H1"]


def test_what_is_published_already_is_not_published_again() -> None:
    given = months(2024, *[20] * 12)
    assert half_years(given, as_of=date(2026, 1, 1), after=date(2024, 6, 30)) == ["2024-H2"]


def test_a_month_that_may_still_fill_keeps_its_period_open() -> None:
    given = months(2024, *[20] * 12, final=11)
    assert half_years(given, as_of=date(2026, 1, 1)) == ["2024-H1"]


def test_a_period_of_which_a_month_is_missing_is_never_published() -> None:
    given = months(2024, *[20] * 18)
    del given[8]
    assert half_years(given, as_of=date(2026, 1, 1)) == ["2024-H1", "2025-H1"]
    assert half_years(given[2:], as_of=date(2026, 1, 1)) == ["2025-H1"]


def test_nothing_is_joined_across_a_gap() -> None:
    given = months(2023, *[10] * 6, *[10] * 6, *[10] * 6, *[10] * 6)
    del given[8]
    assert half_years(given, as_of=date(2026, 1, 1)) == ["2024-H1_2024-H2"]


@given(
    counts=st.lists(st.integers(0, 60), min_size=1, max_size=40),
    final=st.integers(0, 40),
    length=st.sampled_from([3, 6]),
    as_of=st.dates(date(2020, 1, 1), date(2024, 12, 31)),
)
def test_periods_are_disjoint_and_large_enough(
    counts: list[int], final: int, length: int, as_of: date
) -> None:
    given = months(2020, *counts, final=final)
    found = closed(given, length=length, closing_days=30, least=100, as_of=as_of)
    for period in found:
        inside = [month for month in given if period.start <= month.first <= period.end]
        assert sum(month.reports for month in inside) >= 100
        assert all(month.final for month in inside)
        assert len(inside) % length == 0
        assert period.end + timedelta(days=30) <= as_of
    for one, following in pairwise(found):
        assert one.end < following.start
    later = closed(given, length=length, closing_days=30, least=100, as_of=as_of + timedelta(300))
    assert later[: len(found)] == found
