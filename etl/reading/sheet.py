"""How far a workbook's sheet reaches, and where it holds errors: a scan of its XML."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from etl.errors import RefusedInput
from etl.reading.container import not_as_claimed

_BLOCK = 1 << 20
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORKSHEET = "/relationships/worksheet"

#: Called with an element's name, without its prefix, and its attributes.
_OnStart = Callable[[str, Mapping[str, str]], None]


class Extent:
    """What the filled cells of a sheet span; rows and columns count from 1.

    Attributes:
        errors: column → last row with an error, or with a formula that has no result.
    """

    def __init__(self) -> None:
        self.errors: dict[int, int] = {}
        self._row = self._column = 0
        self._filled_rows: set[int] = set()
        self._filled_columns: set[int] = set()
        self._failed = self._pending = False
        self._numbers: dict[str, int] = {}

    @property
    def rows(self) -> int:
        """Rows from the first filled cell to the last."""
        return _span(self._filled_rows)

    @property
    def columns(self) -> int:
        """Columns from the leftmost filled cell to the rightmost."""
        return _span(self._filled_columns)

    def see(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the next element of the sheet's XML; millions of them come through here."""
        if name == "c":
            self.end_cell()
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                self._go_to(reference)
            self._failed = attributes.get("t") == "e"
        elif name in {"v", "is"}:
            self._pending = False
            self._filled_rows.add(self._row)
            self._filled_columns.add(self._column)
        elif name == "f":
            self._pending = True
        elif name == "row":
            self.end_cell()
            row = int(attributes.get("r", self._row + 1))
            if row <= self._row:
                raise ValueError  # of two rows in one place, one would be lost
            self._row, self._column = row, 0

    def end_cell(self) -> None:
        """Note the cell before, now that all of it was seen."""
        if self._failed or self._pending:
            self.errors[self._column] = self._row
            self._failed = self._pending = False

    def _go_to(self, reference: str) -> None:
        """Stand at the cell named like B7."""
        letters = reference.rstrip("0123456789")
        if letters not in self._numbers:
            self._numbers[letters] = _column_number(letters)
        column, row = self._numbers[letters], int(reference[len(letters) :])
        if (row, column) <= (self._row, self._column):
            raise ValueError  # of two cells in one place, one would be lost
        self._column, self._row = column, row


def _span(numbers: set[int]) -> int:
    return max(numbers) - min(numbers) + 1 if numbers else 0


def _column_number(letters: str) -> int:
    """1 for A, 27 for AA, at most 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + _LETTERS.index(letter) + 1
    if not 1 <= number <= 1 << 14:
        raise ValueError
    return number


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each worksheet → its part in the archive, in the workbook's order."""
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def see_sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            keys = (key for name, key in attributes.items() if name.endswith(":id"))
            sheets.append((attributes["name"], next(keys, "")))

    def see_target(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes["Type"].endswith(_WORKSHEET):
            targets[attributes["Id"]] = posixpath.join("/xl", attributes["Target"])[1:]

    _parse(archive, "xl/workbook.xml", see_sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", see_target)
    return {name: targets[key] for name, key in sheets if key in targets}


@dataclass(frozen=True)
class View:
    """What the workbook says of its sheets: names of the hidden ones, and where days begin."""

    hidden: frozenset[str]
    from_1904: bool


def view_of(archive: zipfile.ZipFile) -> View:
    """The workbook's view."""
    hidden: set[str] = set()
    systems: set[str] = set()

    def see(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") != "visible":
            hidden.add(attributes["name"])
        elif name == "workbookPr":
            systems.add(attributes.get("date1904", "0"))

    _parse(archive, "xl/workbook.xml", see)
    return View(frozenset(hidden), from_1904=not systems <= {"0", "false"})


def extent_of(archive: zipfile.ZipFile, part: str) -> Extent:
    """The extent of one worksheet."""
    found = Extent()
    _parse(archive, part, found.see)
    found.end_cell()
    return found


def damaged() -> RefusedInput:
    """The parts do not make up a workbook."""
    return not_as_claimed("a damaged workbook", "xlsx")


def _parse(archive: zipfile.ZipFile, part: str, on_start: _OnStart) -> None:
    """Stream one part through expat, which refuses entities that grow without end."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: on_start(
        name.rpartition(":")[2] if ":" in name else name, attributes
    )
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise damaged() from None
