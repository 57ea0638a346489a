"""Build: all import folders in, one new warehouse out, proven before the pointer moves to it.

The warehouse in use is never touched: the new one grows beside it under another name, and a build
that fails or is killed leaves the old one served. The next build sweeps what was left behind.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

import sql
from etl import locking, warehouse
from etl.errors import IntegrityError, MachineError, UsageError
from etl.folders import receipts
from etl.models import load_seeds, run_models
from etl.proof import prove
from etl.receipt import Receipt
from etl.received import check, lay_out
from etl.settings import Settings

#: Raised when this code, rather than a file of sql, changes what a warehouse holds.
_FORMAT = 1

_DRAFT = ".building.duckdb"


@dataclass(frozen=True)
class Built:
    """What a build did; ``already`` when the warehouse in use was made from the same inputs."""

    pointer: warehouse.Pointer
    already: bool


def build(settings: Settings, *, progress: Callable[[float], None] | None = None) -> Built:
    """Build a warehouse from everything imported so far and serve it.

    Args:
        settings: where imports and warehouses are.
        progress: told the share of the work that is done, 0 to 1.

    Raises:
        UsageError: nothing has been imported.
        IntegrityError: an import folder or the new warehouse is not as it should be.
        MachineError: another build is running, or there is no space or memory.
    """
    items = receipts(settings)
    if not items:
        raise UsageError(
            "Nothing has been imported yet.",
            remedy="Import a file first: casestats import FILE --source ID",
            code="nothing-imported",
        )
    settings.warehouse.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.warehouse.chmod(0o700)
    with _alone(settings.warehouse):
        served = _served(settings)
        _sweep(settings.warehouse, served)
        made_from = inputs(items)
        if served and served.inputs == made_from:
            return Built(served, already=True)
        try:
            rows = _fill(settings, items, progress or _silent)
            served = _put_to_use(settings, rows=rows, inputs=made_from)
        except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
            raise MachineError(
                "The warehouse could not be written: no space, no memory or no permission.",
                where=str(settings.warehouse),
                remedy="Free some space and build again; the warehouse in use is unchanged.",
                code="build-failed",
            ) from error
        finally:
            _sweep(settings.warehouse, served)
    return Built(served, already=False)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one build run at a time; the lock ends with the process, however that ends."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locking.alone(folder / ".lock", wait=False))
        except BlockingIOError as error:
            raise MachineError(
                "Another build is running.",
                where=str(folder),
                remedy="Wait for it to end and build again.",
                code="build-running",
            ) from error
        yield


def _served(settings: Settings) -> warehouse.Pointer | None:
    """Return the pointer; None also when its file is damaged, for a build is what mends it."""
    try:
        pointer = warehouse.current(settings)
        if pointer:
            warehouse.verify(settings, pointer)
    except IntegrityError:
        return None
    return pointer


def inputs(items: Sequence[Receipt]) -> str:
    """Hash of all that decides what the warehouse holds."""
    parts = [f"format {_FORMAT}", f"duckdb {duckdb.__version__}"]
    parts += [item.import_id for item in items]
    parts += [path + sql.model(path) for path in sql.MODELS]
    parts += sql.macros()
    parts += [name + sql.seed(name) for name in sql.seed_names()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _fill(settings: Settings, items: Sequence[Receipt], progress: Callable[[float], None]) -> int:
    """Write the draft and prove it; returns the number of current reports."""
    steps = len(items) + len(sql.MODELS) + 1
    for step, item in enumerate(items, start=1):
        check(settings, item)
        progress(step / steps)
    folders = (settings.warehouse, settings.imports)
    with warehouse.workshop(folders, database=settings.warehouse / _DRAFT) as connection:
        load_seeds(connection)
        lay_out(connection, settings, items)
        for step, _ in enumerate(run_models(connection), start=len(items) + 1):
            progress(step / steps)
        prove(connection)
        [(rows,)] = connection.execute("select count(*) from marts.reports").fetchall()
        connection.execute("checkpoint")
    progress(1.0)
    return int(rows)


def _put_to_use(settings: Settings, *, rows: int, inputs: str) -> warehouse.Pointer:
    """Give the draft its name and move the pointer to it."""
    draft = settings.warehouse / _DRAFT
    draft.chmod(0o600)
    built_at = datetime.now(UTC)
    pointer = warehouse.Pointer(
        # A new name each time: a path that is open keeps serving its old content.
        file=f"{built_at:%Y%m%dT%H%M%S%fZ}-{inputs[:12]}.duckdb",
        sha256=warehouse.file_sha256(draft),
        size=draft.stat().st_size,
        rows=rows,
        inputs=inputs,
        built_at=f"{built_at:%Y-%m-%dT%H:%M:%SZ}",
    )
    warehouse.sync(draft)
    draft.rename(settings.warehouse / pointer.file)
    warehouse.sync(settings.warehouse)
    warehouse.move_pointer(settings, pointer)
    return pointer


def _sweep(folder: Path, served: warehouse.Pointer | None) -> None:
    """Remove what builds left unfinished, and every version but the served one and the one before.

    All of it is case data. Who has a removed version open keeps reading it.
    """
    for spill in folder.glob(".spill-*"):
        shutil.rmtree(spill)
    left = list(folder.glob(f"{_DRAFT}*"))
    if served:
        # Names begin with the time, so a version after the served one was never put to use.
        versions = sorted(folder.glob("[!.]*.duckdb"))
        place = versions.index(folder / served.file)
        left += versions[: max(place - 1, 0)] + versions[place + 1 :]
    for file in left:
        file.unlink()


def _silent(_share: float) -> None:
    """Tell nobody."""
