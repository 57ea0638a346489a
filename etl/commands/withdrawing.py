"""Withdraw reports: ``withdraw``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from etl import withdrawal
from etl.commands.console import Json, counted, out, print_json
from etl.settings import Settings
from etl.withdrawal import Withdrawal

#: Exit code when an id was not found: done, but look.
NOT_ALL_FOUND = 4

#: How many lines of ids that were not found are listed.
_MOST_LINES = 20

app = typer.Typer()


@app.command()
def withdraw(
    source: Annotated[
        str, typer.Option("--source", "-s", metavar="ID", help="The source whose reports they are.")
    ],
    ids: Annotated[
        Path,
        typer.Option(
            "--ids", metavar="FILE", help="The provider's ids: one a line, or a CSV's first column."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be withdrawn.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take reports out of everything that is kept, for good, and build without them."""
    settings = Settings.from_environment()
    done = withdrawal.withdraw(settings, source, ids, dry_run=dry_run)
    if as_json:
        print_json(dry_run=dry_run, withdrawal=asdict(done))
    else:
        _print(done, dry_run=dry_run)
    raise typer.Exit(NOT_ALL_FOUND if done.not_found else 0)


def _print(done: Withdrawal, *, dry_run: bool) -> None:
    verb = "would be withdrawn" if dry_run else "withdrawn"
    out.print(
        f"{counted(done.reports, 'report')} {verb}: {counted(done.rows, 'row')} in "
        f"{counted(len(done.imports), 'import')}"
    )
    if done.already:
        out.print(f"  withdrawn before: {done.already:,}")
    if done.not_found:
        lines = ", ".join(map(str, done.not_found[:_MOST_LINES]))
        more = " …" if len(done.not_found) > _MOST_LINES else ""
        out.print(
            f"  not found: {counted(len(done.not_found), 'id')}; lines of the list: {lines}{more}"
        )
    if done.reports and not dry_run:
        out.print(
            "Earlier backups, exports and the provider's own files still hold them: "
            "delete those yourself."
        )
