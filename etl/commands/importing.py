"""Bring reports in: ``import``, ``build`` and the two in one, ``run``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from etl import build as builder
from etl import ingest, sources
from etl.commands.console import (
    Json,
    Quiet,
    error_as_json,
    out,
    print_error,
    print_json,
    progress,
)
from etl.errors import RefusedInput
from etl.ingest import Imported
from etl.settings import Settings

DONE, QUARANTINED = 0, 4

app = typer.Typer()

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Provider files.")]
Source = Annotated[
    str,
    typer.Option("--source", "-s", metavar="ID", help="Source profile; see `casestats sources`."),
]


@app.command("import")
def import_files(files: Files, source: Source, as_json: Json = False, quiet: Quiet = False) -> None:
    """Read provider files strictly and keep what is accepted and what is quarantined."""
    settings = Settings.from_environment()
    raise typer.Exit(bring_in(settings, files, source, as_json=as_json, quiet=quiet))


@app.command()
def build(as_json: Json = False, quiet: Quiet = False) -> None:
    """Build a new warehouse from all imports, verify it, and serve it from now on."""
    rebuild(Settings.from_environment(), as_json=as_json, quiet=quiet)


@app.command()
def run(files: Files, source: Source, as_json: Json = False, quiet: Quiet = False) -> None:
    """Import files, then build: the two steps in one."""
    settings = Settings.from_environment()
    code = bring_in(settings, files, source, as_json=as_json, quiet=quiet)
    if code in (DONE, QUARANTINED):
        rebuild(settings, as_json=as_json, quiet=quiet)
    raise typer.Exit(code)


def bring_in(
    settings: Settings,
    files: list[Path],
    source: str,
    *,
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    """Import each file, telling of each; returns the exit code."""
    profile = sources.load(source, settings.own_profiles)
    done: list[Imported] = []
    refused: list[RefusedInput] = []
    for path in files:
        try:
            with progress(f"Importing {path.name}", show=not (as_json or quiet)) as step:
                imported = ingest.import_file(settings, path, profile, progress=step)
        except RefusedInput as refusal:
            refused.append(refusal)
            if not as_json:
                print_error(refusal)
            continue
        done.append(imported)
        if not (as_json or quiet):
            _print_receipt(imported)
    if as_json:
        print_json(
            imported=[{"already": item.already, **item.receipt.as_dict()} for item in done],
            refused=[error_as_json(refusal) for refusal in refused],
        )
    if refused:
        return RefusedInput.exit_code
    return QUARANTINED if any(item.receipt.rows.quarantined for item in done) else DONE


def rebuild(settings: Settings, *, as_json: bool = False, quiet: bool = False) -> None:
    """Build, telling of it."""
    with progress("Building", show=not (as_json or quiet)) as step:
        built = builder.build(settings, progress=lambda share: step("", share))
    if as_json:
        print_json(already=built.already, warehouse=asdict(built.pointer))
    elif not quiet:
        state = "was up to date already" if built.already else "is built and served from now on"
        out.print(f"Warehouse {built.pointer.file} {state}: {built.pointer.rows:,} reports")


def _print_receipt(imported: Imported) -> None:
    receipt = imported.receipt
    rows = receipt.rows
    if imported.already:
        out.print(f"{receipt.file.name}: imported before, nothing changed ({imported.path})")
        return
    parts = [f"{rows.read:,} rows read", f"{rows.accepted:,} accepted"]
    for count, words in (
        (rows.quarantined, "quarantined"),
        (rows.without_consent, "without consent"),
        (rows.filtered, "outside the filter"),
    ):
        if count:
            parts.append(f"{count:,} {words}")
    out.print(f"{receipt.file.name}: {', '.join(parts)}")
    for entry in receipt.quarantine:
        out.print(f"  quarantined: {entry.rows:,} × {entry.rule} in {entry.column}")
    for field, values in receipt.unmapped.items():
        total = sum(value.rows for value in values)
        out.print(f"  not in our vocabulary: {field}, {len(values)} values in {total:,} rows")
    if receipt.dropped_columns:
        out.print(f"  columns not stored: {', '.join(receipt.dropped_columns)}", markup=False)
