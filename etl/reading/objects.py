"""JSON and JSON Lines: objects, each path of keys a column. Always UTF-8, as RFC 8259 has it."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any, NoReturn

from etl.errors import RefusedInput
from etl.reading.flattening import Flattener
from etl.reading.header import find_header, too_many
from etl.reading.task import MAX_COLUMNS, MAX_JSON, MAX_RECORD, Outcome, Task, refused
from etl.reading.text import utf8_blocks
from etl.reading.writing import RowWriter

_SPACE = re.compile(r"[ \t\n\r]*")

#: (line, object); the object is a tuple of (key, value) pairs, so that no duplicate key is lost.
_Objects = Iterator[tuple[int, Any]]


def read_json(
    stream: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """An array of objects, or an object that holds it under the key that the profile names."""
    text = _text(stream)
    progress(stream.tell())

    def objects() -> _Objects:
        cursor = _Cursor(text)
        yield from _wrapped(cursor, task.records) if task.records else _array(cursor)
        if cursor.next_sign():
            raise _invalid(cursor.line)

    return _read(objects, task, into)


def read_jsonl(
    stream: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """One object a line; blank lines are accepted at the end only."""

    def objects() -> _Objects:
        stream.seek(0)
        for line, text in _lines(stream):
            progress(stream.tell())
            cursor = _Cursor(text, line)
            value = cursor.value()
            if cursor.next_sign():
                raise _invalid(line)
            yield line, value

    return _read(objects, task, into)


def _read(objects: Callable[[], _Objects], task: Task, into: IO[bytes]) -> Outcome:
    """Go through the objects twice: a key may come up late, and the header has them all."""
    flattener = Flattener(task)
    names: dict[str, None] = {}
    for line, value in objects():
        names |= dict.fromkeys(flattener.cells(value, line))
        if len(names) > MAX_COLUMNS:
            raise too_many(len(names), line)
    header = list(names)
    find_header({1: header} if header else {}, task)
    writer = RowWriter(into, header, task)
    for line, value in objects():
        cells = flattener.cells(value, line)
        writer.write([cells.get(name, "") for name in header], line)
    return writer.finish()


class _Cursor:
    """A place in a JSON text.

    Attributes:
        line: its line, from 1.
    """

    def __init__(self, text: str, line: int = 1) -> None:
        self.line = line
        self._text = text
        self._at = 0

    def next_sign(self) -> str:
        """Go to what follows the white space; empty at the end of the text."""
        space = _SPACE.match(self._text, self._at)
        self._go_to(space.end() if space else self._at)
        return self._text[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        """Go behind the sign that must stand here."""
        if self.next_sign() != sign:
            raise _invalid(self.line)
        self._at += 1

    def value(self) -> Any:
        """The value that must stand here."""
        self.next_sign()
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            raise _invalid(self.line + self._text.count("\n", self._at, error.pos)) from None
        except ValueError:
            raise refused(
                "json-invalid",
                "NaN and Infinity are no JSON",
                "Write null instead",
                line=self.line,
            ) from None
        except RecursionError:
            raise refused(
                "json-nested",
                "The nesting is too deep",
                "Export objects that are not nested so deeply",
                line=self.line,
            ) from None
        self._go_to(end)
        return value

    def _go_to(self, at: int) -> None:
        self.line += self._text.count("\n", self._at, at)
        self._at = at


def _array(cursor: _Cursor) -> _Objects:
    cursor.take("[")
    sign = cursor.next_sign()
    while sign != "]":
        cursor.next_sign()
        line = cursor.line
        yield line, cursor.value()
        sign = cursor.next_sign()
        if sign != "]":
            cursor.take(",")
    cursor.take("]")


def _wrapped(cursor: _Cursor, records: str) -> _Objects:
    """The array under this key of an object, which must be the whole of what there is to send."""
    cursor.take("{")
    rows: int | None = None
    told: dict[str, Any] = {}
    sign = ","
    while sign == ",":
        key = cursor.value()
        cursor.take(":")
        if key == records and rows is None:
            rows = 0
            for item in _array(cursor):
                rows += 1
                yield item
        else:
            value = cursor.value()
            told |= dict(value) if key == "metadata" and isinstance(value, tuple) else {key: value}
        sign = cursor.next_sign()
        if sign == ",":
            cursor.take(",")
    cursor.take("}")
    if rows is None:
        raise refused(
            "header-missing",
            f"The object has no list under the key that records names: {records}",
            "Check that this is the right file, or correct records in the profile",
        )
    total = told.get("count", told.get("total", str(rows)))
    if told.get("next") or total != str(rows):
        raise refused(
            "json-part",
            f"The file tells of more entries than the {rows} that it holds",
            "It is one page of several: export all entries as one file",
        )


def _no_number(_name: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(
    object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=_no_number
)


def _invalid(line: int) -> RefusedInput:
    return refused(
        "json-invalid",
        "The text is not JSON of the declared form",
        "JSON: one array of objects. JSON Lines: one object a line",
        line=line,
    )


def _text(stream: IO[bytes]) -> str:
    data = bytearray()
    for block in utf8_blocks(stream, "utf-8"):
        data += block
        if len(data) > MAX_JSON:
            raise refused(
                "too-large",
                f"The file is larger than {MAX_JSON >> 20} MB",
                "Send JSON Lines or CSV, which may be larger",
            )
    return data.decode("utf-8")


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    number, waiting, blank = 1, b"", None
    for block in chain(utf8_blocks(stream, "utf-8"), [b"\n"]):
        waiting += block
        *lines, waiting = waiting.split(b"\n")
        if len(waiting) > MAX_RECORD:
            raise refused(
                "too-large", "A line is longer than 1 MB", "Send one object a line", line=number
            )
        for line in lines:
            if not line.strip():
                blank = blank or number
            elif blank:
                raise _invalid(blank)
            else:
                yield number, line.decode("utf-8")
            number += 1
