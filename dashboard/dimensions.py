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


def chosen_in_words(page: Page, source: Source) -> list[str]:
    """What was chosen of one source beside its months, as ``Gender: Female``, one column each."""
    comma = page.t("list.comma")
    fields = {"ages": "age_band", "countries": "country", **COLUMNS}
    chosen = {column: getattr(page.filters, field) for field, column in fields.items()}
    named = {column: labels(page, source, column) for column, codes in chosen.items() if codes}
    return [
        f"{page.t(f'column.{column}')}: "
        + comma.join(label.get(code, code) for code in chosen[column])
        for column, label in named.items()
    ]
