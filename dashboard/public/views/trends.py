"""Trends: reports by closed period, as a whole and by one column."""

from collections.abc import Mapping

from dashboard.public import cards, choices
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed


def shown(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The columns of each card."""
    return (), (options["by"],)


def show(page: PublicPage) -> None:
    """Draw the page."""
    by = choices.column(page, "by", page.cells.beside(), label=page.t("trends.by"))
    for source in headed(page):
        cards.by_period(page, source)
        if by:
            cards.over_time(page, source, by)
