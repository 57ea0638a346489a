"""Outcomes: where reports stand or ended, over time, and by what is counted with it."""

from dashboard import components
from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (("outcome",),)


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        cards.ranking(page, source, "outcome")
        cards.over_time(page, source, "outcome")
        cards.crossings(page, source, "outcome")
    components.note(page.t("outcomes.undated"))
