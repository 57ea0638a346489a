"""The keys of withdrawn reports, remembered so that no file brings such a report back.

One text file a source, one ``report_key`` a line. A key tells nothing of its report. While the
file ``PENDING`` is there, imports or warehouses may still hold some of them.
"""

from collections.abc import Iterable
from pathlib import Path

from etl.errors import IntegrityError
from etl.settings import Settings
from etl.warehouse import sync


def read(settings: Settings, source: str) -> list[str]:
    """Keys of the withdrawn reports of one source, sorted.

    Raises:
        IntegrityError: the file holds something else.
    """
    file = _file(settings, source)
    if not file.exists():
        return []
    keys = file.read_text(encoding="ascii", errors="replace").splitlines()
    if not all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys):
        raise IntegrityError(
            "The list of withdrawn reports is damaged.",
            where=str(file),
            remedy="Put the file back from a backup: without it, withdrawn reports may come back",
            code="withdrawn-damaged",
        )
    return keys


def add(settings: Settings, source: str, keys: Iterable[str]) -> None:
    """Remember these keys too, once ``begin`` has been called: all of them or none."""
    file = _file(settings, source)
    staged = file.with_name(f".{file.name}")
    lines = sorted({*read(settings, source), *keys})
    staged.write_text("".join(f"{key}\n" for key in lines), encoding="ascii")
    staged.chmod(0o600)
    sync(staged)
    staged.replace(file)
    sync(settings.withdrawn)


def begin(settings: Settings) -> None:
    """Note that imports and warehouses may hold withdrawn reports from now on."""
    settings.withdrawn.mkdir(mode=0o700, parents=True, exist_ok=True)
    _pending(settings).touch(mode=0o600)
    sync(settings.withdrawn)


def end(settings: Settings) -> None:
    """Note that none of them does."""
    _pending(settings).unlink()
    sync(settings.withdrawn)


def pending(settings: Settings) -> bool:
    """Whether a withdrawal was begun and has not ended."""
    return _pending(settings).exists()


def _pending(settings: Settings) -> Path:
    return settings.withdrawn / "PENDING"


def _file(settings: Settings, source: str) -> Path:
    return settings.withdrawn / f"{source}.txt"
