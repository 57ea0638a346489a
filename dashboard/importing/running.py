"""Imports a file and builds, with progress, and shows what came of it."""

from collections.abc import Callable

import streamlit as st

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
    settings = opening.settings()
    bar = st.progress(0.0, text=words.t("stage.reading"))

    def step(stage: str, share: float) -> None:
        bar.progress(_IMPORT * share, text=words.t(f"stage.{stage}"))

    try:
        imported = import_file(settings, state.path, profile, progress=step)
    except CaseStatsError:
        otherwise()
        raise

    def build_step(share: float) -> None:
        bar.progress(_IMPORT + share * (1 - _IMPORT), text=words.t("stage.building"))

    build(settings, progress=build_step)
    state.finish(imported)
    st.rerun()
