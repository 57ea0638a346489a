"""What one import did: the receipt that lies beside its rows, and its form as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.errors import IntegrityError
from etl.sealed import seal, unseal
from etl.sources import Source

#: Version of the import folder's layout; part of every import id.
FORMAT = 2
NAME = "receipt.json"


@dataclass(frozen=True)
class DeliveredFile:
    """The provider's file as it was delivered; ``member`` is the name inside a zip.

    A name that may tell a person is kept as ``sha256:`` and the first digits of the file's hash.
    """

    name: str
    bytes: int
    sha256: str
    member: str | None


@dataclass(frozen=True)
class Rows:
    """Where every row of the file went: the first number is the sum of the others."""

    read: int
    accepted: int
    quarantined: int
    without_consent: int
    filtered: int
    withdrawn: int = 0

    @property
    def balanced(self) -> bool:
        """Whether no row is missing and none counted twice."""
        kept_out = self.quarantined + self.without_consent + self.filtered + self.withdrawn
        return self.read == self.accepted + kept_out


@dataclass(frozen=True)
class Unmapped:
    """How many accepted rows held an unknown word; None when the word is not code-like."""

    value: str | None
    rows: int


@dataclass(frozen=True)
class Quarantined:
    """How many rows broke a rule in a field."""

    rule: str
    column: str
    rows: int


@dataclass(frozen=True)
class Notes:
    """What to know about an import beside its numbers.

    Attributes:
        vocabulary_sha256: of the seeds that its words were read by.
        expected_rows: the sender's own count of rows, which the file was held against.
        totals: rows of totals that the reader left out.
        footers: lines below the table that it left out.
        alarms: codes of what the reader found strange but could read.
        overlaps: earlier imports of the source that cover some of the same days, where one of the
            two files has no report ids: a report in both counts twice.
        replaces: imports of the same file that this one stands for now.
        reimported_at: when the file was taken again; ISO 8601, UTC.
    """

    vocabulary_sha256: str = ""
    expected_rows: int | None = None
    totals: int = 0
    footers: int = 0
    alarms: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    reimported_at: str | None = None

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Notes":
        """The notes of a parsed receipt.json; TypeError if they are none."""
        lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
        return cls(**{**entry, **lists})


@dataclass(frozen=True)
class Receipt:
    """One import, told without a value of its rows.

    Attributes:
        received_at: ISO 8601, UTC, with microseconds: the order of versions of a report. Taking
            the file again does not change it.
        synthetic: whether the reports are invented, for trying things out.
        collected: fields that the file or the profile gives.
        dropped_columns: headings of the file that were not read.
        first_reported: earliest reported date of the accepted rows, None without any.
        last_reported: the latest.
        sha256: file name → hash of each Parquet file in the folder.
    """

    import_id: str
    source: Source
    profile_id: str
    profile_sha256: str
    file: DeliveredFile
    received_at: str
    synthetic: bool
    rows: Rows
    collected: tuple[str, ...]
    dropped_columns: tuple[str, ...]
    unmapped: Mapping[str, tuple[Unmapped, ...]]
    quarantine: tuple[Quarantined, ...]
    first_reported: date | None
    last_reported: date | None
    sha256: Mapping[str, str]
    notes: Notes = Notes()

    def as_dict(self) -> dict[str, Any]:
        """The receipt as it is written to receipt.json."""
        return {
            "import_id": self.import_id,
            "format": FORMAT,
            "source": asdict(self.source),
            "profile": {"id": self.profile_id, "sha256": self.profile_sha256},
            "file": asdict(self.file),
            "received_at": self.received_at,
            "synthetic": self.synthetic,
            "rows": asdict(self.rows),
            "collected": list(self.collected),
            "dropped_columns": list(self.dropped_columns),
            "unmapped": {
                field: [asdict(word) for word in words] for field, words in self.unmapped.items()
            },
            "quarantine": [asdict(entry) for entry in self.quarantine],
            "reported": {
                "first": self.first_reported.isoformat() if self.first_reported else None,
                "last": self.last_reported.isoformat() if self.last_reported else None,
            },
            "sha256": dict(self.sha256),
            "notes": asdict(self.notes),
        }

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Receipt":
        """The receipt of a parsed receipt.json; KeyError or TypeError if it is not one."""
        first, last = entry["reported"]["first"], entry["reported"]["last"]
        return cls(
            import_id=entry["import_id"],
            source=Source(**entry["source"]),
            profile_id=entry["profile"]["id"],
            profile_sha256=entry["profile"]["sha256"],
            file=DeliveredFile(**entry["file"]),
            received_at=entry["received_at"],
            synthetic=entry["synthetic"],
            rows=Rows(**entry["rows"]),
            collected=tuple(entry["collected"]),
            dropped_columns=tuple(entry["dropped_columns"]),
            unmapped={
                field: tuple(Unmapped(**word) for word in words)
                for field, words in entry["unmapped"].items()
            },
            quarantine=tuple(Quarantined(**line) for line in entry["quarantine"]),
            first_reported=date.fromisoformat(first) if first else None,
            last_reported=date.fromisoformat(last) if last else None,
            sha256=entry["sha256"],
            notes=Notes.from_json(entry.get("notes", {})),  # imports before 0.2 have none
        )


def moment(time: datetime) -> str:
    """A time in UTC as receipts tell it: ISO 8601 with microseconds, so that it sorts as text."""
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


def write(receipt: Receipt, folder: Path) -> None:
    """Write receipt.json into an import's folder."""
    folder.joinpath(NAME).write_text(seal(receipt.as_dict(), indent=1), encoding="utf-8")


def read(folder: Path) -> Receipt:
    """Read the receipt of one import folder.

    Raises:
        IntegrityError: it is missing or not what was written.
    """
    try:
        return Receipt.from_json(_entry(folder.joinpath(NAME).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IntegrityError(
            "The receipt of an import is missing or not as it was written.",
            where=str(folder / NAME),
            remedy="Put the folder back from a backup, or remove it and import the file again",
            code="receipt-unreadable",
        ) from error


def _entry(content: bytes) -> dict[str, Any]:
    """The receipt's entries; receipts of the first layout bear no seal."""
    if b'"sealed"' in content:
        return unseal(content, indent=1)
    entry: dict[str, Any] = json.loads(content)
    if entry["format"] != 1:
        raise ValueError("the seal is missing")
    return entry
