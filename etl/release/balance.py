"""What became of the rows that were delivered, told so roughly that it tells of nobody."""

from collections.abc import Mapping

import pandas as pd

from etl.release.model import BALANCE_COLUMNS, MASKED, STATUSES

#: Numbers of the balance are rounded to its multiples. A difference of two of them, or of one of
#: them and a number of a table, is off by up to 100, so that it proves no group of fewer than k.
ROUNDED_TO = 100


def balance(
    imports: pd.DataFrame, fates: Mapping[str, Mapping[str, int]], *, after: pd.Timestamp | None
) -> pd.DataFrame:
    """The balance of each source, in the order of ``fates``.

    Args:
        imports: one row an import: source, received_on, rows_read, accepted, quarantined,
            without_consent, filtered, withdrawn.
        fates: source → published, open, late: how many of its reports this release publishes, still
            wait for their period to close, or came or changed after their period was published.
        after: only what was received after this day; everything if None.

    Returns:
        BALANCE_COLUMNS.
    """
    if after is not None:
        imports = imports[imports["received_on"] > after]
    delivered = imports.rename(columns={"rows_read": "received"})
    rows = []
    for source, fate in fates.items():
        of_source = delivered[delivered["source"] == source]
        counts = {
            status: int(of_source[status].sum()) for status in STATUSES if status in of_source
        }
        for status in STATUSES:
            rounded = _rounded({**counts, **fate}[status])
            rows.append((source, status, rounded, "" if rounded else MASKED))
    return pd.DataFrame(rows, columns=list(BALANCE_COLUMNS)).astype({"reports": "Int64"})


def _rounded(number: int) -> int | None:
    """The nearest hundred; None for fewer than a hundred."""
    if number < ROUNDED_TO:
        return None
    return (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
