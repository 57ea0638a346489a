"""The interval formulas against PHStatsMethods, statsmodels and scipy.

Both sides work in double precision: a relative 1e-9 leaves room for sums taken in another order.
Our table of exact limits has ten decimals (1e-8), and statsmodels finds a ratio's limits by a
search that ends within 1e-8 of them.
"""

import pytest

from tests.formulas import Z95, Z998, compute
from tests.reference import FIGURES

ENDS = ("lower", "upper")


@pytest.mark.parametrize("row", FIGURES["rates"], ids=str)
def test_rates_are_those_of_phstatsmethods(row: list[float]) -> None:
    count, people, rate, *limits = row
    assert compute("rate", count, people) == pytest.approx(rate, rel=1e-12)
    # Below ten, other confidences than 95 % are by Byar's formula here, exact there.
    for z, (lower, upper) in ((Z95, limits[:2]), (Z998, limits[2:]))[: 1 if count < 10 else 2]:
        found = [compute("rate", compute(f"byar_{end}", count, z), people) for end in ENDS]
        assert found == pytest.approx([lower, upper], rel=1e-8 if count < 10 else 1e-9)


@pytest.mark.parametrize("row", FIGURES["proportions"], ids=str)
def test_limits_of_a_share_are_those_of_phstatsmethods(row: list[float]) -> None:
    part, whole, _, *limits = row
    found = [compute(f"wilson_{end}", part, whole, z) for z in (Z95, Z998) for end in ENDS]
    assert found == pytest.approx(limits, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("row", FIGURES["exact"], ids=str)
def test_limits_of_a_count_are_exact_or_close_to_it(row: list[float]) -> None:
    count, lower, upper, *_ = row
    below, above = compute("byar_lower", count, Z95), compute("byar_upper", count, Z95)
    if count < 10:
        assert (below, above) == pytest.approx((lower, upper), rel=1e-8)
    else:
        # Byar's approximation is widest of the mark at 10 and 20: 0.008 and 0.0016 reports.
        assert lower - 0.008 < below < lower
        assert upper < above < upper + 0.0016


@pytest.mark.parametrize("row", FIGURES["differences"], ids=str)
def test_limits_of_a_difference_are_those_of_statsmodels(row: list[float]) -> None:
    *counts, lower, upper = row
    found = [compute(f"difference_{end}", *counts, Z95) for end in ENDS]
    assert found == pytest.approx([lower, upper], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("row", FIGURES["ratios"], ids=str)
def test_limits_of_a_ratio_are_those_of_statsmodels(row: list[float]) -> None:
    now, before, lower, upper = row
    found = [compute(f"ratio_{end}", now, before, Z95) for end in ENDS]
    assert found == pytest.approx([lower, upper], rel=1e-6, abs=1e-8)
