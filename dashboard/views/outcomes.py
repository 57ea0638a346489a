"""Outcomes: where reports stand or ended, over time, by platform and by age."""

from dashboard import choices, components, measured, over_time, panels
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    with choices.row():
        choices.calendars(page)
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        panels.ranking(page, source, "outcome")
        over_time.lines(page, source, "outcome", calendar=page.options["calendar"])
        panels.heat_table(page, source, "contact_platform", "outcome")
        panels.heat_table(page, source, "age_band", "outcome")
        measured.delays(page, source)
    components.note(page.t("outcomes.undated"))
