"""What no reader of a release may miss: which it is, of when, whether a newer one is there."""

from datetime import UTC, datetime
from html import escape
from typing import Final

from dashboard import banner, sheet
from dashboard.public.page import PublicPage
from dashboard.text import Translate

#: Where a reader goes who must leave at once: what anybody may have looked at.
_AWAY: Final = "https://www.wikipedia.org/"


def way_out(t: Translate) -> None:
    """A link that leaves the page at once; in sight wherever one reads."""
    told = escape(t("release.leave"))
    sheet.html(f'<a class="exit" rel="noreferrer" href="{_AWAY}">{told}</a>')


def show(page: PublicPage) -> None:
    """What is made up, and which release is shown. Nothing turns it off."""
    t, release, formats = page.t, page.release, page.formats
    banner.show(page)
    facts = [
        t("release.name", name=release.name),
        t("release.as_of", date=formats.date(release.as_of)),
        t("release.next", date=formats.date(release.valid_until)),
    ]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    sheet.html(f'<p class="release">{told}</p>')
    if page.opened.is_withdrawn:
        _note(t("release.withdrawn"))
    if newer := page.opened.newer:
        _note(t("release.superseded", name=newer))
    elif datetime.now(UTC).date() > release.valid_until:
        _note(t("public.overdue", date=formats.date(release.valid_until)))


def _note(text: str) -> None:
    sheet.html(f'<p class="sentence" role="note">{escape(text)}</p>')
