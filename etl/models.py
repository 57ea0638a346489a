"""The SQL package made tables: seeds loaded, models run, macros created, in a writable database."""

from collections.abc import Iterator

import duckdb

import sql
from etl.errors import IntegrityError
from etl.rows import create_table

#: Seed columns that are not text.
_SEED_TYPES = {
    "sort_order": "integer",
    "age_min": "integer",
    "age_max": "integer",
    "year": "integer",
    "fiscal_year_start": "integer",
    "settling_months": "integer",
    "population": "double",
    "date": "date",
    "period_start": "date",
    "period_end": "date",
}

_SCHEMAS = "create schema seeds; create schema staging; create schema marts; create schema metrics"

#: Columns that marts and metrics hold as ENUM, and what lists their values.
_ENUMS = sql.VOCABULARY | {"source": "sources", "age_band": "age_bands", "under_18": "under_18"}

#: The first model that needs them: by then the sources are staged.
_FIRST_CODED = "marts/versions"


def load_seeds(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every schema, and every seed as a table of schema seeds."""
    connection.execute(_SCHEMAS)
    for name in sql.seed_names():
        rows = sql.seed_rows(name)
        columns = {column: _SEED_TYPES.get(column, "varchar") for column in rows[0]}
        # An empty cell is no number and no date, but it is a text.
        cells = (
            {c: row[c] or ("" if columns[c] == "varchar" else None) for c in row} for row in rows
        )
        create_table(connection, f"seeds.{name}", columns=columns, rows=cells)


def run_models(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Run the models in their order, yielding after each; then create the macros.

    Raises:
        IntegrityError: a report holds a code that is not in the vocabularies.
    """
    for path in sql.MODELS:
        if path == _FIRST_CODED:
            _create_enums(connection)
        _run_model(connection, path)
        yield
    for macro in sql.macros():
        connection.execute(macro)


def _create_enums(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the types of coded columns, their values in the order to show them."""
    for vocabulary in sorted(set(sql.VOCABULARY.values())):
        connection.execute(_enum(vocabulary, f"seeds.{vocabulary} order by sort_order, code"))
    connection.execute(_enum("sources", "staging.sources order by sort_order, code"))
    bands = "seeds.age_bands group by code order by min(age_min), max(age_max), code"
    connection.execute(_enum("age_bands", bands))
    connection.execute("create type under_18 as enum ('yes', 'no', 'unknown')")


def _enum(name: str, codes: str) -> str:
    """Statement that makes a type; every part of it is a name of ours."""
    return f"create type {name} as enum (select code from {codes})"  # noqa: S608


def _run_model(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Create the table of one model; marts and metrics take the ENUM types."""
    schema, name = path.split("/")
    coded = {} if schema == "staging" else _ENUMS
    rows = connection.sql(sql.model(path))
    typed = [
        f"{column}::{coded[column]} as {column}" if column in coded else column
        for column in rows.columns
    ]
    try:
        rows.project(", ".join(typed)).create(f"{schema}.{name}")
    except duckdb.ConversionException as error:
        raise IntegrityError(
            "A report holds a code that its vocabulary does not list.",
            where=f"{schema}.{name}",
            remedy="The vocabularies have changed: import the provider's files again.",
            code="code-unknown",
        ) from error
