"""A few rows as lists by column. Pure.

A card has so few rows that pandas takes longer to begin than to work: with plain lists a change of
a filter on Overview costs the server a fifth less. What only reads columns takes a frame as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

#: Values by the name of their column, all of one length. A missing one is None.
Lists = Mapping[str, Sequence[Any]]

#: The same, or a frame, in which a missing value is NA.
Columns = Lists | pd.DataFrame


def missing(value: Any) -> bool:
    """Whether there is no value: None, NA, NaN, NaT."""
    return value is None or value is pd.NA or value != value  # noqa: PLR0124 - so is NaN


def known(values: Iterable[Any]) -> list[Any]:
    """The values, None for each that is missing; of a frame as Python's own."""
    # As ``missing`` has it, but a call for each value takes several times as long.
    return [
        None if value is None or value is pd.NA or value != value else value  # noqa: PLR0124
        for value in (values.tolist() if isinstance(values, pd.Series) else values)
    ]


def differences(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """By how much each value is larger than the other; None where one of them is missing."""
    pairs = zip(known(values), known(others), strict=True)
    return [None if None in pair else pair[0] - pair[1] for pair in pairs]


def height(rows: Columns) -> int:
    """How many rows there are."""
    return next((len(rows[name]) for name in map(str, rows)), 0)


def lists(rows: Columns) -> dict[str, list[Any]]:
    """The rows as a dictionary of lists of their own."""
    return {name: _own(rows[name]) for name in map(str, rows)}


def taken(rows: Columns, places: Iterable[int]) -> dict[str, list[Any]]:
    """The rows at these places, in their order."""
    chosen = list(places)
    return {name: [values[place] for place in chosen] for name, values in _read(rows).items()}


def where(rows: Columns, flags: Iterable[bool]) -> dict[str, list[Any]]:
    """The rows whose flag is true."""
    return taken(rows, (place for place, flag in enumerate(flags) if flag))


def apart(rows: Columns, column: str) -> dict[str, dict[str, list[Any]]]:
    """The rows with each value of a column, in the order of its first appearance."""
    columns, places = _read(rows), dict[str, list[int]]()
    for place, value in enumerate(columns[column]):
        places.setdefault(str(value), []).append(place)
    return {value: taken(columns, chosen) for value, chosen in places.items()}


def records(rows: Columns) -> list[dict[str, Any]]:
    """Each row as its values by column."""
    names = list(map(str, rows))
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(rows[name] for name in names), strict=True)
    ]


def _read(rows: Columns) -> Lists:
    """The rows as lists to be read: those of a dictionary are its own."""
    return lists(rows) if isinstance(rows, pd.DataFrame) else rows


def _own(values: Iterable[Any]) -> list[Any]:
    return values.tolist() if isinstance(values, pd.Series) else list(values)
