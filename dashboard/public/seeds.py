"""What the pages ask that no report answers: vocabularies and published figures."""

from datetime import date
from functools import cache

import pandas as pd

import sql
from dashboard.answers import Answers


class Seeds(Answers):
    """Answers over no warehouse: the seeds, and nothing else.

    Args:
        release: name of the release, a key for what is made of the answers.
    """

    def __init__(self, release: str) -> None:
        self._release = release
        self.asked = []

    @property
    def as_of(self) -> date | None:
        """None: a release tells its own day."""
        return None

    @property
    def warehouse(self) -> str:
        """Name of the release."""
        return self._release

    def vocabulary(self, seed: str) -> pd.DataFrame:
        """One seed, every cell as the file has it but for ``sort_order``."""
        return _rows(seed).copy(deep=False)


@cache
def _rows(seed: str) -> pd.DataFrame:
    rows = pd.DataFrame(sql.seed_rows(seed))
    if "sort_order" not in rows:
        return rows
    rows = rows.astype({"sort_order": int})
    return rows.sort_values("sort_order", kind="stable", ignore_index=True)
