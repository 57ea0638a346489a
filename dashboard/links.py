"""The link to what is on the page, to be copied."""

from dataclasses import replace
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard import address
from dashboard.context import Page


def copyable(page: Page) -> None:
    """Two links: one that keeps up to date, and one to these months only.

    They are the same where the reader has chosen the months; then one is drawn.
    """
    moving = page.address()
    fixed = address.write(
        replace(page.chosen, first=page.filters.first, last=page.filters.last),
        lang=moving.get("lang"),
        options=page.options,
    )
    links = {"moving": moving, "fixed": fixed} if moving != fixed else {"fixed": fixed}
    done = escape(page.t("link.copied"))
    st.html(
        '<p class="links" aria-live="polite">'
        + " ".join(
            f'<a class="copy" href="?{escape(urlencode(query))}" data-done="{done}">'
            f"{escape(page.t(f'link.{name}'))}</a>"
            for name, query in links.items()
        )
        + "</p>"
    )
