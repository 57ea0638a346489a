"""Overview: for each source headline figures, the trend, platforms, age and gender, outcomes."""

import streamlit as st

from dashboard import components, headline_cards, over_time, panels
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        told = components.finding(page, source, row) + headline_cards.html(page, source, row)
        components.source_heading(page, source, row, below=told)
        over_time.trend(page, source)
        left, right = st.columns(2, gap="large")
        with left:
            panels.ranking(page, source, "contact_platform")
        with right:
            panels.pyramid(page, source)
        panels.heat_table(page, source, "contact_platform", "outcome")
