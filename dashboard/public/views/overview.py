"""Overview: for each source all reports by closed period, platforms, age and gender, outcomes."""

import streamlit as st

from dashboard.public import cards, headline
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

SHOWN = ((), ("contact_platform",), ("age_band", "gender"), ("outcome",))


def show(page: PublicPage) -> None:
    """Draw the page."""
    for source in headed(page):
        headline.draw(page, source)
        cards.by_period(page, source)
        left, right = st.columns(2, gap="large")
        with left:
            cards.ranking(page, source, "contact_platform")
        with right:
            cards.pyramid(page, source)
        cards.ranking(page, source, "outcome")
