"""Sealing: a release becomes a folder that is there whole or not at all, and never changes.

It is written under a hidden name, flushed to the disk, told to the audit log, and renamed;
``LATEST`` moves last. What a killed seal leaves is swept by ``settle``.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl import audit, locking, warehouse
from etl.errors import IntegrityError, MachineError, UsageError
from etl.release import admission, manifest, signing, verifying
from etl.release.contents import listed
from etl.release.csv_files import release_of
from etl.release.model import Release
from etl.settings import Settings


def seal(settings: Settings, release: Release, pages: Mapping[str, bytes]) -> Path:
    """Write a release for good and make it the latest.

    Args:
        settings: tell where releases and keys are.
        release: what it says; ``admission`` tells what is refused.
        pages: path in the folder → bytes, of what is not made from the release here.

    Returns:
        The folder, ``data/releases/<name>``.

    Raises:
        UsageError: there is such a release, it is not next in line, or changes are unexplained.
        IntegrityError: it is not safe, or the one before is not as it was sealed.
        MachineError: it cannot be written or signed.
        ValueError: a page has a name that no file of a release may have.
    """
    with _alone(settings):
        _sweep(settings)
        folder = settings.releases / release.name
        if folder.exists():
            raise UsageError(
                "There is such a release already, and none is ever replaced.",
                where=str(folder),
                remedy="Make the next one: it can say what it revises",
                code="release-exists",
            )
        ends = series_ends(settings, release.plan)
        after = ends[-1] if ends else None
        admission.refuse(release, after=after)
        public_key = signing.public_key(settings)
        files = listed(release, pages, public_key=public_key)
        described = manifest.written(
            release,
            files,
            previous_sha256=_manifest_sha256(settings, release.previous),
            public_key=public_key,
        )
        signature = signing.sign(settings, described)
        files |= {manifest.NAME: described, manifest.SIGNATURE: signature}
        _put(settings, folder, files)
        _move_latest(settings)
    return folder


def settle(settings: Settings) -> None:
    """End what a killed seal has begun: remove what is half written, and move ``LATEST``.

    Raises:
        MachineError: something cannot be removed or written.
    """
    if settings.releases.is_dir():
        with _alone(settings):
            _sweep(settings)
            _move_latest(settings)


def standing(settings: Settings, plan: str | None = None) -> list[dict[str, Any]]:
    """The facts of sealed releases, oldest first; of one plan, or of all.

    Raises:
        IntegrityError: a manifest cannot be read.
        MachineError: the folder cannot be read.
    """
    with _told(settings.releases):
        found = [_facts(folder) for folder in sorted(settings.releases.glob("[!.]*/"))]
    chosen = [facts for facts in found if plan in (None, facts["plan"])]
    return sorted(chosen, key=_age)


def latest(settings: Settings) -> Path | None:
    """The folder of the newest release; None without any."""
    with _told(settings.releases):
        if not settings.latest_release.exists():
            return None
        name = settings.latest_release.read_text("ascii", errors="replace").strip()
        folders = {folder.name: folder for folder in settings.releases.glob("[!.]*/")}
    if name not in folders:
        raise IntegrityError(
            "The pointer to the latest release names none that is here.",
            where=str(settings.latest_release),
            remedy="Put the release back from a backup, or remove LATEST and release again",
            code="latest-broken",
        )
    return folders[name]


def series_ends(settings: Settings, plan: str) -> tuple[Release, ...]:
    """The last release of each series of a plan, the newest series last.

    A key that was revoked since takes back nothing here: the next release, signed with another,
    tells readers by the hash it bears that this one is genuine.

    Raises:
        IntegrityError: one is not as it was sealed.
    """
    names = {facts["series"]: str(facts["name"]) for facts in standing(settings, plan)}
    folders = [settings.releases / names[series] for series in sorted(names)]
    for folder in folders:
        verifying.require(folder, signers=settings.signers)
    return tuple(load(folder) for folder in folders)


def load(folder: Path) -> Release:
    """A release as its folder tells it; ``verifying`` tells whether that is what was sealed.

    Raises:
        IntegrityError: the folder is not a release's.
        MachineError: it cannot be read.
    """
    with _told(folder):
        facts = _facts(folder)
        try:
            return release_of(facts, folder)
        except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
            raise _unreadable(folder) from error


def _put(settings: Settings, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files under a hidden name, then give the folder its own: whole or not at all.

    The audit log tells of it first, so that no release is ever there off the record.
    """
    staging = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        _write(staging, files)
        try:
            audit.append(
                settings,
                "release",
                release=folder.name,
                files=len(files),
                manifest_sha256=manifest.sha256(files[manifest.NAME]),
            )
            staging.rename(folder)
        except (OSError, MachineError):
            audit.append(settings, "undone", release=folder.name)
            raise
    finally:
        if staging.exists():
            shutil.rmtree(staging)
    warehouse.sync(settings.releases)


def _write(staging: Path, files: Mapping[str, bytes]) -> None:
    """Put the files on the disk, for everybody to read and nobody to write."""
    for path, content in files.items():
        place = staging / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        warehouse.sync(place)
        place.chmod(0o444)
    for made in (staging, *(path for path in staging.rglob("*") if path.is_dir())):
        made.chmod(0o755)
        warehouse.sync(made)


def _move_latest(settings: Settings) -> None:
    """Name the release that looked furthest; of several, the one with the highest serial."""
    found = standing(settings)
    if not found:
        return
    line = f"{found[-1]['name']}\n".encode("ascii")
    place = settings.latest_release
    if place.exists() and place.read_bytes() == line:
        return
    staged = place.with_name(".LATEST")
    staged.write_bytes(line)
    staged.chmod(0o644)
    warehouse.sync(staged)
    staged.replace(place)
    warehouse.sync(settings.releases)


def _sweep(settings: Settings) -> None:
    """Remove what a killed seal left; one that was on record is told as undone."""
    for stale in settings.releases.glob(".*-*/"):
        audit.append(settings, "undone", release=stale.name[1:].rpartition("-")[0])
        shutil.rmtree(stale)


def _manifest_sha256(settings: Settings, name: str | None) -> str | None:
    if name is None:
        return None
    return manifest.sha256((settings.releases / name / manifest.NAME).read_bytes())


def _facts(folder: Path) -> dict[str, Any]:
    try:
        return manifest.read((folder / manifest.NAME).read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise _unreadable(folder) from error


def _age(facts: Mapping[str, Any]) -> tuple[str, int]:
    return facts["as_of"], facts["serial"]


def _unreadable(folder: Path) -> IntegrityError:
    return IntegrityError(
        "This folder is no release, or it is not as it was sealed.",
        where=str(folder),
        remedy="casestats verify-release tells what differs; put it back from a backup",
        code="release-unreadable",
    )


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let one seal run at a time."""
    with _told(settings.releases):
        settings.releases.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locking.alone(settings.releases_lock):
            yield


@contextmanager
def _told(where: Path) -> Iterator[None]:
    """Turn errors of the machine into ours."""
    try:
        yield
    except OSError as error:
        raise MachineError(
            "A release, or the folder of releases, cannot be read or written.",
            where=str(where),
            remedy="Check its owner and free space, and try again; no release is half there",
            code="release-failed",
        ) from error
