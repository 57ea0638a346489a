"""Cross-tabulate: two columns against each other, by a third or a period, for each source alone."""

import streamlit as st

from dashboard import address, components, crossing, links
from dashboard.address import COLUMNS
from dashboard.choices import segments
from dashboard.context import Page
from dashboard.crossed import Crossing


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
    def called(code: str) -> str:
        return page.t(f"column.{code}" if code in COLUMNS else f"crosstab.third.{code}")

    places = zip(("rows", "columns", "third"), st.columns(3), strict=True)
    picked = {
        key: place.selectbox(
            page.t(f"crosstab.{key}"),
            address.OPTIONS[key],
            key=key,
            format_func=called,
            filter_mode=None,
        )
        for key, place in places
    }
    t = page.t
    segments("cells", label=t("crosstab.cells"), words=lambda code: t(f"crosstab.cells.{code}"))
    return Crossing(**picked, cell=page.options["cells"])
