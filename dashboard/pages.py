"""The pages, in the order a reader meets them."""

from collections.abc import Callable
from typing import Final

from dashboard.context import Page
from dashboard.views import (
    about,
    compare,
    crosstab,
    importing,
    incident,
    official,
    outcomes,
    overview,
    platforms,
    quality,
    trends,
    who,
)

FRONT: Final = "overview"

#: Pages that exist only where analysts see the exact warehouse on their own computer. A dashboard
#: that serves a public release, or looks back to a day, has none of them.
ANALYST_ONLY: Final = frozenset({importing.NAME})

#: Pages of the analysts' dashboard.
PAGES: Final[dict[str, Callable[[Page], None]]] = {
    "overview": overview.show,
    "trends": trends.show,
    "who": who.show,
    "platforms": platforms.show,
    "incident": incident.show,
    "outcomes": outcomes.show,
    "compare": compare.show,
    "crosstab": crosstab.show,
    "official": official.show,
    importing.NAME: importing.show,
    "quality": quality.show,
    "about": about.show,
}

#: Pages of a dashboard over a public release, or over what was known on a day.
PUBLIC_PAGES: Final = {name: show for name, show in PAGES.items() if name not in ANALYST_ONLY}
