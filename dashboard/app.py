"""The dashboard, from top to bottom: one run of this script draws one page for one reader."""

from functools import partial

import streamlit as st

from dashboard import ahead, banner, components, context, filters, masthead, offering, opening
from dashboard.answers import Answers
from dashboard.context import Page
from dashboard.footer import footer
from dashboard.pages import FRONT, PAGES, PUBLIC_PAGES
from dashboard.store import NothingBuilt
from dashboard.text import translator
from dashboard.views import importing
from etl.errors import CaseStatsError


def main() -> None:
    """Draw the page that the address names, or say what is missing."""
    try:
        store = opening.store()
    except NothingBuilt:
        importing.first(list(PAGES))
        return
    except CaseStatsError as error:
        components.failure(error)
        return
    answers = Answers(store)
    filters.seed(answers)
    lang = st.session_state["lang"]
    t = translator(lang)
    labels = context.labels_of(store.id, lang, answers, t)
    loaded = context.sources_of(store.id, lang, answers, labels)
    page = Page(lang, t, answers, labels, loaded=loaded)
    page = filters.sidebar(page)
    links = {
        name: st.Page(
            partial(view, page), title=t(f"{name}.nav"), url_path=name, default=name == FRONT
        )
        for name, view in (PUBLIC_PAGES if store.as_of else PAGES).items()
    }
    selected = st.navigation(list(links.values()), position="hidden")
    st.set_page_config(page_title=f"{selected.title} · {t('site.title')}", layout="wide")
    ahead.begin(page, selected.url_path)
    dropped = filters.write(page)
    masthead.header(page, selected.url_path or FRONT, list(links.values()))
    banner.show(page)
    components.notice(page, dropped)
    with offering.page():
        selected.run()
    ahead.remember(page, selected.url_path)
    footer(lang, shown=[source.country for source in page.sources])


main()
