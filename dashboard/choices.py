"""The choices that a page offers beside the filters; each is in the address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dashboard import controls, sheet
from dashboard.address import OPTIONS
from dashboard.context import Page


@contextmanager
def row() -> Iterator[None]:
    """The choices that are written within this stand in a row."""
    with sheet.box("choices"):
        yield


def segments(page: Page, key: str, *, label: str, words: Callable[[str], str]) -> None:
    """Offer the codes of one option, all in sight.

    Args:
        page: ``page.options`` holds the one that is chosen.
        key: the option.
        label: what is chosen, in the reader's language.
        words: a code in the reader's language.
    """
    named = {code: words(code) for code in OPTIONS[key]}
    sheet.html(controls.one(key, label, named, page.options[key]))


def select(page: Page, key: str, *, label: str, words: Callable[[str], str]) -> None:
    """Offer the codes of one option in a list; arguments as of ``segments``."""
    named = {code: words(code) for code in OPTIONS[key]}
    sheet.html(controls.listed(key, label, named, page.options[key]))


def calendars(page: Page) -> None:
    """Offer the periods; for fiscal years also the month with which they begin."""
    t = page.t
    segments(page, "calendar", label=t("trends.calendar"), words=lambda code: t(f"calendar.{code}"))
    if page.options["calendar"] == "fiscal":
        fiscal_years(page)


def fiscal_years(page: Page) -> None:
    """Offer the fiscal years; ``page.starts`` is the month with which the chosen one begins."""
    t = page.t
    segments(page, "starts", label=t("starts"), words=lambda code: t(f"starts.{code}"))
