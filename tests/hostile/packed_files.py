"""Hostile zips and workbooks, each with its verdict; made anew on every run, always the same."""

import datetime as dt
import hashlib
import io
import re
import zipfile

from tests.etl.provider_files import with_part, workbook, zipped
from tests.hostile.verdicts import CANARY, HEAD, ROW, ROWS, Hostile

_HEADS = ["date", "age", "gender", "notes"]
_CELLS = [dt.date(2025, 6, 1), 16, "male", CANARY]
_ONE = workbook(("Reports", [_HEADS, _CELLS]))
_TWO = workbook(("Reports", [_HEADS, _CELLS]), ("Other", [_HEADS, _CELLS]))
_SHEET = "xl/worksheets/sheet1.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed_files() -> list[Hostile]:
    """All of them."""
    return [*_zips(), *_books()]


def _zips() -> list[Hostile]:
    one = zipped(("reports.csv", HEAD + ROW))
    directory = one.index(b"PK\x01\x02")
    files: list[tuple[str, bytes, str | list]] = [
        ("one file", one, ROWS),
        ("a workbook", zipped(("a.xlsx", _ONE)), ROWS),
        ("a folder and a file", zipped(("June/", b""), ("June/a.csv", HEAD + ROW)), ROWS),
        ("nothing", zipped(), "zip-members"),
        ("two files", zipped(("a.csv", HEAD), ("b.csv", HEAD)), "zip-members"),
        ("a way out", zipped(("../../a.csv", HEAD + ROW)), "zip-name"),
        ("a way to the root", zipped(("/etc/cron.d/a.csv", HEAD + ROW)), "zip-name"),
        ("a drive", zipped(("C:\\a.csv", HEAD + ROW)), "zip-name"),
        ("an archive inside", zipped(("a.zip", one)), "format-unexpected"),
        ("a program inside", zipped(("a.exe", b"MZ")), "format-unexpected"),
        ("an empty file inside", zipped(("a.csv", b"")), "empty-file"),
        ("a bomb", zipped(("a.csv", HEAD + bytes(30_000_000))), "bomb"),
        ("a password", _changed(one, directory + 8, b"\x01"), "password"),
        ("a wrong checksum", _changed(one, directory + 16, bytes(4)), "file-damaged"),
        ("a wrong size", _changed(one, directory + 24, b"\x02\0\0\0"), "file-damaged"),
        ("a place before its beginning", _changed(one, len(one) - 6, b"\xff\xff"), "file-damaged"),
        ("a later version", _changed(one, directory + 6, b"\xff"), "file-damaged"),
        ("unusual packing", _lzma(), "not-as-claimed"),
        ("cut off", one[:-30], "file-damaged"),
        ("no archive", HEAD + ROW, "file-damaged"),
        ("nothing at all", b"", "empty-file"),
    ]
    return [Hostile(f"zip: {what}", "a.zip", data, verdict) for what, data, verdict in files]


def _changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def _lzma() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", HEAD + ROW)
    return buffer.getvalue()


def _sheet(old: bytes, new: bytes) -> bytes:
    """The workbook with its sheet's XML changed."""
    return with_part(_ONE, _SHEET, lambda xml: xml.replace(old, new))


def _book(*rows: list) -> bytes:
    return workbook(("Reports", [_HEADS, *rows]))


def _books() -> list[Hostile]:
    end = b"</sheetData>"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    body = b"<worksheet><sheetData>%b</sheetData></worksheet>"
    noise = hashlib.shake_128(b"noise").hexdigest(1000).encode()
    strings = b"<sst>" + (b"<si/>" * 10_000 + b"<!--" + noise + b"-->") * 3_000 + b"</sst>"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + end
    error = re.compile(rb'<c r="B2"[^>]*><v>16')
    files: list[tuple[str, bytes, str | list]] = [
        ("plain", _ONE, ROWS),
        ("dates from 1904", workbook(("A", [_HEADS, _CELLS]), date_1904=True), ROWS),
        ("a far cell", _sheet(end, far), "too-large"),
        ("a cell beyond the last column", _sheet(b'"B2"', b'"ZZZZ2"'), "not-as-claimed"),
        ("a cell in no row", _sheet(b'"B2"', b'"B"'), "not-as-claimed"),
        ("a row of very many digits", _sheet(b'"B2"', b'"B99999999999999999999"'),
         "not-as-claimed"),
        ("a sheet bomb", _sheet(end, b"<row><c><v>1</v></c></row>" * 500_000 + end), "bomb"),
        ("very many texts", with_part(_ONE, "xl/sharedStrings.xml", lambda _: strings),
         "reader-died"),
        ("entities", with_part(_ONE, _SHEET, lambda _: entities + b"]>" + body % b"&j;"),
         "not-as-claimed"),
        ("a file of the system", with_part(_ONE, _SHEET, lambda _: outside + body % b"&a;"),
         "empty-file"),
        ("a part outside", with_part(_ONE, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(
            b"worksheets/sheet1.xml", b"../../../../etc/passwd")), "not-as-claimed"),
        ("a cell twice", _sheet(b'<c r="C2"', b'<c r="B2"><v>17</v></c><c r="C2"'),
         "not-as-claimed"),
        ("a row twice", with_part(_ONE, _SHEET, lambda xml: re.sub(
            rb'(<row r="2".*?</row>)', rb"\1\1", xml)), "not-as-claimed"),
        ("no number", _sheet(b"<v>16</v>", b"<v>NaN</v>"), "not-as-claimed"),
        ("an endless number", _sheet(b"<v>16</v>", b"<v>1e999</v>"), "not-as-claimed"),
        ("the end of time", _sheet(b"<v>45809</v>", b"<v>2958465.9999999</v>"), "not-as-claimed"),
        ("a text that is not there", _sheet(b't="s"><v>', b't="s"><v>9'), "not-as-claimed"),
        ("a reading aid", with_part(_ONE, "xl/sharedStrings.xml", lambda xml: xml.replace(
            b"<t>male</t>", '<t>男性</t><rPh sb="0" eb="2"><t>ダンセイ</t></rPh>'.encode())), ROWS),
        ("an unknown encoding", with_part(_ONE, _SHEET, lambda xml: xml.replace(
            b'encoding="UTF-8"', b'encoding="UTF-9"')), "not-as-claimed"),
        ("a macro", with_part(_ONE, "xl/vbaProject.bin", lambda _: b"macro"), "macro"),
        ("an old macro", with_part(_ONE, "xl/macrosheets/sheet1.xml", lambda _: b"<x/>"), "macro"),
        ("a password", _OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("an old workbook", _OLE + bytes(512), "not-as-claimed"),
        ("a document", zipped(("word/document.xml", b"<x/>")), "not-as-claimed"),
        ("a CSV", HEAD + ROW, "not-as-claimed"),
        ("a web page", b"<html><table>", "not-as-claimed"),
        ("cut off", _ONE[:-100], "file-damaged"),
        ("a sheet cut off", with_part(_ONE, _SHEET, lambda xml: xml[:-40]), "not-as-claimed"),
        ("an error", with_part(_ONE, _SHEET, lambda xml: error.sub(
            b'<c r="B2" t="e"><v>#REF!', xml)), "cell-error"),
        ("a formula without a result", _sheet(b"<v>16</v>", b"<f>A1+1</f>"), "cell-error"),
        ("merged cells", workbook(("A", [_HEADS, _CELLS, _CELLS]), merged="C2:C3"),
         "cells-merged"),
        ("a blank row", _book(_CELLS, [], _CELLS), "row-blank"),
        ("a total", _book(_CELLS, ["合計", 1]), "total-row"),
        ("a second header", _book(_CELLS, _HEADS), "header-duplicate"),
        ("a control character", _book([*_CELLS[:2], "ma\x07le"]), "control-character"),
        ("a hidden character", _book([*_CELLS[:2], "ma\u202ele"]), "hidden-character"),
        ("a long cell", _book([*_CELLS[:2], "x" * 2000]), "cell-too-long"),
        ("a name", workbook(("A", [["date", "age", "氏名"], _CELLS[:3]])), "personal-data-column"),
        ("two sheets", _TWO, "sheet-missing"),
        ("a hidden sheet beside", _hidden(2), ROWS),
        ("no rows", workbook(("A", [])), "empty-file"),
    ]  # fmt: skip
    return [
        *(Hostile(f"xlsx: {what}", "a.xlsx", data, verdict) for what, data, verdict in files),
        Hostile("xlsx: all of it hidden", "a.xlsx", with_part(_ONE, "xl/workbook.xml", lambda xml:
            xml.replace(b'sheetId="1"', b'sheetId="1" state="hidden"')), "sheet-missing"),
        Hostile("xlsx: a hidden sheet", "a.xlsx", _hidden(1), "sheet-hidden",
                'sheets = ["Reports"]'),
    ]  # fmt: skip


def _hidden(sheet: int) -> bytes:
    mark = b'sheetId="%d"' % sheet
    return with_part(
        _TWO, "xl/workbook.xml", lambda xml: xml.replace(mark, mark + b' state="hidden"')
    )
