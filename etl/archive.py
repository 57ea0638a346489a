"""The file of a backup: a zip whose every byte is covered by a hash.

Its members are not compressed. ``manifest.json`` lists every other member with its size and hash.
The last 64 bytes, the zip's comment, are the SHA-256 of all bytes before them.
"""

import hashlib
import io
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from etl.errors import IntegrityError
from etl.sealed import seal, unseal
from etl.warehouse import file_sha256, sync

_MANIFEST = "manifest.json"
_FORMAT = 1
_DIGITS = 64
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Summary:
    """What a backup tells of itself.

    Attributes:
        made_at: ISO 8601, UTC.
        imports: number of import folders.
        reports: accepted rows in them.
        key_mark: tells one key of the report ids from another, and nothing else; may be empty.
    """

    made_at: str
    imports: int
    reports: int
    key_mark: str


@dataclass(frozen=True)
class Manifest:
    """A verified backup: what it tells of itself, and each member's size in bytes and SHA-256."""

    summary: Summary
    members: Mapping[str, tuple[int, str]]


def pack(file: Path, members: Mapping[str, Path | bytes], summary: Summary) -> None:
    """Write the file, private and on the disk when this returns.

    Args:
        file: overwritten if it exists.
        members: name, with ``/`` between folders → a file or the bytes themselves.
        summary: what it tells of itself.

    Raises:
        OSError: it cannot be written, or a file cannot be read.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            listed = {name: _add(archive, name, content) for name, content in members.items()}
            manifest = {"format": _FORMAT, "summary": asdict(summary), "members": listed}
            archive.writestr(zipfile.ZipInfo(_MANIFEST), seal(manifest))
            archive.comment = b"0" * _DIGITS
        digest = _digest(stream)
        stream.seek(-_DIGITS, os.SEEK_END)
        stream.write(digest)
        stream.flush()
        os.fsync(stream.fileno())


def read(file: Path) -> Manifest:
    """Read a backup through, every byte of it.

    Raises:
        IntegrityError: a byte is changed, missing or too many, or it is no backup.
        OSError: it cannot be read.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive)
        for name, told in manifest.members.items():
            digest, size = hashlib.sha256(), 0
            with archive.open(name) as member:
                while block := member.read(_BLOCK):
                    digest.update(block)
                    size += len(block)
            _hold((size, digest.hexdigest()) == told)
    return manifest


def unpack(file: Path, folder: Path) -> None:
    """Write every member of a backup that ``read`` has verified below a folder, and read it back.

    Raises:
        IntegrityError: what lies on the disk then is not what the backup holds.
        OSError: it cannot be written.
    """
    with _opened(file) as archive:
        for name, told in _manifest(archive).members.items():
            place = folder.joinpath(*PurePosixPath(name).parts)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with archive.open(name) as member, place.open("xb") as copy:
                shutil.copyfileobj(member, copy)
            place.chmod(0o600)
            sync(place)
            _hold((place.stat().st_size, file_sha256(place)) == told)
    for made in [path for path in folder.rglob("*") if path.is_dir()]:
        sync(made)


def _add(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> tuple[int, str]:
    """Add one member; returns its size and hash."""
    digest, size = hashlib.sha256(), 0
    with (
        content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as source,
        archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member,
    ):
        while block := source.read(_BLOCK):
            member.write(block)
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def _digest(stream: BinaryIO) -> bytes:
    """Hash of all bytes but the last ones, where it stands itself."""
    digest = hashlib.sha256()
    left = stream.seek(0, os.SEEK_END) - _DIGITS
    stream.seek(0)
    while left > 0 and (block := stream.read(min(_BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode("ascii")


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The zip inside, once the hash of the whole holds."""
    try:
        with file.open("rb") as stream:
            digest = _digest(stream)
            _hold(stream.read() == digest)
            with zipfile.ZipFile(stream) as archive:
                yield archive
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError) as error:
        raise IntegrityError(
            "This is no backup of casestats, or it is not as it was written.",
            where=str(file),
            remedy="Take another copy; nothing was restored",
            code="backup-damaged",
        ) from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    entry = unseal(archive.read(_MANIFEST))
    _hold(entry["format"] == _FORMAT)
    members = {name: (size, sha256) for name, (size, sha256) in entry["members"].items()}
    _hold(sorted(archive.namelist()) == sorted([*members, _MANIFEST]))
    for name in members:
        # A backup that somebody made by hand must not write outside the folder.
        parts = PurePosixPath(name).parts
        _hold(bool(parts) and not {"..", "/", ""} & set(parts) and not set(name) & set("\\:\0"))
    return Manifest(Summary(**entry["summary"]), members)


def _hold(claim: bool) -> None:  # noqa: FBT001 - what must hold, and nothing else
    if not claim:
        raise ValueError
