"""Import: one provider's file and its profile in, one immutable folder out, or nothing at all.

Bad rows never stop good ones: they are quarantined. A bad file is refused whole. What is being
written lies in a folder whose name starts with a dot until it is complete and on the disk.
"""

from dataclasses import dataclass
from pathlib import Path

from etl import folders, readers, receipt, warehouse
from etl.errors import RefusedInput, UsageError
from etl.job import Job, Progress
from etl.receipt import Receipt
from etl.settings import Settings
from etl.sources import Profile


@dataclass(frozen=True)
class Imported:
    """What an import did; ``already`` when the same file had been imported by the same profile."""

    receipt: Receipt
    path: Path
    already: bool


def import_file(
    settings: Settings, path: Path, profile: Profile, *, progress: Progress | None = None
) -> Imported:
    """Import one file.

    Args:
        settings: where imports and keys are.
        path: the file as delivered.
        profile: what the file must be and what its words mean.
        progress: told the stage and the share done.

    Raises:
        UsageError: there is no such file.
        RefusedInput: the file is not what the profile declares, or mixes invented and real rows.
        IntegrityError: the numbers do not reconcile; nothing was imported.
        MachineError: no space, memory or permission; nothing was imported.
    """
    tell = progress or _silent
    if not path.is_file():
        raise UsageError("There is no such file", where=path.name, code="file-missing")
    with folders.machine_errors(settings), folders.alone(settings):
        file_sha256 = warehouse.file_sha256(path)
        import_id = folders.import_id(profile, file_sha256)
        folder = settings.imports / import_id
        if folder.exists():
            return Imported(receipt.read(folder), folder, already=True)
        with folders.staging(folder) as staging:
            tell("reading", 0.0)
            reading = readers.read(
                path,
                profile,
                into=staging / "rows.csv",
                progress=lambda share: tell("reading", 0.4 * share),
            )
            if reading.sha256 != file_sha256:
                raise RefusedInput(
                    "The file changed while it was read",
                    where=path.name,
                    remedy="Import it again when nothing writes to it",
                    code="file-changed",
                )
            job = Job(settings, profile, reading, path.name, import_id, staging)
            done = job.run(tell)
            folders.finish(staging, folder)
    tell("done", 1.0)
    return Imported(done, folder, already=False)


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""
