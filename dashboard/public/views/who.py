"""Who: age by gender, then each for itself, and who reported."""

from dashboard import sheet
from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (("age_band", "gender"), ("age_band",), ("gender",), ("reporter",))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        cards.pyramid(page, source)
        with sheet.box("columns wide-left"):
            with sheet.box("column"):
                cards.ranking(page, source, "age_band", in_order=True)
            with sheet.box("column"):
                cards.ranking(page, source, "gender")
        cards.ranking(page, source, "reporter")
