"""Sealed releases into the folder of a public site: byte for byte, for ever, none before its time.

A site holds a copy of every release under its name, and pages over them that are made anew at
each run. What was placed once is neither changed nor removed.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from etl import audit, locking, warehouse
from etl.errors import IntegrityError, MachineError, UsageError
from etl.release import manifest
from etl.release.folder import load
from etl.release.model import Release
from etl.release.packing import packed
from etl.release.status import newest
from etl.release.verifying import require
from etl.settings import Settings

#: The file of a site that names the newest release in it. In capitals it would be the folder
#: ``latest`` on disks that take no heed of them.
LATEST: Final = "latest.txt"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*-[1-9][0-9]*\.[1-9][0-9]*")
_STAGING = ".placing-"


@dataclass(frozen=True)
class Site:
    """What a site holds after a run.

    Attributes:
        releases: all that are in it, the newest first.
        latest: the newest of the plan that ``LATEST`` names; None while there is none.
        placed: names of those that this run put there.
        waiting: those whose time has not come: name → the moment.
    """

    releases: tuple[Release, ...]
    latest: Release | None
    placed: tuple[str, ...]
    waiting: Mapping[str, datetime]


def place(
    settings: Settings,
    folder: Path,
    *,
    now: datetime,
    render: Callable[[Sequence[Release], Release], Mapping[str, bytes]],
) -> Site:
    """Copy every sealed release whose time has come, then write the pages over them.

    Args:
        settings: tells where the releases are.
        folder: of the site; made if need be.
        now: the moment, with its time zone.
        render: all releases in the site, the newest first, and the latest → path in the site →
            bytes of its pages.

    Raises:
        UsageError: there is no release, or the folder is not one of a site.
        IntegrityError: a release is not as it was sealed or placed, is gone, or an old one would
            pass for new. Nothing was written.
        MachineError: the folder cannot be written.
    """
    _refuse_private(settings, folder)
    try:
        if not _names(settings.releases):
            raise UsageError(
                "There is no release yet.",
                where=str(settings.releases),
                remedy="Make one: casestats release",
                code="no-release",
            )
        with locking.alone(settings.releases_lock), _for_all_to_read():
            sealed = _sealed(settings, _names(folder))
            last = _latest(settings, sealed)
            standing = _standing(settings, folder, sealed)
            waiting = _waiting(sealed, now)
            due = [release for release in sealed if release.name not in waiting]
            _refuse_early(standing, waiting, folder)
            site = Site(
                releases=tuple(due),
                latest=max(due, key=lambda r: (r.plan == last.plan, r.serial), default=None),
                placed=tuple(r.name for r in due if r.name not in standing),
                waiting=waiting,
            )
            if site.latest:
                pages = render(site.releases, site.latest)
                for name in reversed(site.placed):
                    _copy(settings, folder, name)
                for release in due:
                    _write(folder, packed(_files(folder, release.name)))
                _write(folder, {**pages, **packed(pages)})
                _write(folder, {LATEST: f"{site.latest.name}\n".encode()})
    except OSError as error:
        raise MachineError(
            "The site cannot be written.",
            where=str(error.filename or folder),
            remedy="Check the folder's owner and free space, then make the site again",
            code="site-unavailable",
        ) from error
    return site


def _refuse_private(settings: Settings, folder: Path) -> None:
    """A public folder holds no confidential one and lies in none."""
    for private in (settings.data, settings.keys):
        if folder.is_relative_to(private) or private.is_relative_to(folder):
            raise UsageError(
                "A site is public and must lie apart from the data and the keys.",
                where=str(folder),
                remedy="Name a folder of its own",
                code="site-private",
            )


def _sealed(settings: Settings, standing: set[str]) -> list[Release]:
    """Every release that is kept, as it was sealed; the newest first.

    A key that was revoked later takes no release back that is out: what stands in the site, stays.
    """
    releases = []
    for name in _names(settings.releases):
        revoked = None if name in standing else settings.revoked
        require(settings.releases / name, signers=settings.signers, revoked=revoked)
        releases.append(load(settings.releases / name))
    return sorted(releases, key=lambda r: (r.as_of, r.plan, r.serial), reverse=True)


def _latest(settings: Settings, sealed: Sequence[Release]) -> Release:
    """The release that LATEST names, if no newer one of its plan is there."""
    pointer = settings.latest_release
    name = pointer.read_text("ascii").strip() if pointer.exists() else ""
    named = next((release for release in sealed if release.name == name), None)
    if named is None or newest(sealed, named.plan) is not named:
        raise IntegrityError(
            "This file does not name the newest release: an old one would pass for new.",
            where=str(pointer),
            remedy="Write the newest release's name into it",
            code="latest-backwards",
        )
    return named


def _standing(settings: Settings, folder: Path, sealed: Sequence[Release]) -> set[str]:
    """Names of the releases in the site, each as it was sealed; sweeps what a killed run left."""
    if not folder.exists():
        return set()
    for begun in folder.glob(f"{_STAGING}*/"):
        shutil.rmtree(begun)
    standing = _names(folder)
    if any(folder.iterdir()) and not standing and not (folder / LATEST).exists():
        raise UsageError(
            "This folder holds something else than a site.",
            where=str(folder),
            remedy="Name a new or an empty folder",
            code="site-foreign",
        )
    if gone := sorted(standing - {release.name for release in sealed}):
        raise IntegrityError(
            "The site holds releases that are not here: these here are older, or incomplete.",
            where=", ".join(gone),
            remedy=f"Copy them back from {folder} to {settings.releases}, then verify them",
            code="release-gone",
        )
    for name in sorted(standing):
        if _files(folder, name) != _files(settings.releases, name):
            raise IntegrityError(
                "A release in the site is not as it was placed.",
                where=str(folder / name),
                remedy="Find out who changed it, then move it out of the site: "
                "it is placed again as it was sealed",
                code="release-changed",
            )
    return standing


def _waiting(sealed: Sequence[Release], now: datetime) -> dict[str, datetime]:
    """Releases whose time has not come; one tells the numbers of those before it, and so waits."""
    held = [(r.plan, r.serial, r.not_before) for r in sealed if r.not_before and r.not_before > now]
    return {
        release.name: max(moments)
        for release in sealed
        if (moments := [m for plan, n, m in held if plan == release.plan and n <= release.serial])
    }


def _refuse_early(standing: set[str], waiting: Mapping[str, datetime], folder: Path) -> None:
    if early := sorted(standing & set(waiting)):
        raise IntegrityError(
            "A release is in the site before its time.",
            where=", ".join(str(folder / name) for name in early),
            remedy="Check this computer's clock; else move it out of the site",
            code="release-early",
        )


def _copy(settings: Settings, folder: Path, name: str) -> None:
    """Copy one release, then give it its name. The audit log tells of it first."""
    staged = folder / f"{_STAGING}{name}"
    files = _files(settings.releases, name)
    for path, content in files.items():
        _written(staged / path, content)
    for place in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
        warehouse.sync(place)
    if _files(staged, name) != files:
        raise IntegrityError(
            "A copy is not what was copied.",
            where=str(staged),
            remedy="Check the disk, then make the site again",
            code="copy-damaged",
        )
    described = files[f"{name}/{manifest.NAME}"]
    audit.append(settings, "placed", release=name, manifest_sha256=manifest.sha256(described))
    (staged / name).rename(folder / name)
    staged.rmdir()
    warehouse.sync(folder)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what is made anew at each run and differs, each file at one stroke."""
    staged = folder / f"{_STAGING}page"
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _written(staged, content)
        staged.replace(path)
        warehouse.sync(path.parent)


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    warehouse.sync(path)


def _names(folder: Path) -> set[str]:
    """Names of the releases in a folder."""
    return {path.name for path in folder.glob("*/") if _NAME.fullmatch(path.name)}


def _files(folder: Path, name: str) -> dict[str, bytes]:
    """Path in ``folder`` → bytes of every file of one release."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


@contextmanager
def _for_all_to_read() -> Iterator[None]:
    """Make files that a web server, another user of the machine, may read."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)
