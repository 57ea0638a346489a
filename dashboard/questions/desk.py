"""The desk: further questions about reports that are counted already, with plans that are kept.

DuckDB plans a question anew each time, which takes it several times as long as to answer it. It
keeps the plan only of a prepared statement without parameters that reads none of its own tables. So
the desk is a database in memory that reads counts from Arrow, and a question's values are written
into its text: the months of the period, and words of ours. What a reader chose is in the counts, or
in a table of one cell.
"""

import itertools
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

import pyarrow as pa

import sql
from etl import warehouse

#: Plans that are kept. DuckDB keeps with each what it last worked on, some 6 MB.
_PLANS: Final = 16

_VALUE: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class OneCell:
    """A value that a kept plan reads each time anew: the only cell of a table's column."""

    table: str
    column: str


@dataclass
class Current:
    """A table whose rows change; DuckDB reads those that are there when it reads."""

    rows: pa.Table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.rows.__arrow_c_stream__(requested_schema)


class Desk:
    """A desk that answers one question at a time, whoever asks.

    Args:
        tables: what lies on it, by name with schema; later rows have the same columns.
        coded: the columns that hold codes, by table, each with the type of its codes.
    """

    def __init__(
        self, tables: Mapping[str, pa.Table], coded: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._connection = warehouse.desk()
        self._tables = {name: Current(rows) for name, rows in tables.items()}
        self._plans: OrderedDict[str, str] = OrderedDict()
        self._numbers = itertools.count()
        self._lock = Lock()
        for place, name in enumerate(tables):
            self._connection.register(f"rows_{place}", self._tables[name])
            for statement in _laid_out(name, f"rows_{place}", coded[name]):
                self._connection.execute(statement)
        for macro in sql.desk_macros():
            self._connection.execute(macro)

    def answer(self, text: str, tables: Mapping[str, pa.Table]) -> Mapping[str, Any]:
        """Answer a question whose values are written into its text, of these rows."""
        with self._lock:
            for name, rows in tables.items():
                self._tables[name].rows = rows
            statement = f"execute {self._plan(text)}"
            return self._connection.execute(statement).fetchnumpy()

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._connection.close()

    def _plan(self, text: str) -> str:
        """Name of the statement that is prepared for this text."""
        if text in self._plans:
            self._plans.move_to_end(text)
            return self._plans[text]
        if len(self._plans) == _PLANS:
            _, oldest = self._plans.popitem(last=False)
            statement = f"deallocate {oldest}"
            self._connection.execute(statement)
        name = f"plan_{next(self._numbers)}"
        statement = f"prepare {name} as {text}"
        self._connection.execute(statement)
        self._plans[text] = name
        return name


def _laid_out(name: str, rows: str, codes: Mapping[str, str]) -> tuple[str, str]:
    """What makes these rows a table of this name: as a view, since of tables no plan is kept."""
    casts = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in codes.items())
    columns = f"* replace ({casts})" if casts else "*"
    return (
        f"create schema if not exists {name.partition('.')[0]}",
        f"create view {name} as select {columns} from {rows}",  # noqa: S608 - names of ours
    )


def with_values(text: str, values: Mapping[str, Any]) -> str:
    """The text of a question with its values written into it: dates, numbers, and words of ours."""
    return _VALUE.sub(lambda match: _written(values[match[1]]), text)


def _written(value: Any) -> str:
    match value:
        case OneCell(table, column):
            text = f"(select {column} from {table})"  # noqa: S608 - names of ours
        case date():
            text = f"date '{value.isoformat()}'"
        case str():
            text = "'" + value.replace("'", "''") + "'"
        case list():
            text = f"cast([{', '.join(map(_written, value))}] as varchar[])"
        case dict():
            text = f"{{{', '.join(f'{_written(k)}: {_written(v)}' for k, v in value.items())}}}"
        case _:
            text = "null" if value is None else repr(value)
    return text
