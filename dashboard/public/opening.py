"""Which release the pages show: a folder that was named, or always the newest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from dashboard.page.words import Words
from dashboard.public.cells import Cells
from dashboard.public.reading import LATEST, newest, read
from etl import audit
from etl.errors import UsageError
from etl.release.model import Release
from etl.settings import Settings


@dataclass(frozen=True)
class Opened:
    """A release in use.

    Attributes:
        folder: where it lies.
        release: what it says.
        cells: its numbers.
        named: what it calls things, by the languages that a release has.
    """

    folder: Path
    release: Release
    cells: Cells
    named: Mapping[str, Words]

    def words(self, lang: str) -> Words:
        """What the release calls things in the language; in English where it has no such words."""
        return self.named.get(lang, self.named["en"])

    @property
    def newer(self) -> str:
        """Name of the newest release of the plan beside this one, if that is a later one."""
        found = self._newest()
        return found[0] if found and int(found["serial"]) > self.release.serial else ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether a newer series has taken the place of this one's."""
        found = self._newest()
        return bool(found and int(found["series"]) > self.release.series)

    def _newest(self) -> re.Match[str] | None:
        name = re.escape(self.release.plan) + r"-(?P<series>\d+)\.(?P<serial>\d+)"
        return re.fullmatch(name, newest(self.folder.parent), re.ASCII)


@dataclass
class _Opening:
    """What this process serves.

    Attributes:
        asked: the folder of a release, or the file LATEST.
        settings: where the publisher's keys are.
    """

    asked: Path = Path()
    settings: Settings = field(default_factory=Settings.from_environment)
    opened: Opened | None = None
    lock: Lock = field(default_factory=Lock)


_opening: Final = _Opening()


def use(asked: Path, settings: Settings) -> None:
    """Show this release from now on; of a file ``LATEST`` always the one that it names."""
    with _opening.lock:
        _opening.asked, _opening.settings, _opening.opened = asked, settings, None


def opened() -> Opened:
    """The release to show.

    Raises:
        CaseStatsError: there is none, or it is damaged; says what to do.
    """
    with _opening.lock:
        folder = _folder(_opening.asked)
        if _opening.opened is None or _opening.opened.folder != folder:
            release = read(folder, _opening.settings)
            named = {lang: Words(release, lang) for lang in ("en", "ja")}
            _opening.opened = Opened(folder, release, Cells(release), named)
        return _opening.opened


def put_on_record() -> None:
    """Write to the audit log that the release is served.

    Raises:
        CaseStatsError: it cannot be written, and then the thing must not be done.
    """
    audit.append(_opening.settings, "serve", release=opened().release.name)


def _folder(asked: Path) -> Path:
    if asked.name != LATEST:
        return asked
    if name := newest(asked.parent):
        return asked.parent / name
    raise UsageError(
        "No release has been made yet.",
        where=str(asked),
        remedy="Make one: casestats release",
        code="release-missing",
    )
