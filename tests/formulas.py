"""The formulas of sql/macros, asked one at a time."""

from statistics import NormalDist

import duckdb

import sql

Z95 = NormalDist().inv_cdf(0.975)
Z998 = NormalDist().inv_cdf(0.999)


def _with_formulas() -> duckdb.DuckDBPyConnection:
    """A database with the formulas; macros that ask tables need a built warehouse."""
    connection = duckdb.connect()
    for macro in sql.macros():
        if "as table" not in macro:
            connection.execute(macro)
    return connection


CONNECTION = _with_formulas()


def compute(name: str, *arguments: float | None) -> float | None:
    places = ", ".join("?" for _ in arguments)
    [(value,)] = CONNECTION.execute(f"select {name}({places})", list(arguments)).fetchall()
    return None if value is None else float(value)
