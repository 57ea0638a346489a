"""The tables of the release as they were sealed, to take away."""

from html import escape

import streamlit as st

from dashboard import offering
from dashboard.public.page import PublicPage


def listed(page: PublicPage) -> None:
    """A button for each table."""
    t = page.t
    st.html(
        f'<header class="source"><h2>{escape(t("public.files.title"))}</h2>'
        f"<p>{escape(t('public.files.lead'))}</p></header>"
    )
    with st.container(horizontal=True, gap="medium"):
        for table in page.release.tables:
            path = page.opened.folder / "tables" / f"{table.name}.csv"
            columns = [page.column(name) for name in table.dims] or [t("total")]
            offering.file_button(
                t("list.middot").join(columns),
                path.read_bytes,
                name=f"{page.release.name}_{path.name}",
                rows=len(table.cells),
                mime="text/csv",
                key=f"file-{table.name}",
                on_record=False,
            )
