"""The personal-data screen: which kinds of personal data stand in a text cell or a file name.

It is the last of several doors. No free text is stored, coded cells become codes, ids become
keyed hashes; this screen looks at what a provider wrote in a coded column or a file's name by
mistake. It tells kinds, never the text.

What it cannot find: bare names (佐藤太郎, Josh), names in kana or romaji without a title or an
honorific, an account's name without the service's name, numbers spelled in words, pictures of
text. docs/personal-data.md says more.
"""

import re
from collections.abc import Sequence

from etl.personal.contacts import contact_kinds, may_be_account
from etl.personal.names import name_kinds
from etl.personal.numbers import IDENTITY_KINDS, identity_kinds, number_kinds
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

__all__ = [
    "DOUBTFUL_ID",
    "KINDS",
    "findings",
    "findings_in_id",
    "identity_kind",
    "may_be_account",
    "screen_name",
    "told_name",
]

#: Ids worth a look, as RE2 writes it: signs that ids do not have, and shapes of telephone numbers.
#: Ten digits alone are no telephone number but a mobile one's: serial numbers look the same.
DOUBTFUL_ID = (
    "[^0-9A-Za-z_-]"
    "|(?:^|[_-])0(?:[5789]0[0-9]{8}|2[1-9][0-9]{6,8})$"
    "|(?:^|[_-])0[1-9][0-9]{0,2}[_-][0-9]{2,4}[_-][0-9]{3,4}$"
)

#: One word that no pattern can match: spares most cells the patterns.
_PLAIN = re.compile(
    r"[A-Za-z]+|(?:(?![さちくサチクは君様氏校学先名丁零一二三四五六七八九])[ぁ-んァ-ヴー一-鿿々])+"
)
_FEWEST_HITS = 3
_LONGEST_NAME = 255
_ENDING = re.compile(r"(?:\.(?:csv|tsv|txt|xlsx|json|jsonl|ndjson|zip)){1,2}$", re.IGNORECASE)
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
    return _findings(text, by_chance=True)


def findings_in_id(text: str) -> tuple[str, ...]:
    """Return the kinds in an id or an amount, but those that any number matches by chance.

    One number in eleven passes as an IRD number, and many a serial number as a telephone number
    without its zero.
    """
    return _findings(text, by_chance=False)


def identity_kind(ids: Sequence[str]) -> str | None:
    """Return the kind of identity number that more than half of the ids are, or None.

    A check digit says little of one number and much of many: by chance one in eleven has it. Fewer
    than three tell nothing.
    """
    for kind in IDENTITY_KINDS:
        hits = sum(kind in identity_kinds(tidied(text)) for text in ids)
        if hits >= _FEWEST_HITS and hits * 2 > len(ids):
            return kind
    return None


def screen_name(filename: str) -> tuple[str, ...]:
    """Return the kinds of personal data in a file's name; its dates and ending are none."""
    stem = _FILE_DATE.sub(" ", _ENDING.sub("", tidied(filename)))
    return tuple(sorted({*findings(stem), *findings(stem.replace("_", " "))}))


def told_name(filename: str, sha256: str) -> str:
    """Return the name as it may be kept: itself, or the file's hash if it may tell a person.

    Args:
        filename: a file's name without its folders.
        sha256: of the file's content: a hash of the name could be guessed.
    """
    if filename.isprintable() and len(filename) <= _LONGEST_NAME and not screen_name(filename):
        return filename
    ending = _ENDING.search(filename)
    return f"sha256:{sha256[:12]}{ending[0].lower() if ending else ''}"


def _findings(text: str, *, by_chance: bool) -> tuple[str, ...]:
    if _PLAIN.fullmatch(text):
        return ()
    plain = tidied(text)
    kinds = {
        *contact_kinds(plain),
        *name_kinds(plain),
        *number_kinds(plain, by_chance=by_chance),
        *place_kinds(plain),
    }
    return tuple(sorted(kinds))
