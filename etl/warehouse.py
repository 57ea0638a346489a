"""The only place that connects to DuckDB, always hardened, and the pointer to the served file.

A connection of ours touches no file but its own, installs and loads nothing, sees no Python
variable, and cannot change any of this afterwards. Warehouse files are versioned and never
replaced under the same name, because DuckDB keeps serving the old content of a path that is open:
the pointer ``CURRENT`` says which file counts.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from etl.errors import IntegrityError, MachineError
from etl.sealed import seal, unseal
from etl.settings import Settings

#: The one DuckDB we work with: what it writes and answers is tested, and no other's is.
ENGINE = "2.0.0"

_THREADS = min(4, os.cpu_count() or 1)
_REBUILD = "Build the warehouse again: casestats build"

_SEALED: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "threads": _THREADS,
}


@dataclass(frozen=True)
class Pointer:
    """Which warehouse is served.

    Attributes:
        file: its name in the warehouse folder.
        sha256: of its bytes.
        size: in bytes.
        rows: current reports in it.
        inputs: hash of what it was built from: ``made_by`` and the imports.
        made_by: hash of the SQL, the seeds and the DuckDB that built it.
        built_at: ISO 8601, UTC.
    """

    file: str
    sha256: str
    size: int
    rows: int
    inputs: str
    made_by: str
    built_at: str


def reader(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a built warehouse read-only; it can touch no file but this one, and never spills.

    Raises:
        IntegrityError: the file cannot be opened as a warehouse of this version.
        MachineError: another DuckDB is installed than we work with.
    """
    config = _SEALED | {
        "enable_external_access": False,
        "lock_configuration": True,
        "memory_limit": "1GB",
        "temp_directory": "",
    }
    _check_engine()
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise IntegrityError(
            "The warehouse cannot be opened: it is damaged or of another version.",
            where=path.name,
            remedy=_REBUILD,
            code="warehouse-unreadable",
        ) from error


def workshop(folders: Sequence[Path], *, database: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a writable database for an import or a build.

    Args:
        folders: it may read and write files in these and below, nowhere else. The first also
            takes what does not fit in memory, in a folder that goes when the connection closes.
        database: the file to write; in memory if None.

    Raises:
        MachineError: another DuckDB is installed than we work with.
    """
    _check_engine()
    spill = folders[0] / f".spill-{os.getpid()}"
    config = _SEALED | {"memory_limit": "2GB", "temp_directory": str(spill)}
    connection = duckdb.connect(str(database or ":memory:"), config=config)
    # DuckDB takes the list of folders only from an open database, so the doors close after it.
    connection.execute("set allowed_directories = $1", [[str(folder) for folder in folders]])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def desk() -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory, as hardened as a reader, for tables that are counted."""
    config = _SEALED | {
        "enable_external_access": False,
        "lock_configuration": True,
        "memory_limit": "1GB",
        "temp_directory": "",
        "threads": 1,
    }
    return duckdb.connect(":memory:", config=config)


def current(settings: Settings) -> Pointer | None:
    """Return the pointer to the served warehouse, None when nothing has been built yet.

    Looks at name and size only; ``verify`` reads the whole file.

    Raises:
        IntegrityError: the pointer or the file it names is not what was written.
        MachineError: they cannot be read.
    """
    place = settings.warehouse / "CURRENT"
    content = _content(place)
    if content is None:
        return None
    try:
        pointer = Pointer(**unseal(content))
    except (ValueError, TypeError) as error:
        raise IntegrityError(
            "The pointer to the warehouse is damaged, or another release wrote it.",
            where=str(place),
            remedy=_REBUILD,
            code="pointer-unreadable",
        ) from error
    file = settings.warehouse / pointer.file
    if file.is_file() and file.stat().st_size == pointer.size:
        return pointer
    if _content(place) != content:
        # Builds have ended meanwhile: the pointer moved on, and the file was swept.
        return current(settings)
    raise IntegrityError(
        f"The warehouse {pointer.file} is missing or cut short.",
        where=str(place),
        remedy=_REBUILD,
        code="warehouse-torn",
    )


def verify(settings: Settings, pointer: Pointer) -> None:
    """Read the whole warehouse file and compare its hash.

    Raises:
        IntegrityError: a byte differs from what was built.
        MachineError: the file cannot be read.
    """
    try:
        sha256 = file_sha256(settings.warehouse / pointer.file)
    except FileNotFoundError:
        sha256 = None
    except OSError as error:
        raise _unavailable(settings.warehouse / pointer.file) from error
    if sha256 != pointer.sha256:
        raise IntegrityError(
            "The warehouse is not the file that was built.",
            where=pointer.file,
            remedy=_REBUILD,
            code="warehouse-changed",
        )


def move_pointer(settings: Settings, pointer: Pointer) -> None:
    """Serve this warehouse from now on: one line of JSON, replaced at once or not at all."""
    place = settings.warehouse / "CURRENT"
    staged = settings.warehouse / ".CURRENT"
    staged.write_text(seal(asdict(pointer)), encoding="utf-8")
    staged.chmod(0o600)
    sync(staged)
    staged.replace(place)
    sync(settings.warehouse)


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's names, survive a power cut.

    Windows keeps a folder's names safe by itself, and flushes only files open for writing.
    """
    folder = path.is_dir()
    if folder and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_engine() -> None:
    if duckdb.__version__ != ENGINE:
        raise MachineError(
            f"DuckDB {duckdb.__version__} is installed; casestats works with {ENGINE} only.",
            remedy=f"Install the one it was tested with: pip install duckdb=={ENGINE}",
            code="duckdb-version",
        )


def _content(place: Path) -> bytes | None:
    """Bytes of the pointer, None when there is none."""
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unavailable(place) from error


def _unavailable(place: Path) -> MachineError:
    return MachineError(
        "The warehouse cannot be read: the disk or its permissions do not allow it.",
        where=str(place),
        remedy="Check the folder's owner and the disk",
        code="warehouse-unavailable",
    )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
