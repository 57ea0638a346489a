"""The sections of the page About that are made from the warehouse and the seeds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import escape
from importlib.metadata import version
from typing import Final
from urllib.parse import urlencode

import pandas as pd

from dashboard import address, figures, opening, sheet
from dashboard.about import parts
from dashboard.about.citing import Citation
from dashboard.context import Page, Source, worded
from dashboard.dimensions import chosen_in_words
from dashboard.headlined import headlined, without_reports
from dashboard.tables import Column, table
from etl.recipe import made_by
from sql import VOCABULARY

#: Columns whose codes the glossary explains; names of countries and services explain themselves.
_EXPLAINED: Final = (
    *("kind", "tactic", "demand", "payment_made", "images_shared", "outcome"),
    *("offender_location", "reporter", "gender"),
)

_STATISTICS: Final = made_by()[:12]


def methods(page: Page) -> None:
    """Formulas, their sources and their files."""
    sheet.html(parts.prose(page.t("about.methods.lead")))
    sheet.html(parts.methods(_seed(page, "methods"), page.t))


def glossary(page: Page) -> None:
    """What the words mean, and the codes of each column."""
    told = [parts.words(_meanings(page, "glossary"))]
    unit = page.labels.seed("glossary")["counting_unit"]
    told.append(parts.folded(unit, _meanings(page, "counting_units")))
    told += [
        parts.folded(page.t(f"column.{column}"), _meanings(page, VOCABULARY[column]))
        for column in _EXPLAINED
    ]
    sheet.html("".join(told))


def citations(page: Page) -> None:
    """How to cite what is chosen, once a source with reports: sources are never added."""
    sheet.html(parts.prose(page.t("about.cite.body")))
    for source, row in headlined(page):
        received = page.answers.as_of or source.received
        if row is None:
            without_reports(page, source, named=True)
        elif source.data_to and received:
            citation = _citation(page, source, data_to=source.data_to, received=received)
            sheet.html(
                f'<h3>{escape(source.label)}</h3><pre class="cite">{escape(citation.text(page.t))}'
                f'</pre><pre class="cite">{escape(citation.bibtex(page.t))}</pre>'
            )


def changes(page: Page) -> None:
    """Which files changed the data, the newest first, and which warehouse is shown."""
    t = page.t
    rows = page.answers.imports()
    labels = {source.code: source.label for source in page.loaded}
    rows = rows.assign(label=rows["source"].map(labels))
    counts = ("new_reports", "changed_reports", "withdrawn")
    _table(
        page,
        rows,
        [
            Column("received_at", t("column.received_at"), "date"),
            Column("label", t("filters.source")),
            Column("file_name", t("column.file_name")),
            *(Column(name, t(f"column.{name}"), "number") for name in counts),
        ],
        t("about.changes.title"),
    )
    words = {"warehouse": page.answers.warehouse, "version": version("casestats")}
    _sentence(t("about.changes.warehouse", **words, statistics=_STATISTICS))


def method_changes(page: Page) -> None:
    """When the methods changed, by version of the software."""
    rows = _seed(page, "method_changes")
    lines = (f"{row['version']} · {row['label']}" for row in rows.to_dict("records"))
    sheet.html(parts.words(zip(lines, rows["description"], strict=True)))


def origins(page: Page) -> None:
    """Whose figures and names are used, on which terms."""
    t = page.t
    terms = [
        Column("label", t("about.origins.name")),
        Column("description", t("about.origins.description")),
        Column("licence", t("about.origins.licence")),
        Column("address", t("column.url"), "link"),
    ]
    _table(page, _seed(page, "origins"), terms, t("about.origins.title"))
    sheet.html(f"<h3>{escape(t('about.publishers.title'))}</h3>")
    publishers = page.answers.vocabulary("publishers")
    printed = page.answers.vocabulary("published_figures")["source"].value_counts()
    publishers["label"] = publishers["name"].map(figures.publishers(publishers, page.lang))
    publishers["figures"] = publishers["name"].map(printed)
    columns = [
        Column("label", t("column.source")),
        Column("figures", t("about.publishers.figures"), "number"),
        Column("address", t("column.url"), "link"),
    ]
    _table(page, publishers, columns, t("about.publishers.title"))


def contact(page: Page) -> None:
    """Who answers questions, if that is set."""
    told = opening.settings().contact
    if told:
        sheet.html(f"<p>{escape(page.t('about.contact.body'))} {parts.contact(told)}</p>")
    else:
        _sentence(page.t("about.contact.none"))


def _citation(page: Page, source: Source, *, data_to: date, received: date) -> Citation:
    chosen = page.only(source)
    query = address.write(
        replace(page.chosen, sources=(source.code,), first=chosen.first, last=chosen.last),
        lang=page.told_language,
        options=page.options,
    )
    months = [f"{month:%Y-%m}" for month in (chosen.first, chosen.last) if month]
    return Citation(
        key="-".join(["casestats", source.code, *months]),
        source=source.label,
        unit=source.unit,
        period=page.period(),
        filters="; ".join(chosen_in_words(page, source)),
        data_to=page.formats.date(data_to),
        year=data_to.year,
        received=page.formats.date(received),
        made_with=page.t(
            "about.cite.software", version=version("casestats"), statistics=_STATISTICS
        ),
        address=f"{page.reader.site}/?{urlencode(query)}",
        synthetic=source.synthetic,
    )


def _seed(page: Page, name: str) -> pd.DataFrame:
    rows = page.answers.vocabulary(name)
    told = {column: worded(rows, column, page.lang) for column in ("label", "description")}
    return rows.assign(**told)


def _meanings(page: Page, seed: str) -> Iterable[tuple[str, str]]:
    rows = _seed(page, seed)
    return zip(rows["label"], rows["description"], strict=True)


def _table(page: Page, rows: pd.DataFrame, columns: list[Column], caption: str) -> None:
    sheet.html(table(rows, columns, caption=caption, formats=page.formats))


def _sentence(text: str) -> None:
    sheet.html(f'<p class="sentence">{escape(text)}</p>')
