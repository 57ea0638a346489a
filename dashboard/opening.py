"""Which warehouse the pages read: the one the pointer names, opened anew when that changes."""

import time
from dataclasses import dataclass, field
from threading import Lock

from dashboard.store import Store, open_store
from etl import audit, warehouse
from etl.errors import CaseStatsError
from etl.settings import Settings


@dataclass
class _Opening:
    """What this process serves. Pages of all sessions share one store.

    Attributes:
        replaced: stores that are served no more, each with the time, in seconds, since when.
    """

    settings: Settings | None = None
    store: Store | None = None
    replaced: list[tuple[float, Store]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


_opening = _Opening()


def use(settings: Settings) -> None:
    """Serve the warehouse of these settings from now on."""
    with _opening.lock:
        _opening.settings = settings
        _put(None)


def settings() -> Settings:
    """Where everything is that the pages read and take in."""
    return _opening.settings or Settings.from_environment()


def put_on_record(event: str, **facts: object) -> None:
    """Write to the audit log what is done with the warehouse that is open.

    Raises:
        CaseStatsError: it cannot be written, and then the thing must not be done.
    """
    opened = _opening.store
    audit.append(settings(), event, **facts, **({"warehouse": opened.id} if opened else {}))


def store() -> Store:
    """Return the store over the current warehouse.

    Raises:
        CaseStatsError: nothing is built yet, or the warehouse is damaged; says what to do.
    """
    with _opening.lock:
        pointer = warehouse.current(settings())
        opened = _opening.store
        if opened is None or pointer is None or opened.id != pointer.file:
            opened = open_store(settings())
            _put(opened)
        return opened


def let_go(*, after: float) -> bool:
    """Close warehouses that are served no more, though no page asks for another.

    Args:
        after: seconds that a page has to finish what it began to draw.

    Returns:
        Whether one was closed: what was answered from it may be forgotten.
    """
    with _opening.lock:
        if _opening.store and not _is_served(_opening.store):
            _put(None)
        now = time.monotonic()
        due = [store for since, store in _opening.replaced if since + after <= now]
        _opening.replaced = [pair for pair in _opening.replaced if pair[1] not in due]
    for store in due:
        store.close()
    return bool(due)


def _is_served(opened: Store) -> bool:
    try:
        pointer = warehouse.current(settings())
    except CaseStatsError:
        return False
    return pointer is not None and pointer.file == opened.id


def _put(opened: Store | None) -> None:
    if _opening.store:
        _opening.replaced.append((time.monotonic(), _opening.store))
    _opening.store = opened
