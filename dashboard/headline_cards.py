"""The headline cards of one source, and how complete the period behind them is."""

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard import period_words, rate_words
from dashboard.cards import Card, cards, monthly
from dashboard.context import Page, Source
from dashboard.wording import SHARES, Headline, compared, reports_card, share_card, undecided_card


def draw(page: Page, source: Source, row: Headline) -> None:
    """Reports, their rate and three shares, each beside the same months a year earlier."""
    t, formats = page.t, page.formats
    months = page.answers.months(page.only(source))
    reports = reports_card(row, months=monthly(months), t=t, formats=formats)
    shown = [reports, _rate(page, source, reports), *_shares(page, source, row)]
    periods = page.answers.periods(page.only(source))
    told = [period_words.complete(periods, t=t, formats=formats)]
    if periods["status"].eq("provisional").any():
        filling = period_words.filling(periods, t=t, formats=formats)
        told.append(filling or t("filling.none"))
    note = period_words.sentences(told, t=t)
    st.html(f'{cards(shown)}<p class="complete">{escape(note)}</p>')


def _rate(page: Page, source: Source, reports: Card) -> Card:
    """Reports per 100,000 people of the source's country, beside the same months a year earlier."""
    changes = page.answers.rate_changes(page.only(source))
    card = rate_words.card(
        rate_words.of_country(changes, source.country),
        source=source.label,
        coverage=source.coverage,
        bases=page.labels.seed("population_bases"),
        t=page.t,
        formats=page.formats,
    )
    return replace(card, months=reports.months) if card.chip else card


def _shares(page: Page, source: Source, row: Headline) -> list[Card]:
    t, formats, selection = page.t, page.formats, page.only(source)
    changes = page.answers.changes(selection).set_index("measure").T.to_dict()
    shown = []
    for name, (column, codes) in SHARES.items():
        if name == "under_18" and row["under_18_undecided"]:
            undecided = row["under_18_undecided"]
            shown.append(undecided_card(name, undecided, t=t, formats=formats))
            continue
        by_code = page.answers.months(selection, column)
        bars = monthly(by_code[by_code[column].isin(codes)])
        card = share_card(name, row, months=bars, t=t, formats=formats)
        change = changes.get(name)  # none as long as every month is still filling
        shown.append(compared(card, change, t=t, formats=formats) if change else card)
    return shown
