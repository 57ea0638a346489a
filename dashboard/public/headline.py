"""The headline of one source: all reports of the chosen periods, and a bar for each period."""

import streamlit as st

from dashboard.cards import Card, cards
from dashboard.context import Source
from dashboard.public import words
from dashboard.public.page import PublicPage


def draw(page: PublicPage, source: Source) -> None:
    """The number of reports, and what it is made of."""
    t, formats = page.t, page.formats
    periods = page.periods_of(source)
    number = page.cells.number(source.code, periods, page.fixed)
    chosen = page.chosen_in_words(source)
    note = t("public.sum", n=formats.number(len(periods))) if len(periods) > 1 else ""
    card = Card(
        t("card.reports"),
        words.written(number, t=t, formats=formats),
        chip=page.period(),
        note=t("list.middot").join([*chosen, *([note] if note else [])]),
        months=[
            (page.cells.number(source.code, (code,), page.fixed).value, False) for code in periods
        ],
    )
    st.html(cards([card]))
