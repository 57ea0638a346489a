"""The audit log: what was done, one line an event, each line holding the hash of the one before.

``audit.jsonl`` holds the lines, ``audit.head`` their number, length and last hash. A line that is
changed, removed, moved or put in breaks the chain; lines cut off at the end no longer match the
head. Who may write both files can still write a whole new history: only a last hash that was
noted elsewhere, on paper or in a mail, tells that. Nobody who may write neither can change a line
unseen.

An append is acknowledged when it returns. Before a line is written the head announces it, so that
after a crash a line that was begun and never acknowledged is told from one that was tampered with:
the next append removes what is torn and records ``repair``.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from etl import locking, warehouse
from etl.audit_facts import EVENTS, admitted
from etl.errors import IntegrityError, MachineError, RefusedInput
from etl.settings import Settings

_LOG = "audit.jsonl"
_HEAD = "audit.head"
_LOCK = "audit.lock"
_NO_HASH = "0" * 64
_REMEDY = "Keep both files for whoever looks into it; a new log begins once they are moved away."


@dataclass(frozen=True)
class Verified:
    """A log that is whole: how many lines, and the hash of the last; note that hash elsewhere."""

    lines: int
    last_hash: str


@dataclass(frozen=True)
class _Head:
    """Where the log ends: lines, length in bytes, last hash; and the line about to be written."""

    lines: int = 0
    size: int = 0
    hash: str = _NO_HASH
    next: str = ""


def append(settings: Settings, event: str, **facts: object) -> str:
    """Write one event and return its hash, once it is safe on the disk.

    Args:
        settings: tells where the log is.
        event: one of EVENTS.
        facts: of the closed set FACTS, none of them a personal value.

    Raises:
        ValueError: an unknown event or fact, or a value that is not of the fact's kind.
        IntegrityError: the log is not as the last append left it.
        MachineError: it cannot be written.
    """
    if event not in EVENTS:
        raise ValueError(f"No event of the audit log: {event}")
    clean = admitted(facts)
    with _alone(settings):
        head = _read_head(settings)
        log = settings.data / _LOG
        tail = _tail(log, head)
        if tail and tail == head.next:
            head = _end_after(head)
        elif tail:
            os.truncate(log, head.size)
            head = _write(settings, head, "repair", {"bytes": len(tail)})
        return _write(settings, head, event, clean).hash


@contextmanager
def refusals(settings: Settings, **facts: object) -> Iterator[None]:
    """Write a line for a refused file: the facts and the code of its refusal, which goes on."""
    try:
        yield
    except RefusedInput as refusal:
        append(settings, "refusal", code=refusal.code, **facts)
        raise


def verify(settings: Settings) -> Verified:
    """Check every line of the log against the one before and the end against the head.

    Raises:
        IntegrityError: ``where`` names the first line that is not as it was written.
        MachineError: the log cannot be read.
    """
    if not settings.data.is_dir():
        return Verified(lines=0, last_hash=_NO_HASH)
    with _alone(settings):
        head = _read_head(settings)
        log = settings.data / _LOG
        content = log.read_bytes() if log.exists() else b""
        lines = content[: head.size].splitlines(keepends=True)
        last = _NO_HASH
        for number, line in enumerate(lines, start=1):
            last = _checked(line, number=number, previous=last)
        if (len(lines), last) != (head.lines, head.hash):
            raise _broken(f"line {min(len(lines), head.lines) + 1}", "The log ends too early.")
        if _tail(log, head) == head.next != "":
            head = _end_after(head)
    return Verified(lines=head.lines, last_hash=head.hash)


def entries(settings: Settings) -> list[dict[str, Any]]:
    """Every complete line of the log as it was written; ``verify`` it first."""
    log = files(settings).get(_LOG, b"")
    return [json.loads(line) for line in log.splitlines(keepends=True) if line.endswith(b"\n")]


def files(settings: Settings) -> dict[str, bytes]:
    """Name → content of the files of the log, at one moment.

    Raises:
        MachineError: they cannot be read.
    """
    if not settings.data.is_dir():
        return {}
    with _alone(settings):
        places = [settings.data / name for name in (_HEAD, _LOG)]
        return {place.name: place.read_bytes() for place in places if place.exists()}


def _write(settings: Settings, head: _Head, event: str, facts: dict[str, Any]) -> _Head:
    """Announce a line, write it, and move the head behind it."""
    entry = {
        "sequence": head.lines + 1,
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        "event": event,
        "facts": facts,
        "previous": head.hash,
    }
    line = _canonical({**entry, "hash": _hash(entry)}) + "\n"
    announced = _Head(head.lines, head.size, head.hash, next=line)
    _write_head(settings, announced)
    with _opened(settings.data / _LOG, "ab") as log:
        log.write(line.encode("ascii"))
        _flush(log)
    written = _end_after(announced)
    _write_head(settings, written)
    return written


def _end_after(head: _Head) -> _Head:
    """The head once its announced line is in the log."""
    line = head.next.encode("ascii")
    last = _checked(line, number=head.lines + 1, previous=head.hash)
    return _Head(head.lines + 1, head.size + len(line), last)


def _tail(log: Path, head: _Head) -> str:
    """What stands behind the head: nothing, or the announced line as far as it was written.

    Raises:
        IntegrityError: the log is shorter than it was, or something else stands there.
    """
    size = log.stat().st_size if log.exists() else 0
    if size < head.size:
        raise _broken(f"line {head.lines}", "The log is shorter than it was.")
    if size == head.size:
        return ""
    with log.open("rb") as file:
        file.seek(head.size)
        tail = file.read(len(head.next) + 1)
    if not head.next.encode("ascii").startswith(tail):
        raise _broken(f"line {head.lines + 1}", "This line was put in by something else.")
    return tail.decode("ascii")


def _checked(line: bytes, *, number: int, previous: str) -> str:
    """The hash of a line that is as it was written."""
    try:
        entry = json.loads(line.decode("ascii"))
        given = entry.pop("hash")
        whole = (_canonical({**entry, "hash": given}) + "\n").encode("ascii") == line
        linked = (entry["sequence"], entry["previous"]) == (number, previous)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = linked = False
    if not (whole and linked and given == _hash(entry)):
        raise _broken(f"line {number}", "This line, or the one before, is not as it was written.")
    return str(given)


def _read_head(settings: Settings) -> _Head:
    path = settings.data / _HEAD
    if not path.exists():
        return _Head()
    content = path.read_bytes()
    try:
        head = _Head(**json.loads(content))
        kinds = [type(value) for value in asdict(head).values()]
        if (
            _canonical(asdict(head)).encode("ascii") == content
            and kinds == [int, int, str, str]
            and head.size >= 0
            and head.next.isascii()
        ):
            return head
    except (ValueError, TypeError, RecursionError):
        pass
    raise IntegrityError(
        "The end of the audit log was recorded here and is damaged.",
        where=_HEAD,
        remedy=_REMEDY,
        code="audit-broken",
    )


def _write_head(settings: Settings, head: _Head) -> None:
    staged = settings.data / f"{_HEAD}.new"
    with _opened(staged, "wb") as file:
        file.write(_canonical(asdict(head)).encode("ascii"))
        _flush(file)
    staged.replace(settings.data / _HEAD)
    warehouse.sync(settings.data)


def _canonical(entry: dict[str, Any]) -> str:
    """One spelling of an entry: sorted keys, no spaces, ASCII."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"))


def _hash(entry: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(entry).encode("ascii")).hexdigest()


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _opened(path: Path, mode: Literal["ab", "wb"]) -> BinaryIO:
    """Open for writing; a new file is readable by this user only."""
    flags = os.O_APPEND if mode == "ab" else os.O_TRUNC
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | flags | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, mode)


def _broken(line: str, what: str) -> IntegrityError:
    return IntegrityError(what, where=f"{_LOG}, {line}", remedy=_REMEDY, code="audit-broken")


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let one process at a time read or write; the lock ends with the process."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locking.alone(settings.data / _LOCK):
            yield
    except OSError as error:
        raise MachineError(
            "The audit log cannot be read or written.",
            where=str(settings.data / _LOG),
            remedy="Check the folder's owner and free space; nothing is done off the record.",
            code="audit-unavailable",
        ) from error
