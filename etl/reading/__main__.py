"""The child: limits itself, reads one file, and answers in lines of JSON on stdout.

``{"progress": 0.5}`` while it reads, then ``{"reading": {…}}`` or ``{"refused": {…}}``. Nothing
from the file reaches stdout but headings, and nothing at all reaches stderr.
"""

import errno
import hashlib
import io
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from etl.errors import RefusedInput
from etl.reading.alarms import alarms_of
from etl.reading.container import check_text, check_workbook, format_of, member_of
from etl.reading.delimited import read_delimited
from etl.reading.limits import limit
from etl.reading.objects import read_json, read_jsonl
from etl.reading.task import MAX_PACKED, Outcome, Task, refused
from etl.reading.workbook import read_workbook

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_TEXT_READERS = {"csv": read_delimited, "json": read_json, "jsonl": read_jsonl}


def main() -> None:
    """Read the task on stdin, answer on stdout."""
    task = Task.from_json(json.load(sys.stdin))
    limit(task.seconds)
    try:
        _say({"reading": _read(task)})
    except RefusedInput as error:
        _refuse(task, error)
    except MemoryError:
        _refuse(task, refused("too-large", "Reading it needs too much memory", "Split the file"))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        _refuse(task, refused("file-damaged", "The archive is damaged", "Send the file again"))
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _say({"no_room": True})


def _read(task: Task) -> dict[str, Any]:
    with Path(task.path).open("rb") as file, Path(task.into).open("wb") as into:
        before = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        member, outcome = _outcome(file, task, into)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise refused("file-changed", "The file changed while it was read", "Import it again")
    return {
        **asdict(outcome),
        "alarms": alarms_of(outcome),
        "sha256": digest,
        "size": before.st_size,
        "member": member,
    }


def _outcome(file: IO[bytes], task: Task, into: IO[bytes]) -> tuple[str | None, Outcome]:
    """Name of the zip's member, if it is a zip, and what was read."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size == 0:
        raise refused("empty-file", "The file is empty", "Export it again")
    if Path(task.path).suffix.lower() != ".zip":
        return None, _parse(file, size, format_of(task.path, task), task, into)
    with zipfile.ZipFile(file) as archive:
        member = member_of(archive)
        format_ = format_of(member.filename, task)
        with archive.open(member) as packed:
            # A workbook is read in leaps, which a packed stream is bad at.
            stream = io.BytesIO(packed.read(MAX_PACKED + 1)) if format_ == "xlsx" else packed
            return member.filename, _parse(stream, member.file_size, format_, task, into)


def _parse(stream: IO[bytes], size: int, format_: str, task: Task, into: IO[bytes]) -> Outcome:
    progress = _progress(size)
    if format_ != "xlsx":
        check_text(stream, format_)
        return _TEXT_READERS[format_](stream, task, into, progress)
    if size > MAX_PACKED:
        raise refused(
            "too-large",
            f"The workbook is larger than {MAX_PACKED >> 20} MB",
            "Save the sheet as CSV",
        )
    check_workbook(stream)
    stream.seek(0)
    return read_workbook(stream, task, into, progress)


def _progress(size: int) -> Callable[[int], None]:
    """Tells how far the reading is, at most a hundred times."""
    told = 0

    def tell(position: int) -> None:
        nonlocal told
        percent = min(100, 100 * position // max(size, 1))
        if percent > told:
            told = percent
            _say({"progress": percent / 100})

    return tell


def _refuse(task: Task, error: RefusedInput) -> None:
    name = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in Path(task.path).name
    )
    where = f"{name}, {error.where}" if error.where else name
    _say(
        {
            "refused": {
                "what": error.what,
                "where": where,
                "remedy": error.remedy,
                "code": error.code,
            }
        }
    )


def _say(message: dict[str, Any]) -> None:
    print(json.dumps(message), flush=True)  # noqa: T201 - stdout is the channel to the parent


if __name__ == "__main__":
    main()
