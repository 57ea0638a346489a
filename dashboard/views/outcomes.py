"""Outcomes: where reports stand or ended, what was demanded, paid and shared."""

import streamlit as st

from dashboard import components, panels
from dashboard.context import Page


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        panels.ranking(page, source, "outcome")
        panels.heat_table(page, source, "contact_platform", "outcome")
        for pair in (("payment_made", "images_shared"), ("kind", "demand")):
            for place, column in zip(st.columns(2, gap="large"), pair, strict=True):
                with place:
                    panels.ranking(page, source, column)
