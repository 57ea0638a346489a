"""Who: age by gender in the source's own bands, under 18 over time, then each for itself."""

from dashboard import choices, components, panels, pyramids, sheet, under_18
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    t = page.t
    choices.segments(
        page, "pyramid", label=t("who.pyramid"), words=lambda code: t(f"pyramid.{code}")
    )
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        pyramids.pyramid(page, source, page.options["pyramid"])
        under_18.over_time(page, source, row)
        with sheet.box("columns wide-left"):
            with sheet.box("column"):
                panels.distribution(page, source, "age_band")
            with sheet.box("column"):
                panels.ranking(page, source, "gender")
        panels.ranking(page, source, "reporter")
