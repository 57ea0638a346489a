"""The tables of the release as they were sealed, to take away."""

from html import escape

from dashboard import offering, sheet
from dashboard.public.page import PublicPage
from etl.release.model import Table


def listed(page: PublicPage) -> None:
    """A link to each table."""
    t = page.t
    sheet.html(
        f'<header class="source"><h2>{escape(t("public.files.title"))}</h2>'
        f"<p>{escape(t('public.files.lead'))}</p></header>"
        f'<p class="tools">{"".join(_file(page, table) for table in page.release.tables)}</p>'
    )


def _file(page: PublicPage, table: Table) -> str:
    """A link to a table, by the columns that it counts by."""
    path = page.opened.folder / "tables" / f"{table.name}.csv"
    columns = [page.column(name) for name in table.dims] or [page.t("total")]
    label = page.t("list.middot").join(columns)
    return offering.link(
        label,
        path.read_bytes,
        told=page.t("file.of", file=f"{label} (CSV)", title=page.t("public.files.title")),
        name=f"{page.release.name}_{path.name}",
        rows=len(table.cells),
        mime="text/csv",
        key=f"file-{table.name}",
        on_record=False,
    )
