"""The choices that a page offers beside the filters; each is in the address."""

from collections.abc import Callable

import streamlit as st

from dashboard.address import OPTIONS


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
