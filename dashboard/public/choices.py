"""What a public page lets its reader choose beside the filters: columns of the release's tables."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from dashboard.public.page import PublicPage


def column(
    page: PublicPage, key: str, offered: Iterable[str], *, label: str, place: Any = st
) -> str:
    """Offer these columns; the chosen one, the first where another is asked for; empty for none."""
    names = {name: page.column(name) for name in offered if name != "none"}
    if "none" in offered:
        names = {"none": page.t("crosstab.third.none"), **names}
    if not names:
        return ""
    if st.session_state[key] not in names:
        st.session_state[key] = next(iter(names))
    chosen: str = place.selectbox(
        label, list(names), key=key, format_func=names.__getitem__, filter_mode=None, width=260
    )
    return chosen
