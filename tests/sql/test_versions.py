"""The history of reports: which version counts, what each import changed, and who decides."""

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

import sql
from etl import warehouse
from etl.build import build
from etl.settings import Settings
from tests.warehouse_builder import ACCEPTED, report, settings_in, write_import

CONTENT = set(ACCEPTED) - {"report_key", "source", "row_number"}
OTHER = {
    name: {"date": date(2024, 1, 12), "integer": 15, "decimal(18,2)": 5}.get(kind, "unknown")
    for name, kind in ACCEPTED.items()
    if name in CONTENT
} | {
    "country": "JP", "region": "NZ-AUK", "incident_date_precision": "month", "age_band": "13-17",
    "currency": "NZD", "images_shared": "yes", "age_max": 17,
}  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def answers(settings: Settings, question: str) -> list[tuple[object, ...]]:
    pointer = build(settings).pointer
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        return connection.execute(question).fetchall()


def day(number: int) -> str:
    return f"2026-01-{number:02}T00:00:00.000000Z"


def test_each_version_tells_what_it_replaces_and_until_when(settings: Settings) -> None:
    deliveries = [("one", "open", 1), ("two", "open", 2), ("three", "other", 3)]
    for name, outcome, number in deliveries:
        kept = report(report_key="a", outcome=outcome)
        write_import(settings, name, [kept], received_at=day(number))
    question = """
        select import_id, version, supersedes, superseded_at::date::varchar, change
        from marts.versions order by version
    """
    assert answers(settings, question) == [
        ("one", 1, None, "2026-01-02", "new"),
        ("two", 2, "one", "2026-01-03", "unchanged"),
        ("three", 3, "two", None, "changed"),
    ]


@pytest.mark.parametrize("column", sorted(CONTENT))
def test_another_value_in_any_column_is_a_change(settings: Settings, column: str) -> None:
    first = report(report_key="a", amount_paid=1, currency="JPY", outcome="open")
    write_import(settings, "one", [first], received_at=day(1))
    write_import(settings, "two", [first | {column: OTHER[column]}], received_at=day(2))
    question = "select change from marts.versions order by version"
    assert answers(settings, question) == [("new",), ("changed",)]


def test_no_value_and_a_value_differ_and_two_missing_ones_do_not(settings: Settings) -> None:
    for number, region in enumerate((None, None, "NZ-AUK", None), start=1):
        kept = report(report_key="a", region=region)
        write_import(settings, f"n{number}", [kept], received_at=day(number))
    question = "select change from marts.versions order by version"
    assert answers(settings, question) == [("new",), ("unchanged",), ("changed",), ("changed",)]


def test_an_import_tells_how_many_reports_it_changed(settings: Settings) -> None:
    one = [report(report_key=key) for key in "abc"]
    two = [report(report_key="a"), report(report_key="b", outcome="other"), report(report_key="d")]
    write_import(settings, "one", one, received_at=day(1))
    write_import(settings, "two", two, received_at=day(2))
    pointer = build(settings).pointer
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        told = connection.execute(sql.query("imports")).df()
    counts = told.set_index("import_id")[["new_reports", "changed_reports", "unchanged_reports"]]
    assert counts.loc["one"].tolist() == [3, 0, 0]
    assert counts.loc["two"].tolist() == [1, 1, 1]


def test_consent_taken_back_leaves_no_version_counted(settings: Settings) -> None:
    kept = [report(report_key="a"), report(report_key="b")]
    write_import(settings, "one", kept, received_at=day(1))
    write_import(settings, "two", [], without_consent=["a", None, None], received_at=day(2))
    assert answers(settings, "select import_id, row_number from marts.reports") == [("one", 2)]
    assert answers(settings, "select count(*) from staging.reports") == [(2,)]
    question = "select change from marts.versions where import_id = 'two'"
    assert answers(settings, question) == [("without_consent",)]


def test_consent_given_again_counts_again(settings: Settings) -> None:
    write_import(settings, "one", [report(report_key="a")], received_at=day(1))
    write_import(settings, "two", [], without_consent=["a"], received_at=day(2))
    write_import(settings, "three", [report(report_key="a")], received_at=day(3))
    assert answers(settings, "select import_id from marts.reports") == [("three",)]
    question = "select change from marts.versions order by version"
    assert answers(settings, question) == [("new",), ("without_consent",), ("new",)]


def test_the_order_of_receipt_decides_over_consent_and_nothing_else(tmp_path: Path) -> None:
    told = {1: [report(report_key="a", outcome="open")], 2: [], 3: [report(report_key="a")]}
    for number, days in enumerate(permutations((1, 2, 3))):
        settings = settings_in(tmp_path / str(number))
        for name, content in zip(days, told, strict=True):
            refused = [] if told[content] else ["a"]
            write_import(
                settings,
                f"import-{number * 7 % 5}-{name}",
                told[content],
                without_consent=refused,
                received_at=day(name),
            )
        newest = max(days)
        counted = told[[*told][days.index(newest)]]
        assert answers(settings, "select count(*) from marts.reports") == [(len(counted),)]


def test_imports_of_the_first_layout_are_read(settings: Settings) -> None:
    folder = write_import(settings, "one", [report()])
    receipt = folder / "receipt.json"
    told = json.loads(receipt.read_text(encoding="utf-8"))
    for name in ("without_consent.parquet", "unmapped.parquet"):
        (folder / name).unlink()
        del told["sha256"][name]
    del told["sealed"]
    receipt.write_text(json.dumps(told | {"format": 1}), encoding="utf-8")
    assert answers(settings, "select count(*) from staging.without_consent") == [(0,)]
    assert answers(settings, "select count(*) from marts.reports") == [(1,)]
