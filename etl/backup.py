"""Backup: everything that cannot be built again, in one file.

That is imports with their receipts, the keys of withdrawn reports, own profiles, releases and the
audit log. The warehouse is built again from them. The secret keys are in a backup only on request:
whoever holds data and keys can find the report of an id that he knows. Without the key of the
report ids, a report that comes again in a later file counts twice.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import archive, audit, folders, keys, locking, warehouse
from etl.archive import Manifest, Summary
from etl.errors import MachineError, UsageError
from etl.received import check
from etl.settings import Settings

KEY = "keys/report.key"


@dataclass(frozen=True)
class Backup:
    """A backup that is whole.

    Attributes:
        file: where it is.
        manifest: what is in it.
        key: about the key of the report ids: ``included``; else, held against the key that is
            here, ``same``, ``other`` or ``missing``; ``none`` when there was none to back up.
    """

    file: Path
    manifest: Manifest
    key: str


def back_up(settings: Settings, target: Path, *, with_keys: bool = False) -> Backup:
    """Write a backup, verify it, and only then give it its name; imports and releases wait.

    Args:
        settings: what to back up.
        target: a folder, for a file named by the time in it; or the file to write.
        with_keys: put the secret keys in as well.

    Raises:
        UsageError: there is nothing to back up, or the file exists.
        IntegrityError: an import or the audit log is not as it was written.
        MachineError: it cannot be written.
    """
    now = datetime.now(UTC)
    file = target / f"casestats-{now:%Y%m%dT%H%M%SZ}.zip" if target.is_dir() else target
    if file.exists():
        raise UsageError(
            "There is such a file already, and no backup replaces another.",
            where=str(file),
            remedy="Choose another name, or a folder",
            code="backup-exists",
        )
    if not settings.imports.is_dir():
        raise UsageError(
            "There is nothing to back up yet.",
            where=str(settings.data),
            remedy="Import a file first: casestats import FILE --source ID",
            code="nothing-imported",
        )
    staged = file.with_name(f".{file.name}.part")
    with machine_errors(file, "The backup could not be made"):
        try:
            with folders.alone(settings), locking.alone(settings.releases_lock):
                summary = _summary(settings, now)
                archive.pack(staged, _kept(settings, with_keys=with_keys), summary)
            manifest = archive.read(staged)
            audit.append(
                settings,
                "backup",
                content_sha256=warehouse.file_sha256(staged),
                files=len(manifest.members),
                imports=summary.imports,
                reports=summary.reports,
            )
            staged.rename(file)
        finally:
            staged.unlink(missing_ok=True)
        warehouse.sync(file.parent)
    return Backup(file, manifest, _key_state(settings, manifest))


def verify(settings: Settings, file: Path) -> Backup:
    """Read a backup through.

    Raises:
        UsageError: there is no such file.
        IntegrityError: a byte is changed, missing or too many.
        MachineError: it cannot be read.
    """
    if not file.is_file():
        raise UsageError("There is no such file.", where=str(file), code="file-missing")
    with machine_errors(file, "The backup could not be read"):
        manifest = archive.read(file)
    return Backup(file, manifest, _key_state(settings, manifest))


def _summary(settings: Settings, now: datetime) -> Summary:
    """What the backup tells of itself, once everything in it is known to be whole."""
    items = folders.receipts(settings)
    for item in items:
        check(settings, item)
    audit.verify(settings)
    return Summary(
        made_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        imports=len(items),
        reports=sum(item.rows.accepted for item in items),
        key_mark=_key_mark(settings),
    )


def _kept(settings: Settings, *, with_keys: bool) -> Mapping[str, Path | bytes]:
    """Name in the backup → file, of all there is to keep."""
    kept: dict[str, Path | bytes] = {**audit.files(settings)}
    for item in folders.receipts(settings):
        for file in sorted((settings.imports / item.import_id).iterdir()):
            kept[f"imports/{item.import_id}/{file.name}"] = file
    for file in sorted(settings.withdrawn.glob("[!.]*")):
        kept[f"withdrawn/{file.name}"] = file
    for file in sorted(settings.own_profiles.glob("[!.]*.toml")):
        kept[f"profiles/{file.name}"] = file
    for file in sorted(settings.releases.glob("[!.]*/**/*")):
        if file.is_file():
            kept[f"releases/{file.relative_to(settings.releases).as_posix()}"] = file
    for file in (settings.latest_release, settings.signers, settings.revoked):
        if file.exists():
            kept[file.relative_to(settings.data).as_posix()] = file
    if with_keys:
        kept |= {f"keys/{file.name}": file for file in settings.key_files if file.exists()}
    return kept


def _key_mark(settings: Settings) -> str:
    if not settings.report_key.exists():
        return ""
    return hashlib.sha256(b"casestats key mark" + keys.secret(settings, "report")).hexdigest()[:16]


def _key_state(settings: Settings, manifest: Manifest) -> str:
    here = _key_mark(settings)
    if KEY in manifest.members:
        return "included"
    if not manifest.summary.key_mark:
        return "none"
    if not here:
        return "missing"
    return "same" if here == manifest.summary.key_mark else "other"


@contextmanager
def machine_errors(where: Path, what: str) -> Iterator[None]:
    """Turn errors of the machine into ours."""
    try:
        yield
    except OSError as error:
        raise MachineError(
            f"{what}: no space, no permission, or a disk that fails.",
            where=str(where),
            remedy="Free some space or choose another place, and try again",
            code="backup-failed",
        ) from error
