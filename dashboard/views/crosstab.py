"""Cross-tabulate: two or three columns against each other, by period or not, for each source."""

from functools import partial

from dashboard import choices, components, crossing, links
from dashboard.address import COLUMNS
from dashboard.context import Page
from dashboard.crossing import Crossing


def show(page: Page) -> None:
    """Draw the page."""
    asked = _asked(page)
    if not asked.is_possible:
        components.note(page.t("crosstab.twice"))
        return
    if len(page.sources) > 1:
        components.note(page.t("crosstab.apart"))
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        crossing.table(page, source, asked)
    links.copyable(page)


def _asked(page: Page) -> Crossing:
    t = page.t

    def called(key: str, code: str) -> str:
        if code == "none":
            return t(f"crosstab.{key}.none")
        return t(f"column.{code}" if code in COLUMNS else f"calendar.{code}")

    keys = ("rows", "columns", "third", "per")
    with choices.row():
        for key in keys:
            choices.select(page, key, label=t(f"crosstab.{key}"), words=partial(called, key))
    with choices.row():
        if page.options["per"] == "fiscal":
            choices.fiscal_years(page)
        choices.segments(
            page, "cells", label=t("crosstab.cells"), words=lambda code: t(f"crosstab.cells.{code}")
        )
    return Crossing(**{key: page.options[key] for key in keys}, cell=page.options["cells"])
