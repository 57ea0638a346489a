"""The interval formulas against published values, exact limits and the formulas in plain Python."""

from math import exp, lgamma, log, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sql
from tests.formulas import CONNECTION, Z95, Z998, compute

COUNT = st.integers(0, 10_000_000)


def poisson_cdf(count: int, mean: float) -> float:
    if count < 0:
        return 0.0
    return sum(exp(-mean + k * log(mean) - lgamma(k + 1)) for k in range(count + 1))


def root(low: float, high: float, falling: object) -> float:
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return low


def exact_limits(count: int) -> tuple[float, float]:
    """Garwood's limits: the means under which so many, or so few, have a chance of 2.5 %."""
    top = 3 * count + 20
    lower = root(1e-9, top, lambda mean: 0.025 - 1 + poisson_cdf(count - 1, mean)) if count else 0
    return lower, root(1e-9, top, lambda mean: poisson_cdf(count, mean) - 0.025)


def byar(count: int, z: float) -> tuple[float, float]:
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0
    more = count + 1
    return lower, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def wilson(part: int, whole: int, z: float) -> tuple[float, float]:
    share = part / whole
    middle = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (middle - reach) / (1 + z * z / whole), (middle + reach) / (1 + z * z / whole)


@pytest.mark.parametrize("count", range(10))
def test_small_counts_have_exact_limits(count: int) -> None:
    lower, upper = exact_limits(count)
    assert compute("byar_lower", count, Z95) == pytest.approx(lower, abs=1e-8)
    assert compute("byar_upper", count, Z95) == pytest.approx(upper, abs=1e-8)


@pytest.mark.parametrize("count", [10, 11, 25, 65, 100, 400])
def test_byar_is_close_to_the_exact_limits_from_ten_on(count: int) -> None:
    lower, upper = exact_limits(count)
    assert compute("byar_lower", count, Z95) == pytest.approx(lower, abs=0.008)
    assert compute("byar_upper", count, Z95) == pytest.approx(upper, abs=0.002)


@given(count=st.integers(10, 10_000_000), z=st.sampled_from([Z95, Z998]))
def test_byar_is_its_formula_from_ten_on(count: int, z: float) -> None:
    lower, upper = byar(count, z)
    assert compute("byar_lower", count, z) == pytest.approx(lower, rel=1e-9)
    assert compute("byar_upper", count, z) == pytest.approx(upper, rel=1e-9)


@given(count=st.integers(1, 9))
def test_byar_is_its_formula_for_another_confidence(count: int) -> None:
    lower, upper = byar(count, Z998)
    assert compute("byar_lower", count, Z998) == pytest.approx(lower, rel=1e-9)
    assert compute("byar_upper", count, Z998) == pytest.approx(upper, rel=1e-9)


@given(count=COUNT)
def test_a_count_lies_within_its_limits(count: int) -> None:
    assert 0 <= compute("byar_lower", count, Z95) <= count < compute("byar_upper", count, Z95)


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    [
        # Newcombe RG. Statistics in Medicine 1998;17:857-72, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_newcombe_printed_it(part: int, whole: int, lower: float, upper: float) -> None:
    assert compute("wilson_lower", part, whole, Z95) == pytest.approx(lower, abs=5e-5)
    assert compute("wilson_upper", part, whole, Z95) == pytest.approx(upper, abs=5e-5)


@given(whole=st.integers(1, 10_000_000), data=st.data(), z=st.sampled_from([Z95, Z998]))
def test_wilson_is_its_formula(whole: int, data: st.DataObject, z: float) -> None:
    part = data.draw(st.integers(0, whole))
    lower, upper = wilson(part, whole, z)
    assert compute("wilson_lower", part, whole, z) == pytest.approx(lower, rel=1e-9, abs=1e-12)
    assert compute("wilson_upper", part, whole, z) == pytest.approx(upper, rel=1e-9, abs=1e-12)


@given(whole=st.integers(1, 10_000_000))
def test_none_and_all_reach_the_ends(whole: int) -> None:
    assert compute("wilson_lower", 0, whole, Z95) == 0
    assert compute("wilson_upper", whole, whole, Z95) == 1


def test_a_share_of_nothing_has_no_limits() -> None:
    assert compute("wilson_lower", 0, 0, Z95) is None
    assert compute("wilson_upper", 0, 0, Z95) is None


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        # Newcombe RG. Statistics in Medicine 1998;17:873-90, table II, method 10: all its rows.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_differences_as_newcombe_printed_them(
    counts: tuple[int, int, int, int], lower: float, upper: float
) -> None:
    assert compute("difference_lower", *counts, Z95) == pytest.approx(lower, abs=5e-5)
    assert compute("difference_upper", *counts, Z95) == pytest.approx(upper, abs=5e-5)


def test_a_difference_to_nothing_has_no_limits() -> None:
    assert compute("difference_lower", 1, 2, 0, 0, Z95) is None
    assert compute("difference_upper", 0, 0, 1, 2, Z95) is None


@given(now=COUNT, before=st.integers(1, 10_000_000))
def test_limits_of_a_ratio_are_those_of_the_share(now: int, before: int) -> None:
    lower, upper = wilson(now, now + before, Z95)
    assert compute("ratio", now, before) == pytest.approx(now / before)
    assert compute("ratio_lower", now, before, Z95) == pytest.approx(
        lower / (1 - lower), rel=1e-6, abs=1e-9
    )
    assert compute("ratio_upper", now, before, Z95) == pytest.approx(upper / (1 - upper), rel=1e-6)


@given(now=st.integers(1, 10_000_000), before=st.integers(1, 10_000_000))
def test_turning_a_ratio_round_turns_its_limits_round(now: int, before: int) -> None:
    lower = compute("ratio_lower", now, before, Z95)
    upper = compute("ratio_upper", before, now, Z95)
    assert lower == pytest.approx(1 / upper, rel=1e-9)


def test_a_ratio_to_nothing_is_no_number() -> None:
    assert compute("ratio", 3, 0) is None
    assert compute("ratio_lower", 3, 0, Z95) is None
    assert compute("ratio_upper", 3, 0, Z95) is None


@pytest.mark.parametrize(
    "call", ["byar_lower(null, 1.96)", "byar_upper(null, 1.96)", "wilson_lower(null, 5, 1.96)"]
)
def test_no_number_has_no_limits(call: str) -> None:
    assert CONNECTION.execute(f"select {call}").fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("before", "limits", "none", "verdict"),
    [
        (None, (1.1, 1.2), 1, "no_comparison"),
        (19, (1.1, 1.2), 1, "too_few"),
        (20, (1.1, 1.2), 1, "higher"),
        (20, (0.8, 0.9), 1, "lower"),
        (20, (0.9, 1.1), 1, "within"),
        (20, (1.0, 1.1), 1, "within"),
        (20, (0.9, 1.0), 1, "within"),
        (20, (0.1, 0.2), 0, "higher"),
        (20, (-0.2, -0.1), 0, "lower"),
        (20, (-0.1, 0.1), 0, "within"),
    ],
)
def test_a_verdict_needs_an_interval_without_no_change(
    before: int | None, limits: tuple[float, float], none: int, verdict: str
) -> None:
    told = CONNECTION.execute("select verdict(?, ?, ?, ?)", [before, *limits, none]).fetchall()
    assert told == [(verdict,)]


@pytest.mark.parametrize(
    ("month", "span", "starts", "expected"),
    [
        ("2024-03-01", 1, 1, "2024-03-01"),
        ("2024-03-01", 3, 1, "2024-01-01"),
        ("2024-12-01", 3, 1, "2024-10-01"),
        ("2024-12-01", 12, 1, "2024-01-01"),
        ("2024-03-01", 12, 4, "2023-04-01"),
        ("2024-04-01", 12, 4, "2024-04-01"),
        ("2024-06-01", 12, 7, "2023-07-01"),
        ("2024-12-01", 12, 12, "2024-12-01"),
        ("2024-11-01", 12, 12, "2023-12-01"),
    ],
)
def test_a_period_starts_with_its_month(month: str, span: int, starts: int, expected: str) -> None:
    question = "select period_start(?::date, ?::integer, ?::integer)::varchar"
    assert CONNECTION.execute(question, [month, span, starts]).fetchall() == [(expected,)]


def test_the_order_names_every_macro_once() -> None:
    files = Path(sql.__file__).parent.joinpath("macros").glob("*.sql")
    assert sorted(sql.MACROS) == sorted(file.stem for file in files)


@pytest.mark.parametrize("macro", sql.macros())
def test_every_macro_says_what_it_is(macro: str) -> None:
    assert macro.startswith("-- ")
    assert macro.count("create or replace macro") == 1
