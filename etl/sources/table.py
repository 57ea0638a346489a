"""One table of a TOML file, read key by key; a wrong key says where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.errors import ProfileError, UsageError


@dataclass(frozen=True)
class Table:
    """A TOML table that knows its place.

    Attributes:
        file: name of the file.
        path: dotted name of the table, ``columns.age``; empty for the whole document.
        entries: key → TOML value.
        guide: where its keys are explained.
        error: what a wrong key raises, and the code of it.
    """

    file: str
    path: str
    entries: Mapping[str, Any]
    guide: str = "docs/profiles.md"
    error: type[UsageError] = ProfileError
    code: str = "profile-invalid"

    def wrong(self, key: str, what: str) -> UsageError:
        """An error that names file, table and key."""
        table = f"[{self.path}] " if self.path else ""
        return self.error(
            what[0].upper() + what[1:],
            where=f"{self.file}, {table}{key}",
            remedy=f"See {self.guide}",
            code=self.code,
        )

    def known(self, keys: Sequence[str], *, why: str = "") -> "Table":
        """Refuse keys that are not listed; a misspelt key must not be ignored in silence."""
        for key in self.entries:
            if key not in keys:
                reason = f"{why}; " if why else ""
                raise self.wrong(key, f"{reason}unknown key; allowed: {', '.join(keys)}")
        return self

    def table(self, key: str, *, required: bool = True) -> "Table":
        """A table inside this one; a missing optional table is empty."""
        value = self._get(key, None if required else {})
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return self._inside(key, value)

    def tables(self, key: str) -> "tuple[Table, ...]":
        """An array of tables, ``[[key]]``; none if it is missing."""
        value = self._get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"must be tables, each headed [[{key}]]")
        return tuple(self._inside(f"{key} {n}", one) for n, one in enumerate(value, 1))

    def _inside(self, key: str, entries: Mapping[str, Any]) -> "Table":
        return replace(self, path=f"{self.path}.{key}" if self.path else key, entries=entries)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self._get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text in quotation marks")
        return value

    def choice(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """One text out of a closed list."""
        value = self._get(key, default)
        if value not in allowed:
            raise self.wrong(key, f"must be one of: {_shown(allowed)}")
        return str(value)

    def texts(
        self, key: str, *, allowed: Sequence[str] = (), default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """A list of different texts, at least one; out of ``allowed`` when that is given."""
        value = self._list(key, default)
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "must be a list of texts")
        if allowed and not set(value) <= set(allowed):
            raise self.wrong(key, f"must be a list out of: {_shown(allowed)}")
        return tuple(value)

    def number(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        """A whole number between ``low`` and ``high``."""
        value = self._get(key, default)
        if not _whole(value, low, high):
            raise self.wrong(key, f"must be a whole number from {low} to {high}")
        return int(value)

    def numbers(
        self, key: str, *, low: int, high: int, default: tuple[int, ...]
    ) -> tuple[int, ...]:
        """A list of different whole numbers between ``low`` and ``high``, at least one."""
        value = self._list(key, default)
        if not all(_whole(item, low, high) for item in value):
            raise self.wrong(key, f"must be a list of whole numbers from {low} to {high}")
        return tuple(value)

    def truth(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def _get(self, key: str, default: object) -> Any:
        if key not in self.entries and default is None:
            raise self.wrong(key, "is missing")
        return self.entries.get(key, default)

    def _list(self, key: str, default: tuple[Any, ...] | None) -> Sequence[Any]:
        if default is not None and key not in self.entries:
            return default
        value = self._get(key, None)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, "must be a list with at least one entry")
        if any(item in value[:place] for place, item in enumerate(value)):
            raise self.wrong(key, "names an entry twice")
        return value


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _shown(allowed: Sequence[str]) -> str:
    """The allowed values, cut after forty: a list of all countries helps nobody."""
    names = [repr(value) if not value.isprintable() else value for value in allowed]
    return ", ".join(names[:40]) + (" …" if len(names) > 40 else "")
