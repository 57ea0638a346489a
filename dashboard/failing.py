"""What a reader sees in place of a page that cannot be drawn."""

import logging
from html import escape
from typing import Final

import streamlit as st

from dashboard import sheet
from dashboard.footer import footer
from dashboard.text import LANGUAGES, translator
from etl.errors import CaseStatsError

_LOG: Final = logging.getLogger(__name__)


def failure(error: Exception) -> bool:
    """Say in the reader's language that a page could not be drawn, and nothing about the code.

    Returns:
        True: the error is told, and Streamlit need not show it.
    """
    lang = st.session_state.get("lang", LANGUAGES[0])
    t = translator(lang)
    if isinstance(error, CaseStatsError):
        lines = [error.what, error.remedy or ""]
    else:
        _LOG.error("A page could not be drawn", exc_info=error)
        lines = [t("error.body")]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    with sheet.shown():
        sheet.html(
            f'<section class="failure" role="alert"><h1>{escape(t("error.title"))}</h1>{told}'
            "</section>"
        )
        footer(lang, locale=st.context.locale or "")
    return True
