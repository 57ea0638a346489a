"""Rates per 100,000 people on hand-made reports."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl import receipt
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.frames_shown import kinds, shown
from tests.monthly_reports import in_month, in_months
from tests.warehouse_builder import build_with, report, settings_in, write_import

BOY = {"age_band": "15-17", "age_min": 16, "age_max": 16, "gender": "male"}
NOBODY_KNOWS = {"age_band": "unknown", "age_min": None, "age_max": None, "gender": "unknown"}
YEAR_2023 = Filters(first=date(2023, 1, 1), last=date(2023, 12, 1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def japan(settings: Settings) -> Store:
    """A help line in Japan: 24 whole months, of which two are settling, 10 boys and 5 others."""
    reports = in_months(date(2022, 3, 1), 24, 10, country="JP", **BOY)
    reports += in_months(date(2022, 3, 1), 24, 5, country="JP", **NOBODY_KNOWS)
    build_with(settings, reports, source="jp-helpline")
    return open_store(settings)


def test_a_rate_is_of_the_people_of_the_year(settings: Settings) -> None:
    store = japan(settings)
    [rate] = store.rates(YEAR_2023).frame.to_dict("records")
    people = 124_348_000  # e-Stat, 1 October 2023
    assert (rate["country"], rate["reports"], rate["population"]) == ("JP", 180, people)
    assert (rate["population_year"], rate["base"], rate["reason"]) == (2023, "ESTAT_0003448237", "")
    assert rate["population_source"].startswith("Statistics Bureau of Japan, Population Estimates")
    assert rate["rate"] == 100_000 * 180 / people
    assert rate["lower"] < rate["rate"] < rate["upper"]
    fiscal = Filters(first=date(2022, 4, 1), last=date(2023, 3, 1))
    # Most of the fiscal year 2022 lies in 2022.
    assert shown(store.rates(fiscal).frame, "population_year", "reason") == [(2022, "")]


def test_bands_and_genders_have_their_own_people_and_unknown_has_none(settings: Settings) -> None:
    found = japan(settings).rates(YEAR_2023, by=("age_band", "gender")).frame
    assert shown(found, "age_band", "gender", "reports", "population", "reason") == [
        ("15-17", "male", 120, 1_685_000, ""),
        ("unknown", "unknown", 60, None, "no_population"),
    ]
    boys = Filters(first=YEAR_2023.first, last=YEAR_2023.last, ages=("15-17",), genders=("male",))
    narrowed = open_store(settings).rates(boys).frame
    assert shown(narrowed, "reports", "population") == [(120, 1_685_000)]
    assert narrowed["rate"].tolist() == found["rate"].tolist()[:1]
    with_unknown = Filters(first=YEAR_2023.first, last=YEAR_2023.last, ages=("15-17", "unknown"))
    assert shown(open_store(settings).rates(with_unknown).frame, "reports", "reason") == [
        (180, "no_population")
    ]


def test_only_whole_years_have_a_rate(settings: Settings) -> None:
    store = japan(settings)
    for last, reason in ((date(2023, 2, 1), ""), (date(2023, 3, 1), "not_whole_years")):
        assert shown(store.rates(Filters(last=last)).frame, "reason") == [(reason,)]
    both = store.rates(Filters()).frame
    assert shown(both, "months", "months_provisional", "reports", "reason") == [(24, 2, 360, "")]
    assert both["rate"].tolist() == [100_000 * 360 / (2 * both["population"].tolist()[0])]
    last = store.rates(Filters(), period="last_12").frame
    assert shown(last, "first", "last", "reports") == [
        (date_of(2023, 1), date_of(2023, 12), 180),
    ]
    years = store.rates(Filters(), period="fiscal").frame
    assert shown(years, "first", "months", "reason") == [
        (date_of(2022, 3), 1, "not_whole_years"),
        (date_of(2022, 4), 12, ""),
        (date_of(2023, 4), 11, "not_whole_years"),
    ]


def date_of(year: int, month: int) -> pd.Timestamp:
    return pd.Timestamp(year, month, 1)


def test_a_gap_has_no_rate(settings: Settings) -> None:
    write_import(settings, "a", in_months(date(2022, 1, 1), 6, 1), source="nz-helpline")
    write_import(settings, "b", in_months(date(2022, 8, 1), 6, 1), source="nz-helpline")
    build(settings)
    year = Filters(first=date(2022, 1, 1), last=date(2022, 12, 1))
    assert shown(open_store(settings).rates(year).frame, "reports", "reason") == [
        (11, "incomplete")
    ]


def test_a_code_without_reports_in_the_period_is_a_zero(settings: Settings) -> None:
    reports = in_months(date(2022, 1, 1), 24, 1, country="JP", **BOY)
    reports += in_month(date(2022, 5, 1), 1, country="JP", **(BOY | {"gender": "female"}))
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).rates(YEAR_2023, by=("gender",)).frame
    assert shown(found, "gender", "reports") == [("male", 12), ("female", 0)]


def test_a_trend_has_one_base(settings: Settings) -> None:
    # e-Stat begins with 2020, so a trend from 2019 is all of the United Nations'.
    reports = in_months(date(2019, 1, 1), 36, 1, country="JP", **BOY)
    build_with(settings, reports, source="jp-helpline")
    store = open_store(settings)
    columns = ("base", "population_year")
    assert shown(store.rates(Filters(), period="year").frame, *columns) == [
        ("UNWPP2024", 2019),
        ("UNWPP2024", 2020),
        ("UNWPP2024", 2021),
    ]
    later = store.rates(Filters(first=date(2020, 1, 1)), period="year").frame
    assert shown(later, *columns) == [("ESTAT_0003448237", 2020), ("ESTAT_0003448237", 2021)]


def test_a_country_without_population_has_no_rate(settings: Settings) -> None:
    reports = in_months(date(2022, 1, 1), 12, 1, country="CA")
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).rates(Filters()).frame
    assert shown(found, "country", "reports", "population", "base", "rate", "reason") == [
        ("CA", 12, None, "", None, "no_population")
    ]


@pytest.mark.parametrize(
    ("regions", "reason"),
    [(("JP-01", "JP-01"), "no_population"), (("JP-01", "JP-13"), ""), (("JP-01", None), "")],
)
def test_a_source_of_one_region_is_not_of_the_country(
    settings: Settings, regions: tuple[str | None, ...], reason: str
) -> None:
    reports = [
        one
        for region in regions
        for one in in_months(date(2022, 1, 1), 12, 1, country="JP", region=region)
    ]
    build_with(settings, reports, source="jp-police")
    year = Filters(last=date(2022, 12, 1))
    assert shown(open_store(settings).rates(year).frame, "reports", "reason") == [(24, reason)]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("nz-police", ""),
        ("nz-helpline", ""),
        ("jp-police-hokkaido", "regional"),
        ("casestats", "coverage_unknown"),
    ],
)
def test_only_a_source_of_the_whole_country_has_a_rate(
    settings: Settings, source: str, reason: str
) -> None:
    country = source[:2].upper().replace("CA", "NZ")
    reports = in_months(date(2022, 1, 1), 24, 1, country=country)
    build_with(settings, reports, source=source)
    year = Filters(last=date(2022, 12, 1))
    assert shown(open_store(settings).rates(year).frame, "reports", "reason") == [(12, reason)]


def test_a_change_of_a_rate_counts_people_of_both_years(settings: Settings) -> None:
    reports = in_months(date(2021, 1, 1), 12, 10, country="JP")
    reports += in_months(date(2022, 1, 1), 14, 15, country="JP")
    build_with(settings, reports, source="jp-helpline")
    [row] = (
        open_store(settings).rate_changes(Filters(first=date(2022, 1, 1))).frame.to_dict("records")
    )
    people, before = 124_930_000, 125_513_000  # e-Stat, 1 October 2022 and 2021
    assert (row["first"], row["last"]) == (date_of(2022, 1), date_of(2022, 12))
    assert (row["reports"], row["before_reports"]) == (180, 120)
    assert (row["population"], row["before_population"]) == (people, before)
    assert row["change"] == pytest.approx(1.5 * before / people, rel=1e-12)
    # Wilson's limits of 180 in 300, as odds.
    low, high = 0.543637, 0.653835
    assert row["change_lower"] == pytest.approx(before / people * low / (1 - low), rel=1e-4)
    assert row["change_upper"] == pytest.approx(before / people * high / (1 - high), rel=1e-4)
    assert row["verdict"] == "higher"


@pytest.mark.parametrize(
    ("source", "country", "monthly", "verdict"),
    [("nz-police", "NZ", 1, "too_few"), ("ca-cafc", "CA", 5, "no_comparison")],
)
def test_a_rate_that_cannot_be_compared_says_why(
    settings: Settings, source: str, country: str, monthly: int, verdict: str
) -> None:
    build_with(settings, in_months(date(2022, 1, 1), 26, monthly, country=country), source=source)
    found = open_store(settings).rate_changes(Filters(first=date(2023, 1, 1))).frame
    assert shown(found, "change", "change_lower", "verdict") == [(None, None, verdict)]


@pytest.mark.parametrize(
    ("code", "told", "covers"),
    [
        ("nz-police", "unknown", "national"),
        ("our-line", "clients", "clients"),
        ("our-line", "unknown", "unknown"),
    ],
)
def test_an_import_that_does_not_tell_its_coverage_takes_that_of_the_seed(
    settings: Settings, code: str, told: str, covers: str
) -> None:
    folder = write_import(settings, "one", [])
    kept = receipt.read(folder)
    source = replace(kept.source, code=code, coverage=told)
    receipt.write(replace(kept, source=source), folder)
    build(settings)
    assert shown(open_store(settings).sources().frame, "code", "coverage") == [(code, covers)]


def test_what_there_is_not_is_refused(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for options in (
        {"by": ("kind",)},
        {"period": "month"},
        {"period": "fiscal", "starts": 0},
    ):
        with pytest.raises(UsageError):
            store.rates(Filters(), **options)


def test_types_are_as_documented(settings: Settings) -> None:
    build_with(settings, [report()])
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(open_store(settings).rates(filters, by=("age_band",)).frame) == {
            "str": "source country age_band base population_source reason",
            "datetime64[us]": "first last",
            "Int64": "months months_provisional reports population population_year",
            "float64": "rate lower upper",
        }


def test_types_of_changes_are_as_documented(settings: Settings) -> None:
    build_with(settings, [report()])
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(open_store(settings).rate_changes(filters).frame) == {
            "str": "source country base population_source reason verdict",
            "datetime64[us]": "first last",
            "Int64": "reports population population_year before_reports before_population"
            " before_population_year",
            "float64": "rate lower upper before_rate before_lower before_upper"
            " change change_lower change_upper",
        }
