"""What the store answers on hand-made reports, against PHStatsMethods, statsmodels and chainladder.

Tolerances are those of tests/sql/test_reference.py. A share of completeness is a product of twelve
factors, taken through their logarithms: 1e-12.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.settings import Settings
from tests.figures_oracle import month_of, shifted
from tests.monthly_reports import in_month
from tests.reference import FIGURES
from tests.warehouse_builder import build_with, settings_in, write_import

FIRST = date(2019, 1, 1)
TAYLOR_ASHE = FIGURES["published_triangle"]
#: As Mack printed them: ASTIN Bulletin 1993;23:213-25, page 221.
MACK = ("3.49", "1.75", "1.46", "1.174", "1.104", "1.086", "1.054", "1.077", "1.018")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def month(number: int) -> date:
    return shifted(FIRST, number)


def store_with(settings: Settings, reports: Iterable[dict[str, Any]], **options: Any) -> Store:
    build_with(settings, reports, **({"source": "ca-cafc"} | options))
    return open_store(settings)


def answered(number: int, yes: int, of: int) -> list[dict[str, Any]]:
    """Reports of a month that say whether images were shared."""
    told = in_month(month(number), yes, images_shared="yes")
    return told + in_month(month(number), of - yes, images_shared="no")


def test_limits_of_counts_are_those_of_phstatsmethods(settings: Settings) -> None:
    # Per 100,000 people of 100,000 the rate is the count.
    expected = [row for row in FIGURES["rates"] if row[1] == 100_000 and row[0] <= 1000]
    reports = [one for n, row in enumerate(expected) for one in in_month(month(n), row[0])]
    found = store_with(settings, reports).periods(Filters()).frame
    assert found["reports"].tolist() == [row[0] for row in expected]
    assert found["lower"].tolist() == pytest.approx([row[3] for row in expected], rel=1e-8)
    assert found["upper"].tolist() == pytest.approx([row[4] for row in expected], rel=1e-8)


@pytest.mark.parametrize("count", [1, 9, 10, 222, 2500])
def test_rates_are_those_of_phstatsmethods(settings: Settings, count: int) -> None:
    [expected] = [row[2:5] for row in FIGURES["rates"] if row[:2] == [count, 124_348_000]]
    year = (date(2023, 1, 1), date(2023, 12, 31))
    reports = in_month(date(2023, 5, 1), count, country="JP")
    [row] = (
        store_with(settings, reports, source="jp-police", covers=year)
        .rates(Filters())
        .frame.to_dict("records")
    )
    assert row["population"] == 124_348_000
    assert [row["rate"], row["lower"], row["upper"]] == pytest.approx(expected, rel=1e-8)


def test_limits_of_shares_are_those_of_phstatsmethods(settings: Settings) -> None:
    expected = [row for row in FIGURES["proportions"] if row[1] <= 1000]
    reports = [one for n, row in enumerate(expected) for one in answered(n, row[0], row[1])]
    found = (
        store_with(settings, reports).shares_over_time(Filters(), "images_shared", ("yes",)).frame
    )
    assert found["known"].tolist() == [row[1] for row in expected]
    assert found["share"].tolist() == [row[2] for row in expected]
    assert found["lower"].tolist() == pytest.approx([row[3] for row in expected], abs=1e-12)
    assert found["upper"].tolist() == pytest.approx([row[4] for row in expected], abs=1e-12)


def test_changes_of_counts_are_those_of_statsmodels(settings: Settings) -> None:
    expected = [row for row in FIGURES["ratios"] if row[1] >= 20 and max(row[:2]) < 1000]
    # A year of counts before, a year of counts now, and so on.
    places = [n // 12 * 24 + n % 12 for n in range(len(expected))]
    reports = []
    for place, (now, before, *_) in zip(places, expected, strict=True):
        reports += in_month(month(place), before) + in_month(month(place + 12), now)
    found = store_with(settings, reports).periods(Filters()).frame
    rows = found.iloc[[place + 12 for place in places]]
    assert rows[["reports", "year_before"]].to_numpy().tolist() == [row[:2] for row in expected]
    for column, place in (("ratio_lower", 2), ("ratio_upper", 3)):
        assert rows[column].tolist() == pytest.approx(
            [row[place] for row in expected], rel=1e-6, abs=1e-8
        )


def test_changes_of_shares_are_those_of_statsmodels(settings: Settings) -> None:
    expected = [row for row in FIGURES["differences"] if all(20 <= n <= 100 for n in row[1:4:2])]
    expected = expected[:12]
    reports = []
    for n, (now, of_now, before, of_before, *_) in enumerate(expected):
        reports += answered(n, before, of_before) + answered(n + 12, now, of_now)
    store = store_with(settings, reports)
    for n, (now, of_now, before, of_before, *limits) in enumerate(expected, start=12):
        changes = store.changes(Filters(first=month(n), last=month(n))).frame
        row = changes.set_index("measure").loc["shared"]
        known = row[["now_n", "now_known", "before_n", "before_known"]].tolist()
        assert known == [now, of_now, before, of_before]
        found = row[["change_lower", "change_upper"]].tolist()
        assert found == pytest.approx(limits, rel=1e-9, abs=1e-12)


def arriving(new: list[list[int]]) -> list[dict[str, Any]]:
    """The reports of each month's incidents, by the months until they came."""
    return [
        one
        for origin, row in enumerate(new)
        for delay, number in enumerate(row)
        for one in in_month(
            month(origin + delay),
            number,
            incident_date=month(origin),
            incident_date_precision="month",
        )
    ]


def test_factors_of_a_published_triangle_are_those_of_chainladder(settings: Settings) -> None:
    """Claims of Taylor & Ashe, Journal of Econometrics 1983;23:37-61, in thousands."""
    printed = [f"{f:.{len(p) - 2}f}" for f, p in zip(TAYLOR_ASHE["factors"], MACK, strict=True)]
    assert printed == list(MACK)
    thousands = [[round(n / 1000) for n in row] for row in TAYLOR_ASHE["cumulated"]]
    new = [[n - before for before, n in zip([0, *row], row, strict=False)] for row in thousands]
    found = store_with(settings, arriving(new)).completeness_by_delay().frame
    expected = TAYLOR_ASHE["factors_of_thousands"]
    assert found["factor"].tolist()[1:10] == pytest.approx(expected, rel=1e-12)
    assert found["reason"].tolist() == ["too_few_months"] * 12 + [""]
    assert found["share"].isna().tolist() == [True] * 12 + [False]


@pytest.mark.parametrize("name", FIGURES["triangles"])
def test_completeness_is_that_of_chainladder(settings: Settings, name: str) -> None:
    expected = FIGURES["triangles"][name]
    gaps = [month(n) for n in expected["not_collected"]]
    reports = arriving(FIGURES["new_reports"])
    # A delivery ends where a month is missing, and the next begins after it.
    deliveries: dict[int, list[dict[str, Any]]] = {}
    for one in reports:
        if month_of(one["reported_date"]) not in gaps:
            deliveries.setdefault(sum(one["reported_date"] > gap for gap in gaps), []).append(one)
    for place, rows in deliveries.items():
        write_import(settings, f"part-{place}", rows, source="ca-cafc")
    build(settings)
    found = open_store(settings).completeness_by_delay().frame
    assert found["factor"].tolist()[1:] == pytest.approx(expected["factors"], rel=1e-12)
    assert found["share"].tolist() == pytest.approx(expected["shares"], rel=1e-12)
