"""Outcomes: where reports stand or ended, over time, and by age."""

from dashboard import components
from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (("outcome",), ("outcome", "age_band"))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        cards.ranking(page, source, "outcome")
        cards.over_time(page, source, "outcome")
        cards.crossing(page, source, "outcome", "age_band")
    components.note(page.t("outcomes.undated"))
