"""Keep what is there: ``verify``, ``backup`` and ``restore``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from etl import audit, verification
from etl import backup as backups
from etl.backup import Backup
from etl.commands.console import (
    Json,
    Quiet,
    counted,
    error_as_json,
    out,
    print_error,
    print_json,
    progress,
)
from etl.errors import IntegrityError
from etl.restore import restore as put_back
from etl.settings import Settings
from etl.verification import Findings

app = typer.Typer()

_NOTES = {
    "imports-unrecorded": "Some imports are not in the audit log: they are older than it, or were "
    "put there by something else.",
    "key-missing": "The key of the report ids is not here: put its copy back. Nothing can be "
    "imported or withdrawn without it.",
    "latest-behind": "LATEST does not name the newest release. Run: casestats release",
    "not-built": "No warehouse is built yet. Run: casestats build",
    "warehouse-outdated": "Another release built the warehouse. Run: casestats build",
}
_KEYS = {
    "included": "The secret keys are in the backup: keep it as safe as the data itself.",
    "same": "The key of the report ids is not in the backup; the one here belongs to it.",
    "missing": "The key of the report ids is not in the backup, and none is here: put its copy "
    "back before the next import.",
    "other": "The key of the report ids here is another one than the backup's: put the right one "
    "in its place before the next import, or reports that come again count twice.",
}


@app.command()
def verify(
    audit_only: Annotated[bool, typer.Option("--audit", help="Only the audit log.")] = False,
    backup_file: Annotated[
        Path | None, typer.Option("--backup", help="Only this backup.", metavar="FILE")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read every kept byte and tell whether it is what was written."""
    settings = Settings.from_environment()
    if backup_file:
        _tell_backup("verified", backups.verify(settings, backup_file), as_json, quiet)
    elif audit_only:
        _tell_log(audit.verify(settings), as_json, quiet)
    else:
        with progress("Verifying", show=not (as_json or quiet)) as step:
            found = verification.verify(settings, progress=lambda share: step("", share))
        _tell_findings(found, as_json, quiet)


@app.command()
def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|FILE", help="Where to; in a folder, named by the time."),
    ],
    with_keys: Annotated[bool, typer.Option("--with-keys", help="The secret keys too.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write everything that cannot be built again into one file, and verify it."""
    made = backups.back_up(Settings.from_environment(), target, with_keys=with_keys)
    _tell_backup("written and verified", made, as_json, quiet)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Put a backup back into an empty data folder, verify every byte, and build."""
    settings = Settings.from_environment()
    with progress("Building", show=not (as_json or quiet)) as step:
        restored, built = put_back(settings, file, progress=lambda share: step("", share))
    _tell_backup("restored", restored, as_json, quiet)
    if built and not (as_json or quiet):
        out.print(
            f"Warehouse {built.pointer.file} is built: {counted(built.pointer.rows, 'report')}"
        )


def _tell_backup(done: str, backup: Backup, as_json: bool, quiet: bool) -> None:
    summary = backup.manifest.summary
    if as_json:
        files = len(backup.manifest.members)
        print_json(file=str(backup.file), key=backup.key, files=files, **asdict(summary))
    elif not quiet:
        out.print(
            f"{backup.file} {done}: {counted(summary.imports, 'import')}, made {summary.made_at}"
        )
        if backup.key in _KEYS:
            out.print(_KEYS[backup.key])


def _tell_log(log: audit.Verified, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_json(audit=asdict(log))
    elif not quiet:
        out.print(
            f"Audit log: {counted(log.lines, 'line')}, whole. Its last hash, to note elsewhere:"
        )
        out.print(log.last_hash)


def _tell_findings(found: Findings, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_json(
            imports=len(found.receipts),
            reports=sum(item.rows.accepted for item in found.receipts),
            warehouse=asdict(found.pointer) if found.pointer else None,
            last_good=found.last_good,
            audit=asdict(found.log) if found.log else None,
            releases=found.releases,
            problems=[error_as_json(problem) for problem in found.problems],
            notes=found.notes,
        )
    else:
        for problem in found.problems:
            print_error(problem)
        if not quiet:
            _print_findings(found)
    if found.problems:
        raise typer.Exit(IntegrityError.exit_code)


def _print_findings(found: Findings) -> None:
    reports = sum(item.rows.accepted for item in found.receipts)
    out.print(f"Imports: {len(found.receipts):,} whole, {counted(reports, 'accepted row')}")
    if found.pointer:
        out.print(f"Warehouse {found.pointer.file}: whole, {counted(found.pointer.rows, 'report')}")
    elif found.last_good:
        out.print(f"Last good version of the warehouse: {found.last_good}")
    if found.releases:
        out.print(f"Releases: {len(found.releases):,} whole, as they were signed")
    if found.log:
        out.print(
            f"Audit log: {counted(found.log.lines, 'line')}, whole, last hash {found.log.last_hash}"
        )
    for note in found.notes:
        out.print(_NOTES[note])
