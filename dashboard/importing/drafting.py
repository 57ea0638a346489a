"""Drafts a profile with the reader: each part of the page, from the bytes to the preview."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import opening
from dashboard.importing.asking import ask
from dashboard.importing.running import bring_in
from dashboard.importing.state import State
from dashboard.importing.words import Words
from dashboard.tables import Column, table
from etl import sources
from etl.drafting.making import Draft, known_sources, make
from etl.drafting.points import Point
from etl.drafting.preview import Cell
from etl.drafting.saving import remove, save, toml_of

#: Parts of the page and the keys of their points, up to the colon.
_PARTS: Final = {
    "reading": ("encoding", "delimiter", "quote", "sheets", "records", "header_row", "total_rows"),
    "columns": ("column", "reported_date"),
    "details": ("date_order", "currency"),
    "source": ("source", "age_scheme"),
}
_NEW: Final = "new"


def draft(state: State, words: Words) -> None:
    """Show the draft, ask what is open, and import once nothing is."""
    settings = opening.settings()
    known = known_sources(sources.available(settings.own_profiles))
    examined = state.examined()
    made = make(examined, state.answers, known, today=datetime.now(UTC).date())
    for part, keys in _PARTS.items():
        points = [point for point in made.points if point.key.partition(":")[0] in keys]
        if points:
            _heading(part, words)
            if part == "source":
                points = _which_source(points, list(known), state, words)
            ask(points, state, words)
        if part == "details":
            _words(made, state, words)
    if made.profile is None:
        return
    _preview(made, words)
    _save(made, state, words)


def _which_source(
    points: Sequence[Point], known: Sequence[str], state: State, words: Words
) -> list[Point]:
    """Ask for a source we have or a new one; returns the points still to be drawn."""
    source, *rest = points
    new = state.new_source or (source.value is not None and source.value not in known)
    labels = words.labels("sources")
    key = f"import_{state.path.parent.name}_which"

    def choose() -> None:
        chosen = st.session_state[key]
        state.new_source = chosen == _NEW
        state.answers.pop("source", None)
        if chosen and not state.new_source:
            state.answers["source"] = chosen

    st.session_state[key] = _NEW if new else source.value
    st.selectbox(
        words.t("import.which_source"),
        [_NEW, *known],
        index=None,
        key=key,
        format_func=lambda code: words.t("option.new") if code == _NEW else labels.get(code, code),
        placeholder=words.t("import.choose"),
        filter_mode=None,
        on_change=choose,
    )
    return [source, *rest] if new else []


def _words(made: Draft, state: State, words: Words) -> None:
    if not (made.words or made.hidden):
        return
    _heading("values", words)
    ask(made.words, state, words)
    for hidden in made.hidden:
        told = words.t(
            "import.hidden",
            field=words.t(f"column.{hidden.field}"),
            values=words.number(hidden.values),
            rows=words.number(hidden.rows),
        )
        st.html(f'<p class="evidence">{escape(told)}</p>')


def _preview(made: Draft, words: Words) -> None:
    _heading("preview", words)
    fields = made.preview.fields
    rows = pd.DataFrame(
        [[_cell(field, cell, words) for field, cell in zip(fields, row, strict=True)]
         for row in made.preview.rows],
        columns=list(fields),
    )  # fmt: skip
    columns = [Column(field, words.t(f"column.{field}"), "whole") for field in fields]
    caption = words.t("import.preview.title")
    st.html(table(rows, columns, caption=caption, formats=words.formats))
    _list(
        words.t(
            "import.trouble",
            field=words.t(f"column.{trouble.field}"),
            rule=words.rule(trouble.rule),
            rows=words.number(trouble.rows),
        )
        for trouble in made.troubles
    )


def _cell(field: str, cell: Cell, words: Words) -> str:
    if cell.rule:
        return words.t("import.cell.quarantined", rule=words.rule(cell.rule))
    if cell.value is None:
        return ""
    return words.value(field, cell.value)


def _save(made: Draft, state: State, words: Words) -> None:
    """The profile, what is still open, and the button."""
    if made.profile is None:
        return
    _heading("save", words)
    if made.questions:
        st.html(f'<p class="sentence">{escape(words.t("import.open"))}</p>')
        _list(map(words.point, made.questions))
    with st.expander(words.t("import.profile")):
        st.html(f'<pre class="toml">{escape(toml_of(made.profile, made.points))}</pre>')
    name = state.answers.get("profile") or made.profile.source.code
    key = f"import_{state.path.parent.name}_profile"
    st.session_state[key] = name

    def rename() -> None:
        state.answers["profile"] = st.session_state[key]

    st.text_input(words.t("import.profile_id"), key=key, on_change=rename)
    if st.button(words.t("import.save"), type="primary", disabled=bool(made.questions)):
        settings = opening.settings()
        profile = save(settings, made, name)
        bring_in(state, profile, words, otherwise=lambda: remove(settings, profile))


def _heading(part: str, words: Words) -> None:
    st.html(
        f'<header class="source"><h2>{escape(words.t(f"import.{part}.title"))}</h2>'
        f"<p>{escape(words.t(f'import.{part}.lead'))}</p></header>"
    )


def _list(items: Iterable[str]) -> None:
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    if told:
        st.html(f'<ul class="evidence">{told}</ul>')
