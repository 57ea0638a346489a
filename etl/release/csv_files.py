"""The tables of a release as CSV files, and back."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from etl.disclosure import Rules
from etl.release.model import (
    BALANCE_COLUMNS,
    CODE_COLUMNS,
    DIMENSION_COLUMNS,
    PERIOD_COLUMNS,
    REVISION_COLUMNS,
    SOURCE_COLUMNS,
    Release,
    Table,
)

#: Frame of a release → the columns of its file, ``<frame>.csv``.
FRAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": SOURCE_COLUMNS,
    "periods": PERIOD_COLUMNS,
    "dimensions": DIMENSION_COLUMNS,
    "codes": CODE_COLUMNS,
    "balance": BALANCE_COLUMNS,
    "revisions": REVISION_COLUMNS,
}

_NUMBERS = frozenset({"reports", "old", "new"})
_DATES = frozenset({"start", "end", "as_of"})
_FLAGS = frozenset({"synthetic"})


def csv_files(release: Release) -> dict[str, bytes]:
    """Name in the folder → bytes: UTF-8, commas, LF, NA as nothing."""
    files = {
        f"{name}.csv": _written(getattr(release, name), columns) for name, columns in FRAMES.items()
    }
    return files | {
        f"tables/{table.name}.csv": _written(table.cells, _columns(table.dims))
        for table in release.tables
    }


def release_of(facts: Mapping[str, Any], folder: Path) -> Release:
    """A release from the facts of its manifest and the CSV files beside it, unverified.

    Raises:
        KeyError, ValueError, OSError: the folder is not a release's.
    """
    told = dict(facts)
    rules = Rules(k=told["k"], base=told["base"])
    tables = tuple(
        Table(
            name=table["name"],
            dims=tuple(table["dims"]),
            cells=_read(folder / "tables" / f"{table['name']}.csv", _columns(table["dims"])),
        )
        for table in told["tables"]
    )
    frames: dict[str, Any] = {
        name: _read(folder / f"{name}.csv", columns) for name, columns in FRAMES.items()
    }
    as_told = (
        "plan", "series", "serial", "previous", "title_en", "title_ja", "publisher", "contact",
        "licence", "synthetic", "plan_sha256", "codes_sha256", "key_id", "attack",
    )  # fmt: skip
    return Release(
        **{name: told[name] for name in as_told},
        as_of=date.fromisoformat(told["as_of"]),
        valid_until=date.fromisoformat(told["valid_until"]),
        not_before=told["not_before"] and datetime.fromisoformat(told["not_before"]),
        rules=rules,
        tables=tables,
        **frames,
    )


def _columns(dims: Sequence[str]) -> tuple[str, ...]:
    return ("source", "period", *dims, "reports", "mark")


def _written(frame: pd.DataFrame, columns: Sequence[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        [_text(name, value) for name, value in zip(columns, row, strict=True)]
        for row in frame[list(columns)].itertuples(index=False)
    )
    return out.getvalue().encode()


def _text(name: str, value: Any) -> str:
    if pd.isna(value):
        return ""
    if name in _FLAGS:
        return "true" if value else "false"
    return value.date().isoformat() if name in _DATES else str(value)


def _read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if header != list(columns):
        raise ValueError(f"{path.name}: other columns than a release has")
    frame = pd.DataFrame(rows, columns=header, dtype="str")
    for name in header:
        if name in _NUMBERS:
            frame[name] = frame[name].replace("", None).astype("Int64")
        elif name in _DATES:
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
        elif name in _FLAGS:
            frame[name] = frame[name] == "true"
    return frame
