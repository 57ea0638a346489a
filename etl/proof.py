"""Proof of a finished warehouse before it is put to use: nothing lost, nothing counted twice."""

import duckdb

from etl.errors import IntegrityError

#: Each names what must hold and counts what breaks it.
_CHECKS = {
    "every import's rows are accepted, quarantined, without consent or filtered": """
        select count(*)
        from staging.imports
        where rows_read <> accepted + quarantined + without_consent + filtered
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
    "every report stands once, in its newest version": """
        select abs(
            (select count(distinct report_key) from staging.reports)
            - (select count(*) from marts.reports)
        )
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
}


def prove(connection: duckdb.DuckDBPyConnection) -> None:
    """Check the whole warehouse.

    Raises:
        IntegrityError: naming the first thing that does not hold.
    """
    for claim, count in _CHECKS.items():
        [(broken,)] = connection.execute(count).fetchall()
        if broken:
            raise IntegrityError(
                f"The new warehouse was not put to use: it does not hold that {claim}.",
                remedy="Import the affected files again; the warehouse in use is unchanged.",
                code="warehouse-unproven",
            )
