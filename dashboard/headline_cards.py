"""The headline cards of one source, and how complete the period behind them is."""

from dataclasses import replace
from html import escape

from dashboard import period_words, rate_words
from dashboard.cards import Card, cards, monthly
from dashboard.columns import Columns, records
from dashboard.context import Page, Source
from dashboard.wording import SHARES, Headline, compared, reports_card, share_card, undecided_card


def html(page: Page, source: Source, row: Headline) -> str:
    """Reports, their rate and three shares, each beside the same months a year earlier."""
    t, formats = page.t, page.formats
    months = page.of(source, page.answers.headline_months(page.filters))
    reports = reports_card(row, months=monthly(months, "reports"), t=t, formats=formats)
    shown = [reports, _rate(page, source, reports), *_shares(page, source, row, months)]
    periods = page.of(source, page.answers.periods(page.filters))
    told = [period_words.complete(periods, t=t, formats=formats)]
    if "provisional" in periods["status"]:
        filling = period_words.filling(periods, t=t, formats=formats)
        told.append(filling or t("filling.none"))
    note = period_words.sentences(told, t=t)
    return f'{cards(shown)}<p class="complete">{escape(note)}</p>'


def _rate(page: Page, source: Source, reports: Card) -> Card:
    """Reports per 100,000 people of the source's country, beside the same months a year earlier."""
    changes = page.of(source, page.answers.rate_changes(page.filters))
    card = rate_words.card(
        rate_words.of_country(changes, source.country),
        coverage=source.coverage,
        bases=page.labels.seed("population_bases"),
        t=page.t,
        formats=page.formats,
    )
    return replace(card, months=reports.months) if card.chip else card


def _shares(page: Page, source: Source, row: Headline, months: Columns) -> list[Card]:
    t, formats = page.t, page.formats
    rows = records(page.of(source, page.answers.changes(page.filters)))
    changes = {row["measure"]: row for row in rows}
    shown = []
    for name in SHARES:
        if name == "under_18" and row["under_18_undecided"]:
            undecided = row["under_18_undecided"]
            shown.append(undecided_card(name, undecided, t=t, formats=formats))
            continue
        card = share_card(name, row, months=monthly(months, name), t=t, formats=formats)
        change = changes.get(name)  # none as long as every month is still filling
        shown.append(compared(card, change, t=t, formats=formats) if change else card)
    return shown
