"""Reports that were told more than once, or look as if they were."""

from typing import Final

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.deliveries import rows_of
from dashboard.tables import Column

_NUMBERS: Final = ("told", "reports", "unchanged", "changed", "in_file", "alike")


def told_again(page: Page, source: Source) -> None:
    """How many rows tell of a report again, and how many reports are alike."""
    t = page.t
    counted = rows_of(page.answers.duplicates(), source)
    rows = pd.DataFrame(
        [
            {
                "what": name,
                "label": t(f"duplicates.{name}"),
                "n": row[name],
                "says": t(f"duplicates.{name}.says"),
            }
            for row in counted.to_dict("records")
            for name in _NUMBERS
        ]
    )
    columns = [
        Column("label", t("column.what")),
        Column("n", t("column.number"), "number"),
        Column("says", t("column.meaning")),
    ]
    components.listing(page, source, "duplicates", rows, columns)
