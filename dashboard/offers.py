"""What open pages hand out when it is asked for: makers of answers, by session and key. Pure."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from starlette.responses import Response

#: Sessions whose pages are kept; the one that neither drew nor asked the longest is forgotten.
MOST: Final = 256

#: Pages of a session: the one that is drawn, the one that is still seen, and one that was late.
_PAGES: Final = 3

Maker = Callable[[], Response]


class Offers:
    """The offers of all sessions. Pages put from their threads, readers ask from others."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._sessions: OrderedDict[str, OrderedDict[str, dict[str, Maker]]] = OrderedDict()
        self._lock = Lock()

    def begin(self, session: str, page: str) -> None:
        """A session draws another page; what the last ones offer can still be asked for."""
        with self._lock:
            pages = self._sessions.setdefault(session, OrderedDict())
            self._sessions.move_to_end(session)
            pages[page] = {}
            while len(pages) > _PAGES:
                pages.popitem(last=False)
            while len(self._sessions) > self._most:
                self._sessions.popitem(last=False)

    def put(self, session: str, page: str, key: str, maker: Maker) -> None:
        """Offer something on a page, in place of what the key stood for on it."""
        with self._lock:
            pages = self._sessions.get(session)
            if pages is not None and page in pages:
                pages[page][key] = maker

    def get(self, session: str, page: str, key: str) -> Maker | None:
        """What a key stands for on a page; None if any of them is not known, or no more."""
        with self._lock:
            pages = self._sessions.get(session)
            if pages is None:
                return None
            self._sessions.move_to_end(session)
            return pages.get(page, {}).get(key)

    def clear(self) -> None:
        """Offer nothing more of the pages that were drawn until now."""
        with self._lock:
            self._sessions.clear()
