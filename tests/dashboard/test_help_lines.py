"""Help lines: the reader's country first, in the reader's language, or in English."""

import pytest

import sql
from dashboard.context import ANYWHERE
from dashboard.help_lines import of_reader


def countries(lang, *, locale=None, shown=()):
    lines = of_reader(lang, locale=locale, shown=shown)
    return list(dict.fromkeys(line.country for line in lines))


@pytest.mark.parametrize(
    ("lang", "locale", "shown", "expected"),
    [
        ("ja", None, ("NZ",), ["JP", "NZ", ANYWHERE]),  # who reads Japanese mostly lives in Japan
        ("mi", None, ("JP",), ["NZ", "JP", ANYWHERE]),
        ("en", "en-NZ", ("CA",), ["NZ", "CA", ANYWHERE]),
        ("en", "en_CA", ("CA",), ["CA", ANYWHERE]),
        ("ja", "ja-NZ", (), ["NZ", "JP", ANYWHERE]),
        ("en", "en-US", ("JP", "NZ"), ["JP", "NZ", ANYWHERE]),  # the data's, if not the reader's
        ("en", None, (), ["JP", "NZ", "CA", ANYWHERE]),  # all, if neither
        ("en", "en-US", ("GB",), ["JP", "NZ", "CA", ANYWHERE]),
    ],
)
def test_the_readers_country_comes_first(lang, locale, shown, expected):
    assert countries(lang, locale=locale, shown=shown) == expected


def test_each_line_stands_once_and_in_order():
    lines = of_reader("ja", locale="ja-JP", shown=("NZ", "JP"))
    assert [line.number for line in lines if line.country == "JP"] == [
        "#8891", "#9110", "#8103", "", "0120-99-7777", "0120-0-78310", "189", "110",
    ]  # fmt: skip
    assert len(set(lines)) == len(lines)
    assert {line.language for line in lines} == {"ja"}


def test_te_reo_has_the_english_lines_of_new_zealand():
    told = [row for row in sql.seed_rows("help_lines") if row["language"] == "en"]
    first = [line for line in of_reader("mi", locale=None, shown=()) if line.country == "NZ"]
    assert [line.name for line in first] == [r["name"] for r in told if r["country"] == "NZ"]
    assert {line.language for line in first} == {"en"}
