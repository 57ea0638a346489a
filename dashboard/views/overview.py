"""Overview: the headline figures of each source, its months, where contact began, and who."""

from html import escape

import streamlit as st

from dashboard import components, panels
from dashboard.cards import cards, monthly
from dashboard.context import Page, Source
from dashboard.wording import SHARES, Headline, finding, reports_card, share_card


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, selected=row["reports"])
        st.html(
            f'<p class="finding">'
            f"{escape(finding(row, source=source.label, t=page.t, formats=page.formats))}</p>"
        )
        _cards(page, source, row)
        panels.trend(page, source)
        left, right = st.columns(2, gap="large")
        with left:
            panels.ranking(page, source, "contact_platform")
        with right:
            panels.pyramid(page, source)


def _cards(page: Page, source: Source, row: Headline) -> None:
    t, formats, selection = page.t, page.formats, page.only(source)
    bars = monthly(page.answers.months(selection))
    row_of_cards = [reports_card(row, months=bars, t=t, formats=formats)]
    for name, (column, codes) in SHARES.items():
        by_code = page.answers.months(selection, column)
        bars = monthly(by_code[by_code[column].isin(codes)])
        row_of_cards.append(share_card(name, row, months=bars, t=t, formats=formats))
    st.html(cards(row_of_cards))
