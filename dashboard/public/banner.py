"""What no reader of a release may miss: which it is, of when, whether a newer one is there."""

from datetime import UTC, datetime
from html import escape
from typing import Final

import streamlit as st

from dashboard import banner
from dashboard.public.page import PublicPage

#: Where a reader goes who must leave at once: what anybody may have looked at.
_AWAY: Final = {
    "en": "https://www.bbc.com/weather",
    "ja": "https://tenki.jp/",
    "mi": "https://www.metservice.com/",
}


def show(page: PublicPage) -> None:
    """The way out, what is made up, and which release is shown. Nothing turns it off."""
    t, release, formats = page.t, page.release, page.formats
    st.html(
        f'<a class="exit" rel="noreferrer" href="{_AWAY[page.lang]}">{escape(t("public.exit"))}</a>'
    )
    banner.show(page)
    facts = [
        t("public.release", name=release.name, serial=formats.number(release.serial)),
        t("public.as_of", date=formats.date(release.as_of)),
        t("public.valid_until", date=formats.date(release.valid_until)),
    ]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    st.html(f'<p class="release">{told}</p>')
    if newer := page.opened.newer:
        _note(t("public.newer", name=newer))
    elif datetime.now(UTC).date() > release.valid_until:
        _note(t("public.overdue", date=formats.date(release.valid_until)))


def _note(text: str) -> None:
    st.html(f'<p class="sentence" role="note">{escape(text)}</p>')
