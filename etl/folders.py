"""The folders of imports on disk: each is there whole or not at all."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from etl import audit, locking, receipt, vocabulary, warehouse
from etl.errors import MachineError
from etl.receipt import Receipt
from etl.settings import Settings
from etl.sources import Profile

_STAGING = ".staging-"
_REWRITING = ".rewriting-"
_REWRITTEN = ".rewritten-"


def receipts(settings: Settings) -> list[Receipt]:
    """Receipts of all complete imports, in the order of receipt; up to ``settings.as_of`` if set.

    An import that another one replaces counts no more, even while its folder is still there.

    Raises:
        IntegrityError: a folder has no receipt, or one that cannot be read.
    """
    standing = [item for item, replaced in _complete(settings) if not replaced]
    if settings.as_of:
        last = settings.as_of.isoformat()
        standing = [item for item in standing if item.received_at[: len(last)] <= last]
    return sorted(standing, key=lambda item: (item.received_at, item.import_id))


def import_id(profile: Profile, file_sha256: str) -> str:
    """Name of the folder: the same file, profile and vocabulary always give the same."""
    parts = (file_sha256, profile.sha256, vocabulary.sha256(), str(receipt.FORMAT))
    content = "\n".join(parts).encode("ascii")
    return f"{profile.source.code}-{hashlib.sha256(content).hexdigest()[:12]}"


def finish(settings: Settings, staging: Path, done: Receipt) -> None:
    """Put the folder on the disk, then give it its name: it is there whole or not at all.

    The audit log tells of it first, so that no import is ever there off the record. An import
    that is on record and then fails or is killed is told as ``undone``.
    """
    _write_through(staging)
    try:
        audit.append(
            settings,
            "import",
            import_id=done.import_id,
            source=done.source.code,
            profile=done.profile_id,
            file=done.file.name,
            file_sha256=done.file.sha256,
            **asdict(done.rows),
        )
        staging.rename(settings.imports / done.import_id)
    except (OSError, MachineError):
        audit.append(settings, "undone", import_id=done.import_id)
        raise
    warehouse.sync(settings.imports)


def finish_rewritten(staging: Path, folder: Path) -> None:
    """Put a rewritten folder in the place of the old one, and remove that.

    Killed in between, ``alone`` puts the old one back, or ends its removal.
    """
    _write_through(staging)
    old = folder.with_name(f"{_REWRITTEN}{folder.name}")
    folder.rename(old)
    staging.rename(folder)
    warehouse.sync(folder.parent)
    shutil.rmtree(old)


def _write_through(staging: Path) -> None:
    """Put the files on the disk, readable by this user only."""
    for file in staging.iterdir():
        file.chmod(0o600)
        warehouse.sync(file)
    warehouse.sync(staging)


def remove_replaced(settings: Settings) -> None:
    """Remove the folders of imports that a later one replaces; call it ``alone``."""
    for item, replaced in _complete(settings):
        if replaced:
            folder = settings.imports / item.import_id
            doomed = folder.with_name(f"{_STAGING}{folder.name}")
            audit.append(settings, "replaced", import_id=item.import_id)
            folder.rename(doomed)  # while it goes, it must not look like an import
            shutil.rmtree(doomed)
    warehouse.sync(settings.imports)


def _complete(settings: Settings) -> list[tuple[Receipt, bool]]:
    """Receipts of all folders that have their name, and whether a later one replaces each."""
    try:
        found = [receipt.read(folder) for folder in settings.imports.glob("[!.]*/")]
    except OSError as error:
        raise MachineError(
            "The folder of imports cannot be read.",
            where=str(settings.imports),
            remedy="Check the folder's owner and the disk",
            code="imports-unavailable",
        ) from error
    # A profile that is changed back gives an old name again, so that time decides, not names.
    replaced_at = {
        name: item.notes.reimported_at or ""
        for item in sorted(found, key=lambda item: item.notes.reimported_at or "")
        for name in item.notes.replaces
    }
    return [
        (item, replaced_at.get(item.import_id, "") > (item.notes.reimported_at or ""))
        for item in found
    ]


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Make the folder to write in; it goes unless ``finish`` has given it its name."""
    with _made(folder.with_name(f"{_STAGING}{folder.name}")) as made:
        yield made


@contextmanager
def rewriting(folder: Path) -> Iterator[Path]:
    """Make the folder to write another one anew in; for ``finish_rewritten``."""
    with _made(folder.with_name(f"{_REWRITING}{folder.name}")) as made:
        yield made


@contextmanager
def _made(made: Path) -> Iterator[Path]:
    made.mkdir(mode=0o700)
    try:
        yield made
    finally:
        if made.exists():
            shutil.rmtree(made)


def lock(settings: Settings) -> Path:
    """File whose lock is held by who changes the folders of imports, or must see none change."""
    return settings.data / "imports.lock"


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Let one import run at a time, and sweep what a killed one left: it holds case data."""
    imports = settings.imports
    imports.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locking.alone(lock(settings)):
        for old in imports.glob(f"{_REWRITTEN}*"):
            folder = old.with_name(old.name.removeprefix(_REWRITTEN))
            if folder.exists():
                shutil.rmtree(old)
            else:
                old.rename(folder)
        for begun in imports.glob(f"{_REWRITING}*"):
            shutil.rmtree(begun)
        for stale in imports.glob(f"{_STAGING}*"):
            audit.append(settings, "undone", import_id=stale.name.removeprefix(_STAGING))
            shutil.rmtree(stale)
        yield
