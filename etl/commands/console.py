"""How the command line speaks: plain lines, tables, progress, JSON, and errors for people."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from etl.errors import CaseStatsError, UsageError
from etl.settings import Settings

# Away from a terminal a table has no edge to be cut at.
# File names may hold brackets, which must not be taken for markup.
out = Console(
    highlight=False,
    markup=False,
    soft_wrap=True,
    width=None if sys.stdout.isatty() else 200,
)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="As known at the end of this day (UTC), such as 2026-03-31.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def looking_back(settings: Settings, as_of: datetime | None) -> Settings:
    """The settings that look back to a day.

    Raises:
        UsageError: the day has not come yet.
    """
    if as_of is None:
        return settings
    if as_of.date() > datetime.now(UTC).date():
        raise UsageError(
            f"{as_of.date()} has not come yet",
            where="--as-of",
            remedy="Give today's date or an earlier one",
            code="as-of-future",
        )
    return replace(settings, as_of=as_of.date())


@contextmanager
def progress(title: str, *, show: bool) -> Iterator[Any]:
    """A bar with the time left on a terminal; nothing where nobody watches."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=err, transient=True, disable=not (show and err.is_terminal)
    ) as bar:
        task = bar.add_task(title, total=1.0)

        def step(stage: str, fraction: float) -> None:
            bar.update(task, description=f"{title} {stage}", completed=fraction)

        yield step


def table(*headings: str, numbers: tuple[str, ...] = ()) -> Table:
    """A table without rules; the columns headed ``numbers`` stand to the right."""
    made = Table(box=None, pad_edge=False)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in numbers else "left")
    return made


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 row``, ``1,200 rows``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def print_json(**content: Any) -> None:
    """Print one JSON object; nothing else may go to standard output beside it."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def error_as_json(error: CaseStatsError) -> dict[str, str | None]:
    """The parts of an error, for machines."""
    return {
        "code": error.code,
        "where": error.where,
        "what": error.what,
        "remedy": error.remedy,
    }


def print_error(error: CaseStatsError) -> None:
    """Print what went wrong, where, and what to do, to standard error."""
    err.print(f"[bold]{type(error).__name__}[/bold] ({error.code})")
    for line in (error.where, error.what, error.remedy):
        if line:
            err.print(f"  {line}", markup=False)
