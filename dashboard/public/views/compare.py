"""Compare: sources side by side, each with numbers of its own; they are never added."""

from collections.abc import Mapping

from dashboard import components, links, sheet
from dashboard.public import cards, choices
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

#: Sources side by side; on a phone they stand one below the other.
_ACROSS = 2


def shown(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The columns of each card."""
    return (), (options["by"],)


def show(page: PublicPage) -> None:
    """Draw the page."""
    by = choices.column(page, "by", page.cells.beside(), label=page.t("trends.by"))
    if len(page.sources) < _ACROSS:
        components.note(page.t("compare.one"))
    components.note(page.t("compare.own_axes"))
    for start in range(0, len(page.sources), _ACROSS):
        pair = page.sources[start : start + _ACROSS]
        with sheet.box("columns" if len(pair) > 1 else "column"):
            for source in pair:
                with sheet.box("column"):
                    for _ in headed(page, source):
                        cards.by_period(page, source)
                        if by:
                            cards.ranking(page, source, by)
    links.copyable(page)
