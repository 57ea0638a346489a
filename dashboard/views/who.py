"""Who: age by gender in the source's own bands, under 18 over time, then each for itself."""

import streamlit as st

from dashboard import components, panels, pyramids, under_18
from dashboard.choices import segments
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    t = page.t
    segments("pyramid", label=t("who.pyramid"), words=lambda code: t(f"pyramid.{code}"))
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        pyramids.pyramid(page, source, page.options["pyramid"])
        under_18.over_time(page, source, row)
        left, right = st.columns([3, 2], gap="large")
        with left:
            panels.distribution(page, source, "age_band")
        with right:
            panels.ranking(page, source, "gender")
        panels.ranking(page, source, "reporter")
