"""Finds the header and checks it by name: names decide, never positions."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from etl.errors import RefusedInput
from etl.reading.hidden import HIDDEN
from etl.reading.personal_headings import is_personal
from etl.reading.task import MAX_COLUMNS, Task, Wanted, refused

_SHOWN = 60  # characters of a heading in a message
#: Columns that the two kinds of Excel sheet can hold; a program that cuts a table stops here.
_SHEET_COLUMNS = (256, 16_384)


def header_key(name: str) -> str:
    """A heading as it is compared: NFKC, line breaks and runs of spaces as one space."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading a column out of a header's rows, upper before lower: 被害者/年齢.

    A blank upper cell belongs to the group on its left, as long as the columns of the group have
    lower headings of their own.
    """
    if len(rows) == 1:
        return list(rows[0])
    names = [""] * max(map(len, rows))
    for row in reversed(rows):
        group, lower = "", list(names)
        for at, name in enumerate(lower):
            cell = row[at].strip() if at < len(row) else ""
            grouped = name and at and lower[at - 1]
            group = cell or (group if grouped else "")
            names[at] = "/".join(part for part in (group, name) if part)
    return names


def find_header(rows: Mapping[int, Sequence[str]], task: Task, sheet: str | None = None) -> int:
    """The row that carries the header, checked.

    Args:
        rows: row number (1-based) → cells, of the candidate rows that the file has.
        task: what the profile wants.
        sheet: name of the sheet, for messages.

    Raises:
        RefusedInput: empty-file, header-missing, header-duplicate, header-unknown, too-large,
            hidden-character, personal-data-column.
    """
    if not rows:
        raise refused(
            "empty-file", "There is no header: the file holds no rows", "Export it again",
            sheet=sheet,
        )  # fmt: skip
    named = {header_key(name) for column in task.wanted for name in column.names}
    missing = {row: _missing(cells, task.wanted) for row, cells in rows.items()}
    carriers = [row for row, names in missing.items() if not names]
    if not carriers:
        row = min(missing, key=lambda row: len(missing[row]))
        _refuse_hidden(rows[row], row, sheet)
        # This may be a row of data, so that only headings of the profile are named.
        _refuse_twice([key for key in map(header_key, rows[row]) if key in named], row, sheet)
        raise _header_missing(row, missing[row], len(rows[row]), task, sheet)
    if len(carriers) > 1:
        raise refused(
            "header-duplicate",
            f"The header stands in row {carriers[0]} and again in row {carriers[1]}",
            "Send one table a file, or name one header row in the profile",
            sheet=sheet,
            line=carriers[1],
        )
    _check(rows[carriers[0]], carriers[0], task, sheet)
    return carriers[0]


def _missing(cells: Sequence[str], wanted: Sequence[Wanted]) -> list[str]:
    keys = {header_key(cell) for cell in cells}
    return [
        " or ".join(column.names)
        for column in wanted
        if column.required and not keys & {header_key(name) for name in column.names}
    ]


def _header_missing(
    row: int, names: Sequence[str], width: int, task: Task, sheet: str | None
) -> RefusedInput:
    remedy = "Check that this is the right file and profile; a renamed heading is added to names"
    if width == 1:
        remedy = f"The row is one cell: check the delimiter, declared as {task.delimiter!r}"
    return refused(
        "header-missing",
        f"The header lacks these columns: {'; '.join(dict.fromkeys(names))}",
        remedy,
        sheet=sheet,
        line=row,
    )


def _check(cells: Sequence[str], row: int, task: Task, sheet: str | None) -> None:
    _refuse_hidden(cells, row, sheet)
    keys = [header_key(cell) for cell in cells]
    if len(keys) > MAX_COLUMNS:
        raise too_many(len(keys), row, sheet)
    _refuse_twice(keys, row, sheet)
    known = set()
    for wanted in task.wanted:
        found = [key for key in map(header_key, wanted.names) if key in keys]
        known.update(found)
        if len(found) > 1:
            raise refused(
                "header-duplicate",
                f"“{found[0]}” and “{found[1]}” are alternatives, and the header has both",
                "Remove one from the file, or name only one of them in the profile",
                sheet=sheet,
                line=row,
                column=_last(keys, found[1]),
            )
    known |= set(map(header_key, task.drop))
    unknown = [key for key in keys if key not in known]
    for key in filter(is_personal, unknown):
        raise refused(
            "personal-data-column",
            f"The heading “{_shown(key)}” is that of personal data, which must not be sent",
            "Have the column removed before the file is sent; or, if such files may come, list "
            "the heading in drop in the profile: the column is then not stored",
            sheet=sheet,
            line=row,
            column=_last(keys, key),
        )
    if unknown and not task.drop_unnamed:
        name = (
            f"The heading “{_shown(unknown[0])}” is not in the profile"
            if unknown[0]
            else "A column has no heading"
        )
        raise refused(
            "header-unknown",
            name,
            'Remove the column, name it in the profile, or set unnamed_columns = "drop"',
            sheet=sheet,
            line=row,
            column=_last(keys, unknown[0]),
        )


def too_many(columns: int, row: int, sheet: str | None = None) -> RefusedInput:
    """The file has more columns than a list of reports can need."""
    cut = columns in _SHEET_COLUMNS
    return refused(
        "too-large",
        f"The file has {columns} columns or more; at most {MAX_COLUMNS} are read",
        "Export fewer columns" + (": a sheet ends at this number, some may be cut off" * cut),
        sheet=sheet,
        line=row,
    )


def _refuse_hidden(cells: Sequence[str], row: int, sheet: str | None) -> None:
    for column, cell in enumerate(cells, start=1):
        hidden = HIDDEN.search(cell)
        if hidden:
            raise refused(
                "hidden-character",
                f"An invisible character (U+{ord(hidden.group()):04X}) stands in a heading",
                "Delete the heading and type it again",
                sheet=sheet,
                line=row,
                column=column,
            )


def _shown(key: str) -> str:
    """A heading as it may stand in a message."""
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in key)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _refuse_twice(keys: Sequence[str], row: int, sheet: str | None) -> None:
    twice = [key for key, count in Counter(keys).items() if key and count > 1]
    if twice:
        raise refused(
            "header-duplicate",
            f"The heading “{_shown(twice[0])}” stands in the header more than once",
            "Remove or rename one of the columns",
            sheet=sheet,
            line=row,
        )


def _last(keys: Sequence[str], key: str) -> int:
    """Number of the last column (1-based) with this heading."""
    return len(keys) - keys[::-1].index(key)
