"""The top of every page: where it is, the language switch, the pages, its title."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from dashboard import controls, sheet
from dashboard.context import Page
from dashboard.text import NAMES, Translate


def header(page: Page, name: str, names: Sequence[str], *, lead: str = "") -> None:
    """Kicker, language switch, the pages, title and what this page shows.

    Args:
        page: the page.
        name: its name.
        names: of all pages, the front page first.
        lead: what it shows, if that is not what the page of this name usually does.
    """
    t = page.t
    countries = page.labels.countries()
    named = dict.fromkeys(countries[source.country] for source in page.sources)
    kicker = t("list.middot").join([*named] or [t("site.title")])
    with sheet.box("top"):
        sheet.html(f'<p class="kicker">{escape(kicker)}</p>')
        languages(page.lang, t)
    sheet.html(
        _pages(page, name, names) + f'<header class="title"><h1>{escape(t(f"{name}.title"))}</h1>'
        f'<p class="lead">{escape(lead or t(f"{name}.lead"))}</p></header>'
    )


def _pages(page: Page, name: str, names: Sequence[str]) -> str:
    """Links to all pages, as HTML: for Streamlit each would be a message. front.js follows them."""
    query = f"?{urlencode(page.address())}" if page.address() else ""
    told = "".join(
        f'<a href="./{"" if other == names[0] else other}{escape(query)}"'
        f"{' aria-current=page' if other == name else ''}>{escape(page.t(f'{other}.nav'))}</a>"
        for other in names
    )
    return f'<nav class="pages" aria-label="{escape(page.t("pages"))}">{told}</nav>'


def languages(lang: str, t: Translate) -> None:
    """The switch between the languages."""
    sheet.html(controls.one("lang", t("language"), NAMES, lang, bare=True))
