"""Platforms: where contact began, where the talk was moved to, and from which to which."""

import streamlit as st

from dashboard import components, panels
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        left, right = st.columns(2, gap="large")
        with left:
            panels.ranking(page, source, "contact_platform")
        with right:
            panels.ranking(page, source, "moved_to_platform")
        panels.heat_table(page, source, "contact_platform", "moved_to_platform")
