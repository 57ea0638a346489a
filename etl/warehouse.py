"""The only place that connects to DuckDB, always hardened, and the pointer to the served file.

A connection of ours touches no file but its own, installs and loads nothing, sees no Python
variable, and cannot change any of this afterwards. Warehouse files are versioned and never
replaced under the same name, because DuckDB keeps serving the old content of a path that is open:
the pointer ``CURRENT`` says which file counts.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from etl.errors import IntegrityError
from etl.settings import Settings

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
        inputs: hash of what it was built from: the import ids, the SQL and the seeds.
        built_at: ISO 8601, UTC.
    """

    file: str
    sha256: str
    size: int
    rows: int
    inputs: str
    built_at: str


def reader(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a built warehouse read-only; it can touch no file but this one, and never spills.

    Raises:
        IntegrityError: the file cannot be opened as a warehouse of this version.
    """
    config = _SEALED | {
        "enable_external_access": False,
        "lock_configuration": True,
        "memory_limit": "1GB",
        "temp_directory": "",
    }
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
    """
    spill = folders[0] / f".spill-{os.getpid()}"
    config = _SEALED | {"memory_limit": "2GB", "temp_directory": str(spill)}
    connection = duckdb.connect(str(database or ":memory:"), config=config)
    # DuckDB takes the list of folders only from an open database, so the doors close after it.
    connection.execute("set allowed_directories = $1", [[str(folder) for folder in folders]])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def current(settings: Settings) -> Pointer | None:
    """Return the pointer to the served warehouse, None when nothing has been built yet.

    Looks at name and size only; ``verify`` reads the whole file.

    Raises:
        IntegrityError: the pointer or the file it names is not what was written.
    """
    place = settings.warehouse / "CURRENT"
    try:
        pointer = Pointer(**json.loads(place.read_text(encoding="utf-8")))
        whole = (settings.warehouse / pointer.file).stat().st_size == pointer.size
    except FileNotFoundError as error:
        if error.filename == str(place):
            return None
        whole = False
    except (ValueError, TypeError) as error:
        raise IntegrityError(
            "The pointer to the warehouse cannot be read.",
            where=str(place),
            remedy=_REBUILD,
            code="pointer-unreadable",
        ) from error
    if not whole:
        raise IntegrityError(
            f"The warehouse {pointer.file} is missing or cut short.",
            where=str(place),
            remedy=_REBUILD,
            code="warehouse-torn",
        )
    return pointer


def verify(settings: Settings, pointer: Pointer) -> None:
    """Read the whole warehouse file and compare its hash.

    Raises:
        IntegrityError: a byte differs from what was built.
    """
    if file_sha256(settings.warehouse / pointer.file) != pointer.sha256:
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
    staged.write_text(json.dumps(asdict(pointer)) + "\n", encoding="utf-8")
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


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
