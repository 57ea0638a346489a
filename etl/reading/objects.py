"""JSON and JSON Lines: flat objects, each key a column. Always UTF-8, as RFC 8259 has it."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any, NoReturn

from etl.errors import RefusedInput
from etl.reading.header import find_header
from etl.reading.task import MAX_JSON, MAX_RECORD, Outcome, Task, refused
from etl.reading.text import utf8_blocks
from etl.reading.writing import RowWriter

_SCALARS = {None: "", True: "true", False: "false"}
_SPACE = re.compile(r"[ \t\n\r]*")

#: (line, object); the object is a tuple of (key, value) pairs, so that no duplicate key is lost.
_Objects = Iterator[tuple[int, Any]]


def read_json(
    stream: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """An array of flat objects."""
    text = _text(stream)
    progress(stream.tell())
    return _read(lambda: _array(text), task, into)


def read_jsonl(
    stream: IO[bytes], task: Task, into: IO[bytes], progress: Callable[[int], None]
) -> Outcome:
    """One flat object a line; blank lines are accepted at the end only."""

    def objects() -> _Objects:
        stream.seek(0)
        for line, text in _lines(stream):
            progress(stream.tell())
            value, end = _decode(text, 0, line)
            if _end_of_space(text, end) < len(text):
                raise _invalid(line)
            yield line, value

    return _read(objects, task, into)


def _read(objects: Callable[[], _Objects], task: Task, into: IO[bytes]) -> Outcome:
    """Go through the objects twice: a key may come up late, and the header has them all."""
    names: dict[str, None] = {}
    for line, value in objects():
        names |= dict.fromkeys(_cells(value, line))
    header = list(names)
    find_header({1: header} if header else {}, task)
    writer = RowWriter(into, header)
    for line, value in objects():
        cells = _cells(value, line)
        writer.write([cells.get(name, "") for name in header], line)
    return writer.finish()


def _cells(value: object, line: int) -> dict[str, str]:
    """Key → text of one flat object; null is blank, numbers keep their digits."""
    if not isinstance(value, tuple):
        raise refused("json-nested", "An entry is not an object", "Export flat objects", line=line)
    cells: dict[str, str] = {}
    for key, item in value:
        if isinstance(item, list | tuple):
            raise refused(
                "json-nested",
                "A value is itself a list or an object",
                "Export flat objects: text, numbers, true, false or null",
                line=line,
            )
        if key in cells:
            raise refused(
                "header-duplicate",
                "An object has the same key twice",
                "Export it again with each key once",
                line=line,
            )
        cells[key] = _SCALARS.get(item, item)
    return cells


def _array(text: str) -> _Objects:
    line, seen = 1, 0
    position = _expect(text, _end_of_space(text, 0), "[", line)
    if text[position : position + 1] == "]":
        return
    while True:
        line, seen = line + text.count("\n", seen, position), position
        value, end = _decode(text, position, line)
        yield line, value
        end = _end_of_space(text, end)
        if text[end : end + 1] == "]":
            break
        position = _expect(text, end, ",", line)
    if _end_of_space(text, end + 1) < len(text):
        raise _invalid(line + text.count("\n", seen))


def _expect(text: str, position: int, sign: str, line: int) -> int:
    if text[position : position + 1] != sign:
        raise _invalid(line)
    return _end_of_space(text, position + 1)


def _end_of_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _no_number(_name: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(
    object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=_no_number
)


def _decode(text: str, position: int, line: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise _invalid(line + text.count("\n", position, error.pos)) from None
    except ValueError:
        raise refused(
            "json-invalid", "NaN and Infinity are no JSON", "Write null instead", line=line
        ) from None
    except RecursionError:
        raise refused(
            "json-nested", "The nesting is too deep", "Export flat objects", line=line
        ) from None


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
