"""What the child is asked to read and what it answers: plain data that survives JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from etl.errors import RefusedInput

#: Limits of every file; each is far above what a list of reports needs.
MAX_COLUMNS = 200
MAX_RECORD = 1 << 20  # bytes in one row
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
    """

    header: list[str]
    delimiter: str = ","
    quote: str = '"'
    rows: int = 0
    places: list[tuple[int, int, str | None]] = field(default_factory=list)


class Spot(TypedDict, total=False):
    """A place in a file, as far as it is known; numbers count from 1."""

    sheet: str | None
    line: int
    column: int


def refused(code: str, what: str, remedy: str, **spot: Unpack[Spot]) -> RefusedInput:
    """A refusal at a place in the file; the child's main puts the file's name before it."""
    known = [f"{word} {spot[word]}" for word in ("sheet", "line", "column") if spot.get(word)]
    return RefusedInput(what, where=", ".join(known) or None, remedy=remedy, code=code)
