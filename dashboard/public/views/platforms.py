"""Platforms: where contact began and where the talk was moved to, over time, by age and gender."""

import streamlit as st

from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (
    ("contact_platform",),
    ("moved_to_platform",),
    ("contact_platform", "age_band"),
    ("contact_platform", "gender"),
)


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        left, right = st.columns(2, gap="large")
        with left:
            cards.ranking(page, source, "contact_platform")
        with right:
            cards.ranking(page, source, "moved_to_platform")
        cards.over_time(page, source, "contact_platform")
        for across in ("age_band", "gender"):
            cards.crossing(page, source, "contact_platform", across)
