"""Data quality: whether a month can be trusted, and what to ask of a provider's file."""

from dashboard import choices, components, deliveries
from dashboard.context import Page
from dashboard.quality.completeness import completeness
from dashboard.quality.kept_out import quarantine, unmapped
from dashboard.quality.lateness import lateness
from dashboard.quality.told_again import told_again


def show(page: Page) -> None:
    """Draw the page; a source of which no row was accepted is on it, too."""
    with choices.row():
        choices.calendars(page)
    sources = [*page.sources, *(source for source in page.loaded if not source.reports)]
    for source in sources:
        components.source_heading(page, source)
        if source.reports:
            completeness(page, source)
            lateness(page, source)
        else:
            components.note(page.t("quality.no_reports"))
        deliveries.timeliness(page, source)
        deliveries.balance(page, source)
        deliveries.imports(page, source)
        deliveries.notes(page, source)
        told_again(page, source)
        quarantine(page, source)
        unmapped(page, source)
