"""Overview: for each source headline figures, the trend, platforms, age and gender, outcomes."""

from dashboard import components, headline_cards, over_time, panels, sheet
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        told = components.finding(page, source, row) + headline_cards.html(page, source, row)
        components.source_heading(page, source, row, below=told)
        over_time.trend(page, source)
        with sheet.box("columns"):
            with sheet.box("column"):
                panels.ranking(page, source, "contact_platform")
            with sheet.box("column"):
                panels.pyramid(page, source)
        panels.heat_table(page, source, "contact_platform", "outcome")
