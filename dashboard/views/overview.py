"""Overview: for each source headline figures, the trend, platforms, age and gender, outcomes."""

import pandas as pd
import streamlit as st

from dashboard import components, over_time, panels
from dashboard.cards import cards, monthly
from dashboard.context import Page, Source
from dashboard.wording import SHARES, Headline, reports_card, share_card, undecided_card


def show(page: Page) -> None:
    """Draw the page."""
    for source, row in components.headlines(page):
        components.source_heading(page, source, row)
        components.finding(page, source, row)
        _cards(page, source, row)
        over_time.trend(page, source)
        left, right = st.columns(2, gap="large")
        with left:
            panels.ranking(page, source, "contact_platform")
        with right:
            panels.pyramid(page, source)
        panels.heat_table(page, source, "contact_platform", "outcome")


def _cards(page: Page, source: Source, row: Headline) -> None:
    t, formats, selection = page.t, page.formats, page.only(source)
    bars = monthly(page.answers.months(selection))
    row_of_cards = [reports_card(row, months=bars, t=t, formats=formats)]
    undecided = _undecided(page, source, row)
    for name, (column, codes) in SHARES.items():
        if name == "under_18" and undecided:
            row_of_cards.append(undecided_card(name, undecided, t=t, formats=formats))
            continue
        by_code = page.answers.months(selection, column)
        bars = monthly(by_code[by_code[column].isin(codes)])
        row_of_cards.append(share_card(name, row, months=bars, t=t, formats=formats))
    st.html(cards(row_of_cards))


def _undecided(page: Page, source: Source, row: Headline) -> int:
    """Reports with an age band that does not tell whether the person is under 18.

    Only where they are more than those under 18: the share could be more than twice as large.
    """
    if pd.isna(row["under_18_unknown"]):
        return 0
    bands = page.answers.age_bands(source.scheme)
    spans = bands[(bands["age_min"] < 18) & (bands["age_max"] >= 18)]
    counted = page.answers.counts(page.only(source), "age_band").set_index("age_band")["reports"]
    banded = int(counted[counted.index.isin(spans["code"])].sum())
    undecided = min(banded, int(row["under_18_unknown"]) - int(counted.get("unknown", 0)))
    return undecided if undecided > row["under_18_n"] else 0
