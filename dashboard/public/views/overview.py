"""Overview: for each source all reports by closed period, platforms, age and gender, outcomes."""

from dashboard import sheet
from dashboard.public import cards, headline
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = ((), ("contact_platform",), ("age_band", "gender"), ("outcome",))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        headline.draw(page, source)
        cards.by_period(page, source)
        with sheet.box("columns"):
            with sheet.box("column"):
                cards.ranking(page, source, "contact_platform")
            with sheet.box("column"):
                cards.pyramid(page, source)
        cards.ranking(page, source, "outcome")
