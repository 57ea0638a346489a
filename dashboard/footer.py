"""The foot of every page: where help is, and what the page is made with."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard.context import ANYWHERE, Page


def footer(page: Page) -> None:
    """Help lines of the countries shown and of every country, in the reader's language."""
    t = page.t
    lines = page.answers.vocabulary("help_lines")
    lines = lines[lines["language"] == page.lang].sort_values("sort_order", kind="stable")
    shown = {source.country for source in page.sources}
    groups = [
        (country, lines[lines["country"] == country])
        for country in dict.fromkeys(lines["country"])
        if country in shown or country == ANYWHERE or shown.isdisjoint(lines["country"])
    ]
    countries = page.labels.countries()
    told = "".join(
        f"<dt>{escape(countries[country])}</dt><dd><ul>{_lines(of)}</ul></dd>"
        for country, of in groups
    )
    st.html(
        f'<footer class="help"><h2>{escape(t("help.title"))}</h2><p>{escape(t("help.lead"))}</p>'
        f"<dl>{told}</dl><p>{escape(t('site.imprint'))}</p></footer>"
    )


def _lines(rows: pd.DataFrame) -> str:
    rows = rows[["name", "number", "hours", "address"]].fillna("")
    return "".join(
        f'<li><a href="{escape(address)}" rel="noreferrer" target="_blank">{escape(name)}</a> '
        f"<strong>{escape(number)}</strong> <span>{escape(hours)}</span></li>"
        for name, number, hours, address in rows.itertuples(index=False)
    )
