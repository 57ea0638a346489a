"""Decides what a file is by its suffix, and refuses what its bytes say it is not."""

import codecs
import re
import zipfile
from pathlib import PurePosixPath
from typing import IO

from etl.errors import RefusedInput
from etl.reading.task import MAX_RATIO, MAX_WORKBOOK, Task, refused

SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xlsb")
_MACRO_PART = re.compile(r"vbaProject\.bin$|(?:^|/)macrosheets/", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
#: First bytes of what is sent by mistake or malice under the name of a text file.
_SIGNATURES = {
    _ZIP: "a zip archive or workbook",
    b"PK\x05\x06": "an empty zip archive",
    _OLE: "an old Excel workbook (.xls) or an encrypted one",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"%PDF": "a PDF",
    b"\x80\x04": "a pickle",
    b"\x80\x05": "a pickle",
    b"{\\rtf": "a text document (RTF)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"MIME-Version:": "a mail or a saved web page",
}
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml", b"<table")
_MAX_PARTS = 2_000
_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,9}")


def member_of(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The only file in a zip, safe to unpack.

    Raises:
        RefusedInput: zip-members, zip-name, password, bomb, not-as-claimed.
    """
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(members) != 1:
        raise refused(
            "zip-members",
            f"The zip holds {len(members)} files; exactly one is read",
            "Send one file a zip",
        )
    name = PurePosixPath(members[0].filename)
    if name.is_absolute() or ".." in name.parts or "\\" in str(name) or ":" in str(name):
        raise refused(
            "zip-name",
            "The file in the zip has a name that points outside of the zip",
            "Make the zip again; do not open this one with other programs",
        )
    _refuse_hostile(members)
    return members[0]


def check_workbook(data: IO[bytes]) -> None:
    """Refuse what calls itself XLSX and is not, and parts that unpack beyond all reason.

    Raises:
        RefusedInput: password, macro, not-as-claimed, bomb, too-large.
    """
    data.seek(0)
    head = data.read(len(_OLE))
    if head == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data.read():
            raise _password()
        raise not_as_claimed("an old Excel workbook (.xls)", "xlsx")
    if not head.startswith(_ZIP):
        raise not_as_claimed("no workbook", "xlsx")
    with zipfile.ZipFile(data) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        if any(_MACRO_PART.search(name) for name in names):
            raise macro()
        if "xl/workbook.xml" not in names or len(set(names)) < len(names):
            raise not_as_claimed("another kind of archive", "xlsx")
        _refuse_hostile(parts)
        if sum(part.file_size for part in parts) > MAX_WORKBOOK:
            raise refused(
                "too-large",
                f"The workbook unpacks to more than {MAX_WORKBOOK >> 20} MB",
                "Save the sheet as CSV",
            )


def check_text(stream: IO[bytes], format_: str) -> None:
    """Refuse a text file whose first bytes are those of another kind of file.

    Raises:
        RefusedInput: not-as-claimed.
    """
    head = stream.read(512).removeprefix(codecs.BOM_UTF8)
    stream.seek(0)
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            raise not_as_claimed(kind, format_)
    if head.lstrip().lower().startswith(_WEB_PAGE):
        raise not_as_claimed("a web page or XML", format_)
    if format_ == "csv" and _JSON.match(head):
        raise not_as_claimed("JSON", format_)


def format_of(name: str, task: Task) -> str:
    """The format that a file name's suffix stands for, if the profile reads it.

    Raises:
        RefusedInput: macro, format-unexpected.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _MACRO_SUFFIXES:
        raise macro()
    found = SUFFIXES.get(suffix)
    if found is None or found not in task.formats:
        ending = f"ends in “{suffix}”" if _ENDING.fullmatch(suffix) else "has another ending"
        raise refused(
            "format-unexpected",
            f"The profile reads {', '.join(task.formats)}; the file's name {ending}",
            "Export the file in a format of the profile, under a name with the right ending",
        )
    return found


def not_as_claimed(kind: str, format_: str) -> RefusedInput:
    """The bytes are of another kind than the name says."""
    return refused(
        "not-as-claimed",
        f"The file is named as {format_}, and it is {kind}",
        f"Export it as {format_} from the program that made it; renaming does not convert it",
    )


def macro() -> RefusedInput:
    """A workbook that can run programs."""
    return refused(
        "macro", "The workbook is of a kind that holds macros", "Save it as .xlsx, without macros"
    )


def _password() -> RefusedInput:
    return refused("password", "The file is protected by a password", "Send it without a password")


def _refuse_hostile(members: list[zipfile.ZipInfo]) -> None:
    if any(info.header_offset < 0 for info in members):
        raise zipfile.BadZipFile
    if any(info.flag_bits & 1 for info in members):
        raise _password()
    if any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members
    ):
        raise not_as_claimed("packed in an unusual way", "zip")
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if len(members) > _MAX_PARTS or unpacked > MAX_RATIO * max(packed, 1):
        raise refused(
            "bomb",
            f"The file unpacks to more than {MAX_RATIO} times its size, or to very many parts",
            "Send the file unpacked",
        )
