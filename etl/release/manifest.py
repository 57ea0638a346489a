"""The manifest: what a release says of itself, and the size and hash of each of its files.

One fact a line, one file a line, keys sorted: the same release gives the same bytes, and stock
tools can read the list of files (verify.txt shows how).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from etl.release.model import Release

NAME: Final = "manifest.json"
SIGNATURE: Final = "manifest.json.sig"

#: What a file in a release may be called: no space, nothing hidden, nothing outside.
_PATH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_FORMAT: Final = 1

#: What must be told to place a release in its line.
_NEEDED: Final = frozenset({"name", "plan", "serial", "previous", "as_of", "valid_until"})


def written(
    release: Release, files: Mapping[str, bytes], *, previous_sha256: str | None, public_key: str
) -> bytes:
    """The manifest's bytes.

    Args:
        release: what it says of itself.
        files: path in the folder → bytes, of all but the manifest and its signature.
        previous_sha256: of the manifest of the release before; None for the first.
        public_key: of the key that signs it, as OpenSSH writes it.
    """
    facts = release.facts() | {
        "format": _FORMAT,
        "software": f"casestats {version('casestats')}",
        "previous_sha256": previous_sha256,
        "public_key": public_key,
        "balance": [
            {"source": source, "status": status, "reports": None if mark else int(reports)}
            for source, status, reports, mark in release.balance.itertuples(index=False)
        ],
    }
    lines = [f"  {_json(key)}: {_json(facts[key])}" for key in sorted(facts)]
    listed = [
        f"    {_json(path)}: {_json({'bytes': len(content), 'sha256': sha256(content)})}"
        for path, content in sorted(files.items())
    ]
    lines.append('  "files": {\n' + ",\n".join(listed) + "\n  }")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def read(content: bytes) -> dict[str, Any]:
    """The facts and ``files``: path → ``bytes``, ``sha256``.

    Raises:
        ValueError: it is not a manifest.
    """
    try:
        facts: dict[str, Any] = json.loads(content)
        if facts["format"] == _FORMAT and facts.keys() >= _NEEDED and admitted(facts["files"]):
            return facts
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a manifest of a release") from error
    raise ValueError("not a manifest of this format")


def admitted(paths: Mapping[str, object]) -> bool:
    """Whether files of a release may be called so, on every system that readers use."""
    return all(map(_PATH.fullmatch, paths)) and len({path.lower() for path in paths}) == len(paths)


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
