"""A page asks of the next selection what it asked of the last: answered before it is drawn."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from dashboard.answers import Asked
from dashboard.context import Page
from dashboard.selection import Filters

#: Ways to draw a page that are kept: its name, its sources and what else is chosen on it.
_MOST: Final = 256

_LOCK: Final = Lock()


@dataclass(frozen=True)
class _Drawn:
    """What a page asked, and of which selection."""

    filters: Filters
    asked: tuple[Asked, ...]


_DRAWN: Final[OrderedDict[Hashable, _Drawn]] = OrderedDict()


def begin(page: Page, name: str) -> None:
    """Have the questions of this page answered side by side, if it was drawn in this way before."""
    with _LOCK:
        drawn = _DRAWN.get(_way(page, name))
    if drawn:
        page.answers.ask_ahead(drawn.asked, drawn.filters, page.filters)


def remember(page: Page, name: str) -> None:
    """Keep what this page asked for the next selection."""
    way = _way(page, name)
    with _LOCK:
        _DRAWN[way] = _Drawn(page.filters, tuple(page.answers.asked))
        _DRAWN.move_to_end(way)
        while len(_DRAWN) > _MOST:
            _DRAWN.popitem(last=False)


def _way(page: Page, name: str) -> Hashable:
    # Another period is another selection, not another way: its months are filters.
    options = tuple(option for option in page.options.items() if option[0] != "period")
    return name, page.answers.warehouse, page.filters.sources, options
