"""What the codes of a column that reports are counted by are called."""

from collections.abc import Mapping
from typing import Final

from dashboard.context import Page, Source

#: Code of the sum over all codes of a column; always last.
TOTAL: Final = "total"


def labels(page: Page, source: Source, column: str) -> Mapping[str, str]:
    """Label by code of one column, ages in the source's own bands; with that of the total."""
    if column == "age_band":
        # Reports of a file without ages count as not collected, which no scheme names.
        named = {**page.labels.ages(source.scheme), "not_collected": page.t("not_collected")}
    else:
        named = dict(page.labels.column(column))
    return {**named, TOTAL: page.t("total")}
