"""The store's frames: headline figures, exact types, order, and refusals."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sql
from dashboard.selection import Filters
from dashboard.store import open_store
from etl.build import build
from etl.errors import IntegrityError, UsageError
from etl.receipt import Notes, Unmapped
from etl.settings import Settings
from tests import figures_oracle as oracle
from tests.warehouse_builder import build_with, report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def monthly(year: int, number: int, **changes: Any) -> list[dict[str, Any]]:
    """So many reports on the last day of each month of a year."""
    return [
        report(
            reported_date=oracle.shifted(date(year, month, 1), 1) - timedelta(days=1),
            incident_date=None,
            **changes,
        )
        for month in range(1, 13)
        for _ in range(number)
    ]


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [(10, 20, "higher"), (20, 10, "lower"), (10, 11, "within"), (1, 9, "too_few")],
)
def test_verdicts(settings: Settings, before: int, now: int, verdict: str) -> None:
    build_with(settings, monthly(2023, before) + monthly(2024, now), source="ca-cafc")
    [row] = open_store(settings).headline(Filters()).frame.to_dict("records")
    assert row["verdict"] == verdict
    assert (row["now"], row["before"]) == (12 * now, 12 * before)
    assert (row["compared_first"], row["compared_last"]) == (
        pd.Timestamp(2024, 1, 1),
        pd.Timestamp(2024, 12, 1),
    )
    assert isnan(row["ratio"]) == (verdict == "too_few")


def test_twenty_is_enough_to_compare(settings: Settings) -> None:
    day = {"incident_date": None}
    for name, year, reports in (("a", 2023, 20), ("b", 2024, 40)):
        kept = [report(reported_date=date(year, 1, 31), **day)] * reports
        write_import(settings, name, kept, source="ca-cafc")
    build(settings)
    only = Filters(first=date(2024, 1, 1), last=date(2024, 1, 1))
    [row] = open_store(settings).headline(only).frame.to_dict("records")
    assert (row["now"], row["before"], row["ratio"], row["verdict"]) == (40, 20, 2.0, "higher")


def test_without_all_the_earlier_months_there_is_no_comparison(settings: Settings) -> None:
    build_with(settings, monthly(2023, 30)[30:] + monthly(2024, 60), source="ca-cafc")
    store = open_store(settings)
    [row] = store.headline(Filters(first=date(2024, 1, 1))).frame.to_dict("records")
    assert row["verdict"] == "no_comparison"
    assert row["now"] == 720
    assert pd.isna(row["before"])
    [row] = store.headline(Filters(first=date(2024, 2, 1))).frame.to_dict("records")
    assert row["verdict"] == "higher"


def test_provisional_months_are_not_compared(settings: Settings) -> None:
    reports = monthly(2023, 10) + monthly(2024, 10)
    build_with(settings, reports, source="jp-helpline")  # two settling months
    [row] = open_store(settings).headline(Filters(first=date(2024, 1, 1))).frame.to_dict("records")
    assert row["compared_last"] == pd.Timestamp(2024, 10, 1)
    assert (row["reports"], row["now"], row["before"]) == (120, 100, 100)


def test_what_is_not_collected_has_no_share(settings: Settings) -> None:
    build_with(settings, [report(age_band=None, payment_made=None, images_shared="unknown")])
    [row] = open_store(settings).headline(Filters()).frame.to_dict("records")
    assert pd.isna(row["under_18_n"])
    assert pd.isna(row["paid_unknown"])
    assert (row["shared_n"], row["shared_known"], row["shared_unknown"]) == (0, 0, 1)
    assert isnan(row["shared_share"])


@pytest.mark.parametrize(("children", "undecided"), [(2, 3), (3, 0)])
def test_bands_across_18_leave_a_share_undecided(
    settings: Settings, children: int, undecided: int
) -> None:
    across = {"age_band": "0-19", "age_min": 0, "age_max": 19}
    child = across | {"age_min": 16, "age_max": 16}
    nobody = {"age_band": "unknown", "age_min": None, "age_max": None}
    ages = [across] * 3 + [child] * children + [nobody] * 9
    build_with(settings, [report(**age) for age in ages])
    [row] = open_store(settings).headline(Filters()).frame.to_dict("records")
    assert (row["under_18_n"], row["under_18_unknown"]) == (children, 12)
    assert row["under_18_undecided"] == undecided


def test_types_are_as_documented(settings: Settings) -> None:
    build_with(settings, monthly(2023, 2) + monthly(2024, 3))
    store = open_store(settings)
    text, whole, real, day = "str", "Int64", "float64", "datetime64[us]"
    assert store.periods(Filters(), by="gender").frame.dtypes.astype(str).to_dict() == {
        "source": text,
        "period_start": day,
        "period_end": day,
        "gender": text,
        "reports": whole,
        "lower": real,
        "upper": real,
        "year_before": whole,
        "ratio": real,
        "ratio_lower": real,
        "ratio_upper": real,
        "verdict": text,
        "status": text,
        "months": whole,
        "months_collected": whole,
        "months_provisional": whole,
        "rolling_mean": real,
        "completeness": real,
        "undated": whole,
        "uncollected": whole,
    }
    assert set(store.periods(Filters(), by="gender").frame) - set(
        store.periods(Filters()).frame
    ) == {"gender"}
    assert store.counts(Filters(), by=("kind",)).frame.dtypes.astype(str).to_dict() == {
        "source": text,
        "kind": text,
        "reports": whole,
        "total": whole,
        "share": real,
        "lower": real,
        "upper": real,
    }
    headline = store.headline(Filters()).frame.dtypes.astype(str)
    assert set(headline[["first", "last", "compared_first", "compared_last"]]) == {day}
    assert set(headline[["reports", "now", "before", "under_18_n", "shared_unknown"]]) == {whole}
    sources = store.sources().frame.dtypes.astype(str)
    assert set(sources[["publishable", "synthetic"]]) == {"bool"}


def test_types_do_not_depend_on_there_being_rows(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    nothing = Filters(sources=("jp-police",))
    for ask in (
        lambda filters: store.periods(filters, by="gender"),
        lambda filters: store.counts(filters, by=("gender", "kind")),
        store.headline,
        store.completeness,
    ):
        none, some = ask(nothing).frame, ask(Filters()).frame
        assert none.empty
        assert none.dtypes.to_dict() == some.dtypes.to_dict()


def test_codes_and_sources_come_in_the_order_of_their_vocabulary(settings: Settings) -> None:
    genders = ["unknown", "female", None, "male"]
    for name, source in (("a", "nz-police"), ("b", "jp-helpline")):
        write_import(settings, name, [report(gender=one) for one in genders], source=source)
    build(settings)
    store = open_store(settings)
    expected = ["male", "female", "unknown", "not_collected"]
    for frame in (
        store.counts(Filters(), by=("gender",)).frame,
        store.periods(Filters(), by="gender").frame,
        store.counts(Filters(), by=("gender", "kind")).frame,
    ):
        assert frame["gender"].tolist() == expected * 2
        assert frame["source"].tolist() == ["jp-helpline"] * 4 + ["nz-police"] * 4
    assert store.sources().frame["code"].tolist() == ["jp-helpline", "nz-police"]


def test_sources(settings: Settings) -> None:
    write_import(settings, "a", [report(reported_date=date(2024, 2, 3))])
    write_import(
        settings,
        "b",
        [report(reported_date=date(2024, 5, 6))],
        received_at="2026-02-01T10:00:00.000000Z",
    )
    build(settings)
    [row] = open_store(settings).sources().frame.to_dict("records")
    assert (
        row
        | {
            "code": "nz-helpline",
            "country": "NZ",
            "counting_unit": "report",
            "fiscal_year_start": 7,
            "age_scheme": "netsafe",
            "publishable": True,
            "settling_months": 1,
            "synthetic": True,
            "reports": 2,
            "first_month": pd.Timestamp(2024, 2, 1),
            "last_month": pd.Timestamp(2024, 5, 1),
            "data_to": pd.Timestamp(2024, 5, 6),
            "received_at": pd.Timestamp(2026, 2, 1, 10),
        }
        == row
    )


def test_completeness(settings: Settings) -> None:
    kept = [
        report(gender="unknown", tactic=None, country="ZZ"),
        report(incident_date=None, incident_date_precision=None),
    ]
    build_with(settings, kept)
    found = open_store(settings).completeness(Filters()).frame.set_index("field")
    assert set(found.index) == {*sql.VOCABULARY, "age_band", "incident_date"}
    expected = {
        "gender": (True, 2, 1),
        "tactic": (True, 1, 0),
        "country": (True, 2, 1),
        "incident_date": (True, 2, 1),
        "images_shared": (True, 2, 2),
    }
    for field, (collected, reports, unknown) in expected.items():
        row = found.loc[field]
        assert (row["collected"], row["reports"], row["unknown"]) == (collected, reports, unknown)


def test_a_field_that_no_file_has_is_not_collected(settings: Settings) -> None:
    build_with(settings, [report(tactic=None, incident_date=None, incident_date_precision=None)])
    found = open_store(settings).completeness(Filters()).frame.set_index("field")
    assert not found.loc["tactic", "collected"]
    assert not found.loc["incident_date", "collected"]


def test_what_came_in_and_what_did_not(settings: Settings) -> None:
    failed = {"sheet": "Reports", "column": "age", "rule": "age-unreadable", "value": None}
    write_import(
        settings,
        "one",
        [report()],
        quarantine=[{"row_number": n, "line": n + 1, **failed} for n in (6, 1, 2, 3, 4, 5)],
        unmapped={"gender": (Unmapped("Q", 3), Unmapped(None, 1))},
    )
    build(settings)
    store = open_store(settings)
    [row] = store.imports().frame.to_dict("records")
    parts = ("accepted", "quarantined", "without_consent", "filtered", "withdrawn")
    assert (row["rows_read"], *(row[part] for part in parts)) == (10, 1, 6, 1, 2, 0)
    changes = ("new_reports", "changed_reports", "unchanged_reports")
    assert [row[change] for change in changes] == [1, 0, 0]
    assert store.quarantine().frame.to_dict("records") == [
        {
            "import_id": "one",
            "source": "nz-helpline",
            "sheet": "Reports",
            "column": "age",
            "rule": "age-unreadable",
            "rows": 6,
            "lines": "2, 3, 4, 5, 6",
        }
    ]
    assert store.unmapped().frame[["field", "value", "rows"]].fillna("").to_dict("records") == [
        {"field": "gender", "value": "Q", "rows": 3},
        {"field": "gender", "value": "", "rows": 1},
    ]


def test_what_is_to_be_known_about_a_file(settings: Settings) -> None:
    notes = Notes(expected_rows=1000, footers=2, alarms=("last-line-open",), overlaps=("one", "x"))
    write_import(settings, "one", [report()])
    write_import(settings, "two", [report()], received_at="2026-01-02T00:00:00Z", notes=notes)
    build(settings)
    told = open_store(settings).notes().frame
    assert set(told["import_id"]) == {"two"}
    assert told[["note", "detail"]].fillna("").to_numpy().tolist() == [
        ["expected_rows", "1,000"],
        ["footers", "2"],
        ["last_line_open", ""],
        ["overlap", "one.csv"],
        ["overlap", "x"],
    ]


def test_every_seed_is_a_vocabulary(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for seed in sql.seed_names():
        frame = store.vocabulary(seed).frame
        assert len(frame) == len(sql.seed_rows(seed))
        assert list(frame) == list(sql.seed_rows(seed)[0])
        if "sort_order" in frame:
            assert frame["sort_order"].is_monotonic_increasing
    assert store.age_bands("netsafe").frame["code"].tolist() == [
        "0-12",
        "13-17",
        "18-21",
        "22-40",
        "41-64",
        "65+",
        "unknown",
    ]


def test_only_listed_columns_and_seeds_can_be_asked_for(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for ask in (
        lambda: store.counts(Filters(), by=("report_key",)).frame,
        lambda: store.counts(Filters(), by=("gender", "kind", "tactic", "demand")).frame,
        lambda: store.periods(Filters(), by="gender; drop table x").frame,
        lambda: store.vocabulary("genders; drop table x").frame,
        lambda: store.vocabulary("reports").frame,
    ):
        with pytest.raises(UsageError):
            ask()


def test_a_hostile_code_is_a_code_that_no_report_has(settings: Settings) -> None:
    build_with(settings, [report()])
    store = open_store(settings)
    for code in ("'", "male' or '1'='1", "$z", "🎭", ""):
        assert store.counts(Filters(genders=(code,)), by=("gender",)).frame.empty


def test_many_threads_get_the_same_answers(settings: Settings) -> None:
    build_with(settings, monthly(2023, 2) + monthly(2024, 3))
    store = open_store(settings)
    expected = store.periods(Filters(), by="gender").frame
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: store.periods(Filters(), by="gender").frame, range(64)))
    assert all(answer.equals(expected) for answer in answers)


def test_nothing_built_is_told_with_its_remedy(settings: Settings) -> None:
    with pytest.raises(UsageError, match="casestats run"):
        open_store(settings)


def test_a_damaged_warehouse_shows_no_number(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    file = settings.warehouse / pointer.file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(IntegrityError):
        open_store(settings)


def test_the_id_is_the_version(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    assert open_store(settings).id == pointer.file
