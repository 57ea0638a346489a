"""Build: all import folders in, one new warehouse out, proven before the pointer moves to it.

The warehouse in use is never touched: the new one grows beside it under another name, and a build
that fails or is killed leaves the old one served. The next build sweeps what was left behind.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

import sql
from etl import warehouse
from etl.errors import IntegrityError, MachineError, UsageError
from etl.proof import prove
from etl.receipt import Receipt
from etl.received import check, lay_out, received
from etl.rows import create_table
from etl.settings import Settings

#: Raised when this code, rather than a file of sql, changes what a warehouse holds.
_FORMAT = 1

_DRAFT = ".building.duckdb"

#: Seed columns that are not text.
_SEED_TYPES = {
    "sort_order": "integer",
    "age_min": "integer",
    "age_max": "integer",
    "year": "integer",
    "fiscal_year_start": "integer",
    "settling_months": "integer",
    "population": "double",
    "date": "date",
    "period_start": "date",
    "period_end": "date",
}

#: Columns that marts and metrics hold as ENUM, and what lists their values.
_ENUMS = sql.VOCABULARY | {"source": "sources", "age_band": "age_bands"}


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
    items = received(settings)
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
        inputs = _inputs(items)
        if served and served.inputs == inputs:
            return Built(served, already=True)
        _sweep(settings.warehouse)
        try:
            rows = _fill(settings, items, progress or _silent)
            pointer = _put_to_use(settings, rows=rows, inputs=inputs)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise MachineError(
                "The warehouse could not be written: no space, no memory or no permission.",
                where=str(settings.warehouse),
                remedy="Free some space and build again; the warehouse in use is unchanged.",
                code="build-failed",
            ) from error
        finally:
            _sweep(settings.warehouse)
        _remove_older(settings.warehouse, keep={pointer.file, served.file if served else ""})
    return Built(pointer, already=False)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one build run at a time; the lock ends with the process, however that ends."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
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


def _inputs(items: Sequence[Receipt]) -> str:
    """Hash of all that decides what the warehouse holds."""
    parts = [f"format {_FORMAT}", f"duckdb {duckdb.__version__}"]
    parts += [item.import_id for item in items]
    parts += [path + sql.model(path) for path in sql.MODELS]
    parts += sql.macros()
    parts += [name + sql.seed(name) for name in sql.seed_names()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _fill(settings: Settings, items: Sequence[Receipt], progress: Callable[[float], None]) -> int:
    """Write the draft and prove it; returns the number of current reports."""
    steps = len(items) + len(sql.MODELS) + 2
    for step, item in enumerate(items, start=1):
        check(settings, item)
        progress(step / steps)
    folders = (settings.warehouse, settings.imports)
    with warehouse.workshop(folders, database=settings.warehouse / _DRAFT) as connection:
        for schema in ("seeds", "staging", "marts", "metrics"):
            connection.execute(f"create schema {schema}")
        for name in sql.seed_names():
            _load_seed(connection, name)
        lay_out(connection, settings, items)
        for step, path in enumerate(sql.MODELS, start=len(items) + 1):
            if path == "marts/reports":
                _create_enums(connection)
            _run_model(connection, path)
            progress(step / steps)
        for macro in sql.macros():
            connection.execute(macro)
        prove(connection)
        progress(1 - 1 / steps)
        [(rows,)] = connection.execute("select count(*) from marts.reports").fetchall()
        connection.execute("checkpoint")
    return int(rows)


def _load_seed(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    rows = sql.seed_rows(name)
    columns = {column: _SEED_TYPES.get(column, "varchar") for column in rows[0]}
    # An empty cell is no number and no date, but it is a text.
    cells = (
        {
            column: cell or ("" if columns[column] == "varchar" else None)
            for column, cell in r.items()
        }
        for r in rows
    )
    create_table(connection, f"seeds.{name}", columns=columns, rows=cells)


def _create_enums(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the types of coded columns, their values in the order of the vocabulary."""
    for vocabulary in sorted(set(sql.VOCABULARY.values())):
        connection.execute(
            f"create type {vocabulary} as enum "  # noqa: S608 - names of our own seeds
            f"(select code from seeds.{vocabulary} order by sort_order, code)"
        )
    connection.execute(
        "create type sources as enum (select code from staging.sources order by sort_order, code)"
    )
    connection.execute(
        "create type age_bands as enum (select code from seeds.age_bands group by code"
        " order by min(age_min), max(age_max), code)"
    )


def _run_model(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Create the table of one model; marts and metrics take the ENUM types."""
    schema, name = path.split("/")
    coded = {} if schema == "staging" else _ENUMS
    described = connection.execute(f"describe {sql.model(path)}").fetchall()
    columns = ", ".join(f"{column} {coded.get(column, kind)}" for column, kind, *_ in described)
    connection.execute(f"create table {schema}.{name} ({columns})")
    try:
        connection.execute(f"insert into {schema}.{name} {sql.model(path)}")
    except duckdb.ConversionException as error:
        raise IntegrityError(
            "A report holds a code that its vocabulary does not list.",
            where=f"{schema}.{name}",
            remedy="The vocabularies have changed: import the provider's files again.",
            code="code-unknown",
        ) from error


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


def _sweep(folder: Path) -> None:
    """Remove what builds left unfinished: it holds case data."""
    for draft in folder.glob(f"{_DRAFT}*"):
        draft.unlink()
    for spill in folder.glob(".spill-*"):
        shutil.rmtree(spill)


def _remove_older(folder: Path, *, keep: set[str]) -> None:
    """Remove warehouses but the new one and the one before; who has one open keeps reading it."""
    for file in folder.glob("*.duckdb"):
        if file.name not in keep and not file.name.startswith("."):
            file.unlink()


def _silent(_share: float) -> None:
    """Tell nobody."""
