"""What a warehouse holds; its file differs each time, since DuckDB never writes the same twice."""

import hashlib

import duckdb

from etl import warehouse
from etl.settings import Settings


def open_current(settings: Settings) -> duckdb.DuckDBPyConnection:
    """The served warehouse, opened."""
    pointer = warehouse.current(settings)
    assert pointer is not None
    return warehouse.reader(settings.warehouse / pointer.file)


def contents(settings: Settings) -> dict[str, str]:
    """Hash of each table's rows, in an order of their own."""
    hashes = {}
    with open_current(settings) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        for (table,) in sorted(tables):
            rows = sorted(connection.table(table).fetchall(), key=repr)
            hashes[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return hashes
