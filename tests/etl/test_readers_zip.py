"""A zip holds exactly one file of a declared kind; anything else about it is refused."""

import io
import zipfile

import pytest

from tests.etl.provider_files import read_bytes, refusal, zipped

HEAD = b"date,age,gender\n"
ROW = b"2025-06-01,16,male\n"


def test_zip_with_one_member(tmp_path):
    data = zipped(("June/reports 2025.csv", HEAD + ROW))
    reading, rows = read_bytes(tmp_path, data, "reports.zip")
    assert (reading.member, reading.rows, reading.size) == ("June/reports 2025.csv", 1, len(data))
    assert rows.encode() == ROW


def encrypted(data: bytes) -> bytes:
    """The archive with its member's encryption flag set."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


def damaged(data: bytes) -> bytes:
    """The archive with a check sum that its member does not have."""
    at = data.index(b"PK\x01\x02") + 16
    return data[:at] + bytes(4) + data[at + 4 :]


def packed_with_lzma() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("reports.csv", HEAD + ROW)
    return buffer.getvalue()


ONE = zipped(("reports.csv", HEAD + ROW))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(), "zip-members"),
        (zipped(("a.csv", HEAD), ("b.csv", HEAD)), "zip-members"),
        (zipped(("../a.csv", HEAD)), "zip-name"),
        (zipped(("/etc/a.csv", HEAD)), "zip-name"),
        (zipped(("C:\\a.csv", HEAD)), "zip-name"),
        (zipped(("a.csv", HEAD + bytes(30_000_000))), "bomb"),
        (zipped(("a.zip", ONE)), "format-unexpected"),
        (zipped(("a.csv", b"PAR1" + bytes(9))), "not-as-claimed"),
        (zipped(("a.csv", b"")), "empty-file"),
        (encrypted(ONE), "password"),
        (packed_with_lzma(), "not-as-claimed"),
        (ONE[:-30], "file-damaged"),
        (damaged(ONE), "file-damaged"),
        (HEAD + ROW, "file-damaged"),
    ],
)
def test_zips_that_are_refused(tmp_path, data, code):
    assert refusal(tmp_path, data, "reports.zip") == (code, "reports.zip")
