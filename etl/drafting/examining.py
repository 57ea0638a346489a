"""Looks at a file: how its bytes are to be read, and what the strict reader then reads."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl import readers
from etl.drafting.dialects import delimiter_point, quote_point, rows_of
from etl.drafting.encodings import encoding_point
from etl.drafting.headers import Rows, header_point, sheets_point
from etl.drafting.passing import Passing
from etl.drafting.points import Answers, Point, fact
from etl.drafting.table import Table, tally
from etl.drafting.trials import Trials
from etl.errors import RefusedInput, UsageError
from etl.reading.header import header_key
from etl.settings import Settings
from etl.sources import FileFormat, Profile, Source

_SECONDS = 20  # of processor time for a glance at a file of any size that is read

#: A question only where the strict reader has met a row of totals.
_TOTALS = Point("total_rows", None, (fact("total-row"),), ("skip", "keep"))
_NOBODY = Source("draft", "", "", "", "ZZ", "", "report", 1, "standard", False, 0, 0)


@dataclass(frozen=True)
class Examined:
    """What a file is.

    Attributes:
        format: csv, xlsx, json or jsonl.
        points: how it is to be read; the reading needs all of them answered.
        headings: those of the header, as far as they can be told before the reading.
        table: what the strict reader read; None as long as a point is open.
    """

    format: str
    points: Sequence[Point]
    headings: Sequence[str]
    table: Table | None

    def value(self, key: str) -> str | None:
        """What a point says; None where it does not apply."""
        return next((point.value for point in self.points if point.key == key), None)

    @property
    def file(self) -> FileFormat:
        """The points as a profile declares them."""
        sheets = self.value("sheets")
        several = len(next((p.options for p in self.points if p.key == "sheets"), ())) > 1
        return FileFormat(
            formats=(self.format,),
            encoding=self.value("encoding") or "utf-8",
            delimiter=self.value("delimiter") or ",",
            quote=self.value("quote") or '"',
            header_rows=(int(self.value("header_row") or 1),),
            sheets=tuple(sheets.split("/")) if sheets and several else (),
            records=self.value("records") or "",
            total_rows=self.value("total_rows") or "refuse",
            drop=tuple(self.headings),
        )


def examine(settings: Settings, path: Path, answers: Answers) -> Examined:
    """Look at a file, and read all of it strictly once it is clear how.

    Args:
        settings: where the data is; what is read lies there for a moment.
        path: the file as delivered.
        answers: what a person has said about encoding, delimiter, quote, header and sheets.

    Raises:
        UsageError: there is no such file, or an answer is none of the options.
        RefusedInput: the strict reader refuses the file.
    """
    if not path.is_file():
        raise UsageError("There is no such file", where=path.name, code="file-missing")
    task = {"path": str(path), "seconds": _SECONDS}
    seen = readers.in_child(task, path.name, lambda _share: None, module="etl.drafting")
    try:
        points, rows = _points(seen, answers)
    except RefusedInput as refusal:
        raise RefusedInput(
            refusal.what, where=path.name, remedy=refusal.remedy, code=refusal.code
        ) from None
    points += [_TOTALS.settled(answers)] if _TOTALS.key in answers else []
    if any(point.open for point in points):
        return Examined(seen["format"], points, (), None)
    row = next((int(point.value or 1) for point in points if point.key == "header_row"), 1)
    headings = [header_key(cell) for cell in rows[row - 1]] if row <= len(rows) else []
    examined = Examined(seen["format"], points, [name for name in headings if name], None)
    try:
        return replace(examined, table=_table(settings, path, examined.file))
    except RefusedInput as refusal:
        if refusal.code != "total-row":
            raise
    return replace(examined, points=[*points, _TOTALS])


def _points(seen: dict[str, Any], answers: Answers) -> tuple[list[Point], Rows]:
    """The points of a file's format, and its first rows as far as they can be told."""
    if seen["format"] == "xlsx":
        return _sheet_points(seen["sheets"], answers)
    if seen["format"] != "csv":
        return _list_points(seen["lists"], answers)
    head = base64.b64decode(seen["head"])
    encoding = encoding_point(Trials(**seen["trials"]), head).settled(answers)
    if encoding.value is None:
        return [encoding], []
    text = _whole_lines(head, encoding.value)
    quote = quote_point(text).settled(answers)
    delimiter = delimiter_point(text, quote.value or '"').settled(answers)
    if delimiter.value is None:
        return [encoding, delimiter, quote], []
    rows = rows_of(text, delimiter.value, quote.value or '"')
    return [encoding, delimiter, quote, header_point(rows).settled(answers)], rows


def _sheet_points(sheets: dict[str, Rows], answers: Answers) -> tuple[list[Point], Rows]:
    if not sheets:
        return [], []  # the reader says so
    chosen = sheets_point(sheets).settled(answers)
    if chosen.value is None:
        return [chosen], []
    rows = sheets[chosen.value.split("/")[0]]
    return [chosen, header_point(rows).settled(answers)], rows


def _list_points(lists: dict[str, list[str]], answers: Answers) -> tuple[list[Point], Rows]:
    if not lists:
        return [], []  # the reader says so
    if "" in lists:
        return [], [lists[""]]
    only = next(iter(lists)) if len(lists) == 1 else None
    chosen = Point("records", only, (fact("records-lists", n=len(lists)),), tuple(lists))
    chosen = chosen.settled(answers)
    return [chosen], [lists[chosen.value]] if chosen.value else []


def _whole_lines(head: bytes, encoding: str) -> str:
    """The head as text, without the last line if it may be cut."""
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    text = head.decode(codec, errors="ignore").replace("\r\n", "\n")
    lines = text.rpartition("\n")[0]
    return lines or text


def _table(settings: Settings, path: Path, file: FileFormat) -> Table:
    # All columns are looked at here, those with no heading too; the profile says which are kept.
    probe = Profile("draft", _NOBODY, replace(file, unnamed_columns="drop"), (), {}, {}, None, "")
    with Passing(settings) as folder:
        rows = folder.path / "rows.csv"
        return tally(rows, readers.read(path, probe, into=rows))
