"""What the child is asked to read and what it answers: plain data that survives JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from etl.errors import RefusedInput

#: Limits of every file; each is far above what a list of reports needs.
MAX_COLUMNS = 200
MAX_RECORD = 1 << 20  # bytes in one row
MAX_CELL = 1 << 10  # bytes of UTF-8 in one cell of a column that is read
MAX_RATIO = 100  # unpacked : packed
MAX_TEXT = 8 << 30  # bytes of CSV or JSON Lines, unpacked
MAX_JSON = 64 << 20  # bytes of a JSON array, which must be held in memory
MAX_PACKED = 50 << 20  # bytes of a workbook as it was sent
MAX_WORKBOOK = 400 << 20  # bytes of a workbook's parts, unpacked
MAX_CELLS = 3_000_000  # rows × columns of all sheets read, which calamine holds in memory


@dataclass(frozen=True)
class Wanted:
    """A column the profile names, by any of its headings."""

    names: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Task:
    """One file to read: ``path`` in, ``into`` out, and the profile's declarations.

    Attributes:
        seconds: processor time the file may take.
        drop: headings that are left out on purpose.
        total_rows: what to do with rows of totals: ``refuse``, ``skip`` or ``keep``.
        footer: texts that the lines below the table begin with.
        header_depth: number of rows that make up the header.
        records: path of the list inside a JSON object; empty when the file is the list.
        serial_dates: whether plain numbers may be read as days.
    """

    path: str
    into: str
    seconds: int
    formats: tuple[str, ...]
    encoding: str
    delimiter: str
    quote: str
    header_rows: tuple[int, ...]
    sheets: tuple[str, ...]
    drop_unnamed: bool
    wanted: tuple[Wanted, ...]
    drop: tuple[str, ...] = ()
    total_rows: str = "refuse"
    footer: tuple[str, ...] = ()
    header_depth: int = 1
    records: str = ""
    serial_dates: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Task":
        """The task as the parent wrote it: lists become tuples again."""
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        values["wanted"] = tuple(Wanted(tuple(w["names"]), w["required"]) for w in data["wanted"])
        return cls(**values)


@dataclass
class Outcome:
    """What was read.

    Attributes:
        places: (first record, line, sheet): the record stands at that line, and so on one by one.
        totals: rows of totals that were left out.
        footers: lines below the table that were left out.
        open_end: whether the last row of a CSV lacks its line end.
    """

    header: list[str]
    delimiter: str = ","
    quote: str = '"'
    rows: int = 0
    places: list[tuple[int, int, str | None]] = field(default_factory=list)
    totals: int = 0
    footers: int = 0
    open_end: bool = False


class Spot(TypedDict, total=False):
    """A place in a file, as far as it is known; numbers count from 1."""

    sheet: str | None
    line: int
    column: int


def refused(code: str, what: str, remedy: str, **spot: Unpack[Spot]) -> RefusedInput:
    """A refusal at a place in the file; the child's main puts the file's name before it."""
    known = [f"{word} {spot[word]}" for word in ("sheet", "line", "column") if spot.get(word)]
    return RefusedInput(what, where=", ".join(known) or None, remedy=remedy, code=code)
