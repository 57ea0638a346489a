"""What the codes of a column that reports are counted by are called."""

from collections.abc import Mapping

from dashboard.context import Page, Source
from dashboard.filters import COLUMNS


def labels(page: Page, source: Source, column: str) -> Mapping[str, str]:
    """Label by code of one column, ages in the source's own bands; no answer last."""
    if column == "age_band":
        # Reports of a file without ages count as not collected, which no scheme names.
        return {**page.labels.ages(source.scheme), "not_collected": page.t("not_collected")}
    return page.labels.column(column)


def chosen_in_words(page: Page, *sources: Source) -> list[str]:
    """What was chosen beside sources and months, as ``Gender: Female``, one column each."""
    t = page.t
    fields = {"ages": "age_band", "countries": "country", **COLUMNS}
    chosen = {column: getattr(page.filters, field) for field, column in fields.items()}
    told = []
    for column, codes in chosen.items():
        if codes:
            named: dict[str, str] = {}
            for source in sources:
                named |= labels(page, source, column)
            words = t("list.comma").join(named.get(code, code) for code in codes)
            told.append(t("filters.chosen_in", column=t(f"column.{column}"), words=words))
    return told
