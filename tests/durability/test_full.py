"""A full disk is a message: a coded error, the warehouse in use untouched, and room heals it."""

import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.backup import back_up
from etl.errors import CaseStatsError
from etl.settings import Settings
from tests.durability import ground

KB = 1024

#: Bytes that a file may have; the last is too few for a warehouse still.
FILE_SIZES = (100, KB, 4 * KB, 16 * KB, 64 * KB, 512 * KB, 2048 * KB, 6144 * KB)
#: Bytes left on the disk.
ROOM = (0, 4 * KB, 12 * KB, 32 * KB, 128 * KB, 1024 * KB, 4096 * KB, 8192 * KB)


def told(work, *args: object, most_bytes: int | None = None) -> None:
    """Do the work in too little room; it must end with an error of ours."""
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        work(*args)
    except CaseStatsError as error:
        assert error.code in {  # noqa: PT017 - in a child there is nothing else to hold it
            "import-failed", "build-failed", "audit-unavailable", "backup-failed",
        }, error.code  # fmt: skip
    else:
        raise AssertionError("there was room")


@pytest.fixture
def filled(tmp_path) -> Settings:
    settings = ground.settings_in(tmp_path / "disk")
    (tmp_path / "disk").mkdir()
    ground.done(ground.run, settings, ground.file_of(tmp_path, 0))
    return settings


def test_a_limit_on_files_is_told_and_what_is_served_stays(filled, tmp_path):
    before = ground.served(filled)
    file = ground.file_of(tmp_path, 1)
    for most_bytes in FILE_SIZES:
        ground.done(_limited, filled, file, most_bytes)
        assert ground.served(filled) == before, most_bytes
        ground.unspoilt(filled)
    ground.done(ground.run, filled, file)
    ground.swept(filled)


def _limited(settings: Settings, file: Path, most_bytes: int) -> None:
    told(ground.run, settings, file, most_bytes=most_bytes)


def test_a_backup_without_room_leaves_nothing(filled, tmp_path):
    there = tmp_path / "backups"
    there.mkdir()
    ground.done(_backup_limited, filled, there)
    assert list(there.iterdir()) == []


def _backup_limited(settings: Settings, folder: Path) -> None:
    told(back_up, settings, folder, most_bytes=8 * KB)


@contextmanager
def disk(folder: Path, size: int):
    """A small disk of its own."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is a file system of Linux")
def test_a_full_disk_is_told_and_what_is_served_stays(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    settings = ground.settings_in(folder)
    file = ground.file_of(tmp_path, 1)
    with disk(folder, 64 * KB * KB):
        ground.done(ground.run, settings, ground.file_of(tmp_path, 0))
        before = ground.served(settings)
        for room in ROOM:
            ballast = folder / "ballast"
            with ballast.open("wb") as filling:
                filling.truncate(0)
                free = subprocess.run(
                    ["df", "--output=avail", "-B1", str(folder)], capture_output=True, text=True
                ).stdout.split()[-1]
                filling.write(bytes(max(int(free) - room, 0)))
            ground.done(told, ground.run, settings, file)
            assert ground.served(settings) == before, room
            ballast.unlink()
            ground.unspoilt(settings)
        ground.done(ground.run, settings, file)
        ground.swept(settings)
