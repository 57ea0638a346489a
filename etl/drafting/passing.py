"""A folder for case data that is looked at and soon gone again."""

import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakSet

from etl.locking import alone
from etl.settings import Settings

_PREFIX = ".passing-"
_LOCK = ".lock"
_open: WeakSet["Passing"] = WeakSet()


class Passing:
    """A private folder in the data folder; it goes with ``close`` or with this object.

    As long as it is used it is locked, so that ``sweep`` leaves it alone.
    """

    def __init__(self, settings: Settings) -> None:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held = ExitStack()
        made = tempfile.TemporaryDirectory(dir=settings.data, prefix=_PREFIX)
        self.path = Path(self._held.enter_context(made))
        self._held.enter_context(alone(self.path / _LOCK))
        _open.add(self)

    def put(self, name: str, data: bytes) -> Path:
        """Write a file that nobody else can read; returns its path."""
        path = self.path / name
        path.touch(mode=0o600)
        path.write_bytes(data)
        return path

    def close(self) -> None:
        """Remove the folder and all in it; again is no error."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def close_all() -> None:
    """Remove every such folder of this process, because it ends."""
    for passing in list(_open):
        passing.close()


def sweep(settings: Settings) -> None:
    """Remove what a killed process left behind."""
    for folder in settings.data.glob(f"{_PREFIX}*"):
        with suppress(BlockingIOError), alone(folder / _LOCK, wait=False):
            shutil.rmtree(folder)
