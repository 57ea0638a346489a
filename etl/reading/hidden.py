"""Characters that nobody sees: zero width, direction, soft hyphen, tags.

Two words that look the same would count as two, or a text would read other than it is stored.
"""

import re

HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
#: First byte in UTF-8 → the characters that begin with it. Most texts hold none of these bytes,
#: and to look for a byte costs almost nothing.
_BY_FIRST_BYTE = {
    0xC2: re.compile(rb"\xc2\xad"),
    0xCD: re.compile(rb"\xcd\x8f"),
    0xD8: re.compile(rb"\xd8\x9c"),
    0xE1: re.compile(rb"\xe1\xa0\x8e"),
    0xE2: re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xaf])"),
    0xF3: re.compile(rb"\xf3\xa0[\x80\x81]"),
}


def may_hide(data: bytes) -> bool:
    """Whether UTF-8 bytes hold one of them, but a byte order mark, which is refused before."""
    if data.isascii():
        return False
    return any(first in data and found.search(data) for first, found in _BY_FIRST_BYTE.items())
