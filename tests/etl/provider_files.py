"""Provider files and a profile for them, as the reader tests need them."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.errors import RefusedInput
from etl.readers import Reading, declarations, read
from etl.reading.container import check_text, check_workbook, format_of
from etl.reading.delimited import read_delimited
from etl.reading.objects import read_json, read_jsonl
from etl.reading.task import Outcome, Task
from etl.reading.workbook import read_workbook
from etl.sources import Column, FileFormat, Filter, Profile, Source

SOURCE = Source(
    code="test-line", label_en="Test line", label_ja="試験", label_mi="Test line", country="ZZ",
    organisation="Test", counting_unit="report", fiscal_year_start=1, age_scheme="standard",
    publishable=False, settling_months=0, sort_order=1,
)  # fmt: skip


def profile(*, keep: tuple[str, ...] = (), **file: Any) -> Profile:
    """A profile of three columns: date (required), age or years (required), gender."""
    return Profile(
        id="test-line",
        source=SOURCE,
        file=replace(FileFormat(formats=("csv",)), **file),
        columns=(
            Column("reported_date", ("date",), dates=("iso",)),
            Column("age", ("age", "years")),
            Column("gender", ("gender", "性別"), required=False),
        ),
        aliases={},
        constants={},
        filter=Filter("kind", keep) if keep else None,
        sha256="0" * 64,
    )


def read_bytes(
    folder: Path, data: bytes, name: str = "reports.csv", **file: Any
) -> tuple[Reading, str]:
    """The reading, and the text that was written."""
    path = folder / name
    path.write_bytes(data)
    into = folder / "rows.csv"
    reading = read(path, profile(**file), into=into)
    return reading, into.read_text(encoding="utf-8")


def refusal(
    folder: Path, data: bytes, name: str = "reports.csv", **file: Any
) -> tuple[str, str | None]:
    """Code and place of the refusal; nothing else may happen, and nothing may be left behind."""
    with pytest.raises(RefusedInput) as caught:
        read_bytes(folder, data, name, **file)
    assert caught.value.remedy
    assert not (folder / "rows.csv").exists()
    return caught.value.code, caught.value.where


def read_here(
    data: bytes, name: str = "reports.csv", *, declared: Profile | None = None, **file: Any
) -> tuple[Outcome, str]:
    """The same in this process, which is many times as fast: the outcome, and what is written."""
    told = json.loads(json.dumps(declarations(declared or profile(**file))))
    task = Task.from_json({"path": name, "into": "", "seconds": 9, **told})
    format_ = format_of(name, task)
    stream, into = io.BytesIO(data), io.BytesIO()
    if format_ == "xlsx":
        check_workbook(stream)
    else:
        check_text(stream, format_)
    readers = {
        "csv": read_delimited, "xlsx": read_workbook, "json": read_json, "jsonl": read_jsonl,
    }  # fmt: skip
    outcome = readers[format_](stream, task, into, lambda _position: None)
    return outcome, into.getvalue().decode("utf-8")


def refused_here(data: bytes, name: str = "reports.csv", **file: Any) -> tuple[str, str | None]:
    """Code and place of the refusal, in this process."""
    with pytest.raises(RefusedInput) as caught:
        read_here(data, name, **file)
    assert caught.value.remedy
    return caught.value.code, caught.value.where


def workbook(
    *sheets: tuple[str, list[list[Any]]], merged: str | None = None, **options: Any
) -> bytes:
    """An XLSX of (name, rows); dates are written as dates, None leaves a cell out."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd", **options})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        if merged:
            sheet.merge_range(merged, "merged")
    book.close()
    return buffer.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip archive of (name, bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def with_part(package: bytes, part: str, change: Any) -> bytes:
    """A workbook with one part's bytes changed; None adds the part empty."""
    source = zipfile.ZipFile(io.BytesIO(package))
    parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts.get(part, b""))
    return zipped(*parts.items())
