"""Reads a provider's file strictly, in a child process with limits, into a plain CSV.

What a file must be is declared by its profile; nothing is guessed, repaired or skipped. Either
every row arrives exactly, or the file is refused with its reason and nothing is left behind.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from etl.errors import MachineError, RefusedInput, UsageError
from etl.reading.header import header_key
from etl.settings import bare_environment
from etl.sources import Profile

#: The folder that holds the package etl, in a checkout as in an installation.
_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 10  # of processor time, beyond what the size explains
_SECONDS_PER_MB = {".zip": 3.0, ".xlsx": 3.0}
_TEXT_SECONDS_PER_MB = 0.3
_WALL = 4  # a busy machine takes longer than its processor time


@dataclass(frozen=True)
class Place:
    """Where records stand: record r at ``line + (r - first_record)``, until the next place.

    Attributes:
        first_record: number of the record, from 1; the header is none.
        line: its line in the text file, or its row in the sheet.
        sheet: name of the sheet; None for text files.
    """

    first_record: int
    line: int
    sheet: str | None


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        header: headings as they stand in the file, one a column of the written CSV.
        rows: number of records.
        delimiter, quote: of the written CSV.
        sha256, size: of the file as delivered, in bytes.
        places: at least one; sorted by first_record.
        member: name of the file inside a zip.
        totals: rows of totals that were left out, as the profile says; they are none of ``rows``.
        footers: lines below the table that were left out, blank ones not counted.
        alarms: codes of what may be wrong, see etl.reading.alarms; empty in most files.
    """

    header: tuple[str, ...]
    rows: int
    delimiter: str
    quote: str
    sha256: str
    size: int
    places: tuple[Place, ...]
    member: str | None
    totals: int = 0
    footers: int = 0
    alarms: tuple[str, ...] = ()

    def column(self, names: Sequence[str]) -> int | None:
        """Index of the column under one of these headings; None if the file has none of them."""
        keys = [header_key(name) for name in self.header]
        found = (keys.index(key) for key in map(header_key, names) if key in keys)
        return next(found, None)


def read(
    path: Path, profile: Profile, *, into: Path, progress: Callable[[float], None] | None = None
) -> Reading:
    """Read ``path`` as ``profile`` declares and write its records to ``into``.

    ``into`` is UTF-8 without a header, with line feeds, with the Reading's delimiter and quote,
    and every record has exactly the header's cells. Line breaks inside cells are line feeds.

    Args:
        path: the file as delivered; its suffix tells its format.
        profile: what the file must be.
        into: CSV file to write; replaced if it exists, removed if the file is refused.
        progress: called with the share that is read, 0 to 1.

    Raises:
        RefusedInput: the file is not what the profile declares, or cannot be read within limits.
        UsageError: there is no such file.
        MachineError: the child process cannot be started.
    """
    if not path.is_file():
        raise UsageError("There is no such file", where=path.name, code="file-missing")
    try:
        task = _task(path, profile, into)
        found = in_child(task, path.name, progress or (lambda _share: None))
    except BaseException:
        into.unlink(missing_ok=True)
        raise
    return Reading(
        header=tuple(found["header"]),
        rows=found["rows"],
        delimiter=found["delimiter"],
        quote=found["quote"],
        sha256=found["sha256"],
        size=found["size"],
        places=tuple(Place(*place) for place in found["places"]),
        member=found["member"],
        totals=found["totals"],
        footers=found["footers"],
        alarms=tuple(found["alarms"]),
    )


def _task(path: Path, profile: Profile, into: Path) -> dict[str, Any]:
    """The child's task; its fields are those of etl.reading.task.Task."""
    rate = _SECONDS_PER_MB.get(path.suffix.lower(), _TEXT_SECONDS_PER_MB)
    return {
        "path": str(path),
        "into": str(into),
        "seconds": round(_SECONDS + rate * path.stat().st_size / 1e6),
        **declarations(profile),
    }


def declarations(profile: Profile) -> dict[str, Any]:
    """What the child must know of a profile."""
    file = profile.file
    wanted = [{"names": column.names, "required": column.required} for column in profile.columns]
    if profile.filter:
        wanted.append({"names": [profile.filter.column], "required": True})
    return {
        "formats": file.formats,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "quote": file.quote,
        "header_rows": file.header_rows,
        "sheets": file.sheets,
        "drop_unnamed": file.unnamed_columns == "drop",
        "wanted": wanted,
        "drop": file.drop,
        "total_rows": file.total_rows,
        "footer": file.footer,
        "header_depth": file.header_depth,
        "records": file.records,
        "serial_dates": any("excel_serial" in column.dates for column in profile.columns),
    }


def in_child(
    task: dict[str, Any],
    name: str,
    progress: Callable[[float], None],
    *,
    module: str = "etl.reading",
) -> dict[str, Any]:
    """What the child read; its refusal and its death are refusals.

    Args:
        task: what ``module`` takes on stdin; ``seconds`` is the processor time it may use.
        name: of the file, for messages.
        progress: called with the share that is read, 0 to 1.
        module: which child to run; it answers as etl.reading does.

    Raises:
        RefusedInput: the child refused the file, or died of it.
        MachineError: the child cannot be started, or the disk is full.
    """
    environment = bare_environment(PYTHONPATH=str(_ROOT), PYTHONUTF8="1")
    try:
        child = subprocess.Popen(  # noqa: S603 - our own modules only
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            encoding="utf-8",
        )
    except OSError as error:
        raise MachineError("The reader cannot be started", code="reader-start") from error
    timer = threading.Timer(task["seconds"] * _WALL, child.kill)
    timer.start()
    with child:
        try:
            answer = _talk(child.stdin, child.stdout, task, progress)
        finally:
            timed_out = not timer.is_alive()
            timer.cancel()
            child.kill()
    if answer is None:
        raise _death(name, timed_out=timed_out)
    if "no_room" in answer:
        raise MachineError(
            "There is no room on the disk to read the file.",
            where=name,
            remedy="Free some space and import again; nothing was imported",
            code="import-failed",
        )
    if "refused" in answer:
        raise RefusedInput(**answer["refused"])
    reading: dict[str, Any] = answer["reading"]
    return reading


def _talk(
    stdin: IO[str] | None,
    stdout: IO[str] | None,
    task: dict[str, Any],
    progress: Callable[[float], None],
) -> dict[str, Any] | None:
    """Send the task, follow the progress; None if the child dies before it answers."""
    if stdin is None or stdout is None:
        return None
    try:
        json.dump(task, stdin)
        stdin.close()
    except BrokenPipeError:
        return None
    for line in stdout:
        message: dict[str, Any] = json.loads(line)
        if "progress" not in message:
            return message
        progress(message["progress"])
    return None


def _death(name: str, *, timed_out: bool) -> RefusedInput:
    if timed_out:
        return RefusedInput(
            "Reading the file took far longer than its size explains",
            where=name,
            remedy="Split the file, or save it again from the program that made it",
            code="reader-timeout",
        )
    return RefusedInput(
        "The reader gave up: the file needs more memory or time than its size explains",
        where=name,
        remedy="Save it again as CSV from the program that made it",
        code="reader-died",
    )
