"""Incident: how it went: tactic, demand, payment, sharing, and who was where."""

from dashboard import components, measured, panels, sheet
from dashboard.context import Page

PAIRS = (
    ("tactic", "demand"),
    ("payment_made", "images_shared"),
    ("kind", "offender_location"),
    ("reporter",),
)


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        for pair in PAIRS:
            with sheet.box("columns"):
                for column in pair:
                    with sheet.box("column"):
                        panels.ranking(page, source, column)
        measured.amounts(page, source)
