"""Audit logs to try things on."""

import json
from pathlib import Path

from etl import audit
from etl.settings import Settings


def at(folder: Path) -> Settings:
    return Settings(data=Path(folder) / "data", keys=Path(folder) / "keys")


def log_of(place: Settings) -> Path:
    return place.data / "audit.jsonl"


def hashes(place: Settings) -> list[str]:
    return [json.loads(line)["hash"] for line in log_of(place).read_text("ascii").splitlines()]


def of_three(folder: Path) -> Settings:
    """A log of three lines."""
    place = at(folder)
    for number in range(3):
        audit.append(place, "import", rows=number)
    return place
