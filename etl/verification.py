"""Verification: is everything that is kept still what was written?

Looks and changes nothing. Every import is held against its receipt, imports and releases against
the audit log, the pointer and the warehouse against their hashes, every release against its signed
manifest, the audit log against itself.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl import audit, folders, keys, locking, receipt, warehouse, withdrawn
from etl.errors import IntegrityError, MachineError
from etl.receipt import Receipt
from etl.received import check
from etl.recipe import made_by
from etl.release import folder as sealed
from etl.release import manifest, verifying
from etl.settings import Settings
from etl.warehouse import file_sha256


@dataclass
class Findings:
    """What a verification found.

    Attributes:
        receipts: imports that are whole.
        pointer: the served warehouse, if it is whole.
        last_good: name of the newest warehouse file that is whole, None without one.
        log: the audit log, if it is whole.
        releases: names of the releases that are whole.
        problems: what is damaged or missing, each with its remedy.
        notes: codes of what is no damage but worth knowing: ``key-missing``,
            ``warehouse-outdated``, ``not-built``, ``imports-unrecorded``, ``latest-behind``.
    """

    receipts: list[Receipt] = field(default_factory=list)
    pointer: warehouse.Pointer | None = None
    last_good: str | None = None
    log: audit.Verified | None = None
    releases: list[str] = field(default_factory=list)
    problems: list[IntegrityError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def problem(self) -> Iterator[None]:
        """Note what turns out to be damaged, and go on."""
        try:
            yield
        except IntegrityError as error:
            self.problems.append(error)


def verify(
    settings: Settings, *, progress: Callable[[float], None] = lambda _share: None
) -> Findings:
    """Read every byte that is kept.

    Raises:
        MachineError: something cannot be read at all.
    """
    found = Findings()
    lock = folders.lock(settings)
    try:
        with locking.alone(lock) if settings.imports.is_dir() else nullcontext():
            entries = _log(settings, found)
            _imports(settings, found, progress)
            _record(settings, found, entries)
            _warehouse(settings, found, entries)
            _keys(settings, found)
        with locking.alone(settings.releases_lock) if settings.releases.is_dir() else nullcontext():
            _releases(settings, found, entries)
    except OSError as error:
        raise MachineError(
            "The data folder cannot be read.",
            where=str(error.filename or settings.data),
            remedy="Check the folder's owner and the disk",
            code="data-unavailable",
        ) from error
    return found


def _log(settings: Settings, found: Findings) -> Sequence[dict[str, Any]]:
    try:
        found.log = audit.verify(settings)
        return audit.entries(settings)
    except IntegrityError as error:
        found.problems.append(error)
        return ()


def _imports(settings: Settings, found: Findings, progress: Callable[[float], None]) -> None:
    places = sorted(settings.imports.glob("[!.]*/"))
    for done, folder in enumerate(places, start=1):
        with found.problem():
            item = receipt.read(folder)
            known = {receipt.NAME, *item.sha256}
            if item.import_id != folder.name or known != {file.name for file in folder.iterdir()}:
                raise IntegrityError(
                    "An import has another name, or other files, than its receipt tells.",
                    where=str(folder),
                    remedy="Put the folder back from a backup",
                    code="import-changed",
                )
            check(settings, item)
            found.receipts.append(item)
        progress(done / len(places))
    for list_of_keys in sorted(settings.withdrawn.glob("[!.]*.txt")):
        with found.problem():
            withdrawn.read(settings, list_of_keys.stem)


def _record(settings: Settings, found: Findings, entries: Sequence[dict[str, Any]]) -> None:
    """Whether what is on record is there, and what is there is on record."""
    if found.log is None:
        return
    last = {
        entry["facts"]["import_id"]: entry["event"]
        for entry in entries
        if "import_id" in entry["facts"] and entry["event"] in ("import", "undone", "replaced")
    }
    # An import that was killed before it had its name is told as undone by the next one.
    under_way = " ".join(path.name for path in settings.imports.glob(".*"))
    for import_id, event in last.items():
        there = (settings.imports / import_id).is_dir() or import_id in under_way
        if event == "import" and not there:
            found.problems.append(
                IntegrityError(
                    "An import that the audit log tells of is gone.",
                    where=str(settings.imports / import_id),
                    remedy="Import its file again, or put the folder back from a backup",
                    code="import-lost",
                )
            )
    if any(item.import_id not in last for item in found.receipts):
        found.notes.append("imports-unrecorded")


def _warehouse(settings: Settings, found: Findings, entries: Sequence[dict[str, Any]]) -> None:
    with found.problem():
        pointer = warehouse.current(settings)
        if pointer:
            warehouse.verify(settings, pointer)
            found.pointer = pointer
            found.last_good = pointer.file
            if pointer.made_by != made_by():
                found.notes.append("warehouse-outdated")
        elif found.receipts:
            found.notes.append("not-built")
    if found.pointer:
        return
    # The pointer cannot be trusted: the audit log knows what was built.
    built = [entry["facts"] for entry in entries if entry["event"] == "build"]
    for facts in reversed(built):
        file = settings.warehouse / facts["warehouse"]
        if file.is_file() and warehouse.file_sha256(file) == facts["warehouse_sha256"]:
            found.last_good = file.name
            return


def _releases(settings: Settings, found: Findings, entries: Sequence[dict[str, Any]]) -> None:
    """Whether every release is as it was sealed, under its name and on record, and none is gone."""
    told = {
        entry["facts"]["release"]: entry
        for entry in entries
        if "release" in entry["facts"] and entry["event"] in ("release", "undone")
    }
    places = sorted(settings.releases.glob("[!.]*/"))
    for place in places:
        with found.problem():
            # What a revoked key signed here is genuine if the log knows it.
            verifying.require(place, signers=settings.signers)
            facts = told.get(place.name, {}).get("facts", {})
            if found.log and facts.get("manifest_sha256") != file_sha256(place / manifest.NAME):
                raise _release_lost(place, "This release was not sealed here under this name.")
            found.releases.append(place.name)
    for name, entry in told.items():
        place = settings.releases / name
        there = place.is_dir() or any(settings.releases.glob(f".{name}-*/"))
        if entry["event"] == "release" and not there:
            found.problems.append(_release_lost(place, "A release that was sealed here is gone."))
    with found.problem():
        latest = sealed.latest(settings)
        if places and len(found.releases) == len(places):
            newest = sealed.standing(settings)[-1]["name"]
            if latest is None or latest.name != newest:
                found.notes.append("latest-behind")


def _release_lost(place: Path, what: str) -> IntegrityError:
    return IntegrityError(
        what,
        where=str(place),
        remedy="Put its folder back, from a backup or from the site, under its own name",
        code="release-lost",
    )


def _keys(settings: Settings, found: Findings) -> None:
    if settings.report_key.exists():
        with found.problem():
            keys.secret(settings, "report")
    elif found.receipts:
        found.notes.append("key-missing")
