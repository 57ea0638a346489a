"""What the durability tests stand on: small data, work to be killed, and what must always hold.

Work runs in children of a fork server: they start warm, and no thread of DuckDB is forked.
"""

import multiprocessing
import os
import random
import shutil
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.store import open_store
from etl import folders, verification
from etl import warehouse as warehouses
from etl.build import build
from etl.ingest import import_file
from etl.release.folder import seal
from etl.settings import Settings
from etl.sources import load
from tests.builders import csv_file, row
from tests.releases_to_seal import PAGES, first

#: 1 in a short run; `make torture` goes ten times as far.
TIMES = int(os.environ.get("CASESTATS_TORTURE", "1"))

#: Reports in each file.
ROWS = 3

#: The program that runs the tests: a page that a test has drawn takes its place, and a child would
#: begin by drawing that page.
_MAIN = sys.modules["__main__"]

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload([__name__])


def seeded(default: int) -> random.Random:
    """A source of chance whose seed is told, so that a failure can be repeated."""
    seed = int(os.environ.get("CASESTATS_SEED", default))
    print(f"CASESTATS_SEED={seed}")
    return random.Random(seed)  # noqa: S311 - chance, no secret


def pipe() -> tuple[Connection, Connection]:
    """Two ends: to receive from a child, and for the child to send."""
    return _server.Pipe(duplex=False)


def child(work: Callable[..., None], *args: object) -> multiprocessing.process.BaseProcess:
    """Start work in a child that is warm already."""
    sys.modules["__main__"] = _MAIN
    process = _server.Process(target=work, args=args)
    process.start()
    return process


def done(work: Callable[..., None], *args: object) -> None:
    """Let a child do the work to its end."""
    process = child(work, *args)
    process.join()
    assert process.exitcode == 0, f"{work.__name__} ended with {process.exitcode}"


def settings_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", keys=folder / "keys")


def file_of(folder: Path, number: int) -> Path:
    """A file of ROWS reports that no other number has."""
    path = folder / f"reports-{number}.csv"
    return csv_file(path, [row(report_id=f"{number}-{n}") for n in range(ROWS)])


def bring_in(settings: Settings, *files: Path) -> None:
    for file in files:
        import_file(settings, file, load("casestats"))


def run(settings: Settings, *files: Path) -> None:
    """Import these files and build."""
    bring_in(settings, *files)
    build(settings)


def seal_first(settings: Settings) -> None:
    """Seal the first release of two."""
    seal(settings, first(), PAGES)


def copied(base: Path, to: Path) -> Settings:
    """A copy of a folder of data and keys to spoil."""
    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(base, to)
    return settings_in(to)


def served(settings: Settings) -> str | None:
    """Hash of the warehouse that is served, read from the disk."""
    pointer = warehouses.current(settings)
    return warehouses.file_sha256(settings.warehouse / pointer.file) if pointer else None


def unspoilt(settings: Settings) -> verification.Findings:
    """Check what must hold at every moment of what lies on the disk.

    Every import that is there is whole and on record, nothing on record is missing, the audit log
    is unbroken, and the warehouse is a whole one or there is none.
    """
    found = verification.verify(settings)
    assert [str(problem) for problem in found.problems] == []
    assert "imports-unrecorded" not in found.notes
    return found


def hold(settings: Settings) -> int:
    """Check the same, and that the pages answer from one version of complete imports.

    Returns:
        The number of reports that are served.
    """
    found = unspoilt(settings)
    assert all(item.rows.accepted == ROWS for item in found.receipts)
    if found.pointer is None:
        return 0
    store = open_store(settings)
    reports = int(store.sources().frame["reports"].sum())
    store.close()
    assert reports == found.pointer.rows
    assert reports % ROWS == 0
    assert reports <= ROWS * len(found.receipts)
    return reports


def swept(settings: Settings) -> None:
    """Check that the next start leaves nothing behind that an earlier one was killed over."""
    with folders.alone(settings):
        pass
    build(settings)
    names = {path.name for path in [*settings.imports.iterdir(), *settings.warehouse.iterdir()]}
    assert {name for name in names if name.startswith(".")} <= {".lock"}
    assert hold(settings) == ROWS * len(folders.receipts(settings))
