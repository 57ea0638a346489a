"""Incident: how it went: tactic, demand, payment, sharing, and who was where."""

from dashboard import sheet
from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed
from dashboard.views.incident import PAIRS

SHOWN = tuple((column,) for pair in PAIRS for column in pair)


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        for pair in PAIRS:
            with sheet.box("columns"):
                for column in pair:
                    with sheet.box("column"):
                        cards.ranking(page, source, column)
        for column in ("payment_made", "images_shared"):
            cards.crossings(page, source, column)
