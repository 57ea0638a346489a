"""What no reader may miss: reports that are made up, and a day that is looked back to."""

from html import escape

import streamlit as st

from dashboard.context import Page


def show(page: Page) -> None:
    """Say, on every page, what is made up and what is looked back to. Nothing turns it off."""
    t = page.t
    if day := page.answers.as_of:
        _aside(t("banner.as_of.title"), t("banner.as_of", date=page.formats.date(day)))
    made_up = [source.label for source in page.loaded if source.synthetic]
    if made_up:
        which = "all" if len(made_up) == len(page.loaded) else "some"
        _aside(
            t("synthetic"), t(f"banner.synthetic.{which}", sources=t("list.comma").join(made_up))
        )


def _aside(title: str, told: str) -> None:
    st.html(
        f'<aside class="banner" role="note"><strong>{escape(title)}</strong> {escape(told)}</aside>'
    )
