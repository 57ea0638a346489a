"""About: what is counted and what is not, how figures are made, words, how to cite, who to ask."""

from collections.abc import Callable
from typing import Final

from dashboard import sheet
from dashboard.about import parts, sections
from dashboard.context import Page


def _prose(name: str) -> Callable[[Page], None]:
    return lambda page: sheet.html(parts.prose(page.t(f"about.{name}.body")))


SECTIONS: Final[dict[str, Callable[[Page], None]]] = {
    "counted": _prose("counted"),
    "not_counted": _prose("not_counted"),
    "signs": _prose("signs"),
    "methods": sections.methods,
    "glossary": sections.glossary,
    "cite": sections.citations,
    "changes": sections.changes,
    "method_changes": sections.method_changes,
    "origins": sections.origins,
    "privacy": _prose("privacy"),
    "contact": sections.contact,
}


def show(page: Page) -> None:
    """Draw the page."""
    titles = {name: page.t(f"about.{name}.title") for name in SECTIONS}
    sheet.html(parts.contents(page.t("about.contents"), titles))
    for name, draw in SECTIONS.items():
        sheet.html(parts.heading(name, titles[name]))
        draw(page)
