"""Build: all import folders in, one new warehouse out, proven before the pointer moves to it.

The warehouse in use is never touched: the new one grows beside it under another name, and a build
that fails or is killed leaves the old one served. The next build sweeps what was left behind.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import sql
from etl import audit, locking, warehouse
from etl.errors import IntegrityError, MachineError, UsageError
from etl.folders import receipts
from etl.machine import errors_told
from etl.models import load_seeds, run_models
from etl.proof import prove
from etl.receipt import Receipt
from etl.received import check, lay_out
from etl.recipe import made_by
from etl.settings import Settings

_DRAFT = ".building.duckdb"
_LEFT = "what is served is whole and unchanged"


@dataclass(frozen=True)
class Built:
    """What a build did; ``already`` when the warehouse in use was made from the same inputs."""

    pointer: warehouse.Pointer
    already: bool


def build(settings: Settings, *, progress: Callable[[float], None] | None = None) -> Built:
    """Build a warehouse from everything imported so far and serve it.

    With ``settings.as_of`` it is built from what was received up to the end of that day, in a
    folder of its own; what is served otherwise stays as it is.

    Args:
        settings: where imports and warehouses are.
        progress: told the share of the work that is done, 0 to 1.

    Raises:
        UsageError: nothing has been imported.
        IntegrityError: an import folder or the new warehouse is not as it should be.
        MachineError: another build is running, or there is no space or memory.
    """
    _imported(settings)
    with alone(settings):
        return build_alone(settings, progress=progress)


def build_alone(
    settings: Settings,
    *,
    versions_before: int = 1,
    progress: Callable[[float], None] | None = None,
) -> Built:
    """Build as ``build`` does, for a caller that holds the lock.

    Args:
        settings: where imports and warehouses are.
        versions_before: how many earlier versions may stay beside the one served.
        progress: told the share of the work that is done, 0 to 1.
    """
    with errors_told("build", where=settings.warehouse, left=_LEFT):
        items = _imported(settings)
        settings.warehouse.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _sweep(settings, versions_before=versions_before)
            served = _served(settings)
            made_from = inputs(items)
            if served and served.inputs == made_from:
                return Built(served, already=True)
            rows = _fill(settings, items, progress or _silent)
            served = _put_to_use(settings, rows=rows, imports=len(items), inputs=made_from)
        finally:
            _sweep(settings, versions_before=versions_before)
            _sweep_days(settings)
    return Built(served, already=False)


def _imported(settings: Settings) -> list[Receipt]:
    """The receipts to build from; UsageError without any."""
    items = receipts(settings)
    if not items:
        told = "Nothing has been imported yet."
        if settings.as_of:
            told = f"Nothing had been imported by the end of {settings.as_of} (UTC)."
        raise UsageError(
            told,
            remedy="Import a file first: casestats import FILE --source ID",
            code="nothing-imported",
        )
    return items


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Let one build run at a time, of whichever day; what it reads stays as it is meanwhile."""
    folder = replace(settings, as_of=None).warehouse
    with ExitStack() as held:
        with errors_told("build", where=settings.warehouse, left=_LEFT):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            held.enter_context(_locked(folder))
        yield


def servable(settings: Settings) -> bool:
    """Whether there is a warehouse that is whole and that this release built."""
    served = _served(settings)
    return served is not None and served.made_by == made_by()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of builds; it ends with the process, however that ends."""
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
    # An import that a report was taken out of keeps its name, so the whole receipt counts.
    parts = [made_by(), *(json.dumps(item.as_dict(), sort_keys=True) for item in items)]
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


def _put_to_use(settings: Settings, *, rows: int, imports: int, inputs: str) -> warehouse.Pointer:
    """Give the draft its name, tell the audit log, and move the pointer to it."""
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
        made_by=made_by(),
        built_at=f"{built_at:%Y-%m-%dT%H:%M:%SZ}",
    )
    warehouse.sync(draft)
    draft.rename(settings.warehouse / pointer.file)
    warehouse.sync(settings.warehouse)
    audit.append(
        settings,
        "build",
        warehouse=pointer.file,
        warehouse_sha256=pointer.sha256,
        reports=rows,
        imports=imports,
        **({"as_of": settings.as_of} if settings.as_of else {}),
    )
    warehouse.move_pointer(settings, pointer)
    return pointer


def _sweep(settings: Settings, *, versions_before: int) -> None:
    """Remove what builds left unfinished, and versions but the served one and some before it.

    All of it is case data. Who has a removed version open keeps reading it. Without a pointer that
    can be read every version stays: the next build will know.
    """
    folder = settings.warehouse
    try:
        served = warehouse.current(settings)
    except IntegrityError:
        served = None
    for spill in folder.glob(".spill-*"):
        shutil.rmtree(spill)
    left = [*folder.glob(f"{_DRAFT}*"), *folder.glob(".CURRENT")]
    if served:
        # Names begin with the time, so a version after the served one was never put to use.
        versions = sorted(folder.glob("[!.]*.duckdb"))
        place = versions.index(folder / served.file)
        left += versions[: max(place - versions_before, 0)] + versions[place + 1 :]
    for file in left:
        try:
            file.unlink()
        except PermissionError:
            # Windows keeps what a reader has open; a later build removes it.
            if sys.platform != "win32":
                raise


def _sweep_days(settings: Settings) -> None:
    """Remove the warehouses of days looked back to that would be built otherwise by now."""
    for folder in settings.as_of_folder.glob("*/"):
        day = replace(settings, as_of=date.fromisoformat(folder.name))
        try:
            served = warehouse.current(day)
        except IntegrityError:
            served = None
        if served is None or served.inputs != inputs(receipts(day)):
            shutil.rmtree(folder)


def _silent(_share: float) -> None:
    """Tell nobody."""
