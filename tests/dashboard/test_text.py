"""The catalogues: complete, alike in their fields, and in their own language."""

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard import text
from dashboard.pages import PAGES
from etl.errors import CaseStatsError

ROOT = Path(__file__).parents[2]
EN, JA, MI = (text.catalogue(lang) for lang in ("en", "ja", "mi"))

#: Names that a Japanese page writes in Latin letters too.
NAMES = {
    "casestats", "JavaScript", "CSV", "Byar", "Wilson", "help", "S", "P", "IP", "URL",
    "BOM", "Excel", "ID", "JSON", "Lines", "MB", "Latin", "xlsx", "zip", "kB", "UTF", "Atom",
}  # fmt: skip


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def keys_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that the code asks for: whole ones, and patterns for those with a part filled in."""
    whole, patterns = set(), []
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if not re.fullmatch(r"(\w+\.)*_?t", ast.unparse(node.func)):
                continue
            key = node.args[0]
            for choice in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                if isinstance(choice, ast.Constant):
                    whole.add(choice.value)
                elif isinstance(choice, ast.JoinedStr):
                    patterns.append(pattern(choice))
    for path in [*(ROOT / "dashboard/page").rglob("*.*"), *(ROOT / "dashboard/site").rglob("*.*")]:
        if path.suffix in (".html", ".js"):
            told = path.read_text("utf-8")
            whole |= set(re.findall(r"""\b(?:t|say)\(["']([\w.]+)["'][,)]""", told))
            begun = re.findall(r"\bt\('([\w.]+)' ~", told)
            patterns += [re.compile(re.escape(key) + r"[\w.]+") for key in begun]
    return whole, patterns


def pattern(key: ast.JoinedStr) -> re.Pattern[str]:
    parts = [
        re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+"
        for part in key.values
    ]
    return re.compile("".join(parts))


def test_japanese_is_complete():
    assert set(JA) == set(EN)


def test_maori_has_only_keys_that_exist():
    assert set(MI) <= set(EN)


@pytest.mark.parametrize("other", [JA, MI])
def test_fields_are_the_same(other):
    assert {key for key, message in other.items() if fields(message) != fields(EN[key])} == set()


def test_every_key_of_the_code_is_there():
    whole, patterns = keys_in_code()
    assert whole - set(EN) == set()
    assert [p.pattern for p in patterns if not any(p.fullmatch(key) for key in EN)] == []


def test_every_page_has_its_words():
    wanted = {f"{page}.{part}" for page in PAGES for part in ("nav", "title", "lead")}
    assert wanted - set(EN) == set()


def test_no_key_is_left_over():
    whole, patterns = keys_in_code()
    unused = {key for key in EN if key not in whole and not any(p.fullmatch(key) for p in patterns)}
    # Asked for by a code in the data, not by the text of a program.
    assert {key for key in unused if not key.startswith("rule.")} == set()


def test_no_english_is_left_in_japanese():
    left = {}
    for key, message in JA.items():
        plain = re.sub(r"\{\w+\}|`[^`]*`", "", message)
        words = set(re.findall(r"[A-Za-z]+", plain)) - NAMES
        if words:
            left[key] = words
    assert left == {}


def test_no_japanese_is_left_in_english():
    assert [
        key for key, message in EN.items() if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", message)
    ] == []


def test_nothing_alarms_or_blames():
    banned = re.compile(
        r"\b(surge|soar|explo\w+|epidemic|victims?|naive|fell for)\b|急増|激増|蔓延"
    )
    exempt = {"about.cite.body"}  # says which words not to use
    assert {
        key for key, m in {**EN, **JA}.items() if banned.search(m) and key not in exempt
    } == set()


def test_a_missing_message_falls_back_to_english():
    assert text.translator("mi")("column.tactic") == "Tactic"
    assert text.translator("mi")("column.gender") == "Ira tangata"
    assert text.translator("ja")("column.tactic") == "手口"


def test_only_te_reo_says_a_part():
    assert [lang for lang in text.LANGUAGES if text.partial(lang)] == ["mi"]


def test_te_reo_is_not_english_again():
    assert {key: message for key, message in MI.items() if message == EN[key]} == {}


def test_a_key_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        text.translator("en")("no.such.key")
    assert not issubclass(KeyError, CaseStatsError)
