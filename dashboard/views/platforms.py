"""Platforms: where contact began and where the talk was moved to, over time, by age and gender."""

from dashboard import components, over_time, panels, sheet
from dashboard.context import Page
from dashboard.lifespans import lifespans


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        with sheet.box("columns"):
            with sheet.box("column"):
                panels.ranking(page, source, "contact_platform")
            with sheet.box("column"):
                panels.ranking(page, source, "moved_to_platform")
        panels.heat_table(page, source, "contact_platform", "moved_to_platform")
        over_time.lines(page, source, "contact_platform", calendar="quarter")
        for across in ("age_band", "gender"):
            panels.heat_table(page, source, "contact_platform", across)
        lifespans(page, source)
