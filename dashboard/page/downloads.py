"""Which files of a release a reader can take, and how large they are. Pure."""

from dataclasses import dataclass
from typing import Final

from etl.release.csv_files import csv_files
from etl.release.model import Release

#: Files that are written around the page: what they are is told by ``release.file.<key>``.
BESIDE: Final = {
    "datapackage.json": "datapackage",
    "dataset.jsonld": "dataset",
    "notes.md": "notes",
    "verify.txt": "verify",
    "manifest.json": "manifest",
    "manifest.json.sig": "signature",
}


@dataclass(frozen=True)
class Download:
    """A file: its name in the folder, its dims if it is a table, its rows and its bytes."""

    name: str
    dims: tuple[str, ...] | None
    rows: int
    size: int


def downloads(release: Release) -> list[Download]:
    """The CSV files, tables first."""
    dims = {f"tables/{table.name}.csv": table.dims for table in release.tables}
    found = [
        Download(name, dims.get(name), data.count(b"\n") - 1, len(data))
        for name, data in csv_files(release).items()
    ]
    return sorted(found, key=lambda file: file.dims is None)
