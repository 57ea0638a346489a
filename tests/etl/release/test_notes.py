"""The notes and the notice tell in plain words, in both languages, what a reader must know."""

import re
from dataclasses import replace

import pytest

from etl.release import notes
from etl.release.correction import notice
from etl.release.model import Release
from tests.releases_to_seal import first, second, second_revised


def told(release: Release) -> tuple[str, str]:
    files = notes.notes(release)
    assert list(files) == ["notes.md", "notes.ja.md"]
    english, japanese = (content.decode() for content in files.values())
    return english, japanese


@pytest.mark.parametrize("release", [first(), second(), second_revised()])
def test_both_languages_have_the_same_parts_and_nothing_unfilled(release):
    english, japanese = told(release)
    for text in (english, japanese):
        assert "$" not in text
        assert text.endswith("\n")
        assert not re.search(r"\n\n\n", text)
    assert english.count("\n## ") == japanese.count("\n## ") == 7
    assert english.count("\n- ") == japanese.count("\n- ")
    for number in ("10", "12", "120", release.name, "2025-08-31", "2026-04-30"):
        assert number in english
        assert number in japanese


def test_the_label_of_invented_figures_comes_first():
    english, japanese = told(second())
    assert english.startswith("# Synthetic data: Sextortion reports\n\n> **Synthetic data, made up")
    assert japanese.startswith(
        "# 【架空のデータ】セクストーションの報告件数\n\n> **架空のデータです"
    )
    real = replace(second(), synthetic=False)
    assert "ynthetic" not in told(real)[0]
    assert "架空" not in told(real)[1]


def test_what_is_counted_is_told_by_source():
    english, japanese = told(second())
    assert "- **Help line, Japan** (Japan), in the unit “consultations”: 2024-01-01 to" in english
    assert "- **相談窓口（日本）**（日本）：集計単位は「相談」、2024-01-01〜2025-06-30" in japanese


@pytest.mark.parametrize(
    ("release", "english", "japanese"),
    [
        (first(), "This is the first release.", "これが最初の公表です。"),
        (
            second(),
            "No number of an earlier release has changed.",
            "以前に公表した数値に変更はありません。",
        ),
        (
            second_revised(),
            "- 2 numbers of earlier releases, level III (figures were wrong; no serious effect on",
            "- 以前に公表した数値のうち2個、レベルIII（数値の誤りあり、利用上の重大な影響なし）：",
        ),
    ],
)
def test_what_changed_is_told(release, english, japanese):
    assert english in told(release)[0]
    assert japanese in told(release)[1]


def test_new_periods_are_told():
    assert "- Help line, Japan, new: 2025-H1" in told(second())[0]
    assert "- 相談窓口（日本）の新しい期間：2025-H1" in told(second())[1]


def test_the_contact_is_told_when_there_is_one():
    asked = replace(second(), contact="stats@example.org")
    assert told(asked)[0].endswith("\n\nQuestions: stats@example.org\n")
    assert told(asked)[1].endswith("\n\n問い合わせ先：stats@example.org\n")
    assert "Questions" not in told(second())[0]


def test_a_notice_lists_each_changed_number_with_its_reason_and_level():
    english = notice(first(), second_revised(), "en")
    assert english.startswith("# Revised figures: Synthetic data: Sextortion reports\n")
    assert "Impact: level III (figures were wrong; no serious effect on use)." in english
    assert "One file had been delivered twice." in english
    assert english.count("\n| Help line, Japan |") == 2
    assert "| Help line, Japan | 2024-H1 | Age: Under 15 | 150 | 147 |\n" in english
    assert "| Help line, Japan | 2024-H1 | Age: 15–17 | 99 | no number |\n" in english
    japanese = notice(first(), second_revised(), "ja")
    assert "影響度：レベルIII（数値の誤りあり、利用上の重大な影響なし）" in japanese
    assert "| 相談窓口（日本） | 2024-H1 | 年齢：15歳未満 | 150 | 147 |\n" in japanese
    assert "| 相談窓口（日本） | 2024-H1 | 年齢：15〜17歳 | 99 | 数値なし |\n" in japanese


def test_only_a_grave_fault_calls_figures_back():
    new = second_revised()
    grave = replace(new, revisions=new.revisions.assign(level="IV"))
    assert "do not use the old figures" in notice(first(), grave, "en")
    assert "改定前の数値は使わないでください" in notice(first(), grave, "ja")
    assert "do not use" not in notice(first(), new, "en").replace("do not cite", "")
    mixed = new.revisions.assign(level=["I", "IV"])
    assert "Impact: level IV" in notice(first(), replace(new, revisions=mixed), "en")


def test_what_the_newer_release_no_longer_has_is_called_as_before():
    old, new = first(), second_revised()
    gone = replace(
        new,
        sources=new.sources.iloc[1:],
        dimensions=new.dimensions.iloc[1:],
        codes=new.codes[new.codes["source"] != "jp-helpline"],
    )
    assert "| Help line, Japan | 2024-H1 | Age: Under 15 | 150 | 147 |" in notice(old, gone, "en")


def test_a_notice_of_nothing_says_so():
    assert "changes no number of **reports-1.1**" in notice(first(), second(), "en")
    assert "改めた数値はありません" in notice(first(), second(), "ja")
