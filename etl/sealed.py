"""Small records as JSON that tells by itself when a byte of it has changed.

The last key holds the hash of the rest. That finds what a disk or a copy has spoilt; it does not
stop somebody who changes a record and seals it anew.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_SEAL = "sealed"


def seal(entry: Mapping[str, Any], *, indent: int | None = None) -> str:
    """The record as text, its seal last and a line end behind."""
    digest = hashlib.sha256(_text(entry, indent).encode()).hexdigest()
    return _text({**entry, _SEAL: digest}, indent) + "\n"


def unseal(content: bytes, *, indent: int | None = None) -> dict[str, Any]:
    """The record that was sealed, read from its bytes.

    Raises:
        ValueError: a byte is not as it was written.
    """
    try:
        entry: dict[str, Any] = json.loads(content)
        del entry[_SEAL]
        whole = seal(entry, indent=indent).encode() == content
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a sealed record") from error
    if not whole:
        raise ValueError("a sealed record was changed")
    return entry


def _text(entry: Mapping[str, Any], indent: int | None) -> str:
    return json.dumps(entry, ensure_ascii=False, indent=indent)
