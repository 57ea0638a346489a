"""Import folders for tests, written straight in the form that an import leaves behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import sql
from etl.build import build
from etl.receipt import DeliveredFile, Receipt, Rows, write
from etl.settings import Settings
from etl.sources import Source
from etl.stored import FILES
from etl.warehouse import Pointer, file_sha256, workshop

ACCEPTED = {
    "report_key": "varchar",
    "source": "varchar",
    "country": "varchar",
    "region": "varchar",
    "reported_date": "date",
    "incident_date": "date",
    "incident_date_precision": "varchar",
    "age_min": "integer",
    "age_max": "integer",
    "age_label": "varchar",
    "age_band": "varchar",
    "gender": "varchar",
    "contact_platform": "varchar",
    "moved_to_platform": "varchar",
    "kind": "varchar",
    "tactic": "varchar",
    "demand": "varchar",
    "payment_made": "varchar",
    "amount_paid": "decimal(18,2)",
    "currency": "varchar",
    "images_shared": "varchar",
    "outcome": "varchar",
    "offender_location": "varchar",
    "reporter": "varchar",
    "reported_elsewhere": "varchar",
    "row_number": "bigint",
}
QUARANTINE = {
    "row_number": "bigint",
    "report_key": "varchar",
    "line": "bigint",
    "sheet": "varchar",
    "column": "varchar",
    "rule": "varchar",
    "value": "varchar",
}

WITHOUT_CONSENT = {"row_number": "bigint", "report_key": "varchar"}
UNMAPPED = WITHOUT_CONSENT | {"field": "varchar", "value": "varchar"}

#: A report that answers every question; tests change what they are about.
REPORT = dict.fromkeys(ACCEPTED) | {
    "country": "NZ",
    "reported_date": date(2024, 1, 15),
    "incident_date": date(2024, 1, 10),
    "incident_date_precision": "day",
    "age_min": 16,
    "age_max": 16,
    "age_label": "16",
    "age_band": "15-17",
    "gender": "male",
    "contact_platform": "instagram",
    "moved_to_platform": "line",
    "kind": "financial",
    "tactic": "catfish",
    "demand": "money",
    "payment_made": "no",
    "images_shared": "unknown",
    "outcome": "advice_given",
    "offender_location": "offshore",
    "reporter": "self",
    "reported_elsewhere": "no",
}


def settings_in(folder: Path) -> Settings:
    """Settings whose every path lies in this folder."""
    return Settings(data=folder / "data", keys=folder / "keys")


def report(**changes: Any) -> dict[str, Any]:
    """One valid report with these values changed."""
    return REPORT | changes


def write_import(
    settings: Settings,
    name: str,
    reports: Sequence[Mapping[str, Any]],
    *,
    source: str = "nz-helpline",
    received_at: str = "2026-01-01T00:00:00Z",
    quarantine: Sequence[Mapping[str, Any]] = (),
    without_consent: Sequence[str | None] = (None,),
    covers: tuple[date, date] | None = None,
    **receipt: Any,
) -> Path:
    """Write one import folder as an import leaves it.

    Args:
        settings: where.
        name: name of the folder.
        reports: accepted rows; report_key and row_number are filled in when they are None.
        source: a code of the seed ``sources``; settling_months and such come from there.
        received_at: when the file came.
        quarantine: rows of quarantine.parquet; report_key may be left out.
        without_consent: report_key of each row without consent.
        covers: first and last reported date, when not those of the reports.
        receipt: attributes of the receipt that replace its own.
    """
    folder = settings.imports / name
    folder.mkdir(parents=True)
    rows = [
        row
        | {"source": source, "row_number": number}
        | {"report_key": row["report_key"] or f"{source}-{name}-{number}"}
        for number, row in enumerate(map(dict, reports), start=1)
    ]
    _write_parquet(folder / "accepted.parquet", ACCEPTED, rows)
    failed = [{"report_key": None} | dict(row) for row in quarantine]
    refused = [
        {"row_number": number, "report_key": key}
        for number, key in enumerate(without_consent, start=1001)
    ]
    _write_parquet(folder / "quarantine.parquet", QUARANTINE, failed)
    _write_parquet(folder / "without_consent.parquet", WITHOUT_CONSENT, refused)
    _write_parquet(folder / "unmapped.parquet", UNMAPPED, [])
    days = [row["reported_date"] for row in rows]
    first, last = covers or (min(days, default=None), max(days, default=None))
    quarantined = len({row["row_number"] for row in quarantine})
    told = Receipt(
        import_id=name,
        source=source_of(source),
        profile_id=source,
        profile_sha256="0" * 64,
        file=DeliveredFile(f"{name}.csv", 1, "0" * 64, None),
        received_at=received_at,
        synthetic=True,
        rows=Rows(
            read=len(rows) + quarantined + len(refused) + 2,
            accepted=len(rows),
            quarantined=quarantined,
            without_consent=len(refused),
            filtered=2,
        ),
        collected=tuple(sorted({c for row in rows for c, v in row.items() if v is not None})),
        dropped_columns=(),
        unmapped={},
        quarantine=(),
        first_reported=first,
        last_reported=last,
        sha256={file: file_sha256(folder / file) for file in FILES},
    )
    write(replace(told, **receipt), folder)
    return folder


def source_of(code: str) -> Source:
    """One row of the seed ``sources``."""
    [row] = [row for row in sql.seed_rows("sources") if row["code"] == code]
    numbers = ("fiscal_year_start", "settling_months", "sort_order")
    kept = {k: v for k, v in row.items() if not k.startswith("description")}
    whole = {name: int(row[name]) for name in numbers}
    return Source(**kept | whole | {"publishable": row["publishable"] == "yes"})


def build_with(settings: Settings, reports: Iterable[Mapping[str, Any]], **options: Any) -> Pointer:
    """Import these reports as one file and build."""
    write_import(settings, "one", list(reports), **options)
    return build(settings).pointer


def _write_parquet(
    file: Path, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> None:
    fields = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    with workshop([file.parent]) as connection:
        connection.execute(f"create table rows ({fields})")
        if rows:
            values = ", ".join(f"unnest(${n})" for n in range(1, len(columns) + 1))
            lists = [[row[name] for row in rows] for name in columns]
            connection.execute(f"insert into rows select {values}", lists)
        connection.execute(f"copy rows to '{file}' (format parquet)")
