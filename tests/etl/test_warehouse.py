import json
import stat
import tomllib
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import warehouse
from etl.errors import IntegrityError, MachineError
from etl.settings import Settings
from tests.warehouse_builder import settings_in

ESCAPES = [
    "copy numbers to '{outside}/out.csv'",
    "copy numbers to '{outside}/out.parquet'",
    "copy (select 1) to '/dev/stdout'",
    "export database '{outside}/exported'",
    "attach '{outside}/other.duckdb'",
    "attach ':memory:' as elsewhere (type sqlite)",
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from read_json('/etc/passwd')",
    "select * from read_parquet('{outside}/secret.parquet')",
    "select * from read_duckdb('{outside}/other.duckdb')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from glob('/etc/*')",
    "select * from '/etc/passwd'",
    "select * from 'https://example.org/data.csv'",
    "select getenv('HOME')",
    "select * from visible_frame",
    "install httpfs",
    "load httpfs",
    "install quack from community",
    "create persistent secret leak (type s3)",
    "set threads = 8",
    "set memory_limit = '64GB'",
    "set temp_directory = '/tmp'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_directories = ['/']",
    "set profile_output = '{outside}/profile'",
    "reset allowed_directories",
    "pragma enable_profiling = 'json'",
]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    with duckdb.connect(str(folder / "other.duckdb")) as connection:
        connection.execute("create table secrets as select 1 as secret")
        connection.execute(f"copy secrets to '{folder}/secret.parquet'")
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "inside"
    folder.mkdir()
    file = folder / "built.duckdb"
    with warehouse.workshop([folder], database=file) as connection:
        connection.execute("create table numbers as select * from (values (1), (2)) as t (n)")
    return file


@pytest.mark.parametrize("statement", ESCAPES)
def test_a_reader_refuses_every_way_out(built: Path, outside: Path, statement: str) -> None:
    visible_frame = pd.DataFrame({"n": [1]})
    assert len(visible_frame) == 1
    before = sorted(outside.iterdir())
    with warehouse.reader(built) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(outside=outside)).fetchall()
    assert sorted(outside.iterdir()) == before


@pytest.mark.parametrize("statement", ESCAPES)
def test_a_workshop_refuses_every_way_out(tmp_path: Path, outside: Path, statement: str) -> None:
    visible_frame = pd.DataFrame({"n": [1]})
    assert len(visible_frame) == 1
    before = sorted(outside.iterdir())
    with warehouse.workshop([tmp_path / "inside"]) as connection:
        connection.execute("create table numbers as select 1 as n")
        with pytest.raises(duckdb.Error):
            connection.execute(statement.format(outside=outside)).fetchall()
    assert sorted(outside.iterdir()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "insert into numbers values (3)",
        "create table more as select 1 as n",
        "drop table numbers",
        "attach ':memory:' as elsewhere",
    ],
)
def test_a_reader_cannot_write(built: Path, statement: str) -> None:
    with warehouse.reader(built) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
        assert connection.execute("select sum(n) from numbers").fetchall() == [(3,)]


def test_a_workshop_reads_and_writes_its_folders(tmp_path: Path) -> None:
    first, second = tmp_path / "it's first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    file = second / "rows.parquet"
    with warehouse.workshop([first, second]) as connection:
        connection.execute(f"copy (select 7 as n) to '{file}'")
        rows = connection.execute("select n from read_parquet($1)", [str(file)]).fetchall()
    assert rows == [(7,)]
    assert list(first.iterdir()) == []


def test_a_neighbour_of_an_allowed_folder_is_outside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "inside.txt").write_text("secret", encoding="utf-8")
    with warehouse.workshop([tmp_path / "in"]) as connection:
        for path in (tmp_path / "inside.txt", tmp_path / "in" / ".." / "inside.txt"):
            with pytest.raises(duckdb.PermissionException):
                connection.execute("select * from read_text($1)", [str(path)]).fetchall()


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20000])
def test_a_damaged_file_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "damaged.duckdb"
    file.write_bytes(content)
    with pytest.raises(IntegrityError) as refusal:
        warehouse.reader(file)
    assert refusal.value.code == "warehouse-unreadable"
    assert "casestats build" in str(refusal.value)


def served(tmp_path: Path) -> tuple[Settings, warehouse.Pointer]:
    settings = settings_in(tmp_path)
    settings.warehouse.mkdir(parents=True)
    file = settings.warehouse / "one.duckdb"
    file.write_bytes(b"warehouse")
    pointer = warehouse.Pointer(
        file=file.name,
        sha256=warehouse.file_sha256(file),
        size=9,
        rows=1,
        inputs="inputs",
        made_by="this release",
        built_at="2026-01-01T00:00:00Z",
    )
    warehouse.move_pointer(settings, pointer)
    return settings, pointer


def test_nothing_is_current_before_the_first_build(tmp_path: Path) -> None:
    assert warehouse.current(settings_in(tmp_path)) is None


def test_the_pointer_is_one_private_line(tmp_path: Path) -> None:
    settings, pointer = served(tmp_path)
    place = settings.warehouse / "CURRENT"
    assert warehouse.current(settings) == pointer
    assert place.read_text(encoding="utf-8").count("\n") == 1
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert sorted(file.name for file in settings.warehouse.iterdir()) == ["CURRENT", "one.duckdb"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"file": "x"}', "null"])
def test_a_broken_pointer_is_an_integrity_error(tmp_path: Path, text: str) -> None:
    settings, _ = served(tmp_path)
    (settings.warehouse / "CURRENT").write_text(text, encoding="utf-8")
    with pytest.raises(IntegrityError) as refusal:
        warehouse.current(settings)
    assert refusal.value.code == "pointer-unreadable"


def test_a_missing_or_cut_warehouse_is_an_integrity_error(tmp_path: Path) -> None:
    settings, pointer = served(tmp_path)
    file = settings.warehouse / pointer.file
    file.write_bytes(b"ware")
    with pytest.raises(IntegrityError, match="missing or cut short"):
        warehouse.current(settings)
    file.unlink()
    with pytest.raises(IntegrityError, match="missing or cut short"):
        warehouse.current(settings)


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    settings, pointer = served(tmp_path)
    warehouse.verify(settings, pointer)
    (settings.warehouse / pointer.file).write_bytes(b"warehousE")
    assert warehouse.current(settings) == pointer
    with pytest.raises(IntegrityError) as refusal:
        warehouse.verify(settings, pointer)
    assert refusal.value.code == "warehouse-changed"


def test_pointer_holds_what_was_promised(tmp_path: Path) -> None:
    settings, _ = served(tmp_path)
    entries = json.loads((settings.warehouse / "CURRENT").read_text(encoding="utf-8"))
    names = ["built_at", "file", "inputs", "made_by", "rows", "sealed", "sha256", "size"]
    assert sorted(entries) == names


def test_every_changed_byte_of_the_pointer_is_found(tmp_path: Path) -> None:
    settings, _ = served(tmp_path)
    place = settings.warehouse / "CURRENT"
    whole = place.read_bytes()
    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(IntegrityError):
            warehouse.current(settings)


def test_the_engine_is_the_one_that_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(__file__).parents[2] / "pyproject.toml"
    pins = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert f"duckdb=={warehouse.ENGINE}" in pins
    monkeypatch.setattr(warehouse, "ENGINE", "1.5.2")
    with pytest.raises(MachineError, match=r"works with 1\.5\.2 only"):
        warehouse.workshop([tmp_path])
    with pytest.raises(MachineError, match=r"works with 1\.5\.2 only"):
        warehouse.reader(tmp_path / "any.duckdb")
