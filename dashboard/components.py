"""What pages are made of: notes, source heading, chart card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

import pandas as pd

from dashboard import card, export, files, links, offering, period_words, sheet, wording
from dashboard.card import Picture
from dashboard.charts.style import Figure
from dashboard.columns import Columns, height
from dashboard.context import Page, Source
from dashboard.dimensions import chosen_in_words
from dashboard.headlined import headlined, without_reports
from dashboard.plots import plot
from dashboard.tables import Column, table
from dashboard.wording import Headline

#: Cells of a table that waits until it is asked for; a page has several, and few are looked at.
_LONG: Final = 150

#: Characters of a chart in words at most: whoever listens cannot skim.
_ALT: Final = 250


def notice(page: Page, dropped: Sequence[str]) -> None:
    """Say which parts of the address could not be read."""
    if dropped:
        parts = page.t("list.comma").join(page.t(f"address.{key}") for key in dropped)
        note(page.t("notice.address", parts=parts))


def unfiltered(page: Page) -> None:
    """Say beside the filters that this page does not heed them."""
    with sheet.aside():
        note(page.t("filters.elsewhere"))


def note(text: str) -> None:
    """A sentence in place of what cannot be shown."""
    sheet.html(f'<p class="sentence" role="note">{escape(text)}</p>')


def absent(page: Page, slug: str, *, told: str = "") -> None:
    """A heading and a sentence in place of a chart; usually, that the source does not record it."""
    sheet.html(f'<header class="chart"><h3>{escape(page.t(f"{slug}.title"))}</h3></header>')
    note(told or page.t("notice.not_collected"))


def headlines(page: Page) -> Iterator[tuple[Source, Headline]]:
    """Each selected source with its headline figures; says so where there is no report."""
    if not page.sources:
        note(page.t("notice.nothing_loaded"))
    for source, row in headlined(page):
        if row is None:
            source_heading(page, source)
            without_reports(page, source)
        else:
            yield source, row


def source_heading(
    page: Page, source: Source, row: Headline | None = None, *, below: str = ""
) -> None:
    """Name of a source, what it counts, how far its data goes, and HTML that stands below that.

    With its headline figures also what of it is selected, and which months are still filling.
    """
    t = page.t
    facts = [t("source.unit", unit=source.unit)]
    if source.data_to:
        facts.append(t("source.data_to", date=page.formats.date(source.data_to)))
    if row is not None:
        facts.append(t("source.selected", n=page.formats.number(row["reports"])))
        if filling := wording.filling(row, t=t, formats=page.formats):
            facts.append(filling)
    marks = [t("synthetic")] if source.synthetic else []
    if not source.is_of_sextortion:
        marks.append(page.labels.seed("subjects")[source.subject])
    marked = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks)
    described = f"<p>{escape(source.description)}</p>" if source.description else ""
    only = t("list.middot").join(chosen_in_words(page, source)) if row is not None else ""
    sheet.html(
        f'<header class="source"><h2>{escape(source.label)}</h2>{described}'
        f"<p>{''.join(f'<span>{escape(fact)}</span>' for fact in facts)}{marked}</p>"
        + (f'<p class="only">{escape(only)}</p>' if only else "")
        + f"</header>{below}"
    )


def finding(page: Page, source: Source, row: Headline) -> str:
    """How many reports a source has, and how that compares, as one sentence, as HTML."""
    told = wording.finding(row, source=source.label, t=page.t, formats=page.formats)
    return f'<p class="finding">{escape(told)}</p>'


def lead(page: Page, source: Source, measure: str, period: str = "") -> str:
    """One line under a chart's heading: measure, unit, period, source, what is chosen of it."""
    parts = [measure, source.unit, period or page.period(), source.label]
    parts += chosen_in_words(page, source)
    return page.t("list.middot").join(parts)


@dataclass(frozen=True)
class Drawing:
    """What one card shows.

    Attributes:
        slug: names the card: its heading is the message ``slug.title``.
        measure: what the numbers are, in the reader's language.
        finding: what they show first, as one sentence; empty for none.
        picture: the chart, or a table that shows as much, as HTML.
        alt: the chart in words, for those who do not see it.
        rows: its numbers, one row a line.
        columns: which of them the table shows; the file has all.
        period: the months behind it in words; empty where they are those selected.
        method: how its numbers are made: the message ``card.method.…`` says it.
        signs: what the signs in it mean: the message ``….signs`` says it.
        below: what stands below the card, as HTML.
    """

    slug: str
    measure: str
    finding: str
    picture: Figure | str
    alt: str
    rows: Columns
    columns: Sequence[Column]
    period: str = ""
    method: str = "counts"
    signs: str = "card"
    below: str = ""


@dataclass(frozen=True)
class Heading:
    """Whose card it is.

    Attributes:
        key: names it on its page and in a link to it.
        title: its heading.
        lead: measure, unit, period and source in one line.
        about: what is counted, sentence by sentence.
        parts: of the names of its files.
        source: whose the rows are, so that the file says it in each line; None for several.
        synthetic: whether its numbers are made up.
    """

    key: str
    title: str
    lead: str
    about: Sequence[str]
    parts: Sequence[str]
    source: Source | None = None
    synthetic: bool = False


def chart(page: Page, source: Source, drawing: Drawing) -> None:
    """One card of one source."""
    t = page.t
    about = [source.description, t("source.unit", unit=source.unit)]
    if source.data_to:
        about.append(t("source.data_to", date=page.formats.date(source.data_to)))
    heading = Heading(
        key=f"{drawing.slug}-{source.code}",
        title=t(f"{drawing.slug}.title"),
        lead=lead(page, source, drawing.measure, drawing.period),
        about=about,
        parts=(source.code, drawing.slug),
        source=source,
        synthetic=source.synthetic,
    )
    shown(page, heading, replace(drawing, alt=_alt(page, source, drawing)))


def _alt(page: Page, source: Source, drawing: Drawing) -> str:
    """The chart in words, and which months behind it are not final if its rows do not tell."""
    if "status" in drawing.rows:
        return drawing.alt[:_ALT]
    told = page.not_final(source)
    return period_words.sentences([drawing.alt[: _ALT - len(told) - 1], told], t=page.t)


def shown(page: Page, heading: Heading, drawing: Drawing) -> None:
    """One card, of one source or of something else: what it shows, its files, and links to it."""
    t, key, picture = page.t, heading.key, drawing.picture
    about = (*heading.about, t(f"card.method.{drawing.method}"), t(f"{drawing.signs}.signs"))
    drawn = card.Card(
        key=key,
        title=heading.title,
        finding=drawing.finding,
        lead=heading.lead,
        mark=t("synthetic") if heading.synthetic else "",
        chart_html=(
            picture if isinstance(picture, str) else plot(picture, key=key, alt=drawing.alt)
        ),
        table_html=_table(page, heading, drawing),
        about=[sentence for sentence in about if sentence],
        files_html=files.csv_file(
            page,
            f"{key}-csv",
            drawing.rows,
            title=heading.title,
            parts=heading.parts,
            source=heading.source,
        ),
        pictures=[] if isinstance(picture, str) else [*_pictures(page, heading)],
        links=links.queries(page),
    )
    sheet.html(card.html(drawn, t=t) + drawing.below)


def _table(page: Page, heading: Heading, drawing: Drawing) -> str:
    """The rows of a card as a table; a long one is made, and sent, when the reader turns to it."""
    rows, columns, formats = drawing.rows, drawing.columns, page.formats
    caption = f"{heading.title} · {heading.lead}"

    def made() -> str:
        return table(rows, columns, caption=caption, formats=formats)

    if height(rows) * len(columns) <= _LONG:
        return made()
    return card.awaited(offering.fragment(made, key=f"{heading.key}-table"), t=page.t)


def _pictures(page: Page, heading: Heading) -> Iterator[Picture]:
    """What the chart of a card can be saved as."""
    for kind in ("png", "svg"):
        name = export.file_name(
            *heading.parts, synthetic=heading.synthetic, as_of=page.answers.as_of, kind=kind
        )
        record = "" if page.is_public else offering.picture(name, key=f"{heading.key}-{kind}")
        yield Picture(kind, name, record)


def listing(
    page: Page, source: Source, slug: str, rows: Columns, columns: Sequence[Column]
) -> None:
    """A table that stands for itself, without a chart: heading, one line, rows, CSV file."""
    title, told = page.t(f"{slug}.title"), page.t(f"{slug}.lead")
    sheet.html(f'<header class="chart"><h3>{escape(title)}</h3><p>{escape(told)}</p></header>')
    if not height(rows):
        note(page.t(f"{slug}.none"))
        return
    caption = f"{title} · {source.label}"
    key, parts = f"{slug}-{source.code}-csv", (source.code, slug)
    file = files.csv_file(page, key, rows, title=title, parts=parts, source=source)
    shown = table(rows, columns, caption=caption, formats=page.formats)
    sheet.html(f'{shown}<p class="tools">{file}</p>')


def plain_heading(page: Page, slug: str) -> None:
    """A heading and one line of a part that belongs to no source of ours."""
    sheet.html(
        f'<header class="source"><h2>{escape(page.t(f"{slug}.title"))}</h2>'
        f"<p>{escape(page.t(f'{slug}.lead'))}</p></header>"
    )


def prints(page: Page, measure: str, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """Published figures of one measure: how it is defined, then each print."""
    definitions = "".join(f"<li>{escape(text)}</li>" for text in dict.fromkeys(rows["definition"]))
    sheet.html(
        f"<h3>{escape(measure)}</h3>"
        + table(rows, columns, caption=measure, formats=page.formats)
        + f"<details><summary>{escape(page.t('figures.definitions'))}</summary>"
        f'<ul lang="en">{definitions}</ul></details>'
    )
