"""Small tables from rows that Python holds: vocabularies and receipts."""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb


def create_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    *,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
    temporary: bool = False,
) -> None:
    """Create a table of these columns, in this order, holding these rows.

    Args:
        connection: a writable connection.
        name: schema and table, of our own choosing.
        columns: DuckDB type of each column, by its name; names are ours too.
        rows: values by column name; further keys are ignored. None is null.
        temporary: it goes with the connection and never reaches the file.
    """
    connection.execute(_create(name, columns, temporary=temporary))
    lists = list(zip(*([row[column] for column in columns] for row in rows), strict=True))
    if lists:
        connection.execute(_insert(name, columns), [list(values) for values in lists])


def _create(name: str, columns: Mapping[str, str], *, temporary: bool) -> str:
    fields = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    return f"create {'temp ' if temporary else ''}table {name} ({fields})"


def _insert(name: str, columns: Mapping[str, str]) -> str:
    """Statement with one list of values a column: one a row would take a millisecond each."""
    lists = ", ".join(f"unnest(${n}::{kind}[])" for n, kind in enumerate(columns.values(), 1))
    return f"insert into {name} select {lists}"
