"""The public dashboard, from top to bottom: one run of this script draws one page of a release."""

from functools import partial

import streamlit as st

from dashboard import components, masthead, offering
from dashboard.context import preferred_language
from dashboard.footer import footer
from dashboard.pages import FRONT
from dashboard.public import banner, filters, opening
from dashboard.public.page import PublicPage, page_of
from dashboard.public.pages import PAGES
from dashboard.text import translator
from etl.errors import CaseStatsError


def main() -> None:
    """Draw the page that the address names, or say what is missing."""
    try:
        opened = opening.opened()
    except CaseStatsError as error:
        banner.way_out(translator(preferred_language()))
        components.failure(error)
        return
    filters.seed(opened)
    lang = st.session_state["lang"]
    t = translator(lang)
    begun = page_of(opened, lang, t)
    links: dict[str, st.Page] = {}
    for name in PAGES:
        links[name] = st.Page(
            partial(_draw, name, begun, links),
            title=t(f"{name}.nav"),
            url_path=name,
            default=name == FRONT,
        )
    selected = st.navigation(list(links.values()), position="hidden")
    st.set_page_config(page_title=f"{selected.title} · {t('site.title')}", layout="wide")
    selected.run()


def _draw(name: str, begun: PublicPage, links: dict[str, st.Page]) -> None:
    """One page: its filters, what stands above and below it, and itself."""
    view = PAGES[name]
    banner.way_out(begun.t)
    page = filters.sidebar(
        begun, view.shown({key: st.session_state[key] for key in filters.OPTIONS})
    )
    dropped = filters.write(page)
    masthead.header(page, name, list(links.values()), lead=page.t(f"public.{name}.lead"))
    banner.show(page)
    components.notice(page, dropped)
    with offering.page():
        view.show(page)
    footer(page.lang, shown=[source.country for source in page.sources])


main()
