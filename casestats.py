"""The command line: each verb is a few lines that join the parts."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from etl import build as builder
from etl import ingest, sources, warehouse
from etl.errors import CaseStatsError, RefusedInput
from etl.ingest import Imported
from etl.received import received
from etl.settings import Settings

DONE, QUARANTINED = 0, 4

app = typer.Typer(
    name="casestats",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn anonymised sextortion reports into statistics people can act on.",
    epilog="Exit codes: 0 done · 2 usage · 3 file refused · 4 done, some rows quarantined · "
    "5 stored data is damaged · 6 the machine cannot do it.",
)
# Away from a terminal a table has no edge to be cut at.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Provider files.")]
Source = Annotated[
    str,
    typer.Option("--source", "-s", metavar="ID", help="Source profile; see `casestats sources`."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Port = Annotated[int, typer.Option(help="Port on this computer.", min=1, max=65535)]


@app.command("import")
def import_files(files: Files, source: Source, as_json: Json = False, quiet: Quiet = False) -> None:
    """Read provider files strictly and keep what is accepted and what is quarantined."""
    settings = Settings.from_environment()
    raise typer.Exit(_import(settings, files, source, as_json=as_json, quiet=quiet))


@app.command()
def build(as_json: Json = False, quiet: Quiet = False) -> None:
    """Build a new warehouse from all imports, verify it, and serve it from now on."""
    _build(Settings.from_environment(), as_json=as_json, quiet=quiet)


@app.command()
def run(files: Files, source: Source, as_json: Json = False, quiet: Quiet = False) -> None:
    """Import files, then build: the two steps in one."""
    settings = Settings.from_environment()
    code = _import(settings, files, source, as_json=as_json, quiet=quiet)
    if code in (DONE, QUARANTINED):
        _build(settings, as_json=as_json, quiet=quiet)
    raise typer.Exit(code)


@app.command()
def serve(
    port: Port = 8501,
    address: Annotated[str, typer.Option(help="Loopback address to bind.")] = "127.0.0.1",
) -> None:
    """Show the dashboard on this computer only."""
    _serve(Settings.from_environment(), port=port, address=address)


@app.command()
def status(as_json: Json = False) -> None:
    """Tell what is loaded, from where, how fresh it is and what is quarantined."""
    settings = Settings.from_environment()
    receipts = received(settings)
    pointer = warehouse.current(settings)
    fresh = pointer is not None and pointer.inputs == builder.inputs(receipts)
    if as_json:
        _print_json(
            warehouse=None if pointer is None else {**asdict(pointer), "up_to_date": fresh},
            imports=[receipt.as_dict() for receipt in receipts],
        )
        return
    if not receipts:
        out.print("Nothing is imported yet. Start with: casestats import FILE --source ID")
        return
    table = _table("Source", "File", "Read", "Accepted", "Quarantined", "Reported", "Received")
    for receipt in receipts:
        name = f"{receipt.source.code} (synthetic)" if receipt.synthetic else receipt.source.code
        table.add_row(
            name,
            receipt.file.name,
            f"{receipt.rows.read:,}",
            f"{receipt.rows.accepted:,}",
            f"{receipt.rows.quarantined:,}",
            f"{receipt.first_reported or '–'} to {receipt.last_reported or '–'}",
            receipt.received_at[:16].replace("T", " "),
        )
    out.print(table)
    if pointer is None:
        out.print("No warehouse yet. Run: casestats build")
    else:
        note = "up to date" if fresh else "older than the imports; run: casestats build"
        out.print(f"Warehouse {pointer.file}, built {pointer.built_at}: {note}")


@app.command("sources")
def list_sources(as_json: Json = False) -> None:
    """List the source profiles: which files each one reads."""
    profiles = sources.available(Settings.from_environment().profiles)
    if as_json:
        _print_json(
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
    table = _table("Source", "What it is", "Country", "Counts", "Files")
    for profile in profiles:
        table.add_row(
            profile.id,
            profile.source.label_en,
            profile.source.country,
            profile.source.counting_unit,
            ", ".join(profile.file.formats),
        )
    out.print(table)


@app.command()
def sample(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; the data folder by default.")
    ] = None,
) -> None:
    """Make synthetic reports: four provider files to try everything with."""
    settings = Settings.from_environment()
    for file in _sample(folder or settings.sample):
        out.print(f"casestats import {_shell(file.path)} --source {file.source}", soft_wrap=True)


@app.command()
def demo(port: Port = 8501) -> None:
    """Show the dashboard on synthetic reports, kept apart from your own data."""
    settings = Settings.from_environment()
    apart = settings.data / "demo"
    settings = replace(settings, data=apart, keys=apart / "keys", profiles=None)
    for file in _sample(settings.sample):
        _import(settings, [file.path], file.source)
    _build(settings)
    _serve(settings, port=port)


def _import(
    settings: Settings,
    files: list[Path],
    source: str,
    *,
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    profile = sources.load(source, settings.profiles)
    done: list[Imported] = []
    refused: list[RefusedInput] = []
    for path in files:
        try:
            with _progress(f"Importing {path.name}", show=not (as_json or quiet)) as step:
                imported = ingest.import_file(settings, path, profile, progress=step)
        except RefusedInput as refusal:
            refused.append(refusal)
            if not as_json:
                _print_error(refusal)
            continue
        done.append(imported)
        if not (as_json or quiet):
            _print_receipt(imported)
    if as_json:
        _print_json(
            imported=[{"already": item.already, **item.receipt.as_dict()} for item in done],
            refused=[_as_json(refusal) for refusal in refused],
        )
    if refused:
        return RefusedInput.exit_code
    return QUARANTINED if any(item.receipt.rows.quarantined for item in done) else DONE


def _build(settings: Settings, *, as_json: bool = False, quiet: bool = False) -> None:
    with _progress("Building", show=not (as_json or quiet)) as step:
        built = builder.build(settings, progress=lambda share: step("", share))
    if as_json:
        _print_json(already=built.already, warehouse=asdict(built.pointer))
    elif not quiet:
        state = "was up to date already" if built.already else "is built and served from now on"
        out.print(f"Warehouse {built.pointer.file} {state}: {built.pointer.rows:,} reports")


def _serve(settings: Settings, *, port: int, address: str = "127.0.0.1") -> None:
    from dashboard import server

    out.print(f"Dashboard: http://{address}:{port}  (stop with Ctrl+C)")
    server.serve(settings, port=port, address=address)


def _sample(folder: Path) -> Any:
    from etl.sample import make_sample

    return make_sample(folder)


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


@contextmanager
def _progress(title: str, *, show: bool) -> Iterator[Any]:
    """A bar with the time left on a terminal; nothing where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=err, transient=True, disable=not (show and err.is_terminal)
    ) as bar:
        task = bar.add_task(title, total=1.0)

        def step(stage: str, fraction: float) -> None:
            bar.update(task, description=f"{title} {stage}", completed=fraction)

        yield step


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in _NUMERIC else "left")
    return table


_NUMERIC = {"Read", "Accepted", "Quarantined"}


def _shell(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _print_json(**content: Any) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _as_json(error: CaseStatsError) -> dict[str, str | None]:
    return {
        "code": error.code,
        "where": error.where,
        "what": error.what,
        "remedy": error.remedy,
    }


def _print_error(error: CaseStatsError) -> None:
    err.print(f"[bold]{type(error).__name__}[/bold] ({error.code})")
    for line in (error.where, error.what, error.remedy):
        if line:
            err.print(f"  {line}", markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; errors become one message and an exit code."""
    os.umask(0o077)
    try:
        app()
    except CaseStatsError as error:
        if "--json" in sys.argv:
            _print_json(error=_as_json(error))
        else:
            _print_error(error)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
