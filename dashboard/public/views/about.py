"""About: what is counted, how numbers are protected, which release it is, how to cite it."""

from collections.abc import Callable
from typing import Final

from dashboard import components, sheet
from dashboard.about import parts, sections
from dashboard.public import about
from dashboard.public.page import PublicPage

SECTIONS: Final[dict[str, Callable[[PublicPage], None]]] = {
    "counted": about.counted,
    "not_counted": about.not_counted,
    "protection": about.protection,
    "release": about.release,
    "periods": about.periods,
    "balance": about.balance,
    "revisions": about.revisions,
    "cite": about.citations,
    "glossary": sections.glossary,
    "origins": sections.origins,
    "contact": about.contact,
}


def show(page: PublicPage) -> None:
    """Draw the page."""
    components.unfiltered(page)
    titles = {name: page.t(f"about.{name}.title") for name in SECTIONS}
    sheet.html(parts.contents(page.t("about.contents"), titles))
    for name, draw in SECTIONS.items():
        sheet.html(parts.heading(name, titles[name]))
        draw(page)
