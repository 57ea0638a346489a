"""Who reads a page: what the server knows of each open one, and no more than it needs."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from dashboard.offers import MOST
from dashboard.text import LANGUAGES


@dataclass(frozen=True)
class Reader:
    """One open page.

    Attributes:
        session: its name, known to the reader's browser and to nobody else.
        locale: language and country that the browser asks for, as ``ja-JP``; empty for none.
        dark: whether the browser shows the dark mode.
        site: where the dashboard is, as ``http://localhost:8501``.
    """

    session: str = ""
    locale: str = ""
    dark: bool = False
    site: str = "http://localhost:8501"

    @property
    def language(self) -> str:
        """The first language we have that the browser asks for."""
        asked = self.locale[:2]
        return asked if asked in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True)
class Drawn:
    """What a reader sees: whose page it is, and what its address says."""

    reader: Reader
    address: Mapping[str, str] = field(default_factory=dict)


class Readers:
    """What each reader sees; who did not ask for a page the longest is forgotten."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._drawn: OrderedDict[str, Drawn] = OrderedDict()
        self._lock = Lock()

    def sees(self, drawn: Drawn) -> None:
        """Keep what was drawn for a reader, in place of what was drawn before."""
        with self._lock:
            self._drawn[drawn.reader.session] = drawn
            self._drawn.move_to_end(drawn.reader.session)
            while len(self._drawn) > self._most:
                self._drawn.popitem(last=False)

    def of(self, session: str) -> Drawn | None:
        """What was last drawn for a session; None if it is not known, or no more."""
        with self._lock:
            return self._drawn.get(session)


READERS: Final = Readers()
