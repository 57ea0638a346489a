"""What the audit log may say: a closed set of events and facts, none of them a personal value."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from etl.personal import findings, screen_name

EVENTS = frozenset(
    {
        "import",
        "already",
        "refusal",
        "build",
        "withdrawal",
        "export",
        "backup",
        "restore",
        "serve",
        "repair",
        "replaced",
        "undone",
        "release",
        "placed",
        "early-access",
    }
)

_HASH = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_LONGEST_NAME = 255
_LONGEST_READER = 100
_LARGEST_COUNT = 2**53


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < _LARGEST_COUNT:
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _day(value: object) -> str:
    if type(value) is not date:
        raise TypeError
    return value.isoformat()


def _matching(pattern: re.Pattern[str]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise TypeError
        return value

    return check


def _file_name(value: object) -> str:
    """The name without its folders; its hash's first digits if it may tell a person."""
    if not isinstance(value, str):
        raise TypeError
    name = _FOLDERS.sub("", value)
    if screen_name(name) or len(name) > _LONGEST_NAME or not name.isprintable():
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return f"sha256:{digest[:12]}"
    return name


def _reader(value: object) -> str:
    """Somebody's name or role; what tells where to find a person has no place in the log."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_READER:
        raise TypeError
    if not value.isprintable() or set(findings(value)) - {"person-name"}:
        raise TypeError
    return value


#: Fact → what makes its value fit to be written; anything else is a TypeError.
FACTS: Mapping[str, Callable[[object], Any]] = {
    **dict.fromkeys(
        (
            "accepted", "bytes", "cells", "files", "filtered", "imports", "quarantined", "read",
            "reports", "rows", "withdrawn", "without_consent",
        ),
        _count,
    ),
    **dict.fromkeys(
        (
            "file_sha256", "profile_sha256", "warehouse_sha256", "content_sha256",
            "manifest_sha256",
        ),
        _matching(_HASH),
    ),
    **dict.fromkeys(("code", "source", "format", "page"), _matching(_CODE)),
    **dict.fromkeys(("import_id", "warehouse", "version", "release"), _matching(_ID)),
    **dict.fromkeys(("first", "last", "as_of"), _day),
    "synthetic": _truth,
    "file": _file_name,
    "profile": _file_name,
    "reader": _reader,
}  # fmt: skip


def admitted(facts: Mapping[str, object]) -> dict[str, Any]:
    """Return the facts as they may be written.

    Raises:
        ValueError: naming a fact that is not in the set or not of its kind; never its value.
    """
    clean = {}
    for name, value in facts.items():
        if name not in FACTS:
            raise ValueError(f"No fact of the audit log: {name}")
        try:
            clean[name] = FACTS[name](value)
        except TypeError:
            raise ValueError(f"Not a value that the audit log may hold: {name}") from None
    return clean
