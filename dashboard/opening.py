"""Which warehouse the pages read: the one the pointer names, opened anew when that changes."""

from dataclasses import dataclass, field
from threading import Lock

from dashboard.store import Store, open_store
from etl import warehouse
from etl.settings import Settings


@dataclass
class _Opening:
    """What this process serves. Pages of all sessions share one store."""

    settings: Settings | None = None
    store: Store | None = None
    lock: Lock = field(default_factory=Lock)


_opening = _Opening()


def use(settings: Settings) -> None:
    """Serve the warehouse of these settings from now on."""
    with _opening.lock:
        _opening.settings = settings
        _opening.store = None


def settings() -> Settings:
    """Where everything is that the pages read and take in."""
    return _opening.settings or Settings.from_environment()


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
        _opening.store = opened
        return opened
