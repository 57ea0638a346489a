"""The choices that a page offers beside the filters; each is in the address."""

from collections.abc import Callable

import streamlit as st

from dashboard.address import OPTIONS
from dashboard.context import Page


def segments(key: str, *, label: str, words: Callable[[str], str]) -> None:
    """Offer the codes of one option in a row; ``page.options`` holds the one that is chosen.

    Args:
        key: the option.
        label: what is chosen, in the reader's language.
        words: a code in the reader's language.
    """
    st.segmented_control(
        label, OPTIONS[key], key=key, format_func=words, required=True, width="content"
    )


def calendars(page: Page) -> None:
    """Offer the periods; for fiscal years also the month with which they begin."""
    t = page.t
    segments("calendar", label=t("trends.calendar"), words=lambda code: t(f"calendar.{code}"))
    if page.options["calendar"] == "fiscal":
        fiscal_years(page)


def fiscal_years(page: Page) -> None:
    """Offer the fiscal years; ``page.starts`` is the month with which the chosen one begins."""
    t = page.t
    segments("starts", label=t("starts"), words=lambda code: t(f"starts.{code}"))
