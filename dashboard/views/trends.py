"""Trends: reports by month, quarter or year, as a whole and by one dimension."""

from dashboard import choices, components, over_time
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    _choices(page)
    calendar, date, by = (page.options[key] for key in ("calendar", "date", "by"))
    for source, row in components.headlines(page):
        told = components.finding(page, source, row)
        components.source_heading(page, source, row, below=told)
        if date == "incident" and not over_time.is_dated(page, source):
            components.absent(page, f"trend_{calendar}", told=page.t("delays.not_collected"))
            continue
        over_time.trend(page, source, calendar=calendar, date=date)
        over_time.lines(page, source, by, calendar=calendar, date=date)


def _choices(page: Page) -> None:
    """Which periods, by which date, split by which column."""
    t = page.t
    with choices.row():
        choices.calendars(page)
        choices.segments(
            page, "date", label=t("trends.date"), words=lambda code: t(f"column.{code}_date")
        )
        choices.select(page, "by", label=t("trends.by"), words=lambda column: t(f"column.{column}"))
