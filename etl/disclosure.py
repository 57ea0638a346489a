"""Exact cells in, protected cells out. Pure: no file, no database."""

from dataclasses import dataclass
from typing import Final

#: The code of a margin.
TOTAL: Final = "total"


@dataclass(frozen=True)
class Rules:
    """How numbers are protected.

    Attributes:
        k: the smallest group of reports whose existence may be provable.
        base: numbers are rounded to its multiples.
        contributor_least: the fewest reports of other organisations beside the largest one's.
        sparse: a table with a larger share of masked inner cells is withheld whole.
    """

    k: int = 10
    base: int = 3
    contributor_least: int = 5
    sparse: float = 2 / 3

    @property
    def threshold(self) -> int:
        """The least number printed: so many that it stands for at least k reports."""
        return self.base * -((self.k + self.base - 1) // -self.base)
