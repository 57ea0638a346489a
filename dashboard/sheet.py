"""The sheet that a page is written on: HTML, part by part, put before its reader as a whole."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from typing import Final

import streamlit as st


@dataclass
class Sheet:
    """What was written: beside the page and on it, as parts of HTML."""

    side: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)


#: Random bytes of the name of what is shown.
_NAME: Final = 6

_SHEET: Final[ContextVar[Sheet]] = ContextVar("sheet")
_HERE: Final[ContextVar[list[str]]] = ContextVar("here")


@contextmanager
def begun() -> Iterator[Sheet]:
    """An empty sheet; what is written within this stands on it."""
    sheet = Sheet()
    on, here = _SHEET.set(sheet), _HERE.set(sheet.main)
    try:
        yield sheet
    finally:
        _HERE.reset(here)
        _SHEET.reset(on)


@contextmanager
def shown(*, session: str = "") -> Iterator[None]:
    """A sheet that Streamlit shows when this ends, however it ends.

    Args:
        session: of the reader for whom ``viewing`` draws this page anew; empty where it cannot.
    """
    with begun():
        try:
            yield
        finally:
            put(session=session)


def put(*, session: str = "") -> None:
    """Have Streamlit show what was written until now; argument as of ``shown``."""
    sheet = _SHEET.get()
    # What Streamlit was given before it does not show again, though the page has changed since.
    of = f'data-drawn="{secrets.token_urlsafe(_NAME)}"'
    if sheet.side:
        st.sidebar.html(f'<div class="page beside" {of}>{"".join(sheet.side)}</div>')
    if sheet.main:
        of += f' data-session="{session}"' if session else ""
        st.html(f'<div class="page" {of}>{"".join(sheet.main)}</div>')
    sheet.side.clear()
    sheet.main.clear()


def html(text: str) -> None:
    """Write HTML that is safe as it is."""
    _HERE.get().append(text)


@contextmanager
def aside() -> Iterator[None]:
    """What is written within this stands beside the page, with the filters."""
    here = _HERE.set(_SHEET.get().side)
    try:
        yield
    finally:
        _HERE.reset(here)


@contextmanager
def box(name: str) -> Iterator[None]:
    """What is written within this stands in a box of that class, as ``columns``."""
    html(f'<div class="{name}">')
    yield
    html("</div>")


@contextmanager
def folded(title: str, *, key: str, unfolded: bool = False) -> Iterator[None]:
    """What is written within this is seen when it is opened.

    Args:
        title: what it is.
        key: names it on its page: drawn anew it stays open.
        unfolded: whether it is open at first.
    """
    opened = " open" if unfolded else ""
    html(f'<details class="fold" id="{escape(key)}"{opened}><summary>{escape(title)}</summary>')
    yield
    html("</details>")
