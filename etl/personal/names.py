"""People by name or by date of birth."""

import re
from collections.abc import Iterator

from etl.personal.known import is_known
from etl.personal.words import PARTS, ROLES, SURNAMES, TEACHERS, UNNAMED

_KANJI = "一-鿿々ヶ"
_CAPITAL = r"[A-ZĀĒĪŌŪ][\w'’-]+"

# After an honorific in kana stands a particle or nothing: 2ちゃんねる and さんま are other words.
_PARTICLE = r"(?:(?![ぁ-んァ-ヴー])|(?=[とはがにのかへもをでだやよらっ]))"
_HONORIFIC = re.compile(
    rf"(?P<name>[{_KANJI}]{{1,5}}(?: ?(?:[{_KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,6}}))?"
    rf"|(?<![ァ-ヴー])[ァ-ヴー・]{{2,12}}?|(?<![ぁ-ん{_KANJI}])[ぁ-ん]{{2,5}}?"
    r"|(?<![A-Za-z])[A-Za-z]{2,20}) ?"
    rf"(?:(?:さん|サン|ちゃん|チャン|くん|クン|さま){_PARTICLE}"
    r"|君(?![臨主が津])|様(?![々子式相態性な])|氏(?![名族神]))"
)
_TEACHER = re.compile(rf"(?P<name>[{_KANJI}]{{1,4}})先生")
_TITLE = re.compile(
    r"(?<![A-Za-z])(?:[Mm]rs?\.? [A-Za-zĀĒĪŌŪāēīōū]"
    rf"|(?:Ms|Mx|Dr|Prof|MRS?|DR(?=\.))\.? (?!Congo){_CAPITAL}"
    r"|(?:Miss|Professor|Whaea|Matua|Koro|Nanny?|Aunt(?:y|ie)?|Uncle|Constable|Sergeant|Coach)"
    rf" {_CAPITAL})"
)
_CALLED_JP = re.compile(
    r"(?<!サービス)(?<!アプリ)(?<!サイト)(?<!ユーザー)(?:氏名|本名|実名|名前|フリガナ|ふりがな|姓名)"
    r"\s*(?:[:=]|は)\s*(?P<name>[^\W\d_]{2,})"
)
_CALLED_EN = re.compile(
    r"(?:(?:full|first|last|given|family|sur|victim|offender|suspect|caller)(?:'s)?[ _]?name\s*"
    r"(?:[:=]|is\b)|\b(?:my|his|her|their|whose) name is\b|^name\s*[:=])\s*(?P<name>[^\W\d_]{2,})",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(
    rf"(?<![{_KANJI}ァ-ヴー])(?P<surname>[{_KANJI}]{{1,3}}|[ァ-ヴー]{{2,5}})[ ・]"
    rf"(?:[{_KANJI}]{{1,3}}|[ぁ-んァ-ヴー]{{2,6}})(?![{_KANJI}ァ-ヴー])"
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SOME_DATE = (
    r"(?:(?:(?:19|20)\d\d|(?:令和|平成|昭和|[RHS])\s?(?:\d{1,2}|元))"
    r"\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d|(?:19|20)\d{6}"
    rf"|{_DAY}[ -](?:of )?{_MONTH},?[ -](?:19|20)\d\d|{_MONTH} {_DAY},? (?:19|20)\d\d)"
)
_BIRTH = re.compile(
    r"(?:生年月日|誕生日|出生日?"
    r"|(?<![a-z])(?:d\.?o\.?b\.?|b\.(?= ?\d)|date of birth|birth ?da(?:y|te)|born))"
    rf"\D{{0,6}}?\s?{_SOME_DATE}"
    rf"|{_SOME_DATE}\s?日?\s?に?(?:生まれ|うまれ|生(?![徒活])|誕生)",
    re.IGNORECASE,
)


def name_kinds(text: str) -> Iterator[str]:
    """Yield ``person-name`` and ``birth-date`` if a tidied text holds them; may come twice."""
    if _TITLE.search(text) or any(_is_name(found["name"]) for found in _CALLED_EN.finditer(text)):
        yield "person-name"
    if not text.isascii() and _is_named_in_japanese(text):
        yield "person-name"
    if _BIRTH.search(text):
        yield "birth-date"


def _is_named_in_japanese(text: str) -> bool:
    return (
        any(not _is_role(found["name"]) for found in _HONORIFIC.finditer(text))
        or any(not found["name"].endswith(TEACHERS) for found in _TEACHER.finditer(text))
        or any(found["surname"] in SURNAMES for found in _FULL_NAME.finditer(text))
        or any(_is_name(found["name"]) for found in _CALLED_JP.finditer(text))
    )


def _is_role(name: str) -> bool:
    """Whether a word before an honorific tells a part somebody plays, or a letter for a name."""
    return (
        name.endswith(ROLES)
        or name in PARTS
        or (len(name) == 2 and name.isupper())
        or is_known(name)
    )


def _is_name(text: str) -> bool:
    return text.lower() not in UNNAMED and not is_known(text)
