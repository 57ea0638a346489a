"""What is left on the workbench, written as the four files of an import folder."""

# ruff: noqa: S608 - SQL is put together from positions of columns and our own names only
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl import stored
from etl.meaning import columns_of
from etl.readers import Place
from etl.rows import create_table
from etl.workbench import Workbench

#: Columns of accepted.parquet that fields fill, in their order.
FILLED = (
    "country", "region", "reported_date", "incident_date", "incident_date_precision", "age_min",
    "age_max", "age_label", "age_band", "gender", "contact_platform", "moved_to_platform", "kind",
    "tactic", "demand", "payment_made", "amount_paid", "currency", "images_shared", "outcome",
    "offender_location", "reporter", "reported_elsewhere",
)  # fmt: skip
_TYPES = {
    name: kind
    for field in ("reported_date", "incident_date", "age", "amount_paid")
    for name, kind in columns_of(field).items()
}


def write(bench: Workbench, folder: Path, places: Sequence[Place]) -> None:
    """Write all four files, their rows in the order of the provider's file.

    Args:
        bench: the rows without consent and the failed ones have been parted from the others.
        folder: where to.
        places: where the records stand in the provider's file.
    """
    _accepted(bench, folder / stored.ACCEPTED)
    _quarantine(bench, folder / stored.QUARANTINE, places)
    stored.write(
        bench.connection,
        "select row_number, report_key from refused order by row_number",
        folder / stored.WITHOUT_CONSENT,
    )
    _unmapped(bench, folder / stored.UNMAPPED)


def _accepted(bench: Workbench, file: Path) -> None:
    values: dict[str, Any] = {}
    filled = ", ".join(f"{_filled(bench, column, values)} as {column}" for column in FILLED)
    stored.write(
        bench.connection,
        f"""
        select {bench.report_key} as report_key, getvariable('source') as source, {filled},
            row_number
        from coded
        """,
        file,
        **values,
    )


def _quarantine(bench: Workbench, file: Path, places: Sequence[Place]) -> None:
    """Where the failed rows stand and why; the value only where it may be shown."""
    kinds = {"first_record": "bigint", "line": "bigint", "sheet": "varchar"}
    create_table(bench.connection, "places", columns=kinds, rows=[vars(p) for p in places])
    stored.write(
        bench.connection,
        """
        select row_number, report_key, line + (row_number - first_record) as line, sheet,
            "column", rule, value
        from (select * from failed inner join kept_out using (row_number)) as named
            asof join places on row_number >= first_record
        order by row_number, "column", rule
        """,
        file,
    )


def _unmapped(bench: Workbench, file: Path) -> None:
    """The unknown words of rows to accept; null where a word may not be shown."""
    bench.run("create table words (row_number bigint, field varchar, value varchar)")
    for field, meaning in bench.meanings.items():
        if any(meaning.unmapped):
            bench.run(
                f"""
                insert into words
                select row_number, $field, {bench.at(field, "$shown::varchar[]")}
                from coded
                where {bench.at(field, "$unmapped::boolean[]")}
                """,
                field=field,
                shown=meaning.shown,
                unmapped=meaning.unmapped,
            )
    stored.write(
        bench.connection,
        f"""
        select row_number, {bench.report_key} as report_key, field, value
        from words inner join coded using (row_number)
        order by row_number, field
        """,
        file,
    )


def _filled(bench: Workbench, column: str, values: dict[str, Any]) -> str:
    """SQL of a report column; its list of values is added to ``values``."""
    kind = _TYPES.get(column, "varchar")
    for field, meaning in bench.meanings.items():
        if column in meaning.columns:
            values[column] = meaning.columns[column]
            if kind != "varchar":
                return bench.at(field, f"${column}::{kind}[]")
            # An ENUM takes a byte a row on its way to the file, a text sixteen.
            bench.run(
                f"""
                create type v_{column} as enum (
                    select code from (select distinct unnest($codes::varchar[]) as code)
                    where code is not null order by code
                )
                """,
                codes=values[column],
            )
            return bench.at(field, f"${column}::varchar[]::v_{column}[]")
    return f"null::{kind}"
