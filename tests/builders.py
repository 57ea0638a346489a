"""The one place that knows a valid row: small provider files, the profiles that read them, and
what an import wrote of them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from etl.ingest import Imported
from etl.settings import Settings
from etl.sources import Profile, load

#: A report in our own format that breaks no rule; every field but report_id may repeat.
VALID = {
    "report_id": "A-1",
    "reported_date": "2025-06-02",
    "incident_date": "2025-06-01",
    "age": "16",
    "country": "NZ",
    "gender": "male",
    "contact_platform": "instagram",
    "moved_to_platform": "snapchat",
    "kind": "financial",
    "tactic": "catfish",
    "demand": "money",
    "payment_made": "yes",
    "amount_paid": "100.00",
    "currency": "NZD",
    "images_shared": "no",
    "outcome": "advice_given",
    "offender_location": "offshore",
    "reporter": "self",
    "consent_to_statistics": "true",
    "reported_elsewhere": "no",
    "synthetic": "true",
}


def row(**changes: str) -> dict[str, str]:
    """A valid row with some cells changed."""
    return VALID | changes


def rows(count: int) -> list[dict[str, str]]:
    """Valid rows that differ in their id."""
    return [row(report_id=f"A-{number}") for number in range(1, count + 1)]


def csv_file(path: Path, content: Sequence[Mapping[str, str]]) -> Path:
    """A UTF-8 CSV of these rows; the first one's keys are the header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(content[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(content)
    return path


def profile(path: Path, text: str) -> Profile:
    """The profile of this TOML text, saved as ``path``."""
    path.write_text(text, encoding="utf-8")
    return load(str(path))


def settings(folder: Path) -> Settings:
    """Settings that keep everything below one folder."""
    return Settings(data=folder / "data", keys=folder / "keys")


def written(imported: Imported, name: str) -> list[dict[str, object]]:
    """The rows of ``accepted`` or ``quarantine`` as they lie in the import's folder, in order."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "select * from read_parquet($1)", [str(imported.path / f"{name}.parquet")]
        )
        names = [column for column, *_ in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]
