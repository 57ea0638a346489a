"""Bytes in the declared encoding → UTF-8 bytes with line feeds. Strict: no second guess."""

import codecs
import re
from collections.abc import Iterator
from typing import IO

from etl.errors import RefusedInput
from etl.reading.task import MAX_TEXT, refused

BLOCK = 256 << 10  # small enough that no row outgrows the two megabytes that DuckDB reads

_MARKS = {
    codecs.BOM_UTF8: ("utf-8", "UTF-8"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
#: Encodings that take the bytes of UTF-8 for other characters without an error.
_BLIND = ("cp932", "latin-1")
_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\n")
#: C0 controls but tab and newline, DEL, C1 controls, and a byte order mark inside the text.
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbb\xbf")


def utf8_blocks(stream: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Decode strictly, block by block; a byte order mark is taken off.

    CR LF and LF are accepted side by side and become LF, inside quoted cells too.

    Raises:
        RefusedInput: encoding-error, encoding-mixed, line-end (a lone carriage return), too-large.
    """
    _check_mark(stream, encoding)
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    lines, size, held, plain = 1, 0, b"", True
    while True:
        raw = stream.read(BLOCK)
        size += len(raw)
        if size > MAX_TEXT:
            raise refused("too-large", f"The text is larger than {MAX_TEXT >> 30} GB", "Split it")
        if plain and not raw.isascii() and encoding in _BLIND:
            _refuse_utf8(raw, lines, encoding)
        try:
            decoded = decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            raise _undecodable(error, lines, encoding, plain=plain) from None
        plain = plain and decoded.isascii()
        block = held + decoded.encode("utf-8")
        held = b""
        if raw and block.endswith(b"\r"):
            block, held = block[:-1], b"\r"
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n")
            if b"\r" in block:
                raise refused(
                    "line-end",
                    "A carriage return stands alone; lines end with LF or CR LF",
                    "Save the file again as CSV from the program that made it",
                    line=lines + block.count(b"\n", 0, block.index(b"\r")),
                )
        lines += block.count(b"\n")
        if block:
            yield block
        if not raw:
            return


def refuse_controls(data: bytes, line: int, sheet: str | None = None) -> None:
    """Refuse control characters in whole UTF-8 lines; ``line`` is the number of the first.

    C1 controls are how text of another encoding looks when it is read as Latin-1.

    Raises:
        RefusedInput: control-character.
    """
    clean = len(data.translate(None, _CONTROLS)) == len(data)
    if clean and b"\xc2" not in data and b"\xef\xbb\xbf" not in data:
        return
    found = _CONTROL.search(data)
    if found:
        raise refused(
            "control-character",
            f"A control character (U+{ord(found.group().decode()):04X}) stands in the text",
            "Check the encoding in the profile, or export the file again",
            line=line + data.count(b"\n", 0, found.start()),
            sheet=sheet,
        )


def _check_mark(stream: IO[bytes], encoding: str) -> None:
    """A byte order mark must agree with the declared encoding; UTF-16 must have one."""
    head = stream.read(3)
    stream.seek(0)
    found = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if found and found[0] != encoding:
        raise refused(
            "encoding-error",
            f"The file begins with the mark of {found[1]}, the profile declares {encoding}",
            f'Set encoding = "{found[0]}" in the profile if all files of this source are so',
            line=1,
        )
    if encoding == "utf-16" and not found:
        raise refused(
            "encoding-error",
            "The profile declares utf-16, and the file lacks the byte order mark that UTF-16 needs",
            "Save the file as Unicode text (UTF-16) again, or correct the encoding",
            line=1,
        )


def _refuse_utf8(raw: bytes, lines: int, encoding: str) -> None:
    """No text in another encoding looks like UTF-8 by chance."""
    try:
        text, _ = codecs.utf_8_decode(raw, "strict", False)
    except UnicodeDecodeError:
        return
    first = next(at for at, sign in enumerate(text) if not sign.isascii())
    raise refused(
        "encoding-error",
        f"The text is UTF-8, the profile declares {encoding}",
        'Set encoding = "utf-8" in the profile if all files of this source are so',
        line=lines + text.count("\n", 0, first),
    )


def _undecodable(
    error: UnicodeDecodeError, lines: int, encoding: str, *, plain: bool
) -> RefusedInput:
    """The error, where all text before it was ``plain`` ASCII or not."""
    before = error.object[: error.start]
    line = lines + before.decode(error.encoding, errors="ignore").count("\n")
    if encoding == "utf-8" and not (plain and before.isascii()):
        return refused(
            "encoding-mixed",
            "The text is UTF-8 up to here, and in another encoding from here on",
            "Two files were put together, or a cell was pasted: save all of it as UTF-8",
            line=line,
        )
    return refused(
        "encoding-error",
        f"A character is not {encoding}",
        "Correct the encoding in the profile, or save the file in the declared encoding",
        line=line,
    )
