"""Compare: sources side by side, each with numbers of its own; they are never added."""

from collections.abc import Mapping

import streamlit as st

from dashboard import components, links
from dashboard.public import cards, choices
from dashboard.public.page import PublicPage
from dashboard.public.sources import headed

#: Sources side by side; on a phone they stand one below the other.
_ACROSS = 2


def shown(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The columns of each card."""
    return (), (options["by"],)


def show(page: PublicPage) -> None:
    """Draw the page."""
    by = choices.column(page, "by", page.cells.beside(), label=page.t("trends.by"))
    if len(page.sources) < _ACROSS:
        components.note(page.t("compare.one"))
    components.note(page.t("compare.own_axes"))
    for start in range(0, len(page.sources), _ACROSS):
        pair = page.sources[start : start + _ACROSS]
        for place, source in zip(st.columns(len(pair), gap="large"), pair, strict=True):
            with place:
                for _ in headed(page, source):
                    cards.by_period(page, source)
                    if by:
                        cards.ranking(page, source, by)
    links.copyable(page)
