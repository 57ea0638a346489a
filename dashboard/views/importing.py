"""Import: take a provider's file in without a programmer, and tell what came of it."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from dashboard import banner, components, masthead, sheet
from dashboard.context import Page
from dashboard.footer import footer
from dashboard.importing.flow import show as show_flow
from dashboard.importing.words import Words
from dashboard.text import LANGUAGES

NAME = "import"


def show(page: Page) -> None:
    """Draw the page beside the others, with Streamlit's own widgets."""
    components.unfiltered(page)
    sheet.put()
    show_flow(Words(page.lang))


def first(names: Sequence[str]) -> None:
    """Draw the page alone: before the first file there is no warehouse to show.

    Args:
        names: of all pages, the front page first; each leads here for now.
    """
    locale = st.context.locale or ""
    asked = st.query_params.get("lang", locale[:2])
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    st.session_state["lang"] = lang
    words = Words(lang)
    links = {
        name: st.Page(partial(show_flow, words), title=words.t("import.nav"), url_path=name)
        for name in names
    }
    selected = st.navigation(list(links.values()), position="hidden")
    if selected is not links[NAME]:
        st.switch_page(links[NAME], query_params={"lang": lang})
    st.set_page_config(page_title=f"{selected.title} · {words.t('site.title')}", layout="wide")
    with sheet.shown():
        masthead.languages(lang, words.t)
        banner.language(lang)
        sheet.html(
            f'<header class="title"><h1>{escape(words.t("import.title"))}</h1>'
            f'<p class="lead">{escape(words.t("import.first"))}</p></header>'
        )
    selected.run()
    with sheet.shown():
        footer(lang, locale=locale)
