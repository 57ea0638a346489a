import fcntl
import os
import stat
import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

import sql
from etl import warehouse
from etl.build import Built, build
from etl.errors import IntegrityError, MachineError, UsageError
from etl.proof import prove
from etl.receipt import Rows
from etl.settings import Settings
from tests.warehouse_builder import build_with, report, settings_in, write_import
from tests.warehouse_contents import contents, open_current


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def files(settings: Settings) -> list[str]:
    return sorted(file.name for file in settings.warehouse.iterdir() if file.suffix == ".duckdb")


def test_nothing_imported_is_told_with_its_remedy(settings: Settings) -> None:
    with pytest.raises(UsageError, match="Import a file first"):
        build(settings)
    assert not settings.warehouse.exists()


def test_a_first_build(settings: Settings) -> None:
    shares: list[float] = []
    write_import(settings, "one", [report(), report(gender="female")])
    built = build(settings, progress=shares.append)
    assert built == Built(warehouse.current(settings), already=False)
    assert built.pointer.rows == 2
    warehouse.verify(settings, built.pointer)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_every_table_of_the_house_is_there(settings: Settings) -> None:
    build_with(settings, [report()])
    expected = {path.replace("/", ".") for path in sql.MODELS}
    expected |= {f"seeds.{name}" for name in sql.seed_names()}
    expected |= {f"staging.{name}" for name in ("calendar", "collected", "notes", "unmapped")}
    assert set(contents(settings)) == expected


def test_the_same_inputs_change_nothing(settings: Settings) -> None:
    write_import(settings, "one", [report()])
    first = build(settings)
    again = build(settings)
    assert again == Built(first.pointer, already=True)
    assert files(settings) == [first.pointer.file]


def test_only_the_version_before_is_kept(settings: Settings) -> None:
    pointers = []
    for name in ("one", "two", "three"):
        write_import(settings, name, [report()])
        pointers.append(build(settings).pointer)
    assert files(settings) == [pointers[1].file, pointers[2].file]
    assert [pointer.rows for pointer in pointers] == [1, 2, 3]


def test_an_open_reader_reads_on_through_builds(settings: Settings) -> None:
    build_with(settings, [report()])
    with open_current(settings) as connection:
        for name in ("two", "three", "four"):
            write_import(settings, name, [report()])
            build(settings)
            rows = connection.execute("select count(*) from marts.reports").fetchall()
            assert rows == [(1,)]
    with open_current(settings) as connection:
        assert connection.execute("select count(*) from marts.reports").fetchall() == [(4,)]


def test_files_are_private_and_nothing_is_left_behind(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    assert stat.S_IMODE(settings.warehouse.stat().st_mode) == 0o700
    assert stat.S_IMODE((settings.warehouse / pointer.file).stat().st_mode) == 0o600
    names = sorted(file.name for file in settings.warehouse.iterdir())
    assert names == sorted([".lock", "CURRENT", pointer.file])


def test_what_a_killed_build_left_is_swept(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    spill = settings.warehouse / ".spill-12345"
    spill.mkdir()
    left = [spill / "block", settings.warehouse / ".building.duckdb"]
    left += [settings.warehouse / ".building.duckdb.wal"]
    left += [settings.warehouse / "29990101T000000000000Z-never-pointed-to.duckdb"]
    for file in left:
        file.write_bytes(b"case data")
    assert build(settings) == Built(pointer, already=True)
    assert not spill.exists()
    assert not any(file.exists() for file in left)


@pytest.mark.parametrize("name", ["accepted.parquet", "quarantine.parquet"])
def test_a_changed_import_is_named_and_the_old_warehouse_stays(
    settings: Settings, name: str
) -> None:
    pointer = build_with(settings, [report()])
    folder = write_import(settings, "two", [report()])
    with (folder / name).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(IntegrityError) as refusal:
        build(settings)
    assert refusal.value.where == str(folder / name)
    assert warehouse.current(settings) == pointer
    assert files(settings) == [pointer.file]


def test_a_missing_file_and_a_missing_receipt_are_named(settings: Settings) -> None:
    folder = write_import(settings, "one", [report()])
    (folder / "quarantine.parquet").unlink()
    with pytest.raises(IntegrityError, match=r"quarantine\.parquet"):
        build(settings)
    (folder / "receipt.json").unlink()
    with pytest.raises(IntegrityError, match=r"receipt\.json"):
        build(settings)


def test_a_folder_still_being_written_is_not_read(settings: Settings) -> None:
    (settings.imports / ".staging-1").mkdir(parents=True)
    assert build_with(settings, [report()]).rows == 1


@pytest.mark.parametrize(
    "rows",
    [
        Rows(read=3, accepted=2, quarantined=0, without_consent=1, filtered=0),
        Rows(read=3, accepted=1, quarantined=1, without_consent=1, filtered=0),
        Rows(read=9, accepted=1, quarantined=0, without_consent=0, filtered=0),
    ],
)
def test_a_receipt_that_does_not_add_up_stops_the_build(settings: Settings, rows: Rows) -> None:
    write_import(settings, "one", [report()], rows=rows)
    with pytest.raises(IntegrityError) as refusal:
        build(settings)
    assert refusal.value.code == "warehouse-unproven"
    assert warehouse.current(settings) is None
    assert [file.name for file in settings.warehouse.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    "changed",
    [
        "update metrics.cube set reports = reports + 1",
        "update metrics.cube set under_18_across = 1 where gender = 'male'",
        "update metrics.cube set shared_known = paid_known",
        "update metrics.cube set month = month + interval 1 month",
    ],
)
def test_a_cube_that_says_something_else_than_the_reports_is_not_proven(
    settings: Settings, changed: str
) -> None:
    pointer = build_with(settings, [report(), report(gender="female")])
    folder = settings.warehouse
    with warehouse.workshop([folder], database=folder / pointer.file) as connection:
        connection.execute("create temp table received_withdrawn (report_key varchar)")
        prove(connection)
        connection.execute(changed)
        with pytest.raises(IntegrityError, match="the cube"):
            prove(connection)


def test_a_report_outside_the_receipts_period_stops_the_build(settings: Settings) -> None:
    write_import(settings, "one", [report()], covers=(date(2024, 3, 1), date(2024, 4, 1)))
    with pytest.raises(IntegrityError, match="collected month"):
        build(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"gender": "Mälè-canary"},
        {"region": "NZ-canary"},
        {"age_min": 30, "age_max": 10},
        {"incident_date": date(2024, 2, 1)},
        {"age_min": 777, "age_max": 777},
    ],
)
def test_a_value_that_breaks_a_rule_stops_the_build_unquoted(
    settings: Settings, wrong: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError) as refusal:
        build_with(settings, [report(), report(**wrong)])
    assert "canary" not in str(refusal.value)
    assert "777" not in str(refusal.value)
    assert warehouse.current(settings) is None


def test_building_twice_gives_the_same_contents(tmp_path: Path) -> None:
    reports = [
        report(reported_date=date(2024, 1 + n % 5, 11 + n % 18), gender=("male", "unknown")[n % 2])
        for n in range(500)
    ]
    builds = []
    for name in ("first", "second"):
        settings = settings_in(tmp_path / name)
        build_with(settings, reports)
        builds.append(contents(settings))
    assert builds[0] == builds[1]


def test_a_deleted_warehouse_loses_nothing(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    before = contents(settings)
    (settings.warehouse / pointer.file).unlink()
    assert not build(settings).already
    assert contents(settings) == before


def test_a_damaged_warehouse_is_built_again_under_a_new_name(settings: Settings) -> None:
    pointer = build_with(settings, [report()])
    file = settings.warehouse / pointer.file
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    built = build(settings)
    assert not built.already
    assert built.pointer.file != pointer.file
    warehouse.verify(settings, built.pointer)


def test_the_order_of_delivery_decides_not_the_order_of_names(tmp_path: Path) -> None:
    versions = [("2026-01-01", "open"), ("2026-01-02", "referred_police"), ("2026-01-03", "other")]
    found = []
    for number, names in enumerate(permutations("abc")):
        settings = settings_in(tmp_path / str(number))
        for name, (day, outcome) in zip(names, versions, strict=True):
            kept = report(report_key="same", outcome=outcome)
            write_import(settings, name, [kept], received_at=f"{day}T00:00:00.000000Z")
        build(settings)
        with open_current(settings) as connection:
            found += connection.execute("select outcome::varchar from marts.reports").fetchall()
    assert found == [("other",)] * 6


def test_two_builds_at_once_are_refused(settings: Settings) -> None:
    write_import(settings, "one", [report()])
    settings.warehouse.mkdir(parents=True)
    with (settings.warehouse / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(MachineError, match="Another build is running"):
            build(settings)
    assert build(settings).pointer.rows == 1


_WITH_SMALL_FILES = """
import resource, signal, sys
from pathlib import Path
from etl.build import build
from etl.errors import MachineError
from etl.settings import Settings

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
folder = Path(sys.argv[1])
try:
    build(Settings(data=folder / "data", keys=folder / "keys"))
except MachineError as error:
    sys.exit(f"{error.exit_code} {error.code}")
"""


@pytest.mark.parametrize("most_bytes", [4_096, 300_000, 3_000_000])
def test_no_room_is_a_message_and_the_old_warehouse_stays(
    settings: Settings, tmp_path: Path, most_bytes: int
) -> None:
    pointer = build_with(settings, [report()])
    write_import(settings, "two", [report()])
    ended = subprocess.run(
        [sys.executable, "-c", _WITH_SMALL_FILES, str(tmp_path), str(most_bytes)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ended.stderr.strip() == "6 build-failed"
    assert warehouse.current(settings) == pointer
    assert files(settings) == [pointer.file]
    assert build(settings).pointer.rows == 2
