"""Links to what is on the page, as it is or with other months."""

from dataclasses import replace
from datetime import date
from html import escape
from urllib.parse import urlencode

from dashboard import address, sheet
from dashboard.context import Page


def queries(page: Page) -> dict[str, dict[str, str]]:
    """What the address says, so that the view keeps up to date, and so that its months stay.

    One of them where they are the same: the reader has chosen the months. A release never changes.
    """
    if page.is_public:
        return {"release": page.address()}
    moving = page.address()
    fixed = within(page, page.filters.first, page.filters.last)
    return {"moving": moving, "fixed": fixed} if moving != fixed else {"fixed": fixed}


def within(page: Page, first: date | None, last: date | None) -> dict[str, str]:
    """What the address says when these months are chosen."""
    chosen = replace(page.chosen, first=first, last=last)
    return address.write(chosen, lang=page.told_language, options=page.options)


def copyable(page: Page) -> None:
    """The links to the page, to be copied."""
    done = escape(page.t("link.copied"))
    sheet.html(
        '<p class="links" aria-live="polite">'
        + " ".join(
            f'<a class="copy" href="?{escape(urlencode(query))}" data-done="{done}">'
            f"{escape(page.t(f'link.{name}'))}</a>"
            for name, query in queries(page).items()
        )
        + "</p>"
    )
