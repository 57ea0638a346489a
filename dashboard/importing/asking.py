"""One widget a point: what is suggested stands in it, and a question stands empty."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.importing.state import State
from dashboard.importing.words import Words
from etl.drafting.points import Point

#: A list longer than this can be searched by typing.
_LONG: Final = 40

#: Signs that Markdown, of which labels are made, takes for something else.
_SIGN: Final = re.compile(r"([\\`*_\[\]~:$<>])")


def ask(points: Iterable[Point], state: State, words: Words) -> None:
    """Draw points two in a row, each with its evidence; an answer goes into the state."""
    listed = list(points)
    for left in range(0, len(listed), 2):
        for place, point in zip(st.columns(2, gap="small"), listed[left : left + 2], strict=False):
            with place:
                _one(point, state, words)


def _one(point: Point, state: State, words: Words) -> None:
    key = f"import_{state.path.parent.name}_{point.key}"
    if st.session_state.get(key) != point.value:
        st.session_state[key] = point.value

    def answer() -> None:
        given = st.session_state[key]
        if given:
            state.answers[point.key] = given
        else:
            state.answers.pop(point.key, None)

    told = words.evidence(point.evidence)
    label = words.point(point)
    if point.key.startswith(("column:", "value:")):  # holds words of the file
        label = _SIGN.sub(r"\\\1", label)
    if point.open:
        label = words.t("import.asked", point=label)
    options: dict[str, Any] = {"key": key, "on_change": answer}
    if point.options:
        st.selectbox(
            label,
            point.options,
            index=None,
            format_func=lambda code: words.option(point, code),
            placeholder=words.t("import.choose"),
            filter_mode="contains" if len(point.options) > _LONG else None,
            **options,
        )
    else:
        st.text_input(label, placeholder=words.t("import.type"), **options)
    if told:
        st.html(f'<p class="evidence">{escape(told)}</p>')
