"""Two columns crossed as a table of plain HTML; a third one divides it into parts. Pure."""

from html import escape

import pandas as pd

from dashboard.crossed import TOTAL
from dashboard.tables import Form, written
from dashboard.theme import Formats


def grid(frame: pd.DataFrame, *, cell: str, corner: str, caption: str, formats: Formats) -> str:
    """A table that scrolls within its own frame.

    Args:
        frame: one cell a line, in the order to show: ``part`` (label of the third column or the
            period; all empty without one), ``row`` and ``column`` (codes), ``row_label``,
            ``column_label``, and the column ``cell``.
        cell: ``reports``, or a share: ``row_share`` or ``column_share``.
        corner: heading of the rows.
        caption: what the table is, for those who do not see what stands around it.
        formats: the reader's language.
    """
    form: Form = "number" if cell == "reports" else "percent"
    headings = frame.drop_duplicates("column").set_index("column")["column_label"]
    head = "".join(
        f'<th scope="col" class="n{_sum(code)}">{escape(label)}</th>'
        for code, label in headings.items()
    )
    body = "".join(
        f"<tbody>{_heading(str(part), len(headings) + 1)}"
        f"{_rows(rows, headings.index, cell, form, formats)}</tbody>"
        for part, rows in frame.groupby("part", sort=False)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="grid"><caption class="unseen">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{head}</tr></thead>{body}</table></div>'
    )


def _heading(part: str, width: int) -> str:
    if not part:
        return ""
    return f'<tr><th scope="rowgroup" class="part" colspan="{width}">{escape(part)}</th></tr>'


def _rows(rows: pd.DataFrame, columns: pd.Index, cell: str, form: Form, formats: Formats) -> str:
    labels = rows.drop_duplicates("row").set_index("row")["row_label"]
    pairs = pd.MultiIndex.from_product([labels.index, columns])
    values = iter(rows.set_index(["row", "column"])[cell].reindex(pairs))
    return "".join(
        f'<tr><th scope="row" class="w{_sum(code)}">{escape(label)}</th>'
        + "".join(
            f'<td class="n{_sum(code) or _sum(column)}">'
            f"{escape(written(next(values), form, formats))}</td>"
            for column in columns
        )
        + "</tr>"
        for code, label in labels.items()
    )


def _sum(code: object) -> str:
    return " sum" if code == TOTAL else ""
