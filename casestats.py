"""The command line: the verbs of etl.commands, and those that need more than one layer."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from etl import build as builder
from etl import withdrawal
from etl.commands import (
    drafting,
    hosting,
    importing,
    keeping,
    mending,
    publishing,
    releasing,
    telling,
    withdrawing,
)
from etl.commands.console import (
    AsOf,
    Json,
    Quiet,
    err,
    error_as_json,
    looking_back,
    out,
    print_error,
    print_json,
    progress,
)
from etl.errors import CaseStatsError, UsageError
from etl.folders import receipts
from etl.release import placing
from etl.settings import Settings

app = typer.Typer(
    name="casestats",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done · 2 usage · 3 file refused · 4 done, some rows quarantined or ids "
    "not found · 5 stored data is damaged · 6 the machine cannot do it.",
)
for verbs in (importing, telling, mending, drafting, keeping, withdrawing, publishing, hosting):
    app.add_typer(verbs.app)


@app.callback()
def first() -> None:
    """Turn anonymised sextortion reports into statistics people can act on."""
    if withdrawal.finish(Settings.from_environment()):
        err.print("A withdrawal that had been interrupted is finished.")


Port = Annotated[int, typer.Option(help="Port on this computer.", min=1, max=65535)]


@app.command()
def serve(
    port: Port = 8501,
    address: Annotated[str, typer.Option(help="Loopback address to bind.")] = "127.0.0.1",
    as_of: AsOf = None,
    release: Annotated[
        Path | None,
        typer.Option(help="Show a public release and nothing else: its folder, or LATEST."),
    ] = None,
) -> None:
    """Show the dashboard on this computer only."""
    settings = looking_back(Settings.from_environment(), as_of)
    if release:
        _serve_release(settings, release, port=port, address=address)
        return
    if settings.as_of:
        out.print(f"As known at the end of {settings.as_of} (UTC)")
        importing.rebuild(settings, quiet=True)
    elif receipts(settings) and not builder.servable(settings):
        importing.rebuild(settings)
    _serve(settings, port=port, address=address)


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
        importing.bring_in(settings, [file.path], file.source)
    importing.rebuild(settings)
    _serve(settings, port=port)


@app.command()
def release(
    plan: Annotated[
        Path | None,
        typer.Argument(
            metavar="PLAN.toml", help="What to publish; the plan that ships by default."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be published and masked.")
    ] = False,
    not_before: Annotated[
        datetime | None,
        typer.Option(
            "--not-before",
            formats=["%Y-%m-%dT%H:%M%z"],
            metavar="TIME",
            help="No site shows it before, such as 2026-12-01T09:00+1300.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Protect, attack and seal what may be published, as pages and files."""
    from dashboard.page import render
    from etl.release import folder
    from etl.release import plan as plans

    settings = looking_back(Settings.from_environment(), as_of)
    chosen = plans.load(plan)
    if not builder.servable(settings):
        importing.rebuild(settings, quiet=quiet or as_json)
    folder.settle(settings)
    with progress("Attacking", show=not (as_json or quiet)) as step:
        made = releasing.drafted(settings, chosen, not_before=not_before, progress=step)
    place = None if dry_run else folder.seal(settings, made.release, render(made.release))
    if as_json:
        print_json(**releasing.as_json(made), sealed=place and str(place))
    elif not quiet:
        releasing.tell(made)
        out.print(f"Sealed: {place}" if place else "Nothing was written: a dry run")


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; made if need be.")],
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="URL", help="Of the site: for its feed and site map."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make plain static files for any web host from all releases whose time has come."""
    from dashboard.site import render

    settings = Settings.from_environment()
    folder = folder.resolve()
    at = hosting.address_of(address, folder)
    keys = hosting.public_keys(settings)
    made = placing.place(
        settings,
        folder,
        now=datetime.now(UTC),
        render=partial(render, keys=keys, address=at),
    )
    hosting.tell_site(made, folder, address=at, as_json=as_json)


def _serve(settings: Settings, *, port: int, address: str = "127.0.0.1") -> None:
    from dashboard import server

    out.print(f"Dashboard: http://{address}:{port}  (stop with Ctrl+C)")
    server.serve(settings, port=port, address=address)


def _serve_release(settings: Settings, release: Path, *, port: int, address: str) -> None:
    from dashboard import server

    if settings.as_of:
        raise UsageError(
            "A release tells its own day.",
            where="--as-of",
            remedy="Leave out --as-of, or --release",
            code="as-of-of-a-release",
        )
    folder = settings.latest_release if release == Path("LATEST") else release.resolve()
    out.print(f"Public dashboard: http://{address}:{port}  (stop with Ctrl+C)")
    server.serve_release(settings, folder, port=port, address=address)


def _sample(folder: Path) -> Any:
    from etl.sample import make_sample

    return make_sample(folder)


def _shell(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def main() -> None:
    """Run the command line; errors become one message and an exit code."""
    os.umask(0o077)
    try:
        app()
    except CaseStatsError as error:
        if "--json" in sys.argv:
            print_json(error=error_as_json(error))
        else:
            print_error(error)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
