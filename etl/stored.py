"""The Parquet files of an import folder, and what a receipt tells of them.

Each row of each file bears the number of its row in the provider's file, and its ``report_key``
where it has one, so that one report can be taken out of all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etl.receipt import Quarantined, Unmapped
from etl.warehouse import file_sha256

ACCEPTED = "accepted.parquet"
QUARANTINE = "quarantine.parquet"
WITHOUT_CONSENT = "without_consent.parquet"
UNMAPPED = "unmapped.parquet"
FILES = (ACCEPTED, QUARANTINE, WITHOUT_CONSENT, UNMAPPED)


@dataclass(frozen=True)
class Contents:
    """What lies in the files of one folder; numbers and hashes as the receipt has them."""

    accepted: int
    quarantined: int
    without_consent: int
    unmapped: Mapping[str, tuple[Unmapped, ...]]
    quarantine: tuple[Quarantined, ...]
    first_reported: date | None
    last_reported: date | None
    sha256: Mapping[str, str]


def write(connection: duckdb.DuckDBPyConnection, rows: str, file: Path, **values: Any) -> None:
    """Write the rows of one select, a text of ours with these ``$values``, to a file."""
    copy = f"copy ({rows}) to $file (format parquet, compression zstd, compression_level 1)"
    connection.execute(copy, {"file": str(file), **values})


def contents(connection: duckdb.DuckDBPyConnection, folder: Path) -> Contents:
    """Count what the four files of a folder hold."""
    [(accepted, first, last)] = _ask(
        connection,
        "select count(*), min(reported_date), max(reported_date) from read_parquet($1)",
        folder / ACCEPTED,
    )
    [(quarantined,)] = _ask(
        connection,
        "select count(distinct row_number) from read_parquet($1)",
        folder / QUARANTINE,
    )
    failures = _ask(
        connection,
        'select rule, "column", count(*) from read_parquet($1) group by all order by all',
        folder / QUARANTINE,
    )
    [(without_consent,)] = _ask(
        connection, "select count(*) from read_parquet($1)", folder / WITHOUT_CONSENT
    )
    words = _ask(
        connection,
        """
        select field, value, count(*) as rows from read_parquet($1)
        group by all order by field, rows desc, value nulls first
        """,
        folder / UNMAPPED,
    )
    unmapped: dict[str, tuple[Unmapped, ...]] = {}
    for field, value, rows in words:
        unmapped[field] = (*unmapped.get(field, ()), Unmapped(value, rows))
    return Contents(
        accepted=accepted,
        quarantined=quarantined,
        without_consent=without_consent,
        unmapped=unmapped,
        quarantine=tuple(Quarantined(*failure) for failure in failures),
        first_reported=first,
        last_reported=last,
        sha256={name: file_sha256(folder / name) for name in FILES},
    )


def _ask(connection: duckdb.DuckDBPyConnection, question: str, file: Path) -> list[tuple[Any, ...]]:
    return connection.execute(question, [str(file)]).fetchall()
