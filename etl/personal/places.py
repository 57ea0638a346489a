"""Where one person lives or goes to school."""

import re
from collections.abc import Iterator

from etl.personal.words import SCHOOL_KINDS, SCHOOL_WORDS

_KANJI = "一-鿿々ヶ"
_CAPITAL = r"[A-ZĀĒĪŌŪ][\w'’-]*"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"

_ADDRESS_JP = re.compile(
    r"(?:〒|郵便番号\D{0,3})\s?\d{3}-?\d{4}(?!\d)"
    rf"|(?<![\d-])\d{{3}}-\d{{4}}\s*[{_KANJI}]{{2,4}}[都道府県市区郡]"
    rf"|[{_KANJI}ぁ-んァ-ヴ]{{1,6}}[市区町村郡][{_KANJI}ぁ-んァ-ヴ]{{0,14}}?"
    rf"(?:\d{{1,4}}[-の]\d{{1,4}}|{_NUMBER}(?:丁目|番地?|号))"
    rf"|[{_KANJI}ァ-ヴ]{{1,8}}{_NUMBER}丁目"
)
_ADDRESS_NZ = re.compile(
    r"(?<![\d.])\d{1,5}[A-Za-z]?(?:/\d{1,5}[A-Za-z]?)?,? (?:"
    rf"(?:{_CAPITAL} ){{1,3}}(?:Street|Road|Avenue|Drive|Lane|Crescent|Terrace|St|Rd|Ave|Dr|Ln|Pl"
    r"|Place|Cres|Tce|Way|Close|Court|Quay|Parade|Pde|Grove|Hwy|Highway|Rise|Esplanade)\b"
    r"|(?:(?!(?:on|in|the|of|at|to|and|or|a|hours?|years?|days?|from|by|off|old) )[a-zāēīōū'-]+ )"
    r"{1,3}(?:street|st|road|rd|avenue|ave|drive|lane|crescent|terrace)\b)"
    r"|\b[Pp]\.?\s?[Oo]\.? ?[Bb]ox \d"
)
_SCHOOL_JP = re.compile(
    rf"(?P<name>[{_KANJI}ァ-ヴー]{{1,14}}?|(?<![ぁ-ん])[ぁ-ん]{{2,6}}?)"
    r"(?:小学校|中学校|義務教育学校|中等教育学校|高等?学校|高専|女学院|学園(?!祭)|(?<!大)学院|高校(?!生)|大学(?![生院]))"
)
_SCHOOL_EN = re.compile(
    rf"(?P<name>(?:{_CAPITAL} ){{1,4}})(?:[Hh]igh [Ss]chool|(?:[Gg]irls|[Bb]oys)['’]? [Hh]igh"
    r"|[Cc]ollege|Intermediate|Primary|Grammar|Kura|University|Polytechnic|Academy)(?![a-z])"
)
_KURA = re.compile(r"\b(?:Te Kura|Kura Kaupapa)(?: Māori)? o [A-ZĀĒĪŌŪ]")


def place_kinds(text: str) -> Iterator[str]:
    """Yield ``address`` and ``school`` if a tidied text holds them; may come twice."""
    if _ADDRESS_NZ.search(text):
        yield "address"
    if _KURA.search(text) or any(map(_is_one_school, _SCHOOL_EN.finditer(text))):
        yield "school"
    if text.isascii():
        return
    if _ADDRESS_JP.search(text):
        yield "address"
    if any(map(_is_one_japanese_school, _SCHOOL_JP.finditer(text))):
        yield "school"


def _is_one_school(found: re.Match[str]) -> bool:
    """Whether more than a kind of school stands before the word for a school."""
    return any(word.lower() not in SCHOOL_WORDS for word in found["name"].split())


def _is_one_japanese_school(found: re.Match[str]) -> bool:
    name = found["name"]
    for kind in SCHOOL_KINDS:
        name = name.replace(kind, "")
    return bool(name)
