"""Official figures: what police, ministries and organisations have printed, never on our axes."""

import pandas as pd
import streamlit as st

from dashboard import components, links, official
from dashboard.address import OPTIONS
from dashboard.context import Page
from dashboard.published import published


def show(page: Page) -> None:
    """Draw the page."""
    components.unfiltered(page)
    if any(source.synthetic for source in page.loaded):
        components.note(page.t("official.real"))
    _choices(page)
    every, measure = published(page), page.options["measure"]
    rows = _chosen(page, every.rows)
    shown = {
        country: every.main(country) if measure == "main" else every.of(measure, country)
        for country in dict.fromkeys(rows["country"])
    }
    official.index(page, shown)
    for code, parts in shown.items():
        official.section(page, code, parts)
    official.conflicts(page, rows)
    official.tables(page, rows, shown)
    official.file(page)
    links.copyable(page)


def _chosen(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of the measure, else the country chosen; else of our sources' countries, or all."""
    measure, country = page.options["measure"], page.options["printed"]
    if measure != "main":
        return rows[rows["measure"] == measure]
    ours = {source.country for source in page.sources or page.loaded}
    found = rows[rows["country"].isin(ours if country == "usual" else {country})]
    return rows if found.empty else found


def _choices(page: Page) -> None:
    """Which measure; and of which country, where the main series are shown."""
    t = page.t
    measures = {"main": t("official.measure.main"), **page.labels.seed("measures")}
    countries = {code: t(f"official.country.{code}") for code in ("usual", "all")}
    countries |= {c: official.country(page, c) for c in OPTIONS["printed"] if c not in countries}
    with st.container(horizontal=True, gap="medium"):
        measure = st.selectbox(
            t("official.measure"), OPTIONS["measure"],
            key="measure", format_func=measures.__getitem__, filter_mode=None, width=420,
        )  # fmt: skip
        if measure == "main":
            st.selectbox(
                t("filters.country"), OPTIONS["printed"],
                key="printed", format_func=countries.__getitem__, filter_mode=None, width=260,
            )  # fmt: skip
