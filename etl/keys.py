"""The secret key that turns a provider's report id into a report_key."""

import os
import secrets
import stat
from pathlib import Path

from etl.errors import IntegrityError, MachineError
from etl.settings import Settings

_BYTES = 32


def report_key(settings: Settings) -> bytes:
    """Read the key of 32 bytes; made on first use, readable by this user only.

    Raises:
        MachineError: others may read the file, or it cannot be made.
        IntegrityError: the file does not hold a key, or it is gone and imports were made with it.
    """
    path = settings.report_key
    try:
        if not path.exists():
            if any(settings.imports.glob("[!.]*/")):
                raise _lost(path)
            _make(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise MachineError(
                "Other users of this computer may read the key of the report ids.",
                where=str(path),
                remedy=f"Make it private: chmod 600 {path}",
                code="key-exposed",
            )
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise MachineError(
            "The key of the report ids cannot be made or read.",
            where=str(path),
            remedy="Check the folder's owner and free space",
            code="key-unavailable",
        ) from error
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise IntegrityError(
            "The key of the report ids is damaged.",
            where=str(path),
            remedy="Put the file back from a backup: with another key, reports would count twice",
            code="key-damaged",
        )
    return key


def _lost(path: Path) -> IntegrityError:
    return IntegrityError(
        "The key of the report ids is gone, and the imports here were made with it.",
        where=str(path),
        remedy="Put its copy back: with another key, reports that come again would count twice. "
        "If it is lost for good, begin a new data folder and import the providers' files again",
        code="key-missing",
    )


def _make(path: Path) -> None:
    """Write a new key beside and link it: of two processes at once, the first one's key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}-{os.getpid()}")
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(staged)
    except FileExistsError:
        pass
    finally:
        staged.unlink()
