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
    # One list a column in a single statement: a statement a row would take a millisecond each.
    lists = list(zip(*([row[column] for column in columns] for row in rows), strict=True))
    fields = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"create {'temp ' if temporary else ''}table {name} ({fields})")
    if lists:
        values = ", ".join(f"unnest(${n + 1}::{kind}[])" for n, kind in enumerate(columns.values()))
        connection.execute(f"insert into {name} select {values}", [list(item) for item in lists])
