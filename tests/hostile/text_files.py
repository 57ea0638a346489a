"""Hostile CSV and JSON files, each with its verdict; made anew on every run, always the same."""

import codecs
import gzip
import json
import pickle

from tests.hostile.verdicts import CANARY, HEAD, ROW, ROWS, Hostile, cell_of, csv_of

_OTHER = [("2025-06-01", 16, "unknown")]
_JP = f"date,age,性別,notes\n2025-06-01,16,男性,{CANARY}\n"
_JP_ROWS = [("2025-06-01", 16, "male")]


def text_files() -> list[Hostile]:
    """All of them."""
    return [
        *_encodings(), *_characters(), *_shapes(), *_headers(), *_programs(), *_other_kinds(),
        *_endings(), *_json(),
    ]  # fmt: skip


def _encodings() -> list[Hostile]:
    utf16 = (HEAD + ROW).decode().encode("utf-16")
    return [
        csv_of("nothing", b"", "empty-file"),
        csv_of("blank lines", b"\n\r\n\n", "empty-file"),
        csv_of("a byte order mark alone", codecs.BOM_UTF8, "empty-file"),
        csv_of("a header alone", HEAD, []),
        csv_of("UTF-8 with a mark", codecs.BOM_UTF8 + HEAD + ROW, ROWS),
        csv_of("UTF-16 under UTF-8", utf16, "encoding-error"),
        csv_of("UTF-16 as declared", utf16, ROWS, 'encoding = "utf-16"'),
        csv_of("UTF-16 without a mark", utf16[2:], "control-character"),
        csv_of("UTF-16 cut in two", utf16[:-1], "encoding-error", 'encoding = "utf-16"'),
        csv_of("UTF-32", (HEAD + ROW).decode().encode("utf-32"), "encoding-error"),
        csv_of("CP932 under UTF-8", _JP.encode("cp932"), "encoding-error"),
        csv_of("CP932 as declared", _JP.encode("cp932"), _JP_ROWS, 'encoding = "cp932"'),
        csv_of("UTF-8 under CP932", _JP.encode(), "encoding-error", 'encoding = "cp932"'),
        csv_of("UTF-8 under Latin-1", _JP.encode(), "encoding-error", 'encoding = "latin-1"'),
        csv_of("Latin-1 under UTF-8", HEAD + ROW + b"2025-06-01,16,\xe9,\n", "encoding-error"),
        csv_of("two encodings", _JP.encode() + _JP[20:].encode("cp932"), "encoding-mixed"),
        csv_of("a character cut in two", HEAD + ROW + "女".encode()[:2], "encoding-error"),
        csv_of("an overlong slash", HEAD + ROW + b"2025-06-01,16,\xc0\xaf,\n", "encoding-error"),
        csv_of("half a pair", HEAD + ROW + b"2025-06-01,16,\xed\xa0\x80,\n", "encoding-error"),
        csv_of("no bytes of UTF-8", HEAD + ROW + b"\xff\xfe\xfd\n", "encoding-error"),
    ]


def _characters() -> list[Hostile]:
    signs = {
        "NUL": "\0", "ESC": "\x1b[31m", "backspace": "\b", "DEL": "\x7f", "end of file": "\x1a",
        "C1": "\x9b31m", "a mark inside": "\ufeff",
    }  # fmt: skip
    hidden = {
        "zero width space": "\u200b", "joiner": "\u200d", "right to left": "\u202e",
        "isolate": "\u2066", "word joiner": "\u2060", "soft hyphen": "\u00ad",
        "tag": "\U000e0061", "line separator": "\u2028",
    }  # fmt: skip
    return [
        *(cell_of(what, f"ma{sign}le", "control-character") for what, sign in signs.items()),
        *(cell_of(what, f"ma{sign}le", "hidden-character") for what, sign in hidden.items()),
        csv_of("hidden in a heading", HEAD.replace(b"age", "a\u200bge".encode()) + ROW,
               "hidden-character"),
        csv_of("hidden where it is dropped", HEAD + ROW[:-1] + "\u202e\n".encode(), ROWS),
        csv_of("other ways to write a word", HEAD + "".join(
            f"２０２５-06-01,１６,{word},\n" for word in ("ｍａｌｅ", "Male", " MALE ", "男性")
        ).encode(), ROWS * 4),
        cell_of("combining signs", "male" + "\u0301" * 400, _OTHER),
        cell_of("a kilobyte and more", "x" * 1025, "cell-too-long"),
        csv_of("long where it is dropped", HEAD + ROW[:-1] + b"x" * 900_000 + b"\n", ROWS),
        csv_of("more than a megabyte", HEAD + ROW[:-1] + b"x" * 1_500_000 + b"\n" + ROW,
               "too-large"),
        csv_of("a line without end", HEAD + b"x" * 3_000_000, "too-large"),
    ]  # fmt: skip


def _shapes() -> list[Hostile]:
    return [
        csv_of("lone carriage returns", (HEAD + ROW).replace(b"\n", b"\r"), "line-end"),
        cell_of("a carriage return in a cell", "ma\rle", "line-end"),
        csv_of("both line ends", HEAD.replace(b"\n", b"\r\n") + ROW, ROWS),
        cell_of("an open quote", '"male', "quote-unclosed"),
        csv_of("quotes for ever", HEAD + b'"' + b"x\n" * 700_000, "quote-unclosed"),
        cell_of("a quote inside", 'ma"le', "quote-stray"),
        cell_of("text after the quote", '"ma"le', "quote-stray"),
        cell_of("a space before the quote", ' "male"', "quote-stray"),
        cell_of("quoted", '"male"', ROWS),
        cell_of("a backslash for a quote", r'"ma\"le"', "quote-stray"),
        csv_of("too few cells", HEAD + ROW + b"2025-06-01,16\n" + ROW, "row-width"),
        csv_of("too many cells", HEAD + ROW + b"2025-06-01,16,male,x,y\n", "row-width"),
        csv_of("cut off", HEAD + ROW + b"2025-06-01,1", "last-line-torn"),
        csv_of("without the last line end", HEAD + ROW[:-1], ROWS),
        csv_of("a blank line inside", HEAD + ROW + b"\n" + ROW, "row-blank"),
        csv_of("two tables", HEAD + ROW + b"\n" + HEAD + ROW, "row-blank"),
        csv_of("two tables without a gap", HEAD + ROW + HEAD + ROW, "header-duplicate"),
        csv_of("a note below", HEAD + ROW + b"Source: the line\n", "row-width"),
        csv_of("a note below, as wide", HEAD + ROW + b"\nSource: the line,,,\n", "row-blank"),
        csv_of("a note as declared", HEAD + ROW + b"\nSource: the line,,,\n", ROWS,
               'footer = ["Source"]'),
        csv_of("a report below the note", HEAD + ROW + b"Source\n" + ROW, "footer-unknown",
               'footer = ["Source"]'),
        csv_of("a total", HEAD + ROW + "計,1,,\n".encode(), "total-row"),
        csv_of("a total above", HEAD + "総　数,1,,\n".encode() + ROW, "total-row"),
        csv_of("a part of a total", HEAD + ROW + "うち女性,1,,\n".encode(), "total-row"),
        csv_of("a total in English", HEAD + ROW + b'"Grand Total",1,,\n', "total-row"),
        csv_of("a total to skip", HEAD + b"Total,1,,\n" + ROW + b",Total,1,\n", ROWS,
               'total_rows = "skip"'),
        csv_of("a total further right", HEAD + ROW + "2025-06-02,17,合計,\n".encode(), ROWS),
        csv_of("tabs", (HEAD + ROW).replace(b",", b"\t"), "delimiter-error"),
        csv_of("semicolons", (HEAD + ROW).replace(b",", b";"), "delimiter-error"),
        csv_of("bars", (HEAD + ROW).replace(b",", b"|"), "delimiter-error"),
        csv_of("semicolons as declared", (HEAD + ROW).replace(b",", b";"), ROWS,
               'delimiter = ";"'),
    ]  # fmt: skip


def _headers() -> list[Hostile]:
    wide = b",".join(b"c%d" % n for n in range(16_381))
    return [
        csv_of("no header", ROW * 2, "header-missing"),
        csv_of("a title above", b"Reports of June\n" + HEAD + ROW, "header-missing"),
        csv_of("a title as declared", b'Reports "of" June\n' + HEAD + ROW, ROWS,
               "header_rows = [2]"),
        csv_of("a heading in capitals", HEAD.upper() + ROW, "header-missing"),
        csv_of("a heading twice", HEAD.replace(b"notes", b"date") + ROW, "header-duplicate"),
        csv_of("both alternatives", HEAD.replace(b"notes", b"years") + ROW, "header-duplicate"),
        csv_of("columns in another order", b"notes,gender,age,date\nx,male,16,2025-06-01\n", ROWS),
        csv_of("201 columns", b"date,age," + wide[:1100].rpartition(b",")[0] + b"\n", "too-large"),
        csv_of("16,384 columns", b"date,age,gender," + wide + b"\n", "too-large"),
        csv_of("names", HEAD.replace(b"notes", "氏名".encode()) + ROW, "personal-data-column"),
        csv_of("telephones", HEAD.replace(b"notes", b"Phone number") + ROW,
               "personal-data-column"),
        csv_of("names on purpose", HEAD.replace(b"notes", "氏名".encode()) + ROW, ROWS,
               'drop = ["氏名"]'),
        csv_of("another column", HEAD + ROW, "header-unknown", '# replaced: "refuse"'),
        csv_of("an open quote in the header", b'date,"age,gender,notes\n' + ROW,
               "header-unreadable"),
    ]  # fmt: skip


def _programs() -> list[Hostile]:
    """Text that is a program to some other program; here it is a word that nobody knows."""
    words = (
        "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<img src=x onerror=a()>",
        "male'); drop table reports; --", "$(touch hostile)", "`id`", "%s%n{0}{{7*7}}",
        "../../etc/passwd", "__proto__", "NULL", "None", "nan", "TRUE", "\\N",
    )  # fmt: skip
    address = b'2025-06-01,16,"=IMPORTXML(""http://x.example"",""//a"")",\n'
    heading = b'date,age,gender,"x""); drop table reports; --"\n'
    return [
        csv_of("words that are programs", HEAD + b"".join(
            ROW.replace(b"male", word.encode()) for word in words), _OTHER * len(words)),
        csv_of("a formula with an address", HEAD + address, []),
        csv_of("a statement in a heading", heading + ROW, ROWS),
    ]  # fmt: skip


def _other_kinds() -> list[Hostile]:
    """Files of other kinds under the name of a CSV."""
    kinds = {
        "a web page": b"<!DOCTYPE html><html><table><tr><td>date</td></tr></table></html>",
        "a web page with a mark": codecs.BOM_UTF8 + b"\n<html>",
        "XML": b'<?xml version="1.0"?><x/>',
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "an archive": b"PK\x03\x04" + bytes(64),
        "Parquet": b"PAR1" + bytes(64),
        "SQLite": b"SQLite format 3\0" + bytes(64),
        "a pickle": pickle.dumps({"date": CANARY}, protocol=4),
        "gzip": gzip.compress(HEAD + ROW, mtime=0),
        "a PDF": b"%PDF-1.7\n",
        "a picture file": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "a program": b"\x7fELF" + bytes(64),
        "a document": b"{\\rtf1 date,age}",
        "a saved page": b"MIME-Version: 1.0\n" + HEAD,
        "JSON": json.dumps([{"date": CANARY}]).encode(),
    }
    return [
        *(csv_of(f"{what} called CSV", data, "not-as-claimed") for what, data in kinds.items()),
        csv_of("DuckDB called CSV", bytes(8) + b"DUCK" + bytes(64), "control-character"),
    ]


def _endings() -> list[Hostile]:
    endings = {
        "xls": "format-unexpected", "xlsm": "macro", "xlsb": "macro",
        "parquet": "format-unexpected", "duckdb": "format-unexpected", "pkl": "format-unexpected",
        "csv.exe": "format-unexpected", "gz": "format-unexpected",
    }  # fmt: skip
    return [
        Hostile(f"a name ending in {ending}", f"reports.{ending}", HEAD + ROW, code)
        for ending, code in endings.items()
    ] + [Hostile("a name without ending", "reports", HEAD + ROW, "format-unexpected")]


def _json() -> list[Hostile]:
    one = {"date": "2025-06-01", "age": 16, "gender": "male", "notes": CANARY}
    text = json.dumps(one)
    files = [
        ("an array", f"[{text}]", ROWS),
        ("no array", text, "json-invalid"),
        ("not the end", f"[{text}", "json-invalid"),
        ("more after the end", f"[{text}] x", "json-invalid"),
        ("a comma too many", f"[{text},]", "json-invalid"),
        ("a comment", f"[/* x */ {text}]", "json-invalid"),
        ("NaN", f"[{text.replace('16', 'NaN')}]", "json-invalid"),
        ("brackets without end", "[" * 100_000, "json-nested"),
        ("objects without end", '{"a":' * 100_000, "json-invalid"),
        ("objects deep inside", '[{"a":' * 50_000, "json-nested"),
        ("a key twice", f'[{text[:-1]}, "age": 17}}]', "header-duplicate"),
        ("a list for a value", f"[{text.replace('16', '[16]')}]", "json-nested"),
        ("an object for a value", f"[{text.replace('16', '{}')}]", "json-nested"),
        ("numbers for objects", "[1, 2]", "json-nested"),
        ("very many digits", f"[{text.replace('16', '1' * 5000)}]", "cell-too-long"),
        ("half a pair", f"[{text.replace('male', chr(92) + 'ud800')}]", "control-character"),
        ("NUL", f"[{text.replace('male', chr(92) + 'u0000')}]", "control-character"),
        ("hidden", f"[{text.replace('male', chr(92) + 'u202emale')}]", "hidden-character"),
        ("very many keys", "[{" + ",".join(f'"k{n}":1' for n in range(9_999)) + "}]", "too-large"),
        ("a name", f"[{text.replace('notes', 'victim_name')}]", "personal-data-column"),
        ("a prototype", f"[{text.replace('notes', '__proto__')}]", ROWS),
    ]
    lines = [
        ("lines", text + "\n", ROWS),
        ("a blank line", f"{text}\n\n{text}", "json-invalid"),
        ("an array of lines", f"[{text}]", "json-nested"),
        ("a line cut off", f"{text}\n{text[:20]}", "json-invalid"),
        ("two objects a line", text + text, "json-invalid"),
        ("a total", text.replace("2025-06-01", "合計"), "total-row"),
    ]
    return [
        *(Hostile(f"JSON: {what}", "a.json", data.encode(), code) for what, data, code in files),
        *(Hostile(f"JSONL: {what}", "a.jsonl", data.encode(), code) for what, data, code in lines),
        Hostile("JSON: one page of several", "a.json",
                json.dumps({"results": [one], "next": "https://x.example"}).encode(),
                "json-part", 'records = "results"'),
        Hostile("JSON: in Latin-1", "a.json", b'[{"date": "\xe9"}]', "encoding-error"),
    ]  # fmt: skip
