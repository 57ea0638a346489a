"""Rows and cells of every format: what is read, what is left out and counted, what is refused."""

import csv
import io

import pytest

from etl.reading.alarms import alarms_of
from etl.reading.hidden import HIDDEN
from etl.reading.task import Outcome
from etl.reading.totals import is_total
from tests.etl.provider_files import read_bytes, read_here, refused_here, workbook

HEAD = "date,age,gender\n"
ROW = "2025-06-01,16,male\n"
DROP = {"unnamed_columns": "drop"}


def told(outcome):
    return outcome.rows, outcome.totals, outcome.footers, outcome.places


@pytest.mark.parametrize(
    "sign",
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2064"
    "\u2066\u2069\u206f\U000e0001\U000e007f",
)
def test_a_hidden_character_is_refused_in_headings_and_where_it_is_read(sign):
    name = f"gen{sign}der"
    assert HIDDEN.fullmatch(sign)
    rows = [["2025-06-01", "16", f"ma{sign}le", "x"], ["2025-06-01", "16", "male", f"x{sign}"]]
    heads = ["date", "age", "gender", "notes"]
    for format_, spot in (("csv", "line 3, column 3"), ("xlsx", "sheet A, line 3, column 3")):
        file = {"formats": (format_,), **DROP}
        one, other = (made(format_, [heads, rows[1], row]) for row in rows)
        assert refused_here(one, f"a.{format_}", **file) == ("hidden-character", spot)
        assert read_here(other, f"a.{format_}", **file)[0].rows == 2
        named = made(format_, [["date", "age", name], ["2025-06-01", "16", "male"]])
        assert refused_here(named, f"a.{format_}", **file)[0] == "hidden-character"
        missing = made(format_, [["date", f"a{sign}ge"], ["2025-06-01", "16"]])
        assert refused_here(missing, f"a.{format_}", **file)[0] == "hidden-character"


def made(format_, rows):
    if format_ == "xlsx":
        return workbook(("A", rows))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def test_a_hidden_character_is_found_among_others_of_its_kind():
    """Curly quotes and dashes begin with the same bytes and are no fault."""
    text = HEAD + "2025-06-01,16,“m–…”\n" * 9
    assert read_here(text.encode())[0].rows == 9
    assert refused_here((text + "2025-06-01,16,“m\u2062”\n").encode()) == (
        "hidden-character", "line 11, column 3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("x" * 1024, None),
        ("x" * 1025, "cell-too-long"),
        ("女" * 341, None),
        ("女" * 342, "cell-too-long"),
        ("\n" * 1025, "cell-too-long"),
        ("é" * 300 + '"' * 300 + "\n" * 300, "cell-too-long"),
    ],
)
def test_a_cell_that_is_read_has_at_most_a_kilobyte(cell, code):
    for format_ in ("csv", "xlsx"):
        file = {"formats": (format_,), **DROP}
        heads = ["date", "age", "gender", "notes"]
        dropped = made(format_, [heads, ["2025-06-01", "16", "male", cell * 20]])
        assert read_here(dropped, f"a.{format_}", **file)[0].rows == 1
        data = made(format_, [heads, ["2025-06-01", "16", cell, "x"]])
        if code:
            found, place = refused_here(data, f"a.{format_}", **file)
            assert (found, place.endswith("line 2, column 3")) == (code, True)
        else:
            assert read_here(data, f"a.{format_}", **file)[0].rows == 1


def test_a_row_of_json_that_is_dropped_may_not_outgrow_a_megabyte():
    data = '[{"date": "2025-06-01", "age": 16, "notes": "%s"}]'
    file = {"formats": ("json",), **DROP}
    assert read_here((data % ("x" * 1_000_000)).encode(), "a.json", **file)[0].rows == 1
    for cell in ("x" * 1_100_000, "女" * 350_000, '\\"' * 600_000):
        assert refused_here((data % cell).encode(), "a.json", **file) == ("too-large", "line 1")


TOTALS = (
    "計", "合計", "合　計", "総計", "小計", "小 計", "累計", "総数", "総合計", "男女計", "【合計】",
    "（計）", "うち男性", "うち未成年者", "内訳", "（再掲）", "Total", "TOTAL:", "Ｔｏｔａｌ",
    " Grand total ", "Sub-total", "subtotals", "of which minors",
)  # fmt: skip


@pytest.mark.parametrize("text", TOTALS)
def test_a_row_that_begins_like_a_total(text):
    assert is_total(text)
    for format_ in ("csv", "xlsx", "jsonl"):
        rows = [["2025-06-01", "16", "male"], [text, "", "523"], ["", text, "523"]]
        for at in (1, 2):
            data = lines_of(format_, [rows[0], rows[at], rows[0]])
            file = {"formats": (format_,)}
            code, place = refused_here(data, f"a.{format_}", **file)
            line = 2 if format_ == "jsonl" else 3
            assert (code, place.rpartition(" ")[2]) == ("total-row", str(line))
            outcome, written = read_here(data, f"a.{format_}", total_rows="skip", **file)
            assert (outcome.rows, outcome.totals, written) == (2, 1, ROW * 2)
            assert [place[:2] for place in outcome.places] == [(1, line - 1), (2, line + 1)]
            outcome, _ = read_here(data, f"a.{format_}", total_rows="keep", **file)
            assert (outcome.rows, outcome.totals) == (3, 0)


def lines_of(format_, rows):
    heads = ["date", "age", "gender"]
    if format_ != "jsonl":
        return made(format_, [heads, *rows])
    pairs = ((zip(heads, row, strict=True)) for row in rows)
    texts = (", ".join(f'"{name}": "{cell}"' for name, cell in row) for row in pairs)
    return "\n".join(f"{{{text}}}" for text in texts).encode()


@pytest.mark.parametrize(
    "text",
    ["会計", "時計", "家計", "うちの子", "統計", "合計金額を払うよう求められた", "Totally",
     "Summer", "2025-06-01", "", "計" * 100],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_total(text):
    assert not is_total(text)


def test_only_the_first_cell_makes_a_total():
    data = (HEAD + "2025-06-01,16,合計\n").encode()
    assert read_here(data)[0].rows == 1


def test_totals_are_cut_out_of_the_bytes_around_them():
    """Quoted cells, cells of many lines and a last row without a line end stay as they are."""
    text = (
        "notes," + HEAD
        + 'Total,,,\n"a\n""b""",' + ROW + '"Total",,,\n"合\n計",,,\n' + "x," + ROW
        + 'x,"2025-06-01",16,male\nTotal,,,\n,' + ROW + "計,,,"
    )  # fmt: skip
    outcome, written = read_here(text.encode(), total_rows="skip", **DROP)
    assert written == ('"a\n""b""",' + ROW + "x," + ROW + 'x,"2025-06-01",16,male\n,' + ROW)
    assert told(outcome) == (4, 5, 0, [(1, 3, None), (2, 8, None), (4, 11, None)])


def test_a_file_of_totals_alone_holds_no_report():
    outcome, written = read_here((HEAD + "計,,\n合計,,\n").encode(), total_rows="skip")
    assert (told(outcome), written) == ((0, 2, 0, [(1, 4, None)]), "")


@pytest.mark.parametrize(
    "again",
    ["date,age,gender", '"date","age","gender"', "date,age,", "gender,age,date", ",date,age"],
)
def test_a_second_header_is_refused(again):
    text = HEAD + ROW * 3 + again + "\n" + ROW
    assert refused_here(text.encode()) == ("header-duplicate", "line 5")
    rows = [line.replace('"', "").split(",") for line in text.splitlines()]
    book = workbook(("A", rows))
    place = refused_here(book, "a.xlsx", formats=("xlsx",))
    assert place == ("header-duplicate", "sheet A, line 5")


FOOTER = {"footer": ("注", "資料")}
NOTES = '\n注1 件数は暫定, "値" である。\n,,\n "注2、, 5" の端末\n資料：警察庁\n\n'


@pytest.mark.parametrize(
    "note",
    ["※ 件数は暫定", "注）暫定", "（注1）暫定", "＊暫定", "資料：警察庁", "出典 警察庁", "以上",
     "備考", "Note: provisional", "(Source: the line)", "Exported 1 June 2025", "End of report"],
)  # fmt: skip
def test_a_note_that_is_filled_up_with_blank_cells_is_refused(note):
    for cells in ([note, "", ""], ["", note, ""]):
        for format_ in ("csv", "xlsx"):
            data = lines_of(format_, [["2025-06-01", "16", "male"], cells])
            code, place = refused_here(data, f"a.{format_}", formats=(format_,))
            assert (code, place.rpartition(" ")[2]) == ("footer-unknown", "3")


@pytest.mark.parametrize("row", ["注,16,", "2025-06-01,,", ",,", "Noted,,", "注文,,x", "Sourced,,"])
def test_a_row_that_only_looks_like_a_note(row):
    assert read_here((HEAD + row + "\n").encode())[0].rows == 1


@pytest.mark.parametrize("rows", [1, 30_000])
def test_a_footer_ends_the_table(rows):
    outcome, written = read_here((HEAD + ROW * rows + NOTES).encode(), **FOOTER)
    assert (told(outcome), written) == ((rows, 0, 3, [(1, 2, None)]), ROW * rows)
    assert not outcome.open_end


def test_a_footer_in_a_sheet():
    rows = [
        ["date", "age", "gender"],
        ["2025-06-01", 16, "male"],
        [],
        ["注 暫定"],
        [],
        ["", "資料"],
    ]
    outcome, written = read_here(workbook(("A", rows)), "a.xlsx", formats=("xlsx",), **FOOTER)
    assert (told(outcome), written) == ((1, 0, 2, [(1, 2, "A")]), ROW)


def test_a_footer_only_begins_outside_of_quotes():
    row = '2025-06-01,16,"male\n注"\n'
    outcome, written = read_here((HEAD + row + ROW + "注").encode(), **FOOTER)
    assert (outcome.rows, outcome.footers, written) == (2, 1, row + ROW)


def test_a_row_below_the_footer_is_refused():
    text = HEAD + ROW + "注 暫定\n\n" + ROW
    assert refused_here(text.encode(), **FOOTER) == ("footer-unknown", "line 5")
    rows = [line.split(",") for line in text.splitlines()]
    place = refused_here(workbook(("A", rows)), "a.xlsx", formats=("xlsx",), **FOOTER)
    assert place == ("footer-unknown", "sheet A, line 5")


def test_a_footer_that_is_not_declared_is_refused():
    assert refused_here((HEAD + ROW + "注 暫定\n").encode()) == ("row-width", "line 3")
    assert refused_here((HEAD + ROW + "\n注,,\n").encode(), footer=("資料",)) == (
        "row-blank", "line 3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "alarm"),
    [(65_534, None), (65_535, "rows-65536"), (65_536, "rows-65536"), (65_537, None),
     (1_048_574, None), (1_048_575, "rows-1048576"), (1_048_576, "rows-1048576"), (0, None)],
)  # fmt: skip
def test_lists_as_long_as_a_sheet_raise_an_alarm(rows, alarm):
    found = [alarm] if alarm else []
    assert alarms_of(Outcome(["date"], rows=rows, places=[(1, 2, None)])) == found
    places = [(1, 2, "A"), (9, 11, "A"), (rows + 1, 2, "B"), (rows + 3, 9, "B")]
    assert alarms_of(Outcome(["date"], rows=rows + 5, places=places)) == found
    assert alarms_of(Outcome(["date"], rows=7, places=[(1, 2, None)], open_end=True)) == [
        "last-line-open"
    ]


def test_the_reading_carries_alarms_totals_and_footers(tmp_path):
    text = HEAD + ROW * 65_535 + "合計,,65535\n注 暫定"
    reading, _ = read_bytes(tmp_path, text.encode(), total_rows="skip", **FOOTER)
    assert (reading.rows, reading.totals, reading.footers) == (65_535, 1, 1)
    assert reading.alarms == ("rows-65536",)
    reading, _ = read_bytes(tmp_path, (HEAD + ROW[:-1]).encode())
    assert reading.alarms == ("last-line-open",)
