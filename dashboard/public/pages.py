"""The public pages, in the order a reader meets them. None of them reads a report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.public.filters import Shown
from dashboard.public.page import PublicPage
from dashboard.public.views import (
    about,
    compare,
    crosstab,
    incident,
    official,
    outcomes,
    overview,
    platforms,
    trends,
    who,
)


@dataclass(frozen=True)
class View:
    """One page.

    Attributes:
        show: draws it.
        shown: the columns of each of its cards, with these options chosen.
    """

    show: Callable[[PublicPage], None]
    shown: Callable[[Mapping[str, str]], Shown]


def _always(shown: Shown) -> Callable[[Mapping[str, str]], Shown]:
    return lambda _options: shown


PAGES: Final[dict[str, View]] = {
    "overview": View(overview.show, _always(overview.SHOWN)),
    "trends": View(trends.show, trends.shown),
    "who": View(who.show, _always(who.SHOWN)),
    "platforms": View(platforms.show, _always(platforms.SHOWN)),
    "incident": View(incident.show, _always(incident.SHOWN)),
    "outcomes": View(outcomes.show, _always(outcomes.SHOWN)),
    "compare": View(compare.show, compare.shown),
    "crosstab": View(crosstab.show, crosstab.shown),
    "official": View(official.show, _always(())),
    "about": View(about.show, _always(())),
}
