"""Links to the rows of a page as files."""

from collections.abc import Sequence

from dashboard import export, offering
from dashboard.columns import Columns, height
from dashboard.context import Page, Source


def csv_file(  # noqa: PLR0913 - each says another thing about the file
    page: Page,
    key: str,
    rows: Columns,
    *,
    title: str,
    parts: Sequence[str],
    source: Source | None = None,
) -> str:
    """A link to the rows as CSV, as HTML.

    Args:
        page: the page.
        key: names the link on its page.
        rows: one row a line.
        title: what they are.
        parts: of the name of the file.
        source: whose they are; None for several.
    """
    as_of = page.answers.as_of
    made_up = source.synthetic if source else "synthetic" in rows and any(rows["synthetic"])
    name = export.file_name(*parts, synthetic=made_up, as_of=as_of)

    def content() -> bytes:
        return export.to_csv(rows if source is None else export.told_of(rows, source), as_of=as_of)

    label = page.t("table.download")
    return offering.link(
        label,
        content,
        told=page.t("file.of", file=label, title=title),
        name=name,
        rows=height(rows),
        mime="text/csv",
        key=key,
        on_record=not page.is_public,
    )
