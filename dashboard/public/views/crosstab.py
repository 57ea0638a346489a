"""Cross-tabulate: two or three columns that a table of the release counts together."""

from collections.abc import Mapping

from dashboard import components, links
from dashboard.choices import row
from dashboard.public import choices, crossing, files
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed


def shown(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The columns of the tables."""
    names = (options[key] for key in ("rows", "columns", "third"))
    return (tuple(name for name in names if name != "none"),)


def show(page: PublicPage) -> None:
    """Draw the page."""
    t = page.t
    beside = page.cells.beside
    crossed = [name for name in beside() if beside(name)]
    with row():
        rows = choices.column(page, "rows", crossed, label=t("crosstab.rows"))
        columns = choices.column(page, "columns", beside(rows), label=t("crosstab.columns"))
        thirds = ["none", *beside(rows, columns)]
        third = choices.column(page, "third", thirds, label=t("crosstab.third"))
    if len(page.sources) > 1:
        components.note(t("crosstab.apart"))
    for source in headed(page) if columns else ():
        crossing.table(page, source, rows, columns, third)
    files.listed(page)
    links.copyable(page)
