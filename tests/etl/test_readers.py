"""CSV and its containers: each input is read exactly, or refused with its own code and place."""

import codecs
import hashlib

import pytest

from etl.errors import RefusedInput, UsageError
from etl.readers import Place, read
from tests.etl.provider_files import profile, read_bytes, refusal

HEAD = b"date,age,gender\n"
ROW = b"2025-06-01,16,male\n"
ROWS = "2025-06-01,16,male\n"


@pytest.mark.parametrize(
    ("data", "options", "rows"),
    [
        (HEAD + ROW, {}, ROWS),
        (HEAD, {}, ""),
        (b"date,age,gender", {}, ""),
        (HEAD + ROW[:-1], {}, ROWS),
        (codecs.BOM_UTF8 + HEAD + ROW, {}, ROWS),
        ((HEAD + ROW).replace(b"\n", b"\r\n"), {}, ROWS),
        (HEAD.replace(b"\n", b"\r\n") + ROW + ROW.replace(b"\n", b"\r\n"), {}, ROWS * 2),
        (HEAD + ROW + b"\n", {}, ROWS),
        (HEAD + ROW + b"\r\n\r\n\n", {}, ROWS),
        (HEAD + b'"2025-06-01","16","m""ale"\n', {}, '"2025-06-01","16","m""ale"\n'),
        (HEAD + b'2025-06-01,"1,6","ma\r\nle"', {}, '2025-06-01,"1,6","ma\nle"\n'),
        (HEAD + b",,\n", {}, ",,\n"),
        (HEAD + b'"","",""\n', {}, '"","",""\n'),
        (HEAD + b"2025-06-01\t,16, male \n", {}, "2025-06-01\t,16, male \n"),
        (b"date;age;gender\n2025-06-01;1,6;male\n",
         {"delimiter": ";"}, "2025-06-01;1,6;male\n"),
        (b"date\tage\n2025-06-01\t16\n", {"delimiter": "\t"}, "2025-06-01\t16\n"),
        (b"date,age\n2025-06-01,'1,6'\n", {"quote": "'"}, "2025-06-01,'1,6'\n"),
        (b"date,age,notes\n2025-06-01,16,x\n",
         {"unnamed_columns": "drop"}, "2025-06-01,16,x\n"),
        (b"date,age,,\n2025-06-01,16,,\n", {"unnamed_columns": "drop"}, "2025-06-01,16,,\n"),
        (b'Extract "of" June\n\ndate,age\n2025-06-01,16\n',
         {"header_rows": (1, 3)}, "2025-06-01,16\n"),
        ("date,age,性別\n2025-06-01,16,女①髙\n".encode("cp932"), {"encoding": "cp932"},
         "2025-06-01,16,女①髙\n"),
        ("date,age,性別\r\n2025-06-01,16,女\r\n".encode("utf-16"), {"encoding": "utf-16"},
         "2025-06-01,16,女\n"),
        (codecs.BOM_UTF16_BE + "date,age\n2025-06-01,16\n".encode("utf-16-be"),
         {"encoding": "utf-16"}, "2025-06-01,16\n"),
        ("date,age,gender\n2025-06-01,16,tāne é".encode(), {}, "2025-06-01,16,tāne é\n"),
        ("date,age,gender\n2025-06-01,16,é\n".encode("latin-1"), {"encoding": "latin-1"},
         "2025-06-01,16,é\n"),
    ],
)  # fmt: skip
def test_read(tmp_path, data, options, rows):
    assert read_bytes(tmp_path, data, **options)[1] == rows


@pytest.mark.parametrize(
    ("data", "options", "code", "place"),
    [
        (b"", {}, "empty-file", None),
        (b"\n\n", {}, "empty-file", None),
        (codecs.BOM_UTF8, {}, "empty-file", None),
        # The declared encoding, and no other.
        ("date,age\n2025-06-01,高校生\n".encode("cp932"), {}, "encoding-error", "line 2"),
        (HEAD + ROW * 2 + "2025-06-01,16,é\n".encode("latin-1"),
         {}, "encoding-error", "line 4"),
        (HEAD + ROW + b"2025-06-01,16,\xe9", {}, "encoding-error", "line 3"),
        (HEAD + "2025-06-01,16,性\n".encode(),
         {"encoding": "latin-1"}, "encoding-error", "line 2"),
        (HEAD + "2025-06-01,16,é\n2025-06-01,16,\x85\n".encode("latin-1"),
         {"encoding": "latin-1"}, "control-character", "line 3"),
        (HEAD + "2025-06-01,16,—\n".encode(),
         {"encoding": "cp932"}, "encoding-error", "line 2"),
        (codecs.BOM_UTF8 + HEAD + ROW, {"encoding": "cp932"}, "encoding-error", "line 1"),
        ((HEAD + ROW).decode().encode("utf-16"), {}, "encoding-error", "line 1"),
        ((HEAD + ROW).decode().encode("utf-16-le"), {}, "control-character", "line 1"),
        ((HEAD + ROW).decode().encode("utf-16-le"),
         {"encoding": "utf-16"}, "encoding-error", "line 1"),
        ((HEAD + ROW).decode().encode("utf-16")[:-1],
         {"encoding": "utf-16"}, "encoding-error", "line 2"),
        (HEAD + "2025-06-01,16,女\n".encode("cp932") + "高校生".encode(), {"encoding": "cp932"},
         "encoding-error", "line 3"),
        (HEAD + ROW + "2025-06-01,16,性別\n".encode(),
         {"encoding": "cp932"}, "encoding-error", "line 3"),
        (HEAD + "2025-06-01,16,é\n".encode() + "2025-06-01,16,é\n".encode("latin-1"),
         {}, "encoding-mixed", "line 3"),
        ("date,age,性別\n".encode() + ROW * 20_000 + "2025-06-01,16,女\n".encode("cp932"),
         {}, "encoding-mixed", "line 20002"),
        # Characters that no list of reports holds.
        (HEAD + ROW + b"2025-06-01,1\x006,male\n", {}, "control-character", "line 3"),
        (HEAD + b"2025-06-01,16,ma\x1ble\n", {}, "control-character", "line 2"),
        (HEAD + b"2025-06-01,16,male\x1a", {}, "control-character", "line 2"),
        (HEAD + "2025-06-01,16,\u0085\n".encode(), {}, "control-character", "line 2"),
        (HEAD + codecs.BOM_UTF8 + ROW, {}, "control-character", "line 2"),
        (HEAD + b'2025-06-01,16,"a\nb\x7f"\n', {}, "control-character", "line 3"),
        # Line ends.
        ((HEAD + ROW).replace(b"\n", b"\r"), {}, "line-end", "line 1"),
        (HEAD + b"2025-06-01,1\r6,male\n", {}, "line-end", "line 2"),
        (HEAD + ROW[:-1] + b"\r", {}, "line-end", "line 2"),
        # Width.
        (HEAD + ROW + b"2025-06-01,16\n" + ROW, {}, "row-width", "line 3"),
        (HEAD + ROW + b"2025-06-01,16,male,\n", {}, "row-width", "line 3"),
        (HEAD + ROW + b"2025-06-01,16", {}, "last-line-torn", "line 3"),
        (HEAD + ROW + b"2025-06-01,16,male,x", {}, "row-width", "line 3"),
        (HEAD + b'2025-06-01,"a\nb",c\n2025-06-01,16\n', {}, "row-width", "line 4"),
        (HEAD + ROW + b"\n" + ROW, {}, "row-blank", "line 3"),
        (HEAD + b"\n" + ROW, {}, "row-blank", "line 2"),
        (b"date,age\n" + b"2025-06-01,16\n" * 3 + b"Total,3,\n", {}, "row-width", "line 5"),
        # Quotes.
        (HEAD + b'2025-06-01,1"6,male\n', {}, "quote-stray", "line 2, column 2"),
        (HEAD + b'2025-06-01,"1"6,male\n', {}, "quote-stray", "line 2, column 2"),
        (HEAD + b'2025-06-01, "16",male\n', {}, "quote-stray", "line 2, column 2"),
        (HEAD + b'2025-06-01,"16" ,male\n', {}, "quote-stray", "line 2, column 2"),
        (HEAD + b'2025-06-01,"16"","male"\n', {}, "quote-stray", "line 2, column 2"),
        (HEAD + ROW + b'2025-06-01,16,"male\n' + ROW * 3,
         {}, "quote-unclosed", "line 3, column 3"),
        (HEAD + ROW + b'2025-06-01,16,"mal', {}, "quote-unclosed", "line 3, column 3"),
        (HEAD + b'2025-06-01,16,"\n', {}, "quote-unclosed", "line 2, column 3"),
        (b'date,"age,gender\n' + ROW, {}, "header-unreadable", "line 1"),
        (b'date,"age"x,gender\n' + ROW, {}, "header-unreadable", "line 1"),
        (b'date,a"ge,gender\n' + ROW, {}, "header-missing", "line 1"),
        # The header decides by name.
        (b"date,gender\n2025-06-01,male\n", {}, "header-missing", "line 1"),
        (ROW, {}, "header-missing", "line 1"),
        (b"Date,age\n2025-06-01,16\n", {}, "header-missing", "line 1"),
        (b"date;age;gender\n2025-06-01;16;male\n", {}, "delimiter-error", "line 1"),
        (HEAD + ROW, {"delimiter": ";"}, "delimiter-error", "line 1"),
        (b"title\ndate|age|notes\n", {"header_rows": (2,)}, "delimiter-error", "line 2"),
        (b"when;old\n2025-06-01;16\n", {}, "header-missing", "line 1"),
        (b"date,age,notes\n2025-06-01,16,x\n", {}, "header-unknown", "line 1, column 3"),
        (b"date,age,\n2025-06-01,16,\n", {}, "header-unknown", "line 1, column 3"),
        (b"date,age,date\n2025-06-01,16,x\n", {}, "header-duplicate", "line 1"),
        (b"date,age,x,x\n2025-06-01,16,1,2\n",
         {"unnamed_columns": "drop"}, "header-duplicate", "line 1"),
        (b"date,age,years\n2025-06-01,16,16\n", {}, "header-duplicate", "line 1, column 3"),
        (HEAD + ROW + HEAD + ROW, {"header_rows": (1, 3)}, "header-duplicate", "line 3"),
        (HEAD + ROW, {"header_rows": (2,)}, "header-missing", "line 2"),
        (HEAD + ROW, {"header_rows": (7,)}, "empty-file", None),
        (HEAD + ROW, {"keep": ("x",)}, "header-missing", "line 1"),
        (b"date,age" + b"".join(b",x%d" % n for n in range(199)), {"unnamed_columns": "drop"},
         "too-large", "line 1"),
        (HEAD + b"2025-06-01,16," + b"x" * 1_500_000 + b"\n" + ROW, {}, "too-large", "line 2"),
        (HEAD + b'2025-06-01,16,"' + b"x\n" * 1_500_000,
         {}, "quote-unclosed", "line 2, column 3"),
        # Not a CSV at all.
        (b"PK\x03\x04" + bytes(40), {}, "not-as-claimed", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), {}, "not-as-claimed", None),
        (b"PAR1" + bytes(40), {}, "not-as-claimed", None),
        (b"SQLite format 3\x00", {}, "not-as-claimed", None),
        (b"\x1f\x8b\x08\x00" + bytes(40), {}, "not-as-claimed", None),
        (b"%PDF-1.7\n", {}, "not-as-claimed", None),
        (b"\n<HTML><table>", {}, "not-as-claimed", None),
        (codecs.BOM_UTF8 + b"<!DOCTYPE html>", {}, "not-as-claimed", None),
        (b'[ {"date": "2025-06-01"}]', {}, "not-as-claimed", None),
        (b"{\\rtf1 date,age}", {}, "not-as-claimed", None),
    ],
)  # fmt: skip
def test_refused(tmp_path, data, options, code, place):
    where = f"reports.csv, {place}" if place else "reports.csv"
    assert refusal(tmp_path, data, **options) == (code, where)


def test_what_is_told_of_a_reading(tmp_path):
    data = b"gender,\xe3\x80\x80years\xe3\x80\x80,date\nmale,16,2025-06-01\n"
    reading, _ = read_bytes(tmp_path, data)
    assert reading.header == ("gender", "\u3000years\u3000", "date")
    assert (reading.rows, reading.delimiter, reading.quote, reading.member) == (1, ",", '"', None)
    assert (reading.size, reading.places) == (len(data), (Place(1, 2, None),))
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert [reading.column(names) for names in (("age", "years"), ("date",), ("x",))] == [
        1,
        2,
        None,
    ]


def test_places_after_cells_that_span_lines(tmp_path):
    data = (
        b'"da\nte",date,age\n'  # lines 1 and 2
        b"a,2025-06-01,16\n"  # 3
        b'"a\nb\r\nc",2025-06-01,16\n'  # 4 to 6
        b"a,2025-06-01,16\n"  # 7
        b"a,2025-06-01,16\n"  # 8
        b'a,2025-06-01,"1\n6"\n'  # 9 and 10
        b'"\n",2025-06-01,"\n"\n'  # 11 to 13
        b"a,2025-06-01,16\n"  # 14
        b'a,2025-06-01,"16\n\n"\n'
    )
    reading, _ = read_bytes(tmp_path, data, unnamed_columns="drop")
    assert reading.rows == 8
    assert reading.places == (
        Place(1, 3, None), Place(3, 7, None), Place(6, 11, None), Place(7, 14, None),
    )  # fmt: skip


def test_places_in_a_file_of_many_blocks(tmp_path):
    rows = [b"2025-06-01,16,male\n"] * 40_000
    rows[30_000] = b'2025-06-01,16,"ma\nle"\n'
    reading, written = read_bytes(tmp_path, HEAD + b"".join(rows))
    assert reading.rows == 40_000
    assert reading.places == (Place(1, 2, None), Place(30_002, 30_004, None))
    assert written.encode() == b"".join(rows)


def test_columns_in_any_order_are_the_same_cells(tmp_path):
    one, rows_one = read_bytes(tmp_path, b"date,age\n2025-06-01,16\n")
    two, rows_two = read_bytes(tmp_path, b"age,date\n16,2025-06-01\n")
    for names, cell in ((("date",), "2025-06-01"), (("age",), "16")):
        assert rows_one.strip().split(",")[one.column(names)] == cell
        assert rows_two.strip().split(",")[two.column(names)] == cell


def test_progress_ends_at_one(tmp_path):
    path = tmp_path / "reports.csv"
    path.write_bytes(HEAD + ROW * 100_000)
    shares = []
    read(path, profile(), into=tmp_path / "rows.csv", progress=shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 3
    assert shares[-1] == 1.0


def test_another_delimiter_is_told_as_a_profile_has_it(tmp_path):
    path = tmp_path / "reports.csv"
    path.write_bytes(b"date\tage\n2025-06-01\t16\n")
    with pytest.raises(RefusedInput) as caught:
        read(path, profile(), into=tmp_path / "rows.csv")
    assert str(caught.value) == (
        "reports.csv, line 1 · The columns seem to be parted by tabs; the profile declares commas"
        ' · Set delimiter = "\\t" in the profile if all files of this source are so'
    )


def test_messages_hold_no_cell_of_a_row(tmp_path):
    secret = b"Hanako"
    for data in (secret + b",x\n", HEAD + secret + b"\n", HEAD + b'1,"' + secret + b'"x,\n'):
        path = tmp_path / "reports.csv"
        path.write_bytes(data)
        with pytest.raises(RefusedInput) as caught:
            read(path, profile(), into=tmp_path / "rows.csv")
        assert "Hanako" not in str(caught.value)


def test_a_file_name_is_only_a_label(tmp_path):
    name = "reports\x1b[31m\n.csv"
    assert refusal(tmp_path, b"", name) == (
        "empty-file",
        "reports\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}.csv",
    )


def test_a_missing_file(tmp_path):
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "none.csv", profile(), into=tmp_path / "rows.csv")
    assert (caught.value.code, caught.value.where) == ("file-missing", "none.csv")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("reports.xlsm", "macro"),
        ("reports.xls", "format-unexpected"),
        ("reports.parquet", "format-unexpected"),
        ("reports.json", "format-unexpected"),
        ("reports", "format-unexpected"),
    ],
)
def test_suffixes(tmp_path, name, code):
    assert refusal(tmp_path, HEAD + ROW, name) == (code, name)


@pytest.mark.parametrize("name", ["reports.CSV", "reports.txt", "reports.tsv"])
def test_suffixes_of_csv(tmp_path, name):
    assert read_bytes(tmp_path, HEAD + ROW, name)[0].rows == 1
