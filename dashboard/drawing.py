"""The pages over a warehouse: in goes what an address says, out comes HTML on a sheet."""

from collections.abc import Mapping, Sequence
from functools import partial

from dashboard import address, ahead, banner, components, context, filters, masthead
from dashboard.address import Reading
from dashboard.answers import Answers
from dashboard.asked import Asked
from dashboard.context import Page
from dashboard.pages import PAGES, PUBLIC_PAGES
from dashboard.readers import Reader
from dashboard.store import Store
from dashboard.text import LANGUAGES, translator


def read(store: Store, query: Mapping[str, str], reader: Reader) -> Asked:
    """What a reader asks for with an address. Never raises."""
    answers = Answers(store)
    reading = address.read(query, known=filters.known(answers), languages=LANGUAGES)
    lang = reading.lang or reader.language
    t = translator(lang)
    labels = context.labels_of(lang, answers, t)
    loaded = context.sources_of(lang, answers, labels)
    page = Page(lang, t, answers, labels, loaded=loaded, reader=reader)
    names = list(PUBLIC_PAGES if store.as_of else PAGES)
    return Asked(reader, lang, reading.dropped, names, partial(_write, page, reading, names))


def _write(
    page: Page, reading: Reading, names: Sequence[str], name: str, dropped: Sequence[str]
) -> Page:
    page, lost = filters.sidebar(page, reading)
    masthead.header(page, name, names)
    banner.show(page)
    components.notice(page, list(dict.fromkeys([*dropped, *lost])))
    ahead.begin(page, name)
    PAGES[name](page)
    ahead.remember(page, name)
    return page
