"""The rules of protection: round, mask, withhold."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from etl.disclosure.cells import MEASURES, TOTAL
from etl.disclosure.keyed import round_keyed


@dataclass(frozen=True)
class Rules:
    """The parameters of the protection; all of them are public.

    Attributes:
        k: size of the smallest group whose existence may be provable.
        base: printed counts are multiples of it.
        contributor_least: fewest reports of others that a contributor may find in a printed cell.
        sparse: a table with a larger share of masked inner cells is withheld.
    """

    k: int = 10
    base: int = 3
    contributor_least: int = 5
    sparse: float = 2 / 3

    @property
    def threshold(self) -> int:
        """The smallest printed count: the first multiple that only k or more can round to."""
        return self.base * -(-(self.k + self.base - 1) // self.base)

    @property
    def pairs_hide(self) -> bool:
        """Whether no two printed counts, one a part of the other, prove a group of 1 to k - 1.

        The printed difference D, a multiple of the base b > 1, tells the true one to 2(b - 1)
        either way. It proves that someone is there from D = 2b on, and then allows 4b - 2 people.
        """
        return self.base > 1 and 4 * self.base - 2 >= self.k


def protect(cells: pd.DataFrame, secret: bytes, rules: Rules) -> pd.DataFrame:
    """Round every count; mask it below the threshold, or when a contributor could learn of others.

    The second mask: one to four reports (``rules.contributor_least`` - 1) would remain for the
    organisation with most reports in the cell when it subtracts its own.

    Args:
        cells: from :func:`tabulate`.
        secret: the key of the cells; not that of the records.
        rules: the parameters.

    Returns:
        The dimensions of ``cells`` and ``value`` Int64, NA where masked; same rows, same order.
    """
    rounded = round_keyed(
        cells["n"].to_numpy(), cells["key_sum"].to_numpy(), secret, base=rules.base
    )
    others = cells["n"] - cells["largest"]
    masked = (rounded < rules.threshold) | others.between(1, rules.contributor_least - 1)
    value = pd.Series(rounded, index=cells.index, dtype="Int64").mask(masked)
    return cells.drop(columns=[*MEASURES]).assign(value=value)


def sparse(protected: pd.DataFrame, dims: Sequence[str], rules: Rules) -> bool:
    """Whether so many inner cells (no total in them) are masked that the table is withheld."""
    inner = (protected[[*dims]] != TOTAL).all(axis=1)
    return bool(protected.loc[inner, "value"].isna().mean() > rules.sparse)


def union(values: pd.Series) -> int | None:
    """The sum of disjoint printed cells; None when one of them is masked, or there is none.

    It is off by less than the base for each cell summed. No bound is told for a masked part.
    """
    return None if values.empty or values.isna().any() else int(values.sum())
