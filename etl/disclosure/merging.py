"""Which codes to merge when a table would be mostly masked: an offer, for people to decide on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.disclosure.cells import MEASURES, TOTAL
from etl.disclosure.protection import Rules, protect

#: Never merged with an answer.
_UNKNOWN = "unknown"
#: Not merged to suit one table: bands that readers compare over the years, genders, yes with no.
_FIXED = frozenset({"age_band", "gender", "payment_made", "images_shared"})


@dataclass(frozen=True)
class Merge:
    """Codes of a dimension that print more cells of a table as one code.

    Attributes:
        dim: the dimension.
        codes: the codes to be merged, in code order.
        printed: printed cells of the table after the merge.
        cells: cells of the table after the merge.
    """

    dim: str
    codes: tuple[str, ...]
    printed: int
    cells: int


def offered_merges(
    cells: pd.DataFrame,
    secret: bytes,
    rules: Rules,
    *,
    parents: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Merge]:
    """Merges of sibling codes for a table more than half of whose cells would be masked.

    Of each family of siblings the rarest codes are merged, as many as print the most cells. Not
    offered: ages, genders, yes with no, ``unknown``, and a merge that leaves a dim one code. The
    largest contributor is taken to be the same in all merged cells.

    Args:
        cells: from :func:`etl.disclosure.tabulate`.
        secret: the key of the cells.
        rules: the parameters.
        parents: dimension → code → parent. Siblings have one parent; in a dimension that is not
            listed all codes are siblings.

    Returns:
        At most one merge a family, the one that prints most first; none when half is printed.
    """
    values = protect(cells, secret, rules)["value"]
    if values.isna().mean() <= 1 / 2:
        return []
    offers = []
    for dim in cells.columns.drop([*MEASURES]):
        for family in _families(cells, dim, (parents or {}).get(dim)):
            merges = (
                _merge(cells, dim, family[:size], secret, rules)
                for size in range(2, len(family) + 1)
            )
            best = max(merges, key=lambda merge: merge.printed)
            if best.printed > values.notna().sum():
                offers.append(best)
    return sorted(offers, key=lambda merge: -merge.printed)


def _families(
    cells: pd.DataFrame, dim: str, parents: Mapping[str, str] | None
) -> Iterable[list[str]]:
    """Two or more sibling codes, the rarest first, never all that the dimension has."""
    if dim in _FIXED:
        return
    reports = cells[cells[dim] != TOTAL].groupby(dim)["n"].sum()
    families: dict[str, list[str]] = {}
    for code in sorted(set(reports.index) - {_UNKNOWN}, key=lambda code: (reports[code], code)):
        parent = "" if parents is None else parents.get(code)
        if parent is not None:
            families.setdefault(parent, []).append(code)
    for family in families.values():
        mergeable = family[: len(reports) - 1]
        if len(mergeable) > 1:
            yield mergeable


def _merge(
    cells: pd.DataFrame, dim: str, merged: Sequence[str], secret: bytes, rules: Rules
) -> Merge:
    dims = [*cells.columns.drop([*MEASURES])]
    one_code = cells[dim].mask(cells[dim].isin(merged), merged[0])
    after = cells.assign(**{dim: one_code}).groupby(dims, as_index=False, sort=False).sum()
    codes = tuple(code for code in cells[dim].unique() if code in merged)
    printed = protect(after, secret, rules)["value"].notna().sum()
    return Merge(dim, codes, int(printed), len(after))
