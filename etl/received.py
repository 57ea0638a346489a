"""What has been received: import folders, checked against their receipts, laid out as tables.

The models read these tables and views of the building connection:

- ``received_imports``, ``received_sources``: one row an import, from the receipts;
- ``received_reports``, ``received_quarantine``, ``received_without_consent``: the rows of all
  imports, straight from Parquet;
- ``received_withdrawn``: the keys of reports that must not be there;
- ``staging.collected``, ``staging.unmapped``, ``staging.notes``, ``staging.calendar``: kept in the
  warehouse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etl import stored
from etl import withdrawn as withdrawn_keys
from etl.errors import IntegrityError
from etl.receipt import Receipt
from etl.rows import create_table
from etl.settings import Settings
from etl.warehouse import file_sha256

_IMPORTS = {
    "import_id": "varchar",
    "source": "varchar",
    "received_at": "timestamp",
    "file_name": "varchar",
    "rows_read": "bigint",
    "accepted": "bigint",
    "quarantined": "bigint",
    "without_consent": "bigint",
    "filtered": "bigint",
    "withdrawn": "bigint",
    "synthetic": "boolean",
    "first_reported": "date",
    "last_reported": "date",
}
_SOURCES = {
    "import_id": "varchar",
    "received_at": "timestamp",
    "code": "varchar",
    "label_en": "varchar",
    "label_ja": "varchar",
    "label_mi": "varchar",
    "country": "varchar",
    "organisation": "varchar",
    "counting_unit": "varchar",
    "fiscal_year_start": "integer",
    "age_scheme": "varchar",
    "publishable": "boolean",
    "settling_months": "integer",
    "sort_order": "integer",
    "coverage": "varchar",
    "subject": "varchar",
    "synthetic": "boolean",
}
_COLLECTED = {"import_id": "varchar", "source": "varchar", "field": "varchar"}
_CALENDAR = {"month": "date"}
_UNMAPPED = _COLLECTED | {"value": "varchar", "rows": "bigint"}
_NOTES = {"import_id": "varchar", "source": "varchar", "note": "varchar", "detail": "varchar"}


def check(settings: Settings, item: Receipt) -> None:
    """Compare an import's files with the hashes in its receipt.

    Raises:
        IntegrityError: naming the file that is missing or changed.
    """
    for name, sha256 in item.sha256.items():
        file = settings.imports / item.import_id / name
        if not file.is_file() or file_sha256(file) != sha256:
            raise IntegrityError(
                "A file of an import is missing or not as it was written.",
                where=str(file),
                remedy="Put the folder back from a backup, or remove it and import the file again",
                code="import-changed",
            )


def lay_out(
    connection: duckdb.DuckDBPyConnection, settings: Settings, items: Sequence[Receipt]
) -> None:
    """Make the tables and views that this module's first lines name; schema staging must exist."""
    imports = [_import(item) for item in items]
    sources = [_source(item) for item in items]
    create_table(connection, "received_imports", columns=_IMPORTS, rows=imports, temporary=True)
    create_table(connection, "received_sources", columns=_SOURCES, rows=sources, temporary=True)
    create_table(connection, "staging.collected", columns=_COLLECTED, rows=_collected(items))
    create_table(connection, "staging.unmapped", columns=_UNMAPPED, rows=_unmapped(items))
    create_table(connection, "staging.notes", columns=_NOTES, rows=_notes(items))
    create_table(connection, "staging.calendar", columns=_CALENDAR, rows=_calendar(items))
    withdrawn = [
        {"report_key": key}
        for code in {item.source.code for item in items}
        for key in withdrawn_keys.read(settings, code)
    ]
    keys = {"report_key": "varchar"}
    create_table(connection, "received_withdrawn", columns=keys, rows=withdrawn, temporary=True)
    _lay_out_rows(connection, settings, items)


def _lay_out_rows(
    connection: duckdb.DuckDBPyConnection, settings: Settings, items: Sequence[Receipt]
) -> None:
    """Make the views of the imports' rows."""
    # A view takes no parameters, but it may read variables.
    files = {
        Path(name).stem: [
            str(settings.imports / item.import_id / name) for item in items if name in item.sha256
        ]
        for name in stored.FILES
    }
    connection.execute("set variable files = $1", [files])
    # "column" is the file's name for it, but a reserved word in every other engine.
    connection.execute(
        """
        create temp view received_reports as
        select *, parse_path(filename)[-2] as import_id
        from read_parquet(getvariable('files').accepted, filename = true);
        create temp view received_quarantine as
        select * rename ("column" as field), parse_path(filename)[-2] as import_id
        from read_parquet(getvariable('files').quarantine, filename = true, union_by_name = true);
        """
    )
    # Folders of the first layout have no such file.
    if any(stored.WITHOUT_CONSENT in item.sha256 for item in items):
        connection.execute(
            """
            create temp view received_without_consent as
            select *, parse_path(filename)[-2] as import_id
            from read_parquet(getvariable('files').without_consent, filename = true)
            """
        )
    else:
        columns = {"import_id": "varchar", "row_number": "bigint", "report_key": "varchar"}
        create_table(
            connection, "received_without_consent", columns=columns, rows=[], temporary=True
        )


def _import(item: Receipt) -> dict[str, Any]:
    counts = asdict(item.rows)
    return counts | {
        "import_id": item.import_id,
        "source": item.source.code,
        "received_at": _utc(item.received_at),
        "file_name": item.file.name,
        "rows_read": counts["read"],
        "synthetic": item.synthetic,
        "first_reported": item.first_reported,
        "last_reported": item.last_reported,
    }


def _source(item: Receipt) -> dict[str, Any]:
    return asdict(item.source) | {
        "import_id": item.import_id,
        "received_at": _utc(item.received_at),
        "synthetic": item.synthetic,
    }


def _collected(items: Sequence[Receipt]) -> Iterator[dict[str, Any]]:
    for item in items:
        for field in item.collected:
            yield {"import_id": item.import_id, "source": item.source.code, "field": field}


def _unmapped(items: Sequence[Receipt]) -> Iterator[dict[str, Any]]:
    for item in items:
        for field, words in item.unmapped.items():
            for word in words:
                yield {
                    "import_id": item.import_id,
                    "source": item.source.code,
                    "field": field,
                    "value": word.value,
                    "rows": word.rows,
                }


def _notes(items: Sequence[Receipt]) -> Iterator[dict[str, Any]]:
    """What to know about an import: a code, and the number of rows or the file that it is about."""
    files = {item.import_id: item.file.name for item in items}
    for item in items:
        told = item.notes
        numbers = {
            "expected_rows": told.expected_rows,
            "totals": told.totals or None,
            "footers": told.footers or None,
        }
        notes: list[tuple[str, str | None]] = [
            (note, f"{rows:,}") for note, rows in numbers.items() if rows is not None
        ]
        notes += [(alarm.replace("-", "_"), None) for alarm in told.alarms]
        # An overlapping import may have been replaced since.
        notes += [("overlap", files.get(other, other)) for other in told.overlaps]
        for note, detail in notes:
            yield {
                "import_id": item.import_id,
                "source": item.source.code,
                "note": note,
                "detail": detail,
            }


def _calendar(items: Sequence[Receipt]) -> Iterator[dict[str, date]]:
    """Every month from the first report to the last, as its first day."""
    days = [day for item in items for day in (item.first_reported, item.last_reported) if day]
    if not days:
        return
    month = min(days).replace(day=1)
    while month <= max(days):
        yield {"month": month}
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _utc(moment: str) -> str:
    """The moment as DuckDB's timestamp without a zone takes it; all of ours are UTC."""
    return moment.removesuffix("Z")
