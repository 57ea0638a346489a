"""The top of every page: where it is, the language switch, the pages, its title."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard.context import Page
from dashboard.text import LANGUAGES, NAMES, Translate


def header(page: Page, name: str, links: Sequence[st.Page], *, lead: str = "") -> None:
    """Kicker, language switch, the pages, title and what this page shows.

    Args:
        page: the page.
        name: its name.
        links: to all pages.
        lead: what it shows, if that is not what the page of this name usually does.
    """
    t = page.t
    countries = page.labels.countries()
    named = dict.fromkeys(countries[source.country] for source in page.sources)
    kicker = t("list.middot").join([*named] or [t("site.title")])
    with st.container(horizontal=True, horizontal_alignment="distribute", key="top"):
        st.html(f'<p class="kicker">{escape(kicker)}</p>', width="content")
        languages(t)
    st.html(
        _pages(page, name, links) + f'<header class="title"><h1>{escape(t(f"{name}.title"))}</h1>'
        f'<p class="lead">{escape(lead or t(f"{name}.lead"))}</p></header>'
    )


def _pages(page: Page, name: str, links: Sequence[st.Page]) -> str:
    """Links to all pages, as HTML: for Streamlit each would be a message. front.js follows them."""
    query = f"?{urlencode(page.address())}" if page.address() else ""
    here = page.t(f"{name}.nav")
    told = "".join(
        f'<a href="./{link.url_path}{escape(query)}"'
        f"{' aria-current=page' if link.title == here else ''}>{escape(link.title)}</a>"
        for link in links
    )
    return f'<nav class="pages" aria-label="{escape(page.t("pages"))}">{told}</nav>'


def languages(t: Translate) -> None:
    """The switch between the languages."""
    st.segmented_control(
        t("language"),
        LANGUAGES,
        key="lang",
        format_func=NAMES.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
