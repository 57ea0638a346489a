"""The page Import for one reader: a file, then a profile, then the receipt."""

from datetime import datetime
from html import escape
from typing import Final

import streamlit as st

from dashboard import opening
from dashboard.importing import state as states
from dashboard.importing.drafting import draft
from dashboard.importing.receipts import receipt
from dashboard.importing.running import bring_in, bring_up
from dashboard.importing.state import State
from dashboard.importing.uploading import upload
from dashboard.importing.words import Words
from etl import sources
from etl.errors import CaseStatsError
from etl.folders import receipts
from etl.warehouse import file_sha256

WAYS: Final = ("draft", "known")


def show(words: Words) -> None:
    """Draw the step that the reader is at; a refusal stands where the next step would."""
    state = states.current()
    if state is None:
        upload(words)
        return
    if state.imported:
        if state.unbuilt:
            _told(state.unbuilt, words, words.t("unbuilt.title"), words.t("unbuilt.lead"))
            if st.button(words.t("unbuilt.again"), type="primary"):
                bring_up(state, words)
        receipt(state.imported, words)
        st.button(words.t("import.another"), on_click=states.put_away)
        return
    st.html(f'<p class="sentence">{escape(words.t("import.file", name=state.path.name))}</p>')
    st.button(words.t("import.put_away"), on_click=states.put_away, type="tertiary")
    _known_file(state, words)
    try:
        _way(state, words)
        if state.way == "known":
            _by_known(state, words)
        elif state.way == "draft":
            draft(state, words)
    except CaseStatsError as error:
        _told(error, words, words.t("refusal.title"), words.t("refusal.lead"))


def _known_file(state: State, words: Words) -> None:
    """Say that a file with the same bytes came before: by another profile it would count twice."""
    sha256 = file_sha256(state.path)
    for before in receipts(opening.settings()):
        if before.file.sha256 == sha256:
            day = words.formats.date(datetime.fromisoformat(before.received_at).date())
            told = words.t(
                "import.known_file",
                date=day,
                source=words.source(before.source),
                profile=before.profile_id,
            )
            st.html(f'<p class="sentence" role="note">{escape(told)}</p>')


def _way(state: State, words: Words) -> None:
    key = f"import_{state.path.parent.name}_way"
    st.session_state.setdefault(key, state.way)  # another page may have been looked at
    state.way = st.segmented_control(
        words.t("import.way"),
        WAYS,
        key=key,
        format_func=lambda way: words.t(f"import.way.{way}"),
    )


def _by_known(state: State, words: Words) -> None:
    profiles = {p.id: p for p in sources.available(opening.settings().own_profiles)}
    chosen = st.selectbox(
        words.t("import.known"),
        list(profiles),
        index=None,
        format_func=lambda name: words.t(
            "import.known.option",
            profile=name,
            source=words.source(profiles[name].source),
        ),
        placeholder=words.t("import.choose"),
        filter_mode=None,
    )
    if st.button(words.t("import.start"), type="primary", disabled=chosen is None) and chosen:
        bring_in(state, profiles[chosen], words)


def _told(error: CaseStatsError, words: Words, title: str, lead: str) -> None:
    """What went wrong, in the reader's language but for the error's own sentences."""
    t = words.t
    lines = [(t("refusal.where"), error.where), (t("refusal.what"), error.what),
             (t("refusal.remedy"), error.remedy), (t("refusal.code"), error.code)]  # fmt: skip
    told = "".join(
        f'<dt>{escape(name)}</dt><dd lang="en">{escape(text)}</dd>' for name, text in lines if text
    )
    st.html(
        f'<section class="refusal" role="alert"><h2>{escape(title)}</h2>'
        f"<p>{escape(lead)}</p><dl>{told}</dl></section>"
    )
