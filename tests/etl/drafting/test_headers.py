"""The row of headings, and the sheet."""

from etl.drafting.headers import header_point, sheets_point

HEADER = ["受付番号", "相談日", "性別"]
DATA = [["A-1", "2025/6/1", "女性"], ["A-2", "2025/6/2", "男性"]]


def test_titles_above_are_told():
    found = header_point([["相談一覧"], [], HEADER, *DATA])
    assert found.value == "3"
    assert [fact.code for fact in found.evidence] == ["header-known", "header-titles"]
    assert found.options == ("1", "3", "4", "5")


def test_unknown_headings_are_found_by_their_shape():
    found = header_point([["Export"], ["one", "two", "three"], ["x", "y", "y"]])
    assert (found.value, found.evidence[0].code) == ("2", "header-first")


def test_a_row_that_looks_like_a_report_is_asked():
    found = header_point([["x", "2025-06-01", "17"], ["y", "2025-06-02", "18"]])
    assert found.open
    assert found.evidence[0].code == "header-data"


def test_nothing_is_no_header():
    assert header_point([]).open


def test_the_only_sheet():
    assert sheets_point({"一覧": [HEADER, *DATA]}).value == "一覧"


def test_the_only_sheet_with_headings_we_know():
    found = sheets_point({"Notes": [["about"]], "Reports": [HEADER, *DATA]})
    assert (found.value, found.evidence[0].code) == ("Reports", "sheet-known")


def test_sheets_alike_are_asked_and_may_be_read_as_one():
    found = sheets_point({"四月": [HEADER, *DATA], "五月": [["題"], HEADER]})
    assert found.open
    assert found.options == ("四月/五月", "四月", "五月")
