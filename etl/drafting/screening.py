"""Which columns are about a person or free text, and which values may be shown. Pure."""

import re
from itertools import islice

from etl.drafting.points import Fact, fact
from etl.drafting.table import Column
from etl.normalise import masked
from etl.personal import findings

_LOOKED_AT = 2_000  # distinct values
_SENTENCE = re.compile(r"[。、，．!?！？:：;；\n@]|\.\s|[^ ]+(?: [^ ]+){4}")
_WORDY = 30  # characters from which on a value is no category
_SHORT = 20
_MOST_DIGITS = 4
_TEXTS = 0.2  # share of distinct values that are sentences, from which on a column is free text


def personal(column: Column) -> Fact | None:
    """Evidence that values look like personal data."""
    looked = list(islice(column.values, _LOOKED_AT))
    found = [findings(value) for value in looked]
    kinds = sorted({kind for each in found for kind in each})
    if not kinds:
        return None
    return fact("column-personal", n=sum(map(bool, found)), kinds=", ".join(kinds))


def free_text(column: Column) -> Fact | None:
    """Evidence that the column holds sentences."""
    looked = list(islice(column.values, _LOOKED_AT))
    wordy = sum(len(value) > _WORDY or bool(_SENTENCE.search(value)) for value in looked)
    if column.long or (looked and wordy / len(looked) > _TEXTS):
        return fact("column-text")
    return None


def showable(value: str, rows: int, *, known: float) -> bool:
    """Whether a value may be shown to the person who owns the file.

    A code may. So may a short word that several rows share, or that stands in a column of which
    most values are categories we know. Anything else could be a name or a message.

    Args:
        value: as it stands in the file.
        rows: how many rows hold it.
        known: share of the column's distinct values that are in our vocabulary, 0 to 1.
    """
    if findings(value):
        return False
    if masked(value) is not None:
        return True
    category = (
        len(value) <= _SHORT
        and not _SENTENCE.search(value)
        and sum(map(str.isdigit, value)) <= _MOST_DIGITS
    )
    return category and (rows > 1 or known >= 0.5)
