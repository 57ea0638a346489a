"""One spelling for the many ways a word is written, and what of a value may be shown."""

import re
import unicodedata

_FORMER_NAME = re.compile(r"\(旧[^()]*\)")
_CODE_LIKE = re.compile(r"[A-Za-z0-9_+-]{1,24}")
_MOST_DIGITS = 4


class Unreadable(ValueError):  # noqa: N818 - reads as the sentence it is
    """A text cannot be read; ``rule`` is the code of the reason. Never holds the text."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def nfkc(text: str) -> str:
    """Unicode NFKC, stripped: full-width １６ becomes 16, half-width ﾗｲﾝ becomes ライン."""
    return unicodedata.normalize("NFKC", text).strip()


def alias_key(text: str) -> str:
    """Return what two spellings of one word share; a key is its own key.

    NFKC and case folded, white space collapsed, a former name in brackets ``(旧Twitter)`` left out.
    """
    folded = _FORMER_NAME.sub("", unicodedata.normalize("NFKC", text).casefold())
    key = " ".join(folded.split())
    return key if key == text else alias_key(key)


def masked(value: str) -> str | None:
    """Return the value if it looks like a code, which helps to mend a profile, else None.

    A code is one short ASCII token with fewer than five digits; anything else could be a name,
    an address, a phone number or a message, and is shown nowhere.
    """
    if not _CODE_LIKE.fullmatch(value) or sum(map(str.isdigit, value)) > _MOST_DIGITS:
        return None
    return value
