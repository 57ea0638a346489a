"""Imports a file and builds, with progress, and shows what came of it."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import opening
from dashboard.importing.state import State
from dashboard.importing.words import Words
from etl.build import build
from etl.errors import CaseStatsError
from etl.ingest import import_file
from etl.sources import Profile

_IMPORT = 0.7  # of the whole time, as far as it can be told


def bring_in(
    state: State,
    profile: Profile,
    words: Words,
    *,
    otherwise: Callable[[], None] = lambda: None,
) -> None:
    """Import the file, build, and start the run anew, which shows the receipt.

    Args:
        state: the file.
        profile: reads it.
        words: of the progress.
        otherwise: called when the file is refused.

    Raises:
        CaseStatsError: it is refused, or cannot be written.
    """
    bar = st.progress(0.0, text=words.t("stage.reading"))

    def step(stage: str, share: float) -> None:
        bar.progress(_IMPORT * share, text=words.t(f"stage.{stage}"))

    try:
        imported = import_file(opening.settings(), state.path, profile, progress=step)
    except CaseStatsError:
        otherwise()
        raise
    state.finish(imported)
    bring_up(state, words, bar=bar)


def bring_up(state: State, words: Words, *, bar: DeltaGenerator | None = None) -> None:
    """Build with what is imported, and start the run anew; a failure is kept for the receipt."""
    shown = bar or st.progress(0.0)
    start = _IMPORT if bar else 0.0

    def step(share: float) -> None:
        shown.progress(start + share * (1 - start), text=words.t("stage.building"))

    try:
        build(opening.settings(), progress=step)
        state.unbuilt = None
    except CaseStatsError as error:
        state.unbuilt = error
    st.rerun()
