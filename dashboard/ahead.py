"""A page asks of the next selection what it asked of the last: answered before it is drawn."""

from dataclasses import dataclass

import streamlit as st

from dashboard.answers import Asked
from dashboard.context import Page
from dashboard.selection import Filters

_KEY = "asked_before"


@dataclass(frozen=True)
class _Drawn:
    """What one run of a page asked, in which warehouse, of which selection."""

    page: str
    warehouse: str
    filters: Filters
    asked: tuple[Asked, ...]


def begin(page: Page, name: str) -> None:
    """Have the questions of this page answered side by side, if the selection is another."""
    drawn: _Drawn | None = st.session_state.get(_KEY)
    if drawn and (drawn.page, drawn.warehouse) == (name, page.answers.warehouse):
        page.answers.ask_ahead(drawn.asked, drawn.filters, page.filters)


def remember(page: Page, name: str) -> None:
    """Keep what this page asked for the next selection."""
    asked = tuple(page.answers.asked)
    st.session_state[_KEY] = _Drawn(name, page.answers.warehouse, page.filters, asked)
