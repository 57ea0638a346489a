"""Headers of two rows, and headings of personal data."""

from dataclasses import replace

import pytest

from etl.errors import RefusedInput
from etl.reading.header import header_key
from etl.reading.personal_headings import is_personal
from etl.sources import Column
from tests.etl.provider_files import profile, read_here, refused_here, workbook

DROP = {"unnamed_columns": "drop"}


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["date,,gender", "day,age,"], ("date/day", "date/age", "gender")),
        (["date,被害者,,加害者,", ",age,gender,age,x"],
         ("date", "被害者/age", "被害者/gender", "加害者/age", "加害者/x")),
        (["date,,a", ",age,"], ("date", "age", "a")),
        ([" date ,,", ",age,gender"], ("date", "age", "gender")),
    ],
)  # fmt: skip
def test_a_header_of_two_rows(rows, header):
    file = {"header_depth": 2, "header_rows": (1, 2), "unnamed_columns": "drop"}
    body = ",".join(["x"] * len(header)) + "\n"
    for titles in ([], ["Reports" + "," * (len(header) - 1)]):
        lines = [*titles, *rows, body[:-1]]
        book = workbook(("A", [line.split(",") for line in lines]))
        for name, data in (("a.csv", "\n".join(lines).encode()), ("a.xlsx", book)):
            declared = profile(formats=("csv", "xlsx"), **file)
            columns = tuple(
                replace(column, names=(heading,))
                for column, heading in zip(declared.columns, header[:2], strict=False)
            )
            outcome, written = read_here(data, name, declared=replace(declared, columns=columns))
            assert (tuple(outcome.header), written) == (header, body)
            assert outcome.places[0][:2] == (1, len(lines))


def test_both_rows_of_a_header_are_as_wide():
    data = b"date,\n,age,\n2025-06-01,16\n"
    assert refused_here(data, header_depth=2, **DROP) == ("row-width", "line 1")


@pytest.mark.parametrize(("columns", "cut"), [(255, False), (256, True), (16_384, True)])
def test_a_table_as_wide_as_a_sheet_may_be_cut(columns, cut):
    header = ",".join(["date", "age", *(f"c{number}" for number in range(2, columns))])
    with pytest.raises(RefusedInput) as refusal:
        read_here(f"{header}\n".encode())
    assert (refusal.value.code, "cut off" in refusal.value.remedy) == ("too-large", cut)


PERSONAL = (
    "氏名", "被害者氏名", "相談者の氏名", "お名前", "名前", "相談者の名前", "氏名（カナ）",
    "フリガナ", "電話番号", "電話番号2", "携帯電話", "連絡先", "メールアドレス", "住所", "現住所",
    "生年月日", "マイナンバー", "LINE ID", "ＬＩＮＥ　ＩＤ", "アカウント名", "アカウントID",
    "name", "Name",
    "Victim name", "victim_name", "VictimName", "victim/first_name", "Surname", "Full name",
    "Client's name", "E-mail", "email", "Email address", "Contact e-mail", "Phone", "Phone number",
    "phonenumber", "mobile no.", "Home address", "address 2", "Date of birth", "DOB", "Username",
    "Instagram handle", "NHI number", "IRD", "Passport no", "IP address",
)  # fmt: skip
HARMLESS = (
    "備考", "氏名の有無", "電話番号の種別", "住所地の都道府県", "メール件数", "件名", "アプリ名",
    "地名", "Platform name", "App name", "File name", "Notes", "Addressed to police",
    "Phone type", "Handled by", "Name of platform", "Age", "Renamed", "ship",
)  # fmt: skip


@pytest.mark.parametrize("name", PERSONAL)
def test_a_column_of_personal_data_is_refused_until_the_profile_lists_it(name):
    data = f"date,age,{name}\n2025-06-01,16,x\n".encode()
    for file in ({}, DROP):
        assert refused_here(data, **file) == ("personal-data-column", "line 1, column 3")
        assert read_here(data, drop=(name,), **file)[0].rows == 1
    named = profile(drop=())
    columns = (*named.columns, Column("outcome", (name,)))
    assert read_here(data, declared=replace(named, columns=columns))[0].rows == 1


@pytest.mark.parametrize("name", HARMLESS)
def test_a_heading_that_only_looks_personal(name):
    assert not is_personal(header_key(name))
