"""The pages, in the order a reader meets them."""

from collections.abc import Callable
from typing import Final

from dashboard.context import Page
from dashboard.views import about, official, outcomes, overview, platforms, quality, trends, who

FRONT: Final = "overview"

PAGES: Final[dict[str, Callable[[Page], None]]] = {
    "overview": overview.show,
    "trends": trends.show,
    "who": who.show,
    "platforms": platforms.show,
    "outcomes": outcomes.show,
    "official": official.show,
    "quality": quality.show,
    "about": about.show,
}
