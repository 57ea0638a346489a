"""The personal-data screen: which kinds of personal data stand in a text cell or a file name.

It is the last of several doors. No free text is stored, coded cells become codes, ids become
keyed hashes; this screen looks at what a provider wrote in a coded column or a file's name by
mistake. It tells kinds, never the text.

What it cannot find: bare names (佐藤太郎, Josh), names in kana or romaji without a title or an
honorific, an account's name without the service's name, numbers spelled in words, pictures of
text. docs/personal-data.md says more.
"""

import re

from etl.personal.contacts import contact_kinds
from etl.personal.names import name_kinds
from etl.personal.numbers import number_kinds
from etl.personal.places import place_kinds
from etl.personal.tidy import tidied

#: Every kind that the screen knows.
KINDS = (
    "address",
    "bank-account",
    "birth-date",
    "card-number",
    "email",
    "handle",
    "ip-address",
    "my-number",
    "ird-number",
    "nhi-number",
    "person-name",
    "phone",
    "school",
    "url",
    "wallet",
)

#: One word that no pattern can match: spares most cells the patterns.
_PLAIN = re.compile(
    r"[A-Za-z]+|(?:(?![さちくサチクは君様氏校学先名丁零一二三四五六七八九])[ぁ-んァ-ヴー一-鿿々])+"
)
_ENDING = re.compile(r"(?:\.[a-z]{2,5}){1,2}$", re.IGNORECASE)
#: A file's name may tell days, times and an export's id.
_FILE_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[ ._-]?(?:0[1-9]|1[0-2])(?:[ ._-]?[0-3]\d)?"
    r"(?:[T ._-]{0,2}[0-2]\d[.:_-]?[0-5]\d(?:[.:_-]?[0-5]\d)?Z?)?(?!\d)"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


def findings(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data in one text, sorted; empty when it looks clean.

    Args:
        text: one cell of at most a few hundred characters; longer ones only take longer.
    """
    if _PLAIN.fullmatch(text):
        return ()
    plain = tidied(text)
    screens = (contact_kinds, name_kinds, number_kinds, place_kinds)
    return tuple(sorted({kind for screen in screens for kind in screen(plain)}))


def screen_name(filename: str) -> tuple[str, ...]:
    """Return the kinds of personal data in a file's name; its dates and ending are none."""
    stem = _FILE_DATE.sub(" ", _ENDING.sub("", tidied(filename)))
    return tuple(sorted({*findings(stem), *findings(stem.replace("_", " "))}))
