"""How far a workbook's sheet reaches, and where it holds errors: a scan of its XML."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from etl.errors import RefusedInput
from etl.reading.container import not_as_claimed

_BLOCK = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WORKSHEET = "/relationships/worksheet"

#: Called with an element's name, without its namespace, and its attributes.
_OnStart = Callable[[str, Mapping[str, str]], None]


class Extent:
    """What the filled cells of a sheet span; rows and columns count from 1.

    Attributes:
        errors: column → last row with an error, or with a formula that has no result.
    """

    def __init__(self) -> None:
        self.errors: dict[int, int] = {}
        self._row = self._column = 0
        self._left, self._top, self._right, self._bottom = 1 << 14, 1 << 20, 0, 0
        self._failed = self._formula = False

    @property
    def rows(self) -> int:
        """Rows from the first filled cell to the last."""
        return max(0, self._bottom - self._top + 1)

    @property
    def columns(self) -> int:
        """Columns from the leftmost filled cell to the rightmost."""
        return max(0, self._right - self._left + 1)

    def see(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the next element of the sheet's XML."""
        if name == "c":
            self.end_cell()
            self._column, self._row = self._place(attributes.get("r"))
            self._failed, self._formula = attributes.get("t") == "e", False
        elif name in ("v", "is"):
            self._formula = False
            self._left, self._right = min(self._left, self._column), max(self._right, self._column)
            self._top, self._bottom = min(self._top, self._row), max(self._bottom, self._row)
        elif name == "f":
            self._formula = True
        elif name == "row":
            self.end_cell()
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def end_cell(self) -> None:
        """Note the cell before, now that all of it was seen."""
        if self._failed or self._formula:
            self.errors[self._column] = self._row
        self._failed = self._formula = False

    def _place(self, reference: str | None) -> tuple[int, int]:
        """Column and row of a cell; without a reference it is the next one in its row."""
        if reference is None:
            return self._column + 1, self._row
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise damaged()
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return column, int(found[2])


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each worksheet → its part in the archive, in the workbook's order."""
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def see_sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next(attributes[a] for a in attributes if a.endswith(" id"))
            sheets.append((attributes["name"], key))

    def see_target(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes["Type"].endswith(_WORKSHEET):
            targets[attributes["Id"]] = posixpath.join("/xl", attributes["Target"])[1:]

    _parse(archive, "xl/workbook.xml", see_sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", see_target)
    return {name: targets[key] for name, key in sheets if key in targets}


def extent(archive: zipfile.ZipFile, part: str) -> Extent:
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
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: on_start(
        name.rpartition(" ")[2], attributes
    )
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError):
        raise damaged() from None
