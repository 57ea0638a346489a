"""Who: age by gender in the source's own bands, then each for itself."""

import streamlit as st

from dashboard import components, panels
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        panels.pyramid(page, source)
        left, right = st.columns([3, 2], gap="large")
        with left:
            panels.distribution(page, source, "age_band")
        with right:
            panels.ranking(page, source, "gender")
        panels.ranking(page, source, "reporter")
