"""Import: one provider's file and its profile in, one immutable folder out, or nothing at all.

Bad rows never stop good ones: they are quarantined. A bad file is refused whole. What is being
written lies in a folder whose name starts with a dot until it is complete and on the disk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import audit, folders, readers, warehouse
from etl.errors import RefusedInput, UsageError
from etl.job import Job, Progress
from etl.machine import errors_told
from etl.personal import told_name
from etl.readers import Reading
from etl.receipt import Notes, Receipt, moment
from etl.settings import Settings
from etl.sources import Profile


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        already: whether the same file of the source had been imported; nothing was done then.
        outdated: whether a profile or vocabulary of then has changed since; ``reimport_file``
            reads the file anew.
    """

    receipt: Receipt
    path: Path
    already: bool
    outdated: bool = False


@dataclass(frozen=True)
class Reimported:
    """What taking a file again did; ``before`` is the receipt that no longer stands.

    Where nothing had changed since, nothing was done, and the two receipts are one.
    """

    before: Receipt
    imported: Imported


def import_file(
    settings: Settings,
    path: Path,
    profile: Profile,
    *,
    expected_rows: int | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import one file.

    Args:
        settings: where imports and keys are.
        path: the file as delivered.
        profile: what the file must be and what its words mean.
        expected_rows: how many rows the sender says that the file has, if he does.
        progress: told the stage and the share done.

    Raises:
        UsageError: there is no such file.
        RefusedInput: the file is not what the profile declares, holds another number of rows than
            expected, or mixes invented and real rows.
        IntegrityError: the numbers do not reconcile; nothing was imported.
        MachineError: no space, memory or permission; nothing was imported.
    """
    with _opened(settings, path, profile) as file:
        if file.before:
            _hold_against_control(file.before[-1].rows.read, expected_rows, file.name)
            return file.already()
        return file.take(Notes(expected_rows=expected_rows), progress or _silent)


def reimport_file(
    settings: Settings, path: Path, profile: Profile, *, progress: Progress | None = None
) -> Reimported:
    """Take a file again that was imported before a profile or an alias was mended.

    The new import replaces the old one at once: until it is complete the old one stands. It keeps
    the moment of receipt, so that the order of versions stays as it was.

    Args:
        settings: where imports and keys are.
        path: the same file as then, under any name.
        profile: of the same source.
        progress: told the stage and the share done.

    Raises:
        UsageError: there is no such file, or it was not imported.
        RefusedInput, IntegrityError, MachineError: as ``import_file``; the old import stands.
    """
    with _opened(settings, path, profile) as file:
        if not file.before:
            raise UsageError(
                f"This file has not been imported for the source {profile.source.code}",
                where=file.name,
                remedy="Import it: casestats import FILE --source ID",
                code="not-imported",
            )
        before = file.before[-1]
        if before.import_id == file.import_id:
            return Reimported(before, file.already())
        notes = Notes(
            expected_rows=before.notes.expected_rows,
            replaces=tuple(item.import_id for item in file.before),
            reimported_at=moment(datetime.now(UTC)),
        )
        done = file.take(notes, progress or _silent)
        folders.remove_replaced(settings)
        return Reimported(before, done)


@dataclass(frozen=True)
class _Delivered:
    """A file at the door, while no other import runs.

    Attributes:
        name: as it may be told.
        before: receipts of imports of the same file for the same source, the latest last.
        others: receipts of the source's other files.
    """

    settings: Settings
    path: Path
    profile: Profile
    name: str
    sha256: str
    before: Sequence[Receipt]
    others: Sequence[Receipt]

    @property
    def import_id(self) -> str:
        return folders.import_id(self.profile, self.sha256)

    def facts(self) -> dict[str, str]:
        """What the audit log tells of the file."""
        return {
            "source": self.profile.source.code,
            "profile": self.profile.id,
            "file": self.name,
            "file_sha256": self.sha256,
        }

    def already(self) -> Imported:
        """The import of the same file that stands."""
        told = self.before[-1]
        audit.append(self.settings, "already", import_id=told.import_id, **self.facts())
        folder = self.settings.imports / told.import_id
        return Imported(told, folder, already=True, outdated=told.import_id != self.import_id)

    def take(self, notes: Notes, tell: Progress) -> Imported:
        """Import it into a folder that is there whole or not at all."""
        folder = self.settings.imports / self.import_id
        with folders.staging(folder) as staging:
            reading = self._read(staging / "rows.csv", tell)
            _hold_against_control(reading.rows, notes.expected_rows, self.name)
            job = Job(
                settings=self.settings,
                profile=self.profile,
                reading=reading,
                file_name=self.name,
                import_id=self.import_id,
                staging=staging,
                received=_first_received(self.before),
                others=self.others,
                notes=notes,
            )
            done = job.run(tell)
            folders.finish(self.settings, staging, done)
        tell("done", 1.0)
        return Imported(done, folder, already=False)

    def _read(self, rows: Path, tell: Progress) -> Reading:
        tell("reading", 0.0)
        reading = readers.read(
            self.path,
            self.profile,
            into=rows,
            progress=lambda share: tell("reading", 0.4 * share),
        )
        if reading.sha256 != self.sha256:
            raise RefusedInput(
                "The file changed while it was read",
                where=self.name,
                remedy="Import it again when nothing writes to it",
                code="file-changed",
            )
        return reading


@contextmanager
def _opened(settings: Settings, path: Path, profile: Profile) -> Iterator[_Delivered]:
    """Stand at the door with a file, alone; no error of the machine gets past."""
    if not path.is_file():
        raise UsageError("There is no such file", where=path.name, code="file-missing")
    with (
        errors_told("import", where=settings.imports, left="nothing was imported"),
        folders.alone(settings),
    ):
        folders.remove_replaced(settings)
        sha256 = warehouse.file_sha256(path)
        of_source = [
            item for item in folders.receipts(settings) if item.source.code == profile.source.code
        ]
        name = told_name(path.name, sha256)
        file = _Delivered(
            settings=settings,
            path=path,
            profile=profile,
            name=name,
            sha256=sha256,
            before=[item for item in of_source if item.file.sha256 == sha256],
            others=[item for item in of_source if item.file.sha256 != sha256],
        )
        with audit.refusals(settings, **file.facts()), _named(path.name, name):
            yield file


@contextmanager
def _named(delivered: str, told: str) -> Iterator[None]:
    """Call the file in refusals by the name that may be told."""
    try:
        yield
    except RefusedInput as refusal:
        if told == delivered or refusal.where is None:
            raise
        where = refusal.where.replace(delivered, told)
        raise RefusedInput(
            refusal.what, where=where, remedy=refusal.remedy, code=refusal.code
        ) from None


def _hold_against_control(rows: int, expected: int | None, file_name: str) -> None:
    if expected is not None and rows != expected:
        raise RefusedInput(
            f"The sender counts {expected:,} rows, the file holds {rows:,}",
            where=file_name,
            remedy="Ask the sender for the whole file, or for the right number",
            code="control-total",
        )


def _first_received(before: Sequence[Receipt]) -> datetime:
    """When a file was first received: now, unless there are receipts of it."""
    if before:
        return min(datetime.fromisoformat(item.received_at) for item in before)
    return datetime.now(UTC)


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""
