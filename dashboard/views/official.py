"""Official figures: what police, ministries and organisations have printed, never on our axes."""

import pandas as pd
import streamlit as st

from dashboard import components, figures
from dashboard.context import Page
from dashboard.tables import Column, Form

COLUMNS = (
    "period", "what", "figure", "unit_label", "year_kind_label", "status_label", "source",
    "confidence_label",
)  # fmt: skip
FORMS: dict[str, Form] = {"period": "whole", "figure": "printed"}


def show(page: Page) -> None:
    """Draw the page."""
    components.unfiltered(page)
    if any(source.synthetic for source in page.loaded):
        components.note(page.t("official.real"))
    rows = page.answers.vocabulary("published_figures")
    rows = rows[rows["country"].isin(_countries(page, rows))]
    words = {column: page.labels.seed(seed) for column, seed in figures.SEEDS.items()}
    told = figures.printed(rows, words, t=page.t, formats=page.formats)
    columns = [Column(n, page.t(f"column.{n}"), FORMS.get(n, "text")) for n in COLUMNS]
    columns.append(Column("url", page.t("column.url"), "link"))
    conflicts = told[told["conflict_group"].fillna("").ne("")]
    components.plain_heading(page, "conflicts")
    if conflicts.empty:
        components.note(page.t("conflicts.none"))
    for _, prints in conflicts.groupby("conflict_group", sort=False):
        first = prints.iloc[0]
        title = page.t("list.middot").join([first["measure_label"], first["period"]])
        components.prints(page, title, prints, columns)
    components.plain_heading(page, "figures")
    for measure in sorted(told["measure_label"].unique()):
        prints = told[told["measure_label"] == measure]
        with st.expander(page.t("figures.measure", measure=measure, n=str(len(prints)))):
            components.prints(page, measure, prints, columns)
    components.download(page, "figures-csv", rows, parts=("official-figures",))


def _countries(page: Page, rows: pd.DataFrame) -> list[str]:
    """The countries whose figures are shown: those chosen here, else those of the sources."""
    labels = page.labels.countries()
    codes = list(dict.fromkeys(rows["country"]))
    usual = [code for code in codes if code in {source.country for source in page.sources}]
    chosen = st.pills(
        page.t("filters.country"),
        codes,
        selection_mode="multi",
        default=usual or codes[:1],
        format_func=labels.__getitem__,
        key="figures_country",
    )
    return list(chosen) or codes
