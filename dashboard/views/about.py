"""About: what is counted and what is not, how figures are made, words, how to cite."""

import streamlit as st

from dashboard import components
from dashboard.context import Page

SECTIONS = ("counted", "not_counted", "methods", "signs", "glossary", "cite", "privacy")


def show(page: Page) -> None:
    """Draw the page."""
    components.unfiltered(page)
    for section in SECTIONS:
        st.markdown(f"## {page.t(f'about.{section}.title')}", anchors=False)
        st.markdown(page.t(f"about.{section}.body"), anchors=False)
