"""Frames as tests read them: cells as plain values, columns by their kind."""

from typing import Any

import pandas as pd


def shown(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """These columns as tuples; None where there is no number."""
    cells = frame[list(columns)].astype(object)
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in cells.itertuples(index=False)
    ]


def kinds(frame: pd.DataFrame) -> dict[str, str]:
    """Type → its columns, in their order, with a space between."""
    found: dict[str, list[str]] = {}
    for column, kind in frame.dtypes.astype(str).items():
        found.setdefault(kind, []).append(str(column))
    return {kind: " ".join(columns) for kind, columns in found.items()}
