"""The public dashboard, from top to bottom: one run of this script draws one page of a release."""

from functools import partial

import streamlit as st

from dashboard import running, sheet
from dashboard.failing import failure
from dashboard.public import banner, drawing, opening
from dashboard.readers import Reader
from dashboard.text import translator
from etl.errors import CaseStatsError


def main() -> None:
    """Draw the page that the address names, or say what is missing."""
    try:
        opened = opening.opened()
    except CaseStatsError as error:
        with sheet.shown():
            banner.way_out(translator(Reader(locale=st.context.locale or "").language))
        failure(error)
    else:
        running.run(partial(drawing.read, opened))


main()
