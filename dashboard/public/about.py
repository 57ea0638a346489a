"""The sections of the page About that are made from the release itself."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components
from dashboard.about import parts
from dashboard.public import words
from dashboard.public.page import PublicPage, labelled
from dashboard.tables import Column, table


def protection(page: PublicPage) -> None:
    """How numbers are protected."""
    rules, number = page.release.rules, page.formats.number
    told = {"k": number(rules.k), "base": number(rules.base), "least": number(rules.threshold)}
    st.markdown(page.t("public.protection.body", **told))


def release(page: PublicPage) -> None:
    """Which release it is, and what a reader can check of it."""
    t, told, number = page.t, page.release, page.formats.number
    attack = {name: number(count) for name, count in told.attack.items()}
    facts = {
        t("public.fact.name"): told.name,
        t("public.fact.as_of"): page.formats.date(told.as_of),
        t("public.fact.valid_until"): page.formats.date(told.valid_until),
        t("public.fact.previous"): told.previous or t("public.fact.none"),
        t("public.fact.publisher"): told.publisher or t("public.fact.none"),
        t("public.fact.licence"): told.licence,
        t("public.fact.attack"): t("public.fact.attack.told", **attack),
        t("public.fact.key"): told.key_id,
        t("public.fact.plan"): told.plan_sha256,
    }
    st.html(parts.words(facts.items()))
    st.markdown(t("public.verify.body"))


def periods(page: PublicPage) -> None:
    """The closed periods of each source, and the release in which each was first published."""
    t, release = page.t, page.release
    labels = {source.code: source.label for source in page.loaded}
    rows = release.periods.assign(
        source_label=release.periods["source"].map(labels),
        told=release.periods["period"].map(page.periods_named()),
    )
    columns = [
        Column("source_label", t("filters.source")),
        Column("told", t("column.period"), "whole"),
        Column("release", t("public.column.release")),
        Column("as_of", t("public.column.as_of"), "date"),
    ]
    _table(page, rows, columns, t("about.periods.title"))


def balance(page: PublicPage) -> None:
    """What became of the rows that each source delivered, to the nearest hundred."""
    t, formats = page.t, page.formats
    st.markdown(t("public.balance.body"))
    labels = {source.code: source.label for source in page.loaded}
    rows = page.release.balance
    signs = words.signs(t)
    rows = rows.assign(
        source_label=rows["source"].map(labels),
        status_label=[t(f"public.status.{status}") for status in rows["status"]],
        text=[
            signs[mark] if mark else formats.number(n)
            for n, mark in zip(rows["reports"], rows["mark"], strict=True)
        ],
    )
    columns = [
        Column("source_label", t("filters.source")),
        Column("status_label", t("column.status")),
        Column("text", t("column.rows"), "printed"),
    ]
    _table(page, rows, columns, t("about.balance.title"))


def revisions(page: PublicPage) -> None:
    """Every number that differs from an earlier release."""
    t, rows = page.t, page.release.revisions
    if rows.empty:
        components.note(t("public.revisions.none"))
        return
    columns = [
        Column("release", t("public.column.release")),
        *(Column(name, t(f"public.column.{name}")) for name in ("source", "period", "cell")),
        *(Column(name, t(f"public.column.{name}"), "printed") for name in ("old_told", "new_told")),
        Column("level", t("public.column.level")),
        Column("reason", t("public.column.reason")),
    ]
    sign = words.signs(t)["S"]
    told = {
        f"{name}_told": [sign if n is None else page.formats.number(n) for n in numbers]
        for name in ("old", "new")
        for numbers in [rows[name].astype(object).where(rows[name].notna(), None)]
    }
    reasons = labelled(rows, page.lang, "reason")
    _table(page, rows.assign(**told, reason=reasons), columns, t("about.revisions.title"))


def citation(page: PublicPage) -> None:
    """How to cite the release."""
    t, release, formats = page.t, page.release, page.formats
    named = {"title": labelled_title(page), "name": release.name}
    who = release.publisher or t("public.fact.none")
    text = t("public.cite", publisher=who, date=formats.date(release.as_of), **named)
    if release.synthetic:
        text = f"{t('about.cite.synthetic')} · {text}"
    st.html(f'<pre class="cite">{escape(text)}</pre>')
    st.markdown(t("public.cite.body"))


def labelled_title(page: PublicPage) -> str:
    """Title of the release in the reader's language."""
    return page.release.title_ja if page.lang == "ja" else page.release.title_en


def contact(page: PublicPage) -> None:
    """Who answers questions, if the release names anybody."""
    told = page.release.contact
    if told:
        st.html(f"<p>{escape(page.t('about.contact.body'))} {parts.contact(told)}</p>")
    else:
        components.note(page.t("public.contact.none"))


def _table(page: PublicPage, rows: pd.DataFrame, columns: list[Column], title: str) -> None:
    st.html(table(rows, columns, caption=title, formats=page.formats))
