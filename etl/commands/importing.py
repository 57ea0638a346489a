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
    counted,
    error_as_json,
    out,
    print_error,
    print_json,
    progress,
)
from etl.errors import RefusedInput, UsageError
from etl.ingest import Imported
from etl.receipt import Notes
from etl.settings import Settings

DONE, QUARANTINED = 0, 4
#: Code of an alarm → what it says; see etl.reading.alarms.
ALARMS = {
    "rows-65536": "the list is as long as an old Excel sheet can be; was it cut off?",
    "rows-1048576": "the list is as long as an Excel sheet can be; was it cut off?",
    "last-line-open": "the last row has no line end; was the file cut off?",
}

app = typer.Typer()

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Provider files.")]
Source = Annotated[
    str,
    typer.Option("--source", "-s", metavar="ID", help="Source profile; see `casestats sources`."),
]
ExpectRows = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Rows that the sender says the file has; else refuse."),
]


@app.command("import")
def import_files(
    files: Files,
    source: Source,
    expect_rows: ExpectRows = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read provider files strictly and keep what is accepted and what is quarantined."""
    settings = Settings.from_environment()
    raise typer.Exit(
        bring_in(settings, files, source, expect_rows=expect_rows, as_json=as_json, quiet=quiet)
    )


@app.command()
def build(as_json: Json = False, quiet: Quiet = False) -> None:
    """Build a new warehouse from all imports, verify it, and serve it from now on."""
    rebuild(Settings.from_environment(), as_json=as_json, quiet=quiet)


@app.command()
def run(
    files: Files,
    source: Source,
    expect_rows: ExpectRows = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Import files, then build: the two steps in one."""
    settings = Settings.from_environment()
    code = bring_in(settings, files, source, expect_rows=expect_rows, as_json=as_json, quiet=quiet)
    if code in (DONE, QUARANTINED):
        rebuild(settings, as_json=as_json, quiet=quiet)
    raise typer.Exit(code)


def bring_in(  # noqa: PLR0913 - three of them are options
    settings: Settings,
    files: list[Path],
    source: str,
    *,
    expect_rows: int | None = None,
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    """Import each file, telling of each; returns the exit code."""
    if expect_rows is not None and len(files) > 1:
        raise UsageError(
            "One number of rows cannot hold for several files",
            where="--expect-rows",
            remedy="Import them one by one",
            code="control-total-ambiguous",
        )
    profile = sources.load(source, settings.own_profiles)
    done: list[Imported] = []
    refused: list[RefusedInput] = []
    for path in files:
        try:
            with progress(f"Importing {path.name}", show=not (as_json or quiet)) as step:
                imported = ingest.import_file(
                    settings, path, profile, expected_rows=expect_rows, progress=step
                )
        except RefusedInput as refusal:
            refused.append(refusal)
            if not as_json:
                print_error(refusal)
            continue
        done.append(imported)
        if not (as_json or quiet):
            print_receipt(imported)
    if as_json:
        print_json(
            imported=[{"already": item.already, **item.receipt.as_dict()} for item in done],
            refused=[error_as_json(refusal) for refusal in refused],
        )
    if refused:
        return RefusedInput.exit_code
    return exit_code(done)


def exit_code(done: list[Imported]) -> int:
    """Whether rows of these imports are quarantined."""
    return QUARANTINED if any(item.receipt.rows.quarantined for item in done) else DONE


def rebuild(settings: Settings, *, as_json: bool = False, quiet: bool = False) -> None:
    """Build, telling of it."""
    with progress("Building", show=not (as_json or quiet)) as step:
        built = builder.build(settings, progress=lambda share: step("", share))
    if as_json:
        print_json(already=built.already, warehouse=asdict(built.pointer))
    elif not quiet:
        state = "was up to date already" if built.already else "is built and served from now on"
        out.print(
            f"Warehouse {built.pointer.file} {state}: {counted(built.pointer.rows, 'report')}"
        )


def print_receipt(imported: Imported) -> None:
    """Tell what became of the rows, and what to look at."""
    receipt = imported.receipt
    rows = receipt.rows
    if imported.already:
        out.print(f"{receipt.file.name}: imported before, nothing changed ({imported.path})")
        if imported.outdated:
            out.print("  its profile or our vocabulary has changed since; see: casestats reimport")
        return
    parts = [f"{counted(rows.read, 'row')} read", f"{rows.accepted:,} accepted"]
    for count, words in (
        (rows.quarantined, "quarantined"),
        (rows.without_consent, "without consent"),
        (rows.filtered, "outside the filter"),
        (rows.withdrawn, "withdrawn before"),
    ):
        if count:
            parts.append(f"{count:,} {words}")
    out.print(f"{receipt.file.name}: {', '.join(parts)}")
    for entry in receipt.quarantine:
        out.print(f"  quarantined: {entry.rows:,} × {entry.rule} in {entry.column}")
    for field, values in receipt.unmapped.items():
        total = sum(value.rows for value in values)
        told = f"{counted(len(values), 'value')} in {counted(total, 'row')}"
        out.print(f"  not in our vocabulary: {field}, {told}")
    if receipt.dropped_columns:
        out.print(f"  columns not stored: {', '.join(receipt.dropped_columns)}")
    if receipt.file.name.startswith("sha256:"):
        out.print("  the file's name may tell a person: it is kept as part of the file's hash")
    _print_notes(receipt.notes)


def _print_notes(notes: Notes) -> None:
    if notes.expected_rows is not None:
        out.print(f"  the sender counts {counted(notes.expected_rows, 'row')} too")
    for count, what in ((notes.totals, "rows of totals"), (notes.footers, "lines below the table")):
        if count:
            out.print(f"  left out: {count:,} {what}")
    for alarm in notes.alarms:
        out.print(f"  look again: {ALARMS.get(alarm, alarm)}")
    if notes.overlaps:
        out.print(
            "  WARNING: reports may count twice. Earlier files of this source cover some of the\n"
            "  same days, and without report ids nobody can tell which reports are in both:"
        )
        for import_id in notes.overlaps:
            out.print(f"    {import_id}")
        out.print("  Ask the sender for report ids, or for files that hold new reports only.")
