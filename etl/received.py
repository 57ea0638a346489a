"""What has been received: import folders, checked against their receipts, laid out as tables.

The models read these tables and views of the building connection:

- ``received_imports``, ``received_sources``: one row an import, from the receipts;
- ``received_reports``, ``received_quarantine``: the rows of all imports, straight from Parquet;
- ``staging.collected``, ``staging.unmapped``, ``staging.calendar``: kept in the warehouse.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import IntegrityError
from etl.rows import create_table
from etl.settings import Settings
from etl.warehouse import file_sha256

_FORMAT = 1
_REMEDY = "Remove this import folder and import the provider's file again."

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
    "synthetic": "boolean",
}
_COLLECTED = {"import_id": "varchar", "source": "varchar", "field": "varchar"}
_UNMAPPED = _COLLECTED | {"value": "varchar", "rows": "bigint"}


@dataclass(frozen=True)
class Received:
    """One import folder: where it is and what its receipt says."""

    folder: Path
    receipt: dict[str, Any]

    @property
    def id(self) -> str:
        """Name of the folder."""
        return self.folder.name

    @property
    def source(self) -> str:
        """Code of who counts."""
        return str(self.receipt["source"]["code"])


def received(settings: Settings) -> list[Received]:
    """Return every import folder, by name, its receipt read; folders still being written are not.

    Raises:
        IntegrityError: a folder has no receipt, or one that this version cannot read.
    """
    folders = sorted(settings.imports.glob("[!.]*/"))
    return [Received(folder, _receipt(folder / "receipt.json")) for folder in folders]


def check(item: Received) -> None:
    """Compare an import's files with the hashes in its receipt.

    Raises:
        IntegrityError: naming the file that is missing or changed.
    """
    for name, sha256 in item.receipt["sha256"].items():
        file = item.folder / name
        if not file.is_file() or file_sha256(file) != sha256:
            raise IntegrityError(
                "This file is missing or not as it was written.",
                where=f"{item.id}/{name}",
                remedy=_REMEDY,
                code="import-changed",
            )


def lay_out(connection: duckdb.DuckDBPyConnection, items: Sequence[Received]) -> None:
    """Make the tables and views that this module's first lines name; schema staging must exist."""
    imports = [_import(item) for item in items]
    sources = [_source(item) for item in items]
    create_table(connection, "received_imports", columns=_IMPORTS, rows=imports, temporary=True)
    create_table(connection, "received_sources", columns=_SOURCES, rows=sources, temporary=True)
    create_table(connection, "staging.collected", columns=_COLLECTED, rows=_collected(items))
    create_table(connection, "staging.unmapped", columns=_UNMAPPED, rows=_unmapped(items))
    create_table(connection, "staging.calendar", columns={"month": "date"}, rows=_calendar(imports))
    for name in ("accepted", "quarantine"):
        files = [str(item.folder / f"{name}.parquet") for item in items]
        connection.execute(f"set variable {name}_files = $1", [files])
    # "column" is the file's name for it, but a reserved word in every other engine.
    connection.execute(
        """
        create temp view received_reports as
        select *, parse_path(filename)[-2] as import_id
        from read_parquet(getvariable('accepted_files'), filename = true);
        create temp view received_quarantine as
        select * rename ("column" as field), parse_path(filename)[-2] as import_id
        from read_parquet(getvariable('quarantine_files'), filename = true);
        """
    )


def _receipt(file: Path) -> dict[str, Any]:
    try:
        receipt: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IntegrityError(
            "The receipt of this import is missing or cannot be read.",
            where=f"{file.parent.name}/{file.name}",
            remedy=_REMEDY,
            code="receipt-unreadable",
        ) from error
    if receipt.get("format") != _FORMAT:
        raise IntegrityError(
            "This import was written by another version of casestats.",
            where=f"{file.parent.name}/{file.name}",
            remedy=_REMEDY,
            code="receipt-format",
        )
    return receipt


def _import(item: Received) -> dict[str, Any]:
    receipt = item.receipt
    rows = receipt["rows"]
    return {
        "import_id": item.id,
        "source": item.source,
        "received_at": receipt["received_at"].removesuffix("Z"),
        "file_name": receipt["file"]["name"],
        "rows_read": rows["read"],
        "synthetic": receipt["synthetic"],
        "first_reported": receipt["reported"]["first"],
        "last_reported": receipt["reported"]["last"],
        **{name: rows[name] for name in ("accepted", "quarantined", "without_consent", "filtered")},
    }


def _source(item: Received) -> dict[str, Any]:
    return {
        **item.receipt["source"],
        "import_id": item.id,
        "received_at": item.receipt["received_at"].removesuffix("Z"),
        "synthetic": item.receipt["synthetic"],
    }


def _collected(items: Sequence[Received]) -> Iterator[dict[str, Any]]:
    for item in items:
        for field in item.receipt["collected"]:
            yield {"import_id": item.id, "source": item.source, "field": field}


def _unmapped(items: Sequence[Received]) -> Iterator[dict[str, Any]]:
    for item in items:
        for field, values in item.receipt["unmapped"].items():
            for value in values:
                yield {"import_id": item.id, "source": item.source, "field": field, **value}


def _calendar(imports: Sequence[dict[str, Any]]) -> Iterator[dict[str, date]]:
    """Every month from the first report to the last, as its first day."""
    covered = [row for row in imports if row["accepted"]]
    if not covered:
        return
    month = date.fromisoformat(min(row["first_reported"] for row in covered)).replace(day=1)
    last = date.fromisoformat(max(row["last_reported"] for row in covered))
    while month <= last:
        yield {"month": month}
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
