"""Two columns crossed as a table of plain HTML; a third one or a period divides it. Pure."""

from collections.abc import Iterator
from html import escape
from typing import Final

import pandas as pd

from dashboard.tables import Form, written
from dashboard.theme import Formats

#: The store's code for the sum over all codes of a column; always last.
TOTAL: Final = "total"

#: A share of no reports: counted, but there is nothing to divide by.
NO_SHARE: Final = "–"


def grid(  # noqa: PLR0913 - each says another thing about the table
    frame: pd.DataFrame,
    *,
    rows: str,
    columns: str,
    cell: str,
    corner: str,
    caption: str,
    formats: Formats,
) -> str:
    """A table that scrolls within its own frame.

    Args:
        frame: one cell a line, in the order to show: ``part`` (label of what divides the table; all
            empty where nothing does), the codes of ``rows`` and ``columns``, each with its label as
            ``<column>_label``, ``reports``, and ``cell``. Every part has every pair of codes.
        rows: the column down the side.
        columns: the column across.
        cell: what is shown: ``reports``, one of the shares, or a column of texts named ``text``.
        corner: heading of the rows.
        caption: what the table is, for those who do not see what stands around it.
        formats: the reader's language.
    """
    forms: dict[str, Form] = {"reports": "number", "text": "text"}
    form = forms.get(cell, "percent")
    texts = [
        NO_SHARE if pd.isna(value) and pd.notna(count) else written(value, form, formats)
        for value, count in zip(frame[cell], frame["reports"], strict=True)
    ]
    headings, heads = (_labels(frame, column) for column in (columns, rows))
    top = "".join(
        f'<th scope="col" class="n{_sum(code)}">{escape(label)}</th>'
        for code, label in headings.items()
    )
    told = iter(texts)
    body = "".join(
        f"<tbody>{_heading(str(part), len(headings) + 1)}"
        f"{''.join(_lines(heads, headings, told))}</tbody>"
        for part in frame["part"].iloc[:: len(heads) * len(headings) or 1]
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="grid"><caption class="unseen">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{top}</tr></thead>{body}</table></div>'
    )


def _labels(frame: pd.DataFrame, column: str) -> dict[str, str]:
    """Label by code, in the order to show."""
    pairs = frame[[column, f"{column}_label"]].drop_duplicates(column)
    return dict(pairs.itertuples(index=False))


def _heading(part: str, width: int) -> str:
    if not part:
        return ""
    return f'<tr><th scope="rowgroup" class="part" colspan="{width}">{escape(part)}</th></tr>'


def _lines(rows: dict[str, str], columns: dict[str, str], told: Iterator[str]) -> Iterator[str]:
    for row, label in rows.items():
        cells = "".join(
            f'<td class="n{_sum(row) or _sum(column)}">{escape(next(told))}</td>'
            for column in columns
        )
        yield f'<tr><th scope="row" class="w{_sum(row)}">{escape(label)}</th>{cells}</tr>'


def _sum(code: str) -> str:
    return " sum" if code == TOTAL else ""
