"""Which files of a release a reader can take, and how large they are. Pure."""

from dataclasses import dataclass

from etl.release import dataset, manifest, notes, package
from etl.release.contents import SIGNERS
from etl.release.csv_files import csv_files
from etl.release.model import Release
from etl.release.wording import Language


@dataclass(frozen=True)
class Download:
    """A file: its name in the folder, its dims if it is a table, its rows and its bytes."""

    name: str
    dims: tuple[str, ...] | None
    rows: int
    size: int


def beside(language: Language) -> dict[str, str]:
    """Files that are written around the page → ``release.file.<key>`` tells what they are."""
    return {
        package.NAME: "datapackage",
        dataset.NAME: "dataset",
        "notes.ja.md" if language == "ja" else "notes.md": "notes",
        notes.VERIFY: "verify",
        manifest.NAME: "manifest",
        manifest.SIGNATURE: "signature",
        SIGNERS: "signers",
    }


def downloads(release: Release) -> list[Download]:
    """The CSV files, tables first."""
    dims = {f"tables/{table.name}.csv": table.dims for table in release.tables}
    found = [
        Download(name, dims.get(name), data.count(b"\n") - 1, len(data))
        for name, data in csv_files(release).items()
    ]
    return sorted(found, key=lambda file: file.dims is None)
