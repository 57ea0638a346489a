"""The child: glances at one file under the reader's limits, and answers in JSON on stdout.

``{"reading": {"format": …, "member": …, "size": …}}`` with, for text, ``head`` (base64 of the
first bytes) and ``trials`` of the whole file; for a workbook ``sheets``: name → first rows; for
JSON ``lists``: key of a list inside the object → headings, under "" where the file is the list.
"""

import base64
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError, load_workbook

from etl.drafting.trials import tried
from etl.errors import RefusedInput
from etl.reading.container import SUFFIXES, check_text, check_workbook, macro, member_of
from etl.reading.limits import limit
from etl.reading.sheet import damaged, extent_of, sheet_parts
from etl.reading.task import MAX_CELLS, MAX_JSON, MAX_PACKED, refused
from etl.reading.workbook import cell_text

_HEAD = 256 << 10
_BLOCK = 1 << 20
_ROWS = 60
_OBJECTS = 10_000
_CELLS = 200
_MACROS = (".xlsm", ".xltm", ".xlam", ".xlsb")


def main() -> None:
    """Read the task on stdin, answer on stdout."""
    task = json.load(sys.stdin)
    path = Path(task["path"])
    limit(task["seconds"])
    try:
        answer = {"reading": _glance(path)}
    except RefusedInput as error:
        answer = _refusal(path, error)
    except MemoryError:
        answer = _refusal(path, refused("too-large", "It needs too much memory", "Split the file"))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        answer = _refusal(
            path, refused("file-damaged", "The archive is damaged", "Send the file again")
        )
    print(json.dumps(answer), flush=True)  # noqa: T201 - stdout is the channel to the parent


def _glance(path: Path) -> dict[str, Any]:
    size = path.stat().st_size
    if size == 0:
        raise refused("empty-file", "The file is empty", "Export it again")
    with path.open("rb") as file:
        if path.suffix.lower() != ".zip":
            return {"size": size, "member": None, **_look(file, path.name, size)}
        with zipfile.ZipFile(file) as archive:
            member = member_of(archive)
            with archive.open(member) as packed:
                look = _look(packed, member.filename, member.file_size)
            return {"size": size, "member": member.filename, **look}


def _look(stream: IO[bytes], name: str, size: int) -> dict[str, Any]:
    format_ = _format(name)
    if format_ != "xlsx":
        check_text(stream, format_)
        return {"format": format_, **(_text if format_ == "csv" else _lists)(stream)}
    if size > MAX_PACKED:
        raise refused("too-large", "The workbook is too large", "Save the sheet as CSV")
    data = io.BytesIO(stream.read(MAX_PACKED + 1))
    check_workbook(data)
    return {"format": format_, "sheets": dict(_sheets(data))}


def _text(stream: IO[bytes]) -> dict[str, Any]:
    head = stream.read(_HEAD)
    stream.seek(0)
    trials = tried(iter(lambda: stream.read(_BLOCK), b""))
    return {"head": base64.b64encode(head).decode(), "trials": asdict(trials)}


def _lists(stream: IO[bytes]) -> dict[str, Any]:
    """Headings of each list of objects; none where the text is no JSON, which the reader says."""
    data = stream.read(MAX_JSON)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        lines = data.splitlines()[:_OBJECTS]
        try:
            found = [json.loads(line) for line in lines if line.strip()]
        except ValueError:
            return {"lists": {}}
    named = found if isinstance(found, dict) else {"": found}
    return {"lists": {key: _headings(rows) for key, rows in named.items() if _is_table(rows)}}


def _is_table(rows: object) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def _headings(rows: list[dict[str, Any]]) -> list[str]:
    """Keys of all objects, those of an object inside an object behind its key and a slash."""
    return list(dict.fromkeys(key for row in rows[:_OBJECTS] for key in _keys(row)))


def _keys(row: dict[str, Any]) -> Iterator[str]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from (f"{key}/{inner}" for inner in _keys(value))
        else:
            yield key


def _format(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix in _MACROS:
        raise macro()
    if suffix not in SUFFIXES:
        raise refused(
            "format-unexpected",
            f"The file's name ends in “{suffix}”; read are CSV, XLSX, JSON and JSON Lines",
            "Export the file in one of these formats, under a name with the right ending",
        )
    return SUFFIXES[suffix]


def _sheets(data: io.BytesIO) -> Iterator[tuple[str, list[list[str]]]]:
    """Name of each sheet and its first rows; row 1 is the sheet's first, filled or not."""
    with zipfile.ZipFile(data) as archive:
        parts = sheet_parts(archive)
        extents = [extent_of(archive, part) for part in parts.values()]
    if sum(extent.rows * extent.columns for extent in extents) > MAX_CELLS:
        raise refused("too-large", "The workbook spans too many cells", "Save the sheet as CSV")
    data.seek(0)
    try:
        workbook = load_workbook(data)
        for name in parts:
            sheet = workbook.get_sheet_by_name(name)
            above: list[list[str]] = [[] for _ in range(sheet.start[0] if sheet.start else 0)]
            rows = islice(sheet.iter_rows(), max(0, _ROWS - len(above)))
            yield name, above + [[cell_text(cell)[:_CELLS] for cell in row] for row in rows]
    except CalamineError:
        raise damaged() from None


def _refusal(path: Path, error: RefusedInput) -> dict[str, Any]:
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path.name)
    return {
        "refused": {
            "what": error.what,
            "where": f"{name}, {error.where}" if error.where else name,
            "remedy": error.remedy,
            "code": error.code,
        }
    }


if __name__ == "__main__":
    main()
