"""Looking back: a warehouse of what was known at the end of a day, beside the one served."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl import warehouse
from etl.build import build
from etl.errors import UsageError
from etl.settings import Settings
from tests.warehouse_builder import report, settings_in, write_import


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One report, told of three times."""
    settings = settings_in(tmp_path)
    for received_at, outcome in (
        ("2026-01-31T23:59:59.999999Z", "open"),
        ("2026-02-01T00:00:00.000000Z", "other"),
        ("2026-03-05T10:00:00.000000Z", "advice_given"),
    ):
        kept = report(report_key="a", outcome=outcome)
        write_import(settings, f"of-{received_at[:10]}", [kept], received_at=received_at)
    return settings


def at(settings: Settings, month: int, day: int) -> Settings:
    return replace(settings, as_of=date(2026, month, day))


def outcome(settings: Settings) -> str:
    pointer = build(settings).pointer
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        [(told,)] = connection.execute("select outcome::varchar from marts.reports").fetchall()
    return str(told)


@pytest.mark.parametrize(
    ("month", "day", "known"),
    [(1, 31, "open"), (2, 1, "other"), (3, 4, "other"), (3, 5, "advice_given")],
)
def test_the_last_moment_of_the_day_counts(
    settings: Settings, month: int, day: int, known: str
) -> None:
    assert outcome(at(settings, month, day)) == known


def test_what_is_served_stays_and_needs_no_look_back(settings: Settings) -> None:
    assert outcome(settings) == "advice_given"
    served = warehouse.current(settings)
    assert outcome(at(settings, 1, 31)) == "open"
    assert warehouse.current(settings) == served


def test_a_day_is_built_once(settings: Settings) -> None:
    assert not build(at(settings, 1, 31)).already
    assert build(at(settings, 1, 31)).already
    build(settings)
    assert build(at(settings, 1, 31)).already


def test_a_later_import_makes_only_the_days_after_it_stale(settings: Settings) -> None:
    january, march = at(settings, 1, 31), at(settings, 3, 31)
    build(january)
    build(march)
    write_import(settings, "late", [report()], received_at="2026-03-20T00:00:00.000000Z")
    build(settings)
    assert warehouse.current(january) is not None
    assert not march.warehouse.exists()


def test_a_day_before_everything_is_told(settings: Settings) -> None:
    with pytest.raises(UsageError, match=r"by the end of 2025-12-31 \(UTC\)"):
        build(replace(settings, as_of=date(2025, 12, 31)))
    assert not settings.as_of_folder.exists()
