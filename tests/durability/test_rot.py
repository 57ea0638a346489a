"""Rotten bits and torn files are found before a number is shown, and the place is named."""

from pathlib import Path

import pytest

from dashboard.store import open_store
from etl import verification, warehouse
from etl.build import build
from etl.errors import IntegrityError
from etl.settings import Settings
from tests.durability import ground


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Settings:
    folder = tmp_path_factory.mktemp("data")
    settings = ground.settings_in(folder)
    ground.bring_in(settings, ground.file_of(folder, 0))
    build(settings)
    ground.bring_in(settings, ground.file_of(folder, 1))
    build(settings)
    return settings


def kinds(settings: Settings) -> dict[str, list[Path]]:
    pointer = warehouse.current(settings)
    return {
        "imports": sorted(settings.imports.glob("*/*.parquet")),
        "receipts": sorted(settings.imports.glob("*/receipt.json")),
        "pointer": [settings.warehouse / "CURRENT"],
        "warehouse": [settings.warehouse / pointer.file],
        "log": [settings.data / "audit.jsonl"],
    }


@pytest.mark.parametrize("kind", ["imports", "receipts", "pointer", "warehouse", "log"])
def test_a_flipped_bit_and_a_cut_are_found(data, kind):
    chance = ground.seeded(20261122)
    for number in range(40 * ground.TIMES):
        file = chance.choice(kinds(data)[kind])
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        flipped = whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        file.write_bytes(flipped if number % 5 else whole[:at])
        try:
            _found(data, kind)
        finally:
            file.write_bytes(whole)
    ground.hold(data)


def _found(data: Settings, kind: str) -> None:
    problems = verification.verify(data).problems
    assert problems
    assert all(problem.where and problem.remedy for problem in problems)
    if kind in ("pointer", "warehouse"):
        with pytest.raises(IntegrityError):
            open_store(data)
    elif kind == "receipts":
        with pytest.raises(IntegrityError):
            build(data)


def test_rotten_rows_stop_a_build_and_not_the_pages(data):
    file = min(data.imports.glob("*/accepted.parquet"))
    whole = file.read_bytes()
    pointer = (data.warehouse / "CURRENT").read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (data.warehouse / "CURRENT").unlink()
    with pytest.raises(IntegrityError) as refusal:
        build(data)
    assert refusal.value.where == str(file)
    file.write_bytes(whole)
    (data.warehouse / "CURRENT").write_bytes(pointer)
    ground.hold(data)


def test_the_last_good_version_is_named(data):
    versions = sorted(data.warehouse.glob("*.duckdb"))
    whole = versions[-1].read_bytes()
    versions[-1].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    found = verification.verify(data)
    versions[-1].write_bytes(whole)
    assert [problem.code for problem in found.problems] == ["warehouse-changed"]
    assert found.last_good == versions[0].name


def test_an_import_that_is_gone_is_missed(data, tmp_path):
    folder = min(data.imports.glob("[!.]*/"))
    folder.rename(tmp_path / folder.name)
    found = verification.verify(data)
    (tmp_path / folder.name).rename(folder)
    assert [(problem.code, problem.where) for problem in found.problems] == [
        ("import-lost", str(folder))
    ]


def test_a_file_that_does_not_belong_is_found(data):
    [folder, _] = sorted(data.imports.glob("[!.]*/"))
    stranger = folder / "notes.txt"
    stranger.write_text("put in by hand", encoding="utf-8")
    found = verification.verify(data)
    stranger.unlink()
    assert [problem.code for problem in found.problems] == ["import-changed"]
