"""The choices that a page offers beside the filters; each is in the address."""

import streamlit as st

from dashboard.address import OPTIONS
from dashboard.context import Page


def segments(page: Page, key: str, *, label: str, words: str) -> None:
    """Offer the codes of one option in a row.

    Args:
        page: what the reader has chosen.
        key: the option; ``page.options`` holds its code.
        label: key of the text above.
        words: key of a code's text, with the code at ``{}``.
    """
    st.segmented_control(
        page.t(label),
        OPTIONS[key],
        key=key,
        format_func=lambda code: page.t(words.format(code)),
        required=True,
        width="content",
    )
