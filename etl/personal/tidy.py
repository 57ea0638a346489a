"""One plain spelling of a text that somebody may have written to slip past a pattern."""

import re
import unicodedata

#: Signs that take no room: format characters, fillers, variation selectors, the keycap.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−─━⁃﹣", "-"))
_LONG_SOUND = re.compile(r"(?<=\d)\s?ー\s?(?=\d)")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_KANJI_DIGITS = "〇零一二三四五六七八九"
_KANJI_NUMBER = re.compile(rf"[{_KANJI_DIGITS}\d](?:[-ー\s]?[{_KANJI_DIGITS}\d]){{8,}}")
_KANJI_TO_DIGITS = str.maketrans(_KANJI_DIGITS + "ー", "00123456789-")
_AT = re.compile(
    r"\s{0,3}[(\[{<]\s{0,3}(?:at|@|アット(?:マーク)?)\s{0,3}[)\]}>]\s{0,3}"
    r"|(?<=[a-z0-9])(?:\(a\)|\s{0,3}アット(?:マーク)?\s{0,3}|\s?[★☆●◎■◆♠]\s?)(?=[a-z0-9])",
    re.IGNORECASE,
)
_DOT = re.compile(
    r"\s{0,3}[(\[{<]\s{0,3}(?:dot|\.|ドット)\s{0,3}[)\]}>]\s{0,3}|(?<=[a-z0-9])\s{0,3}ドット\s{0,3}(?=[a-z0-9])",
    re.IGNORECASE,
)


def tidied(text: str) -> str:
    """Return the text with one width, one hyphen, one kind of digit and nothing invisible.

    ``(at)`` and アット become ``@``, ``(dot)`` and ドット become ``.``.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        # Full-width forms of invisible signs exist too.
        text = _INVISIBLE.sub("", text).translate(_HYPHENS)
        text = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)
        text = _KANJI_NUMBER.sub(lambda found: found[0].translate(_KANJI_TO_DIGITS), text)
        text = _LONG_SOUND.sub("-", text)
    return _DOT.sub(".", _AT.sub("@", text))
