"""Files that nobody has seen before, made here: each with its own words and habits."""

import io
from datetime import date
from pathlib import Path

import xlsxwriter

JAPANESE_HEADINGS = (
    "窓口受付No,ご相談日,被害発生日,年代,性別（本人）,知り合ったアプリ,要求の内容,支払いの有無,"
    "支払額（円）,現在の状況,担当者,経過メモ"
)


def japanese(path: Path, *, rows: int = 24) -> Path:
    """A CP932 export of an invented consultation line, as Excel in Japan saves it."""
    apps = ("インスタ", "LINE", "ティンダー", "謎アプリ")
    lines = [
        JAPANESE_HEADINGS,
        *(
            f"K-{number:04},2025/{number % 9 + 1}/{number + 1},令和7年1月{number % 28 + 1}日,"
            f"{(10, 20, 70)[number % 3]}代,{('男性', '女性')[number % 2]},{apps[number % 4]},"
            f"{('金銭', '画像')[number % 2]},{('あり', 'なし')[number % 2]},"
            f"{('３万円', '')[number % 2]},{('助言', '継続支援中')[number % 2]},"
            "担当の山田,本人から電話があり、詳しい事情を聞き取った。"
            for number in range(rows)
        ),
    ]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp932"))
    return path


def day_first(path: Path, *, days: tuple[int, ...] = (3, 14, 25)) -> Path:
    """A UTF-8 export whose days come first; with days up to 12 nothing proves it."""
    lines = ["Case no,Date received,Age,Gender,App,Outcome"]
    lines += [f"C{day},{day:02}/04/2025,{15 + day % 3},F,Instagram,Advice given" for day in days]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def titled(path: Path) -> Path:
    """A workbook with a cover sheet, and a title and a blank row above its header."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
    book.add_worksheet("Cover").write(0, 0, "Made by hand")
    sheet = book.add_worksheet("Cases")
    sheet.write(0, 0, "All cases")
    table = [
        ["Case number", "Date reported", "Age group", "Sex", "Flagged"],
        ["X1", date(2025, 6, 1), "15-17", "M", "yes"],
        ["X2", date(2025, 6, 2), "18-24", "F", "no"],
    ]
    for number, row in enumerate(table, start=2):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    path.write_bytes(buffer.getvalue())
    return path
