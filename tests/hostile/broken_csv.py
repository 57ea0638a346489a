"""One clean table and several hundred ways to break it, after Pollock's survey of real files.

Each says whether the broken file still has one right reading. If it has, the reader must find
it; if it has none, the reader must refuse. There is nothing in between.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

HEADER = ["date", "age", "gender", "notes"]
ROWS = [
    ["2025-06-01", "16", "male", "plain"],
    ["2025-06-02", "17", "female", "a comma, inside"],
    ["2025-06-03", "", "", ""],
    ["2025-06-04", "18", "男性", 'he said "send it", twice'],
    ["2025-06-05", "19", "male", "two\nlines, one cell"],
    ["2025-06-06", "20", "女性", "“quoted”; tab\tand bar|"],
    ["2025-06-07", "21", "male", "'single'"],
    ["2025-06-08", "22", "female", "the end"],
]


@dataclass(frozen=True)
class Broken:
    """A broken file.

    Attributes:
        rows: its one right reading, columns in the order of HEADER; None if it has none.
        file: what the profile declares, beside its formats.
    """

    what: str
    data: bytes
    rows: list[list[str]] | None = None
    file: dict[str, Any] = field(default_factory=dict)


def written(rows: list[list[str]], **dialect: Any) -> str:
    """The rows as CSV; by default with as few quotes as can be."""
    text = io.StringIO(newline="")
    csv.writer(text, **{"lineterminator": "\n", **dialect}).writerows(rows)
    return text.getvalue()


CLEAN = written([HEADER, *ROWS])
#: The records as they are written; one of them goes over two lines.
RECORDS = [written([row]) for row in [HEADER, *ROWS]]


def broken_files() -> list[Broken]:
    """All of them, and the clean one."""
    kinds = (
        _delimiters, _quotes, _dialects, _line_ends, _lines, _headers, _widths, _encodings, _cuts,
    )  # fmt: skip
    return [Broken("clean", CLEAN.encode(), ROWS), *(file for kind in kinds for file in kind())]


def _replaced(number: int, record: str) -> bytes:
    """The clean file with one record in the place of another."""
    return "".join([*RECORDS[:number], record, *RECORDS[number + 1 :]]).encode()


def _joints(record: str) -> Iterator[int]:
    """Where the delimiters of a record stand."""
    quoted = False
    for at, sign in enumerate(record):
        quoted ^= sign == '"'
        if sign == "," and not quoted:
            yield at


def _delimiters() -> Iterator[Broken]:
    """A delimiter is missing, doubled, or another sign."""
    for number, record in enumerate(RECORDS):
        for at in _joints(record):
            for sign in ("", ",,", ";", "\t", "|", " ", "，", "\n"):
                changed = record[:at] + sign + record[at + 1 :]
                yield Broken(f"{sign!r} at {number}:{at}", _replaced(number, changed))
        escaped = f"{record[:-1]}\\, or not\n"
        yield Broken(f"one escaped in {number}", _replaced(number, escaped))
        yield Broken(f"one before {number}", _replaced(number, f",{record}"))
        yield Broken(f"one after {number}", _replaced(number, f"{record[:-1]},\n"))


def _quotes() -> Iterator[Broken]:
    """A quote too many anywhere, or one too few."""
    for at in range(len(CLEAN)):
        if at % 3 == 0:
            stray = CLEAN[:at] + '"' + CLEAN[at:]
            yield Broken(f"a quote at {at}", stray.encode())
        if CLEAN[at] == '"':
            yield Broken(f"no quote at {at}", (CLEAN[:at] + CLEAN[at + 1 :]).encode())
    for number, row in enumerate(ROWS, start=1):
        bare = ",".join(row) + "\n"
        if bare != RECORDS[number]:
            yield Broken(f"no quotes at all in {number}", _replaced(number, bare))
        spaced = ", ".join(f'"{cell}"' for cell in row) + "\n"
        yield Broken(f"spaces before the quotes of {number}", _replaced(number, spaced))
        slashed = ",".join('"' + cell.replace('"', r"\"") + '"' for cell in row) + "\n"
        right = None if '"' in row[3] else ROWS
        yield Broken(f"backslashes in {number}", _replaced(number, slashed), right)


def _dialects() -> Iterator[Broken]:
    """The whole file is written in another dialect than the declared one."""
    names = {";": "semicolons", "\t": "tabs", "|": "bars", ":": "colons", " ": "spaces"}
    for sign, name in names.items():
        data = written([HEADER, *ROWS], delimiter=sign).encode()
        yield Broken(name, data)
        if sign in ";\t|":
            yield Broken(f"{name} as declared", data, ROWS, {"delimiter": sign})
            yield Broken(f"clean under {name}", CLEAN.encode(), None, {"delimiter": sign})
    single = written([HEADER, *ROWS], quotechar="'").encode()
    yield Broken("single quotes", single)
    yield Broken("single quotes as declared", single, ROWS, {"quote": "'"})
    yield Broken("clean under single quotes", CLEAN.encode(), None, {"quote": "'"})
    yield Broken("all quoted", written([HEADER, *ROWS], quoting=csv.QUOTE_ALL).encode(), ROWS)
    escaped = written([HEADER, *ROWS], doublequote=False, escapechar="\\")
    yield Broken("escaped quotes", escaped.encode())
    no_quotes = written([HEADER, *ROWS], quoting=csv.QUOTE_NONE, escapechar="\\", quotechar=None)
    yield Broken("escapes for quotes", no_quotes.encode())
    gaps = [[cell for name in row for cell in (name, "")] for row in [HEADER, *ROWS]]
    yield Broken("two delimiters a joint", written(gaps).encode(), ROWS)
    yield Broken("fixed width", "\n".join("".join(c.ljust(30) for c in r) for r in ROWS).encode())


def _line_ends() -> Iterator[Broken]:
    """Records end otherwise than they should."""
    crlf = CLEAN.replace("\n", "\r\n").encode()
    yield Broken("CR LF", crlf, ROWS)
    for number, record in enumerate(RECORDS):
        mixed = record[:-1] + "\r\n"
        yield Broken(f"CR LF after {number}", _replaced(number, mixed), ROWS)
        for sign in ("\r", "\n\r", "\r\r\n", "\x0b", "\x0c", "\x1e", "\0", "\x85", "\u2028"):
            last = number == len(RECORDS) - 1
            if last and sign == "\u2028":
                continue  # it stands in a cell that is dropped
            yield Broken(f"{sign!r} after {number}", _replaced(number, record[:-1] + sign))
        if number < len(RECORDS) - 1:
            yield Broken(f"no line end after {number}", _replaced(number, record[:-1]))
            yield Broken(f"a blank line after {number}", _replaced(number, record + "\n"))
            yield Broken(f"a space on a line after {number}", _replaced(number, record + " \n"))
    yield Broken("no line end at the end", CLEAN[:-1].encode(), ROWS)
    yield Broken("blank lines at the end", (CLEAN + "\n\r\n\n").encode(), ROWS)
    yield Broken("a blank line above", f"\n{CLEAN}".encode())
    yield Broken("written out", CLEAN.replace("\n", "\\n").encode())
    yield Broken("doubled", CLEAN.replace("\n", "\n\n").encode())


def _lines() -> Iterator[Broken]:
    """Lines that are no records: titles, notes, totals, other tables."""
    width = len(HEADER) - 1
    lines = (
        "Reports of June", "# exported", "sep=,", "---", "Reports,June", "合計", "Total,8", "EOF",
        "※ 件数は暫定" + "," * width, "Note: provisional" + "," * width, "計,8,,", "小計,,,8",
        "Total,,,", ",,合計,8", "うち男性,3,,", '"Grand total","8","",""', "of which minors,2,,",
        "資料：警察庁" + "," * width, *(RECORDS[0].strip(),), '"date","age","gender","notes"',
    )  # fmt: skip
    for line in lines:
        for number in range(len(RECORDS) + 1):
            text = "".join([*RECORDS[:number], f"{line}\n", *RECORDS[number:]])
            yield Broken(f"{line} before {number}", text.encode())
    others = {
        "the same table": CLEAN,
        "a narrow table": "month,reports\n2025-06,8\n",
        "a wide table": "a,b,c,d,e\n1,2,3,4,5\n",
        "a table of one column": "month\n2025-06\n",
    }
    for what, other in others.items():
        for gap in ("", "\n", "\n\n\n", ",,,\n"):
            if gap != ",,,\n" or what == "the same table":
                yield Broken(f"{what} after {gap!r}", (CLEAN + gap + other).encode())
                yield Broken(f"{what} before {gap!r}", (other + gap + CLEAN).encode())
    beside = [
        written([[*left, *right]])
        for left, right in zip([HEADER, *ROWS], [HEADER, *ROWS], strict=True)
    ]
    yield Broken("a table beside", "".join(beside).encode())
    titled = ("A title\n" + CLEAN).encode()
    yield Broken("a title as declared", titled, ROWS, {"header_rows": (2,)})
    noted = (CLEAN + "\n※ 暫定, 値\n資料：x\n").encode()
    yield Broken("notes as declared", noted, ROWS, {"footer": ("※", "資料")})
    summed = (RECORDS[0] + "総数,8,,\n" + "".join(RECORDS[1:]) + "計,8,,\n").encode()
    yield Broken("totals as declared", summed, ROWS, {"total_rows": "skip"})


def _headers() -> Iterator[Broken]:
    """Headings are missing, doubled, renamed; or only in another order."""
    body = "".join(RECORDS[1:])
    yield Broken("no header", body.encode())
    for at, name in enumerate(HEADER[:2]):
        for other in ("", name.upper(), f"{name}s", f"{name}_{name}", f'"{name}', f"{name}\u200b"):
            names = [*HEADER[:at], other, *HEADER[at + 1 :]]
            yield Broken(f"{other!r} for {name}", (",".join(names) + "\n" + body).encode())
        again = [*HEADER[:3], name]
        yield Broken(f"{name} twice", (",".join(again) + "\n" + body).encode())
        for other in (f'"{name}"', f" {name} ", f"{name}\u3000"):
            names = [*HEADER[:at], other, *HEADER[at + 1 :]]
            data = (",".join(names) + "\n" + body).encode()
            yield Broken(f"{other!r} for {name}", data, ROWS)
    for order in permutations(range(len(HEADER))):
        table = [[row[at] for at in order] for row in [HEADER, *ROWS]]
        yield Broken(f"columns in the order {order}", written(table).encode(), ROWS)


def _widths() -> Iterator[Broken]:
    """Records are wider or narrower than the header."""
    for number, row in enumerate([HEADER, *ROWS]):
        for cells in (row[:1], row[:2], row[:3], row[1:], [*row, ""], [*row, "x"], row + row):
            yield Broken(f"{len(cells)} cells in {number}", _replaced(number, written([cells])))
    numbered = [RECORDS[0], *(f"{number},{record}" for number, record in enumerate(RECORDS[1:]))]
    yield Broken("an index without a heading", "".join(numbered).encode())


def _encodings() -> Iterator[Broken]:
    """Bytes of another encoding, or of none."""
    marked = codecs.BOM_UTF8 + CLEAN.encode()
    yield Broken("a mark", marked, ROWS)
    yield Broken("two marks", codecs.BOM_UTF8 + marked)
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield Broken(name, CLEAN.encode(name))
    yield Broken("UTF-16 as declared", CLEAN.encode("utf-16"), ROWS, {"encoding": "utf-16"})
    cp932 = CLEAN.replace("“", "「").replace("”", "」").encode("cp932")
    right = [[cell.translate({8220: "「", 8221: "」"}) for cell in row] for row in ROWS]
    yield Broken("CP932", cp932)
    yield Broken("CP932 as declared", cp932, right, {"encoding": "cp932"})
    for name in ("cp932", "latin-1", "utf-16"):
        yield Broken(f"clean under {name}", CLEAN.encode(), None, {"encoding": name})
    for number, record in enumerate(RECORDS):
        for sign in (b"\0", b"\xff", b"\xe9", b"\xe5\xa5", b"\x1a", b"\x1b[0m", b"\x7f"):
            data = "".join(RECORDS[:number]).encode() + record[:3].encode() + sign
            data += (record[3:] + "".join(RECORDS[number + 1 :])).encode()
            yield Broken(f"{sign!r} in {number}", data)


def _cuts() -> Iterator[Broken]:
    """The file ends in the middle of its last two records, but not in the last cell of one.

    A cut inside a record's last cell cannot be told from a file without a last line end.
    """
    start = len(CLEAN) - len(RECORDS[-1]) - len(RECORDS[-2])
    ends = (start + len(RECORDS[-2]), len(CLEAN))
    for cut in range(start + 1, len(CLEAN)):
        record = CLEAN[start:cut] if cut < ends[0] else CLEAN[ends[0] : cut]
        if record and record.count(",") < len(HEADER) - 1:
            yield Broken(f"cut at {cut}", CLEAN[:cut].encode())
