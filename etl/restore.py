"""Restore: a backup put back into an empty data folder, byte for byte, and built.

Everything is verified before the first byte is written, and again on the disk. Imports appear last
and all at once: a restore that fails or is killed before can be done again.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from etl import audit, folders, locking, warehouse
from etl.archive import unpack
from etl.backup import Backup, machine_errors, verify
from etl.build import Built, build
from etl.errors import UsageError
from etl.settings import Settings

_STAGING = ".restoring"


def restore(
    settings: Settings, file: Path, *, progress: Callable[[float], None] | None = None
) -> tuple[Backup, Built | None]:
    """Put a backup back and build; nothing is built when it holds no import.

    Args:
        settings: where to. Folders of keys and profiles may hold the same files already.
        file: the backup.
        progress: told the share of the build that is done, 0 to 1.

    Raises:
        UsageError: there is no such file, or the data folder is in use.
        IntegrityError: the backup is damaged, or the disk does not keep what is written.
        MachineError: it cannot be written.
    """
    backup = verify(settings, file)
    staging = settings.data / _STAGING
    with machine_errors(settings.data, "The backup could not be restored"):
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locking.alone(folders.lock(settings)):
            _refuse_if_used(settings, backup)
            if staging.exists():
                shutil.rmtree(staging)
            staging.mkdir(mode=0o700)
            unpack(file, staging)
            summary = backup.manifest.summary
            audit.append(
                replace(settings, data=staging),
                "restore",
                content_sha256=warehouse.file_sha256(file),
                files=len(backup.manifest.members),
                imports=summary.imports,
                reports=summary.reports,
            )
            _put_in_place(settings, staging)
            shutil.rmtree(staging)
    return backup, build(settings, progress=progress) if summary.imports else None


def _refuse_if_used(settings: Settings, backup: Backup) -> None:
    """Nothing of value is ever replaced; what a restore left that was cut short may be."""
    staging = settings.data / _STAGING
    used = [*settings.imports.glob("[!.]*/"), *settings.warehouse.glob("CURRENT")]
    if not staging.exists():
        used += [*settings.data.glob("audit.jsonl"), *settings.releases.glob("[!.]*/")]
    homes = _homes(settings)
    for member, (_, sha256) in backup.manifest.members.items():
        folder, _, name = member.partition("/")
        place = homes[folder] / name if folder in homes else None
        if place and place.is_file() and warehouse.file_sha256(place) != sha256:
            used.append(place)
    if used:
        raise UsageError(
            "A backup is restored into an empty data folder only; this one is in use.",
            where=str(used[0]),
            remedy="Name another folder in CASESTATS_DATA, or move this one away first",
            code="data-in-use",
        )


def _homes(settings: Settings) -> dict[str, Path]:
    """Folder in the backup → where its files belong; files that may be there already."""
    return {
        "keys": settings.keys,
        "profiles": settings.own_profiles,
        "withdrawn": settings.withdrawn,
    }


def _put_in_place(settings: Settings, staging: Path) -> None:
    for staged, place in _moves(settings, staging):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if staged.is_dir():
            if place == settings.releases and place.exists():
                shutil.rmtree(place)  # a restore that was cut short left it
            elif place.exists():
                place.rmdir()
            staged.rename(place)
        else:
            # Keys and profiles may lie on another disk, where nothing can be renamed to.
            copy = place.with_name(f".{place.name}.new")
            shutil.copyfile(staged, copy)
            copy.chmod(0o600)
            warehouse.sync(copy)
            copy.replace(place)
        warehouse.sync(place.parent)


def _moves(settings: Settings, staging: Path) -> Iterator[tuple[Path, Path]]:
    """What is moved where, imports last."""
    for folder, home in _homes(settings).items():
        for staged in sorted(staging.glob(f"{folder}/*")):
            yield staged, home / staged.name
    public_keys = [place.name for place in (settings.signers, settings.revoked)]
    for name in ("audit.head", "audit.jsonl", *public_keys):
        if (staging / name).exists():
            yield staging / name, settings.data / name
    for home in (settings.releases, settings.imports):
        if (staging / home.name).exists():
            yield staging / home.name, home
