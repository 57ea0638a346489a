"""The command line's ``verify``, ``backup`` and ``restore``, and a server that rebuilds."""

import pytest

from etl import warehouse
from etl.settings import Settings
from tests.builders import csv_file, rows
from tests.command_line import CommandLine


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    made = CommandLine(tmp_path, monkeypatch, capsys)
    made("run", csv_file(tmp_path / "good.csv", rows(3)), "--source", "casestats")
    return made


@pytest.fixture
def kept(casestats):  # noqa: ARG001 - it says where data and keys are
    """Settings of what the command line keeps."""
    return Settings.from_environment()


def flip(file) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def test_verify_tells_what_is_whole(casestats):
    said = casestats("verify")
    assert said.code == 0
    assert "Imports: 1 whole, 3 accepted rows" in said.out
    assert "whole, 3 reports" in said.out
    assert "Audit log: 2 lines, whole" in said.out


def test_verify_names_what_is_damaged_and_the_last_good_version(casestats, kept, tmp_path):
    first = warehouse.current(kept).file
    casestats("run", csv_file(tmp_path / "more.csv", rows(4)), "--source", "casestats")
    second = warehouse.current(kept).file
    flip(kept.warehouse / second)
    said = casestats("verify")
    assert said.code == 5
    assert second in said.err
    assert "casestats build" in said.err
    assert f"Last good version of the warehouse: {first}" in said.out

    told = casestats("verify", "--json").json
    assert [problem["code"] for problem in told["problems"]] == ["warehouse-changed"]
    assert told["last_good"] == first
    assert casestats("build").code == 0
    assert casestats("verify", "--quiet").code == 0


def test_verify_audit_finds_every_changed_removed_or_moved_line(casestats, kept, tmp_path):
    assert casestats("verify", "--audit").code == 0
    casestats("import", csv_file(tmp_path / "bad.csv", [{"x": "1"}]), "--source", "casestats")
    log = kept.data / "audit.jsonl"
    whole = log.read_bytes().splitlines(keepends=True)
    assert len(whole) == 3
    spoilt = [
        [whole[0].replace(b'"accepted":3', b'"accepted":4'), *whole[1:]],
        [whole[1], whole[0], whole[2]],
        *([line for line in whole if line is not gone] for gone in whole),
    ]
    for lines in spoilt:
        log.write_bytes(b"".join(lines))
        said = casestats("verify", "--audit")
        assert said.code == 5
        assert "audit.jsonl, line" in said.err
    log.write_bytes(b"".join(whole))
    told = casestats("verify", "--audit", "--json").json
    assert told["audit"]["lines"] == 3


def test_a_backup_is_restored_elsewhere(casestats, tmp_path, monkeypatch):
    said = casestats("backup", tmp_path / "kept.zip")
    assert said.code == 0
    assert "1 import, made" in said.out
    assert "The key of the report ids is not in the backup" in said.out
    assert casestats("verify", "--backup", tmp_path / "kept.zip").code == 0

    monkeypatch.setenv("CASESTATS_DATA", str(tmp_path / "elsewhere"))
    told = casestats("restore", tmp_path / "kept.zip", "--json").json
    assert (told["imports"], told["reports"], told["key"]) == (1, 3, "same")
    assert casestats("verify").code == 0
    again = casestats("restore", tmp_path / "kept.zip")
    assert again.code == 2
    assert "data-in-use" in again.err


def test_a_damaged_backup_is_refused(casestats, tmp_path, monkeypatch):
    casestats("backup", tmp_path / "kept.zip")
    flip(tmp_path / "kept.zip")
    assert casestats("verify", "--backup", tmp_path / "kept.zip").code == 5
    monkeypatch.setenv("CASESTATS_DATA", str(tmp_path / "elsewhere"))
    said = casestats("restore", tmp_path / "kept.zip")
    assert said.code == 5
    assert "backup-damaged" in said.err
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("damage", ["pointer", "warehouse", "release", "gone"])
def test_serve_builds_what_it_cannot_show(casestats, kept, monkeypatch, damage):
    pointer = warehouse.current(kept)
    if damage == "pointer":
        flip(kept.warehouse / "CURRENT")
    elif damage == "warehouse":
        flip(kept.warehouse / pointer.file)
    elif damage == "gone":
        (kept.warehouse / pointer.file).unlink()
    else:
        warehouse.move_pointer(kept, warehouse.Pointer(**{**vars(pointer), "made_by": "0.0"}))
    shown = []

    def serve(settings, **_):
        shown.append(warehouse.current(settings))

    monkeypatch.setattr("dashboard.server.serve", serve)
    assert casestats("serve").code == 0
    assert shown[0].rows == 3
    warehouse.verify(kept, shown[0])
    assert damage == "release" or shown[0].file != pointer.file
