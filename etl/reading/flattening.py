"""Flattens nested objects: the keys on the way to a value, joined by "/", are its column.

So {"incident": {"date": …}} of one program and {"incident/date": …} of another are one column.
"""

from typing import Any

from etl.errors import RefusedInput
from etl.reading.header import header_key
from etl.reading.task import Task, refused

_DEEPEST = 20  # objects inside objects


class Flattener:
    """Turns objects, given as tuples of (key, value), into cells by path."""

    def __init__(self, task: Task) -> None:
        self._read = {header_key(name) for column in task.wanted for name in column.names}
        self._groups = {
            "/".join(parts[:depth])
            for parts in (name.split("/") for name in self._read)
            for depth in range(1, len(parts))
        }
        self._dropped = set(map(header_key, task.drop))
        self._drop_all = task.drop_unnamed

    def cells(self, value: object, line: int) -> dict[str, str]:
        """Path → text of one object; null is blank, numbers keep their digits.

        A list is left out where its column is dropped: attachments, or a repeated group.

        Raises:
            RefusedInput: json-nested, header-duplicate.
        """
        if not isinstance(value, tuple):
            raise _nested("An entry is not an object", line)
        cells: dict[str, str] = {}
        waiting: list[tuple[str, Any, int]] = [("", value, 0)]
        while waiting:
            above, pairs, depth = waiting.pop()
            if depth > _DEEPEST:
                raise _nested("The nesting is too deep", line)
            for key, item in pairs:
                path = above + key
                if isinstance(item, tuple):
                    self._check_object(header_key(path), line)
                    waiting.append((path + "/", item, depth + 1))
                elif item is not None or header_key(path) not in self._groups:
                    if path in cells:
                        raise refused(
                            "header-duplicate",
                            "An object has the same key twice",
                            "Export it again with each key once",
                            line=line,
                        )
                    cells[path] = self._text(header_key(path), item, line)
        return cells

    def _check_object(self, key: str, line: int) -> None:
        if key in self._read:
            raise _nested("An object stands where the profile reads one value", line)

    def _text(self, key: str, item: Any, line: int) -> str:
        if isinstance(item, list):
            if key in self._read | self._groups:
                raise _nested("A list stands where the profile reads one value", line)
            if not (self._drop_all or key in self._dropped):
                raise _nested("A value is itself a list", line)
            return ""
        if key in self._groups and key not in self._read:
            raise _nested("A value stands where the profile reads an object", line)
        match item:
            case None:
                return ""
            case bool():
                return str(item).lower()
            case _:
                return str(item)


def _nested(what: str, line: int) -> RefusedInput:
    return refused(
        "json-nested",
        what,
        "Export one value a key: text, a number, true, false or null; objects may hold objects",
        line=line,
    )
