"""What the codes of a column that reports are counted by are called."""

from collections.abc import Mapping

from dashboard.context import Page, Source


def labels(page: Page, source: Source, column: str) -> Mapping[str, str]:
    """Label by code of one column, ages in the source's own bands; no answer last."""
    if column == "age_band":
        # Reports of a file without ages count as not collected, which no scheme names.
        return {**page.labels.ages(source.scheme), "not_collected": page.t("not_collected")}
    return page.labels.column(column)
