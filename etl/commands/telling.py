"""Tell what there is: ``status`` and ``sources``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import typer

import sql
from etl import build as builder
from etl import sources, warehouse
from etl.commands.console import AsOf, Json, counted, looking_back, out, print_json, progress, table
from etl.folders import receipts
from etl.receipt import Receipt
from etl.settings import Settings

app = typer.Typer()


#: Row counts of an import's reports beside what had come before; known once it is built.
CHANGES = ("new_reports", "changed_reports", "unchanged_reports")


@app.command()
def status(as_of: AsOf = None, as_json: Json = False) -> None:
    """Tell what is loaded, from where, how fresh it is and what is quarantined."""
    settings = looking_back(Settings.from_environment(), as_of)
    if settings.as_of:
        with progress("Looking back", show=not as_json) as step:
            builder.build(settings, progress=lambda share: step("", share))
    items = receipts(settings)
    pointer = warehouse.current(settings)
    fresh = pointer is not None and pointer.inputs == builder.inputs(items)
    changes = _changes(settings.warehouse / pointer.file) if pointer and fresh else {}
    if as_json:
        print_json(
            as_of=settings.as_of and settings.as_of.isoformat(),
            warehouse=None if pointer is None else {**asdict(pointer), "up_to_date": fresh},
            imports=[
                {**receipt.as_dict(), "changes": changes.get(receipt.import_id)}
                for receipt in items
            ],
        )
        return
    if not items:
        out.print("Nothing is imported yet. Start with: casestats import FILE --source ID")
        return
    if settings.as_of:
        out.print(f"As known at the end of {settings.as_of} (UTC)")
    _print_imports(items, changes)
    if pointer is None:
        out.print("No warehouse yet. Run: casestats build")
    else:
        note = "up to date" if fresh else "older than the imports; run: casestats build"
        reports = counted(pointer.rows, "report")
        out.print(f"Warehouse {pointer.file}, built {pointer.built_at}: {reports}, {note}")


def _print_imports(items: Sequence[Receipt], changes: Mapping[str, Mapping[str, int]]) -> None:
    numbers = (
        "Read", "Accepted", "Quarantined", "Withdrawn", "New", "Changed", "Unchanged",
    )  # fmt: skip
    listed = table("Source", "File", *numbers, "Reported", "Received", numbers=numbers)
    for receipt in items:
        name = f"{receipt.source.code} (synthetic)" if receipt.synthetic else receipt.source.code
        changed = changes.get(receipt.import_id, {})
        listed.add_row(
            name,
            receipt.file.name,
            f"{receipt.rows.read:,}",
            f"{receipt.rows.accepted:,}",
            f"{receipt.rows.quarantined:,}",
            f"{receipt.rows.withdrawn:,}",
            *(f"{changed[change]:,}" if changed else "–" for change in CHANGES),
            f"{receipt.first_reported or '–'} to {receipt.last_reported or '–'}",
            receipt.received_at[:16].replace("T", " "),
        )
    out.print(listed)


def _changes(file: Path) -> dict[str, dict[str, int]]:
    """Import id → how many of its reports were new, changed and unchanged."""
    with warehouse.reader(file) as connection:
        told = connection.execute(sql.query("imports")).df()
    return {
        row["import_id"]: {change: int(row[change]) for change in CHANGES}
        for row in told.to_dict("records")
    }


@app.command("sources")
def list_sources(as_json: Json = False) -> None:
    """List the source profiles: which files each one reads."""
    profiles = sources.available(Settings.from_environment().own_profiles)
    if as_json:
        print_json(
            sources=[
                {
                    "id": profile.id,
                    "label": profile.source.label_en,
                    "country": profile.source.country,
                    "counting_unit": profile.source.counting_unit,
                    "formats": list(profile.file.formats),
                }
                for profile in profiles
            ]
        )
        return
    listed = table("Source", "What it is", "Country", "Counts", "Files")
    for profile in profiles:
        listed.add_row(
            profile.id,
            profile.source.label_en,
            profile.source.country,
            profile.source.counting_unit,
            ", ".join(profile.file.formats),
        )
    out.print(listed)
