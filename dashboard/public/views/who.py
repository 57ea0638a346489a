"""Who: age by gender, then each for itself, and who reported."""

import streamlit as st

from dashboard.public import cards
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = (("age_band", "gender"), ("age_band",), ("gender",), ("reporter",))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        cards.pyramid(page, source)
        left, right = st.columns([3, 2], gap="large")
        with left:
            cards.ranking(page, source, "age_band", in_order=True)
        with right:
            cards.ranking(page, source, "gender")
        cards.ranking(page, source, "reporter")
