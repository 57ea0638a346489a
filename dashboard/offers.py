"""What open pages hand out when it is asked for: makers of answers, by session and key. Pure."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from starlette.responses import Response

#: Sessions whose pages are kept; the one that neither drew nor asked the longest is forgotten.
MOST: Final = 256

Maker = Callable[[], Response]


@dataclass
class _Page:
    """What a session is offered: by the page that is drawn, and by the one it is drawn over."""

    now: dict[str, Maker] = field(default_factory=dict)
    before: dict[str, Maker] = field(default_factory=dict)


class Offers:
    """The offers of all sessions. Pages put from their threads, readers ask from others."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def page(self, session: str) -> Iterator[None]:
        """A page is drawn within this.

        What is not drawn anew is still seen, and can be asked for, until the page is whole.
        """
        page = self._of(session)
        page.before, page.now = page.before | page.now, {}
        yield
        page.before = {}

    def put(self, session: str, key: str, maker: Maker) -> None:
        """Offer something on the page of a session, in place of what the key stood for."""
        self._of(session).now[key] = maker

    def get(self, session: str, key: str) -> Maker | None:
        """What a key stands for; None if the session or the key is not known, or no more."""
        with self._lock:
            page = self._pages.get(session)
            if page is None:
                return None
            self._pages.move_to_end(session)
        return page.now.get(key) or page.before.get(key)

    def clear(self) -> None:
        """Offer nothing more of the pages that were drawn until now."""
        with self._lock:
            self._pages.clear()

    def _of(self, session: str) -> _Page:
        with self._lock:
            page = self._pages.setdefault(session, _Page())
            self._pages.move_to_end(session)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
            return page
