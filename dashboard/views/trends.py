"""Trends: reports by month, as a whole and by one dimension."""

import streamlit as st

from dashboard import components, panels
from dashboard.context import Page

#: What the months can be split by.
DIMENSIONS = ("contact_platform", "age_band", "gender", "outcome", "kind")


def show(page: Page) -> None:
    """Draw the page."""
    by = st.segmented_control(
        page.t("trends.by"),
        DIMENSIONS,
        default=DIMENSIONS[0],
        format_func=lambda column: page.t(f"column.{column}"),
        key="by",
        required=True,
    )
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        components.finding(page, source, row)
        panels.trend(page, source)
        panels.lines(page, source, by)
