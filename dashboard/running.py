"""A page as a run of Streamlit's script draws it: the one that is opened, any that is led to.

What a reader then chooses on it is answered by ``viewing``, without a run of a script.
"""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import offering, sheet
from dashboard.asked import Asked
from dashboard.pages import ANALYST_ONLY, FRONT
from dashboard.readers import READERS, Reader


def run(read: Callable[[Mapping[str, str], Reader], Asked]) -> None:
    """Draw the page that the address names.

    Args:
        read: what a reader asks for with an address.
    """
    state, reader, came = st.session_state, _reader(), st.query_params.to_dict()
    query: Mapping[str, str] = came
    drawn, dropped = READERS.of(reader.session), ()
    if drawn and came == state.get("written") and not _is_led():
        # Streamlit runs this again of its own accord, and does not know what was chosen since.
        query = drawn.address
        dropped = state["dropped"] if query == came else ()
    asked = read(query, reader)
    state["dropped"], state["lang"] = (*dropped, *asked.dropped), asked.lang
    links = [
        st.Page(
            partial(_draw, asked, name),
            title=asked.title(name),
            url_path=name,
            default=name == FRONT,
        )
        for name in asked.names
    ]
    selected = st.navigation(links, position="hidden")
    st.set_page_config(page_title=selected.title, layout="wide")
    selected.run()


def _draw(asked: Asked, name: str) -> None:
    """Draw a page, and write its address as we would write it."""
    # A page with widgets of Streamlit's is Streamlit's to draw.
    session = "" if name in ANALYST_ONLY else asked.reader.session
    with sheet.shown(session=session):
        address = asked.draw(name, dropped=st.session_state["dropped"]).address()
    if address != st.query_params.to_dict():
        st.query_params.from_dict(address)
    st.session_state["written"] = address


def _is_led() -> bool:
    """Whether a link or a button of the browser led the reader here."""
    ctx = get_script_run_ctx()
    return ctx is not None and ctx.is_history_navigation


def _reader() -> Reader:
    context = st.context
    here = urlsplit(context.url or "")
    return Reader(
        session=st.session_state.setdefault("session", offering.new_session()),
        locale=context.locale or "",
        dark=context.theme.type == "dark",
        site=f"{here.scheme or 'http'}://{here.netloc}",
    )
