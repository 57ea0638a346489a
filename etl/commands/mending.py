"""Mend what was kept out: ``quarantine`` tells of it, ``reimport`` takes a file again."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from etl import ingest, quarantine, sources
from etl.changes import Change, changes
from etl.commands.console import Json, Quiet, out, print_json, progress, table
from etl.commands.importing import Source, exit_code, print_receipt
from etl.errors import UsageError
from etl.folders import receipts
from etl.ingest import Reimported
from etl.receipt import Receipt
from etl.settings import Settings

app = typer.Typer()


@app.command("quarantine")
def list_quarantine(
    source: Annotated[
        str | None, typer.Option("--source", "-s", metavar="ID", help="Only this source.")
    ] = None,
    import_id: Annotated[
        str | None, typer.Option("--import", metavar="ID", help="Only this import; see status.")
    ] = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="List where each row stands.")] = False,
    as_json: Json = False,
) -> None:
    """Tell which rows are kept out, why, and what to do about it."""
    settings = Settings.from_environment()
    items = _chosen(receipts(settings), source=source, import_id=import_id)
    reasons = quarantine.reasons(items, rule=rule)
    places = quarantine.places(settings, items, rule=rule) if rows else []
    if as_json:
        print_json(
            quarantine=[{**asdict(reason), "remedy": reason.remedy} for reason in reasons],
            **({"rows": [asdict(place) for place in places]} if rows else {}),
        )
    elif not reasons:
        out.print("No row is quarantined.")
    else:
        _print_reasons(reasons)
        if rows:
            _print_places(places)


@app.command()
def reimport(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The same file as before.")],
    source: Source,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take a file again after its profile or an alias was mended, and tell what changed."""
    settings = Settings.from_environment()
    profile = sources.load(source, settings.own_profiles)
    with progress("Importing again", show=not (as_json or quiet)) as step:
        done = ingest.reimport_file(settings, file, profile, progress=step)
    changed = changes(done.before, done.imported.receipt)
    if as_json:
        print_json(
            already=done.imported.already,
            imported=done.imported.receipt.as_dict(),
            replaced=done.before.import_id,
            changes=[asdict(change) for change in changed],
        )
    elif not quiet:
        _print_reimported(done, changed)
    raise typer.Exit(exit_code([done.imported]))


def _chosen(items: list[Receipt], *, source: str | None, import_id: str | None) -> list[Receipt]:
    """The imports asked for; a name that is none of them is told, not answered by nothing."""
    sources_known = {item.source.code for item in items}
    for asked, known, what in (
        (source, sources_known, "source"),
        (import_id, {item.import_id for item in items}, "import"),
    ):
        if asked is not None and asked not in known:
            raise UsageError(
                f"Nothing has been imported under this {what}: {asked}",
                remedy="See what there is: casestats status --json",
                code=f"{what}-unknown",
            )
    return [
        item
        for item in items
        if source in (None, item.source.code) and import_id in (None, item.import_id)
    ]


def _print_reasons(reasons: list[quarantine.Reason]) -> None:
    listed = table("Source", "Rule", "Column", "Rows", numbers=("Rows",))
    for reason in reasons:
        listed.add_row(reason.source, reason.rule, reason.column, f"{reason.rows:,}")
    out.print(listed)
    out.print("\nWhat to do:")
    for rule, remedy in {reason.rule: reason.remedy for reason in reasons}.items():
        out.print(f"  {rule}: {remedy}")


def _print_places(places: list[quarantine.Place]) -> None:
    listed = table("Import", "Row", "Line", "Sheet", "Column", "Rule", "Cell", numbers=("Row",))
    for place in places:
        listed.add_row(
            place.import_id,
            f"{place.row_number}",
            f"{place.line}",
            place.sheet or "",
            place.column,
            place.rule,
            place.value or "(not shown)",
        )
    out.print()
    out.print(listed)


def _print_reimported(done: Reimported, changed: list[Change]) -> None:
    if done.imported.already:
        name = done.imported.receipt.file.name
        out.print(f"{name}: profile and vocabulary are as they were, nothing changed")
        return
    print_receipt(done.imported)
    if not changed:
        out.print("  no number of rows changed")
        return
    listed = table("What", "Which", "Column", "Before", "After", numbers=("Before", "After"))
    for change in changed:
        listed.add_row(
            change.part,
            change.name or "(not shown)",
            change.column or "",
            f"{change.before:,}",
            f"{change.after:,}",
        )
    out.print(listed)
