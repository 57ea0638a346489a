"""Platforms: where contact began and where it moved, over time, and by what is counted with it."""

from dashboard import sheet
from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (("contact_platform",), ("moved_to_platform",))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        with sheet.box("columns"):
            with sheet.box("column"):
                cards.ranking(page, source, "contact_platform")
            with sheet.box("column"):
                cards.ranking(page, source, "moved_to_platform")
        cards.over_time(page, source, "contact_platform")
        cards.crossings(page, source, "contact_platform")
