"""Proof of a finished warehouse before it is put to use: nothing lost, nothing counted twice."""

import duckdb
import pandera.pandas as pa

from etl import schemas
from etl.errors import IntegrityError

#: Each names what must hold and counts what breaks it.
_CHECKS = {
    "every import's rows are accepted, quarantined, without consent, filtered or withdrawn": """
        select count(*)
        from staging.imports
        where rows_read <> accepted + quarantined + without_consent + filtered + withdrawn
    """,
    "every import has as many reports as its receipt says": """
        select count(*)
        from staging.imports
        left join (
            select import_id, count(*) as reports from staging.reports group by import_id
        ) as found on imports.import_id = found.import_id
        where imports.accepted <> coalesce(found.reports, 0)
    """,
    "every import has as many quarantined rows as its receipt says": """
        select count(*)
        from staging.imports
        left join (
            select import_id, count(distinct row_number) as quarantined
            from staging.quarantine
            group by import_id
        ) as found on imports.import_id = found.import_id
        where imports.quarantined <> coalesce(found.quarantined, 0)
    """,
    "every report bears the source of its import": """
        select count(*)
        from staging.reports
        inner join staging.imports on reports.import_id = imports.import_id
        where reports.source <> imports.source
    """,
    "every report stands once, in its newest version, unless that is without consent": """
        with told as (
            select report_key, received_at, import_id, row_number, true as consent
            from staging.reports
            union all
            select report_key, received_at, import_id, row_number, false
            from staging.without_consent
            where report_key is not null
        ),
        agreed as (
            select report_key
            from told
            group by report_key
            having arg_max(consent, (received_at, import_id, row_number))
        )
        select abs((select count(*) from agreed) - (select count(*) from marts.reports))
    """,
    "no report that was withdrawn is here": """
        select count(*)
        from (
            select report_key from staging.reports
            union all
            select report_key from staging.without_consent
        ) as here
        semi join received_withdrawn on here.report_key = received_withdrawn.report_key
    """,
    "every report falls in a collected month": """
        select count(*)
        from (select distinct source, report_month from marts.reports) as used
        left join marts.months
            on used.source = months.source and used.report_month = months.month
        where months.collected is not true
    """,
    "the cube adds up to the reports": """
        select abs(
            (select coalesce(sum(reports), 0) from metrics.cube)
            - (select count(*) from marts.reports)
        )
    """,
    "the cube says of each month what the reports say": """
        select count(*)
        from (
            select
                source,
                month,
                sum(columns(* exclude (
                    source, country, month, age_band, gender, contact_platform, outcome
                )))::bigint
            from metrics.cube
            group by source, month
            except
            from measures(
                {
                    'sources': []::varchar[],
                    'countries': []::varchar[],
                    'ages': []::varchar[],
                    'genders': []::varchar[],
                    'platforms': []::varchar[],
                    'outcomes': []::varchar[],
                    'kinds': []::varchar[]
                },
                null,
                null
            )
        )
    """,
}


def prove(connection: duckdb.DuckDBPyConnection) -> None:
    """Check the whole warehouse.

    Raises:
        IntegrityError: naming the first thing that does not hold, and no value.
    """
    for claim, count in _CHECKS.items():
        [(broken,)] = connection.execute(count).fetchall()
        if broken:
            raise _unproven(f"it does not hold that {claim}")
    report, cell = schemas.incident_report(), schemas.cells()
    together = [rule.columns for rule in schemas.TOGETHER]
    _prove_values(connection, "marts.reports", report, together)
    _prove_values(connection, "metrics.cube", cell, [])


def _prove_values(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    schema: pa.DataFrameSchema,
    together: list[tuple[str, ...]],
) -> None:
    """Hold the schema against distinct values: what is true of those is true of every row."""
    table = connection.table(name)
    # Only the staged versions have a report_key, and a row number repeats in no import.
    alone = [(column,) for column in schema.columns if column not in ("report_key", "row_number")]
    for columns in (*alone, *together):
        values = ", ".join(_value(table, column) for column in columns)
        rows = table.project(values).distinct().df()
        if schemas.broken(schemas.part(schema, columns), rows):
            raise _unproven(f"{name} breaks a rule of {' and '.join(columns)}")


def _value(table: duckdb.DuckDBPyRelation, column: str) -> str:
    """The column, an ENUM as the text it stands for."""
    kind = table.types[table.columns.index(column)]
    return f"{column}::varchar as {column}" if kind.id == "enum" else column


def _unproven(reason: str) -> IntegrityError:
    return IntegrityError(
        f"The new warehouse was not put to use: {reason}.",
        remedy="Import the affected files again; the warehouse in use is unchanged.",
        code="warehouse-unproven",
    )
