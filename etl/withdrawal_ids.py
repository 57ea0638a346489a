"""The list of ids to withdraw: read strictly, told by line number and never by value."""

import csv
import io
from pathlib import Path

from etl.errors import RefusedInput, UsageError


def read_ids(path: Path) -> dict[str, int]:
    """The ids of a list, and the line on which each first stands.

    A text file has one id a line. Of a file that ends in ``.csv`` the first of the columns, which
    commas part, is read; its heading is taken for an id, since nobody can know that it is none.

    Raises:
        UsageError: there is no such file.
        RefusedInput: it is not UTF-8 text, not CSV, or has no id.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            "The list of ids cannot be opened", where=path.name, code="ids-missing"
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused(path, line, "The list of ids is not UTF-8", "ids-encoding") from None
    ids: dict[str, int] = {}
    for line, cell in _csv(path, text) if path.suffix.lower() == ".csv" else _lines(text):
        name = cell.strip(" ")
        if not name:
            continue
        if not name.isprintable():
            raise _refused(path, line, "An id holds a control character", "ids-character")
        ids.setdefault(name, line)
    if not ids:
        raise _refused(path, 1, "The list holds no id", "ids-empty")
    return ids


def _lines(text: str) -> list[tuple[int, str]]:
    lines = text.replace("\r\n", "\n").split("\n")
    return list(enumerate(lines, start=1))


def _csv(path: Path, text: str) -> list[tuple[int, str]]:
    """Line on which each record ends, and its first cell."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, record[0]) for record in reader if record]
    except csv.Error:
        raise _refused(path, reader.line_num, "The list is not CSV", "ids-csv") from None


def _refused(path: Path, line: int, what: str, code: str) -> RefusedInput:
    return RefusedInput(
        what,
        where=f"{path.name}, line {line}",
        remedy="Save the list as UTF-8 text with one id a line",
        code=code,
    )
