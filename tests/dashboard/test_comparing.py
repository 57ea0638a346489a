"""Changes, shares over time and sources side by side, on hand-made reports."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.figures_oracle import shifted
from tests.frames_shown import kinds, shown
from tests.monthly_reports import in_month, in_months
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def answered(month: date, yes: int, no: int, unknown: int) -> list[dict[str, Any]]:
    answers = {"yes": yes, "no": no, "unknown": unknown}
    return [
        one
        for answer, number in answers.items()
        for one in in_month(month, number, images_shared=answer)
    ]


def test_a_share_is_of_the_known_and_the_unknown_stand_beside_it(settings: Settings) -> None:
    reports = answered(date(2024, 1, 1), 3, 1, 2) + answered(date(2024, 2, 1), 0, 0, 2)
    reports += in_month(date(2024, 4, 1), 1, images_shared=None)
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).shares_over_time(Filters(), "images_shared", ("yes",)).frame
    assert shown(found, "n", "known", "unknown", "reports", "share", "status") == [
        (3, 4, 2, 6, 0.75, "final"),
        (0, 0, 2, 2, None, "final"),
        (0, 0, 0, 0, None, "final"),
        (None, None, None, 1, None, "final"),
    ]
    quarter = (
        open_store(settings)
        .shares_over_time(Filters(), "images_shared", ("yes",), calendar="quarter")
        .frame
    )
    assert shown(quarter, "n", "known", "share", "months_collected") == [
        (3, 4, 0.75, 3),
        (None, None, None, 1),
    ]


def test_changes_of_shares_are_differences(settings: Settings) -> None:
    reports = answered(date(2023, 1, 1), 48, 32, 5) + answered(date(2024, 1, 1), 56, 14, 9)
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).changes(Filters(first=date(2024, 1, 1))).frame.set_index("measure")
    row = found.loc["shared"]
    assert (row["now_n"], row["now_known"], row["before_n"], row["before_known"]) == (
        56,
        70,
        48,
        80,
    )
    assert (row["change"], row["verdict"]) == (pytest.approx(0.2), "higher")
    # Newcombe 1998, table II.
    assert (row["change_lower"], row["change_upper"]) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )
    count = found.loc["reports"]
    assert (count["now"], count["before"], count["verdict"]) == (79, 85, "within")
    assert count["change"] == 79 / 85


def test_few_known_answers_on_either_side_are_too_few(settings: Settings) -> None:
    reports = answered(date(2023, 1, 1), 10, 9, 50) + answered(date(2024, 1, 1), 50, 9, 0)
    build_with(settings, reports, source="ca-cafc")
    store = open_store(settings)
    found = store.changes(Filters(first=date(2024, 1, 1))).frame.set_index("measure")
    assert found["verdict"].to_dict() == {
        "reports": "within",
        "under_18": "within",
        "paid": "within",
        "shared": "too_few",
    }
    first = store.changes(Filters(last=date(2023, 12, 1))).frame
    assert first["verdict"].tolist() == ["no_comparison"] * 4


def test_what_is_not_collected_is_not_compared(settings: Settings) -> None:
    reports = in_months(date(2022, 1, 1), 24, 5, payment_made=None)
    build_with(settings, reports, source="ca-cafc")
    found = open_store(settings).changes(Filters()).frame.set_index("measure")
    assert found["verdict"]["paid"] == "no_comparison"
    assert shown(found, "now_n", "now_known", "now")[2] == (None, None, None)


def two_sources(settings: Settings) -> Store:
    for source, first, number in (
        ("jp-helpline", date(2021, 4, 1), 10),
        ("nz-helpline", date(2021, 7, 1), 2),
    ):
        country = "JP" if source == "jp-helpline" else "NZ"
        reports = [
            one
            for n in range(38)
            for one in in_month(shifted(first, n), number * (1 + n // 12), country=country)
        ]
        write_import(settings, source, reports, source=source)
    build(settings)
    return open_store(settings)


def test_each_source_is_an_index_of_itself(settings: Settings) -> None:
    sources = ("jp-helpline", "nz-helpline")
    found = two_sources(settings).compare(Filters(), sources, calendar="fiscal").frame
    assert shown(found, "source", "counting_unit", "reports", "index", "status") == [
        ("jp-helpline", "consultation", 120, 100.0, "final"),
        ("jp-helpline", "consultation", 240, 200.0, "final"),
        ("jp-helpline", "consultation", 360, 300.0, "final"),
        ("jp-helpline", "consultation", 80, None, "incomplete"),
        ("nz-helpline", "report", 24, 100.0, "final"),
        ("nz-helpline", "report", 48, 200.0, "final"),
        ("nz-helpline", "report", 72, 300.0, "final"),
        ("nz-helpline", "report", 16, None, "incomplete"),
    ]
    assert found["base_start"].dt.date.tolist() == [date(2021, 4, 1)] * 4 + [date(2021, 7, 1)] * 4
    assert found["index_lower"].isna().tolist() == [True, False, False, True] * 2
    assert found["reason"].tolist() == ["", "", "", "not_whole_years"] * 2
    rates = open_store(settings).rates(Filters(), period="fiscal").frame
    assert found["rate"].equals(rates["rate"])
    later = (
        open_store(settings)
        .compare(Filters(), sources, calendar="fiscal", base=date(2022, 8, 5))
        .frame
    )
    assert later["index"].tolist()[:3] == [50.0, 100.0, 150.0]


def test_a_small_base_has_no_index(settings: Settings) -> None:
    build_with(settings, in_months(date(2022, 1, 1), 12, 19), source="ca-cafc")
    found = open_store(settings).compare(Filters(), ("ca-cafc",), calendar="month").frame
    assert found["index"].isna().all()
    assert set(found["reason"]) == {"not_whole_years"}


def test_sources_and_units_are_not_added(settings: Settings) -> None:
    for source in ("nz-helpline", "nz-police", "jp-helpline"):
        write_import(settings, source, [report(), report()], source=source)
    build(settings)
    store = open_store(settings)
    assert store.total(Filters(sources=("nz-police",))) == 2
    assert store.total(Filters(sources=("jp-police",))) == 0
    with pytest.raises(UsageError) as refused:
        store.total(Filters(sources=("nz-helpline", "nz-police")))
    assert refused.value.code == "sources-not-added"
    with pytest.raises(UsageError) as refused:
        store.total(Filters())
    assert refused.value.code == "units-not-added"


def test_what_there_is_not_is_refused(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for ask in (
        lambda: store.compare(Filters(), (), calendar="week").frame,
        lambda: store.shares_over_time(Filters(), "report_key", ("a",)).frame,
        lambda: store.shares_over_time(Filters(), "gender", ("nobody",)).frame,
        lambda: store.shares_over_time(Filters(), "gender", ("unknown",)).frame,
        lambda: store.shares_over_time(Filters(), "country", ("ZZ",)).frame,
        lambda: store.shares_over_time(Filters(), "gender", ()).frame,
    ):
        with pytest.raises(UsageError):
            ask()


def test_types_are_as_documented(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for filters in (Filters(), Filters(sources=("jp-police",))):
        assert kinds(store.changes(filters).frame) == {
            "str": "source measure verdict",
            "datetime64[us]": "first last",
            "Int64": "now_n now_known before_n before_known",
            "float64": "now before change change_lower change_upper",
        }
        assert kinds(store.shares_over_time(filters, "gender", ("male",)).frame) == {
            "str": "source status",
            "datetime64[us]": "period_start period_end",
            "Int64": "n known unknown reports months months_collected",
            "float64": "share lower upper",
        }
        assert kinds(store.compare(filters, filters.sources).frame) == {
            "str": "source counting_unit status base population_source reason",
            "datetime64[us]": "period_start period_end base_start",
            "Int64": "reports months months_collected months_provisional"
            " population population_year",
            "float64": "lower upper index index_lower index_upper rate rate_lower rate_upper",
        }
