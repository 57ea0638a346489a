"""An answer of DuckDB's: as a data frame, or as plain lists for a page of few rows. Pure."""

from collections.abc import Collection, Mapping
from math import nan
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray, IntegerArray

from dashboard.columns import Lists

#: Answers have a few rows: arrow's texts take longer to set up than Python's take to handle.
_TEXT: Final = pd.StringDtype("python", na_value=nan)


class Answer:
    """Columns as DuckDB gives them to numpy; each form of them is made when it is asked for.

    Args:
        columns: arrays by name, masked where a value is missing.
        counts: columns of whole numbers that may be missing, by the names they get.
        names: columns that are called otherwise in the answer; None for those left out.
    """

    def __init__(
        self,
        columns: Mapping[str, Any],
        *,
        counts: Collection[str] = (),
        names: Mapping[str, str | None] | None = None,
    ) -> None:
        named = {(names or {}).get(name, name): column for name, column in columns.items()}
        self._columns = {name: column for name, column in named.items() if name is not None}
        self._counts = counts

    @property
    def frame(self) -> pd.DataFrame:
        """A typed frame; pandas itself would take several times as long to make it."""
        typed = {
            name: _typed(column, is_count=name in self._counts)
            for name, column in self._columns.items()
        }
        frame = pd.DataFrame(typed, copy=False)
        frame.columns = pd.Index(list(typed), dtype=_TEXT)
        return frame

    @property
    def lists(self) -> Lists:
        """Python's own values: days as dates, None for what is missing."""
        return {name: _plain(column) for name, column in self._columns.items()}


def _typed(column: np.ndarray, *, is_count: bool) -> Any:
    missing, values = np.ma.getmaskarray(column), np.ma.getdata(column)
    kind = values.dtype.kind
    if is_count:
        return IntegerArray(np.where(missing, 0, values).astype("int64"), missing)
    if kind == "O":
        return pd.array(np.where(missing, nan, values), dtype=_TEXT)
    if not missing.any():
        return values
    if kind in "bi":
        return (BooleanArray if kind == "b" else IntegerArray)(values, missing)
    return np.where(missing, np.datetime64("NaT") if kind == "M" else nan, values)


def _plain(column: np.ndarray) -> list[Any]:
    kind = column.dtype.kind
    values: list[Any] = (column.astype("datetime64[D]") if kind == "M" else column).tolist()
    return [None if value != value else value for value in values] if kind == "f" else values  # noqa: PLR0124
