"""The sections of the page About that are made from the release itself."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from dashboard import components, sheet
from dashboard.about import parts
from dashboard.page import telling
from dashboard.public import words
from dashboard.public.cells import NOT_AVAILABLE
from dashboard.public.page import PublicPage
from dashboard.tables import Column, table
from etl.release.model import MASKED, NOT_COLLECTED

#: How many sentences say what the numbers are not.
_NOT = 6


def counted(page: PublicPage) -> None:
    """What a number counts, and when."""
    _prose(page.t("release.about.counted.body"), page.t("release.about.periods.body"))


def not_counted(page: PublicPage) -> None:
    """What the numbers are not."""
    lines = (f"- {page.t(f'release.about.not.{number}')}" for number in range(1, _NOT + 1))
    _prose("\n".join(lines))


def protection(page: PublicPage) -> None:
    """How numbers are protected, and what stands in place of one."""
    t, rules, number = page.t, page.release.rules, page.formats.number
    told = {"k": number(rules.k), "base": number(rules.base), "threshold": number(rules.threshold)}
    _prose(
        t("release.about.protected.body", **told),
        t("release.about.attacked", targets=number(page.release.attack["targets"])),
        t("public.protection.pages"),
    )
    marks = (MASKED, NOT_COLLECTED, NOT_AVAILABLE)
    lines = words.legend(marks, rules, t=t, formats=page.formats)
    _prose("\n".join(f"- {line}" for line in lines))


def release(page: PublicPage) -> None:
    """Which release it is, and how a reader can check it."""
    t, told = page.t, page.release
    facts = {
        t("public.fact.name"): told.name,
        t("public.fact.previous"): told.previous or t("public.fact.first"),
        t("public.fact.publisher"): told.publisher or t("public.fact.none"),
        t("public.fact.licence"): told.licence,
        t("public.fact.key"): told.key_id,
        t("public.fact.plan"): told.plan_sha256,
    }
    sheet.html(parts.words(facts.items()))
    _prose(t("public.verify.body"))


def periods(page: PublicPage) -> None:
    """The closed periods of each source, and the release in which each was first published."""
    t = page.t
    rows = [
        (source.label, period.name, period.release, period.as_of)
        for source in page.loaded
        for period in page.words.periods[source.code]
    ]
    columns = [
        Column("source", t("filters.source")),
        Column("period", t("column.period"), "whole"),
        Column("release", t("release.first")),
        Column("as_of", t("release.received"), "date"),
    ]
    _table(page, rows, columns, t("about.periods.title"))


def balance(page: PublicPage) -> None:
    """What became of the rows that each source delivered, to the nearest hundred."""
    t = page.t
    _prose(t("release.about.balance.body"))
    rows = [
        (t(f"release.balance.{status}"), *(told.get(source.code, "") for source in page.loaded))
        for status, told in telling.balance(page.words)
    ]
    columns = [Column("status", t("release.balance.status"))]
    columns += [Column(source.code, source.label, "printed") for source in page.loaded]
    _table(page, rows, columns, t("about.balance.title"))


def revisions(page: PublicPage) -> None:
    """Every number that differs from an earlier release."""
    t, told = page.t, telling.revisions(page.words)
    if not told:
        components.note(t("release.revisions.none"))
        return
    columns = [
        Column(name, t(f"release.revision.{name}"), "printed" if name in ("old", "new") else "text")
        for name in told[0]
    ]
    _table(page, [tuple(row.values()) for row in told], columns, t("about.revisions.title"))


def citations(page: PublicPage) -> None:
    """How to cite each source of the release."""
    _prose(page.t("release.cite.lead", name=f"{page.release.name}/index.html"))
    for citation in telling.citations(page.words):
        sheet.html(
            f'<h3>{escape(citation.source)}</h3><pre class="cite">{escape(citation.text(page.t))}'
            f'</pre><pre class="cite">{escape(citation.bibtex(page.t))}</pre>'
        )


def contact(page: PublicPage) -> None:
    """Who answers questions, if the release names anybody."""
    told = page.release.contact
    if told:
        sheet.html(f"<p>{escape(page.t('about.contact.body'))} {parts.contact(told)}</p>")
    else:
        components.note(page.t("public.contact.none"))


def _prose(*paragraphs: str) -> None:
    sheet.html(parts.prose("\n\n".join(paragraphs)))


def _table(
    page: PublicPage, rows: Sequence[tuple[object, ...]], columns: list[Column], title: str
) -> None:
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    sheet.html(table(frame, columns, caption=title, formats=page.formats))
