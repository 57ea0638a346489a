"""Official figures: what police, ministries and organisations have printed, never on our axes."""

import pandas as pd

from dashboard import choices, components, links, official
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
    with choices.row():
        choices.select(page, "measure", label=t("official.measure"), words=measures.__getitem__)
        if page.options["measure"] == "main":
            choices.select(page, "printed", label=t("filters.country"), words=countries.__getitem__)
