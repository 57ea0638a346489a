"""The secret keys: made on first use, readable by this user only, never replaced unasked."""

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from etl.errors import IntegrityError, MachineError
from etl.settings import Settings

_BYTES = 32

Name = Literal["report", "record", "cell"]


@dataclass(frozen=True)
class _Kind:
    """What a key is for: its words in messages, and what has been made with it."""

    title: str
    loss: str
    remedy: str
    place: Callable[[Settings], Path]
    made_with: Callable[[Settings], bool]


def _releases_there(settings: Settings) -> bool:
    return any(settings.releases.glob("[!.]*/"))


_NEW_NOISE: Final = (
    "with another key, all noise would be drawn anew, and two draws tell more than one",
    "If it is lost for good, only a re-base under new keys goes on, see docs/disclosure.md",
)
_KINDS: Final[dict[Name, _Kind]] = {
    "report": _Kind(
        "the report ids",
        "with another key, reports that come again would count twice",
        "If it is lost for good, begin a new data folder and import the providers' files again",
        lambda settings: settings.report_key,
        lambda settings: any(settings.imports.glob("[!.]*/")),
    ),
    "record": _Kind(
        "the reports in releases",
        *_NEW_NOISE,
        lambda settings: settings.record_key,
        _releases_there,
    ),
    "cell": _Kind(
        "the cells in releases", *_NEW_NOISE, lambda settings: settings.cell_key, _releases_there
    ),
}


def secret(settings: Settings, name: Name) -> bytes:
    """Read a key of 32 bytes; made on first use.

    Args:
        settings: tell where the keys are.
        name: ``report`` hashes a provider's id to a report_key; ``record`` and ``cell`` draw the
            noise of releases (record keys and cell keys).

    Raises:
        MachineError: others may read the file, or it cannot be made.
        IntegrityError: the file does not hold a key, or it is gone and was used before.
    """
    kind = _KINDS[name]
    path = kind.place(settings)
    try:
        if not path.exists():
            if kind.made_with(settings):
                raise _lost(kind, path)
            place(path, f"{secrets.token_hex(_BYTES)}\n".encode("ascii"))
        refuse_exposed(path, kind.title)
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise MachineError(
            f"The key of {kind.title} cannot be made or read.",
            where=str(path),
            remedy="Check the folder's owner and free space",
            code="key-unavailable",
        ) from error
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise IntegrityError(
            f"The key of {kind.title} is damaged.",
            where=str(path),
            remedy=f"Put the file back from a backup: {kind.loss}",
            code="key-damaged",
        )
    return key


def place(path: Path, content: bytes) -> None:
    """Write a new key beside and link it: of two processes at once, the first one's key stands.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}-{os.getpid()}")
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(staged)
    finally:
        staged.unlink()


def refuse_exposed(path: Path, title: str) -> None:
    """Make sure that no other user may read a key.

    Raises:
        MachineError: others may.
    """
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise MachineError(
            f"Other users of this computer may read the key of {title}.",
            where=str(path),
            remedy=f"Make it private: chmod 600 {path}",
            code="key-exposed",
        )


def _lost(kind: _Kind, path: Path) -> IntegrityError:
    return IntegrityError(
        f"The key of {kind.title} is gone, and what is kept here was made with it.",
        where=str(path),
        remedy=f"Put its copy back: {kind.loss}. {kind.remedy}",
        code="key-missing",
    )
