"""Calls that fail: the n-th time that Python touches a file below a folder, the disk says no.

Python's audit events tell of every open, rename, removal and so on before it is done, and an error
raised there is the call's. Writing and flushing have no event; they are stood in for. What DuckDB
does with files is out of reach here: test_full.py lets real limits stop it.
"""

import errno
import io
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

_EVENTS = {
    "open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.scandir", "os.truncate",
}  # fmt: skip
_sync, _open = os.fsync, io.open


class Faults:
    """Lists the calls below a folder, and lets one of them fail; only in a process of its own.

    Attributes:
        places: of each call since ``arm``: what it was, and the functions of ours that led to it.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._at = 0
        self.places: list[str] = []
        sys.addaudithook(self._heard)
        os.fsync = self._fsync
        io.open = self._opened

    def arm(self, at: int) -> None:
        """Let the call of this number fail, counting from 1; 0 for none."""
        self._at, self.places = at, []

    def _call(self, name: str) -> None:
        ours = [frame for frame in traceback.extract_stack() if "/etl/" in frame.filename]
        way = " ".join(f"{Path(frame.filename).stem}:{frame.name}" for frame in ours)
        self.places.append(f"{name} at {way}")
        if len(self.places) == self._at:
            raise OSError((errno.ENOSPC, errno.EIO)[self._at % 2], "the disk says no")

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in _EVENTS or not args:
            return
        below_a_handle = event in ("os.remove", "os.rmdir") and args[-1] != -1
        if below_a_handle or str(args[0]).startswith(self._root):
            self._call(event)

    def _fsync(self, handle: int) -> None:
        self._call("fsync")
        _sync(handle)

    def _opened(self, file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        stream = _open(file, mode, *args, **kwargs)
        place = str(Path(f"/proc/self/fd/{file}").readlink() if isinstance(file, int) else file)
        writes = {*mode} & {*"wax+"} and place.startswith(self._root)
        return _Stream(stream, self._call) if writes else stream


class Deaths(Faults):
    """Lets one of the calls be the process's last."""

    def _call(self, name: str) -> None:
        with suppress(OSError):
            super()._call(name)
            return
        os._exit(9)


class _Stream:
    """A stream whose writing is told first."""

    def __init__(self, stream: Any, call: Any) -> None:
        self._stream, self._call = stream, call

    def write(self, content: Any) -> Any:
        self._call("write")
        return self._stream.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __iter__(self) -> Any:
        return iter(self._stream)
