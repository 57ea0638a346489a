"""Tell what there is: ``status`` and ``sources``."""

from dataclasses import asdict

import typer

from etl import build as builder
from etl import sources, warehouse
from etl.commands.console import Json, out, print_json, table
from etl.folders import receipts
from etl.settings import Settings

app = typer.Typer()


@app.command()
def status(as_json: Json = False) -> None:
    """Tell what is loaded, from where, how fresh it is and what is quarantined."""
    settings = Settings.from_environment()
    items = receipts(settings)
    pointer = warehouse.current(settings)
    fresh = pointer is not None and pointer.inputs == builder.inputs(items)
    if as_json:
        print_json(
            warehouse=None if pointer is None else {**asdict(pointer), "up_to_date": fresh},
            imports=[receipt.as_dict() for receipt in items],
        )
        return
    if not items:
        out.print("Nothing is imported yet. Start with: casestats import FILE --source ID")
        return
    listed = table(
        "Source", "File", "Read", "Accepted", "Quarantined", "Reported", "Received",
        numbers=("Read", "Accepted", "Quarantined"),
    )  # fmt: skip
    for receipt in items:
        name = f"{receipt.source.code} (synthetic)" if receipt.synthetic else receipt.source.code
        listed.add_row(
            name,
            receipt.file.name,
            f"{receipt.rows.read:,}",
            f"{receipt.rows.accepted:,}",
            f"{receipt.rows.quarantined:,}",
            f"{receipt.first_reported or '–'} to {receipt.last_reported or '–'}",
            receipt.received_at[:16].replace("T", " "),
        )
    out.print(listed)
    if pointer is None:
        out.print("No warehouse yet. Run: casestats build")
    else:
        note = "up to date" if fresh else "older than the imports; run: casestats build"
        out.print(f"Warehouse {pointer.file}, built {pointer.built_at}: {note}")


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
