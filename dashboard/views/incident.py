"""Incident: how it went: tactic, demand, payment, sharing, and who was where."""

import streamlit as st

from dashboard import components, measured, panels
from dashboard.context import Page

PAIRS = (
    ("tactic", "demand"),
    ("payment_made", "images_shared"),
    ("kind", "offender_location"),
    ("reporter",),
)


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        for pair in PAIRS:
            for place, column in zip(st.columns(2, gap="large"), pair, strict=False):
                with place:
                    panels.ranking(page, source, column)
        measured.amounts(page, source)
