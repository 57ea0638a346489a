"""Is a folder the release that its publisher sealed, whole, and the newest there is?"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from etl import warehouse
from etl.errors import IntegrityError, MachineError
from etl.release import manifest, signing

_AGAIN = "Take the release again from its publisher; do not use this copy"


@dataclass
class Checked:
    """What a look at a folder found.

    Attributes:
        folder: that was looked at.
        facts: of its manifest, once its signature is known to be good; empty before.
        problems: what is not as it was sealed, each with its remedy.
        notes: codes of what is no damage but worth knowing: ``expired``, ``superseded``.
    """

    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[IntegrityError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify(
    folder: Path,
    *,
    signers: Path,
    revoked: Path | None = None,
    after: Path | None = None,
    today: date | None = None,
) -> Checked:
    """Read every byte of a release and hold it against its signed manifest.

    Args:
        folder: the release.
        signers: an ``allowed_signers`` file of the publisher's keys, not taken from the folder.
        revoked: a file of keys whose signatures count no more; it need not exist.
        after: a release that the reader had before: this one must be newer. Beside the folder, the
            release before is looked at if it is there, and what ``LATEST`` names.
        today: against which the release may have expired; today (UTC) if None.

    Raises:
        MachineError: ssh-keygen is not there, or a file cannot be read.
    """
    found = Checked(folder)
    try:
        _signed(found, signers, revoked)
        if found.facts:
            _files(found)
            _line(found, after)
            _newest(found)
            if date.fromisoformat(found.facts["valid_until"]) < (today or datetime.now(UTC).date()):
                found.notes.append("expired")
    except OSError as error:
        raise MachineError(
            "The release cannot be read.",
            where=str(error.filename or folder),
            remedy="Check the folder's owner and the disk",
            code="release-unavailable",
        ) from error
    return found


def require(folder: Path, *, signers: Path, revoked: Path | None = None) -> None:
    """Make sure that a folder is the release that was sealed.

    Raises:
        IntegrityError: the first of what ``verify`` finds wrong.
        MachineError: ssh-keygen is not there, or a file cannot be read.
    """
    for problem in verify(folder, signers=signers, revoked=revoked).problems:
        raise problem


def _signed(found: Checked, signers: Path, revoked: Path | None) -> None:
    """Whether the manifest is there and signed; only then its facts are believed."""
    place, signature = (found.folder / name for name in (manifest.NAME, manifest.SIGNATURE))
    for needed in (place, signature):
        if not needed.is_file():
            found.problems.append(_problem(needed, "This file is missing.", "release-file-missing"))
            return
    content = place.read_bytes()
    try:
        signing.check(content, signature, signers=signers, revoked=revoked)
        found.facts = manifest.read(content)
    except IntegrityError as error:
        found.problems.append(error)
    except ValueError:
        found.problems.append(
            _problem(place, "Another version of casestats wrote this manifest.", "manifest-unknown")
        )


def _files(found: Checked) -> None:
    listed = found.facts["files"]
    there = {
        path.relative_to(found.folder).as_posix(): path
        for path in found.folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    for name in sorted(there.keys() - listed.keys() - {manifest.NAME, manifest.SIGNATURE}):
        what = "This file was put in: the manifest does not list it."
        found.problems.append(_problem(there[name], what, "release-file-added"))
    for name, told in listed.items():
        path = there.get(name)
        if path is None:
            found.problems.append(
                _problem(found.folder / name, "This file is missing.", "release-file-missing")
            )
        elif path.is_symlink() or not path.is_file() or _facts_of(path) != told:
            found.problems.append(
                _problem(path, "This file is not as it was sealed.", "release-file-changed")
            )


def _facts_of(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": warehouse.file_sha256(path)}


def _line(found: Checked, after: Path | None) -> None:
    """Whether it follows the release before, and the one that the reader had."""
    facts = found.facts
    beside = found.folder.parent / str(facts["previous"])
    for folder in [beside, *([after] if after else [])]:
        place = folder / manifest.NAME
        if not place.is_file():
            continue
        content = place.read_bytes()
        try:
            before = manifest.read(content)
        except ValueError:
            before = {"name": facts["previous"], "plan": facts["plan"], "serial": 0}
        if before["name"] == facts["previous"] or folder == beside:
            if manifest.sha256(content) != facts["previous_sha256"]:
                what = f"This is not the release that {facts['name']} followed."
                found.problems.append(_problem(place, what, "release-line-broken"))
        elif before["plan"] == facts["plan"] and before["serial"] > facts["serial"]:
            found.problems.append(_rolled_back(found.folder, facts, before["name"]))
        elif before["name"] == facts["name"] and before != facts:
            what = f"This is another {facts['name']} than the one you had."
            found.problems.append(_problem(found.folder, what, "release-other"))


def _newest(found: Checked) -> None:
    """Whether ``LATEST`` and the other folders beside it tell of a newer one."""
    facts, parent = found.facts, found.folder.parent
    pointer = parent / "LATEST"
    named = pointer.read_text("ascii", errors="replace").strip() if pointer.is_file() else ""
    if named == found.folder.name != facts["name"]:
        found.problems.append(_rolled_back(found.folder, facts, named))
    names = [named, *(folder.name for folder in parent.glob("[!.]*/"))]
    serials = re.findall(
        rf"^{re.escape(facts['plan'])}-\d+\.(\d+)$", "\n".join(names), re.MULTILINE
    )
    if max(map(int, serials), default=0) > facts["serial"]:
        found.notes.append("superseded")


def _rolled_back(folder: Path, facts: dict[str, Any], newer: str) -> IntegrityError:
    return _problem(
        folder, f"This is {facts['name']}, an older release, in place of {newer}.", "release-old"
    )


def _problem(where: Path, what: str, code: str) -> IntegrityError:
    return IntegrityError(what, where=str(where), remedy=_AGAIN, code=code)
