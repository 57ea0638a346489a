"""Backups hold everything that cannot be built again, and nothing that was changed is restored."""

import hashlib
import random
import stat
import zipfile
from pathlib import Path

import pytest

from etl import audit, verification, warehouse
from etl.backup import KEY, back_up, verify
from etl.build import build
from etl.errors import IntegrityError, UsageError
from etl.ingest import import_file
from etl.release.folder import seal
from etl.restore import restore
from etl.settings import Settings
from etl.sources import load
from tests.builders import csv_file, rows
from tests.releases_to_seal import PAGES, first
from tests.warehouse_contents import contents

PROFILE = 'id = "own"\n'


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Settings:
    """Data of every kind: imports, a warehouse, withdrawn keys, profile, release, keys, log."""
    folder = tmp_path_factory.mktemp("kept")
    settings = settings_in(folder)
    for number in (1, 2):
        file = csv_file(folder / f"{number}.csv", rows(number))
        import_file(settings, file, load("casestats"))
    settings.own_profiles.mkdir()
    (settings.own_profiles / "own.toml").write_text(PROFILE, encoding="utf-8")
    settings.withdrawn.mkdir()
    (settings.withdrawn / "nz-helpline.txt").write_text("0" * 64 + "\n", encoding="ascii")
    seal(settings, first(), PAGES)
    build(settings)
    return settings


@pytest.fixture(scope="module")
def full(kept, tmp_path_factory) -> Path:
    """A backup of it, with the key."""
    return back_up(kept, tmp_path_factory.mktemp("full") / "full.zip", with_keys=True).file


def settings_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", keys=folder / "keys")


def truth(settings: Settings) -> dict[str, bytes]:
    """Every file that cannot be built again but the audit log, which goes on."""
    folders = (settings.imports, settings.withdrawn, settings.own_profiles, settings.releases)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(settings.data)): file.read_bytes() for file in files}


def test_a_drill_restores_every_byte_and_the_same_answers(kept, full, tmp_path):
    there = settings_in(tmp_path)
    backup, built = restore(there, full)

    assert backup.key == "included"
    assert (backup.manifest.summary.imports, backup.manifest.summary.reports) == (2, 3)
    assert truth(there) == truth(kept)
    assert there.report_key.read_bytes() == kept.report_key.read_bytes()
    assert stat.S_IMODE(there.report_key.stat().st_mode) == 0o600
    for key in ("signers", "signing_key"):
        assert getattr(there, key).read_bytes() == getattr(kept, key).read_bytes()
    assert contents(there) == contents(kept)
    assert built.pointer.rows == 2  # one report came twice

    entries = audit.entries(there)
    assert entries[:-2] == audit.entries(kept)[: len(entries) - 2]
    assert [entry["event"] for entry in entries[-2:]] == ["restore", "build"]
    assert entries[-2]["facts"]["content_sha256"] == warehouse.file_sha256(full)
    assert verification.verify(there).problems == []
    assert not (there.data / ".restoring").exists()


def test_imports_go_on_after_a_restore(full, tmp_path):
    there = settings_in(tmp_path)
    restore(there, full)
    file = csv_file(tmp_path / "1.csv", rows(1))
    assert import_file(there, file, load("casestats")).already


def test_a_backup_is_named_by_the_time_private_and_on_record(kept, tmp_path):
    backup = back_up(kept, tmp_path)
    assert [backup.file] == list(tmp_path.iterdir())
    assert backup.file.name.startswith("casestats-20")
    assert stat.S_IMODE(backup.file.stat().st_mode) == 0o600
    last = audit.entries(kept)[-1]
    assert last["event"] == "backup"
    assert last["facts"]["content_sha256"] == warehouse.file_sha256(backup.file)


def test_the_key_is_in_a_backup_only_on_request(kept, full, tmp_path):
    without = back_up(kept, tmp_path / "without.zip")
    assert without.key == "same"
    assert kept.report_key.read_bytes().strip() not in without.file.read_bytes()
    assert KEY in verify(kept, full).manifest.members
    assert KEY not in without.manifest.members

    elsewhere = settings_in(tmp_path / "elsewhere")
    assert verify(elsewhere, without.file).key == "missing"
    elsewhere.keys.mkdir(parents=True)
    elsewhere.report_key.write_text("ab" * 32, encoding="ascii")
    elsewhere.report_key.chmod(0o600)
    assert verify(elsewhere, without.file).key == "other"


def spoilt(content: bytes) -> list[tuple[str, bytes]]:
    chance = random.Random(4)  # noqa: S311 - places to spoil, no secret
    places = [0, 1, len(content) - 1, *(chance.randrange(len(content)) for _ in range(60))]
    flipped = [
        (f"bit {at}", content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :])
        for at in places
    ]
    cut = [(f"cut {at}", content[:at]) for at in (0, 1, 64, len(content) // 2, len(content) - 1)]
    missing = [(f"without {at}", content[:at] + content[at + 1 :]) for at in places[:9]]
    return [*flipped, *cut, *missing, ("longer", content + b"\0"), ("twice", content * 2)]


def test_every_spoilt_backup_is_refused_and_nothing_is_written(full, tmp_path):
    there = settings_in(tmp_path / "there")
    file = tmp_path / "spoilt.zip"
    for how, content in spoilt(full.read_bytes()):
        file.write_bytes(content)
        with pytest.raises(IntegrityError) as refusal:
            restore(there, file)
        assert refusal.value.code == "backup-damaged", how
        assert not there.data.exists(), how


def repacked(full: Path, file: Path, *, leave_out: str = "", add: str = "") -> Path:
    """The backup with a member more or less, sealed as somebody would who knows how."""
    with zipfile.ZipFile(full) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != leave_out:
                new.writestr(name, old.read(name))
        if add:
            new.writestr(add, b"added")
        new.comment = b"0" * 64
    content = file.read_bytes()[:-64]
    file.write_bytes(content + hashlib.sha256(content).hexdigest().encode("ascii"))
    return file


@pytest.mark.parametrize(
    "change",
    [
        {"leave_out": "audit.jsonl"},
        {"leave_out": "manifest.json"},
        {"add": "imports/more.txt"},
        {"add": "../outside.txt"},
    ],
)
def test_a_backup_with_other_members_than_its_manifest_is_refused(full, tmp_path, change):
    there = settings_in(tmp_path / "there")
    with pytest.raises(IntegrityError) as refusal:
        restore(there, repacked(full, tmp_path / "changed.zip", **change))
    assert refusal.value.code == "backup-damaged"
    assert [path.name for path in tmp_path.iterdir()] == ["changed.zip"]


def test_a_data_folder_in_use_is_never_restored_over(kept, full, tmp_path):
    before = truth(kept)
    with pytest.raises(UsageError) as refusal:
        restore(kept, full)
    assert refusal.value.code == "data-in-use"
    assert truth(kept) == before

    there = settings_in(tmp_path)
    there.keys.mkdir()
    there.report_key.write_text("another key", encoding="ascii")
    there.report_key.chmod(0o600)
    with pytest.raises((UsageError, IntegrityError)):
        restore(there, full)
    assert there.report_key.read_text(encoding="ascii") == "another key"


def test_a_restore_that_was_cut_short_can_be_done_again(kept, full, tmp_path, monkeypatch):
    there = settings_in(tmp_path)

    def cut(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut)
        with pytest.raises(KeyboardInterrupt):
            restore(there, full)
    assert not there.imports.exists()
    restore(there, full)
    assert truth(there) == truth(kept)
    assert verification.verify(there).problems == []


def test_what_is_damaged_is_not_backed_up(full, tmp_path):
    there = settings_in(tmp_path)
    restore(there, full)
    [file, _] = there.imports.glob("*/accepted.parquet")
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(IntegrityError) as refusal:
        back_up(there, tmp_path / "backup.zip")
    assert refusal.value.where == str(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "keys"]


def test_no_backup_replaces_another_and_nothing_is_no_backup(kept, full, tmp_path):
    content = full.read_bytes()
    with pytest.raises(UsageError) as refusal:
        back_up(kept, full)
    assert refusal.value.code == "backup-exists"
    assert full.read_bytes() == content
    with pytest.raises(UsageError) as refusal:
        back_up(settings_in(tmp_path), tmp_path / "backup.zip")
    assert refusal.value.code == "nothing-imported"
    with pytest.raises(UsageError) as refusal:
        restore(settings_in(tmp_path), tmp_path / "backup.zip")
    assert refusal.value.code == "file-missing"
