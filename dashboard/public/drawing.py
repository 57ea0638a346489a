"""The pages over a release: in goes what an address says, out comes HTML on a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from dashboard import components, masthead
from dashboard.asked import Asked
from dashboard.context import Page
from dashboard.public import banner, filters
from dashboard.public.filters import Reading
from dashboard.public.opening import Opened
from dashboard.public.page import PublicPage, page_of
from dashboard.public.pages import PAGES
from dashboard.readers import Reader
from dashboard.text import translator


def read(opened: Opened, query: Mapping[str, str], reader: Reader) -> Asked:
    """What a reader asks for with an address. Never raises."""
    reading = filters.read(query, opened)
    lang = reading.lang or reader.language
    page = replace(page_of(opened, lang, translator(lang)), reader=reader)
    return Asked(reader, lang, reading.dropped, list(PAGES), partial(_write, page, reading))


def _write(page: PublicPage, reading: Reading, name: str, dropped: Sequence[str]) -> Page:
    view = PAGES[name]
    banner.way_out(page.t)
    page, lost = filters.sidebar(page, reading, view.shown(reading.options))
    masthead.header(page, name, list(PAGES), lead=page.t(f"public.{name}.lead"))
    banner.show(page)
    components.notice(page, list(dict.fromkeys([*dropped, *lost])))
    view.show(page)
    return page
