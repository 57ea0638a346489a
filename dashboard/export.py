"""Tables as CSV that every program reads and no spreadsheet runs.

RFC 4180 with a byte order mark, so that Excel sees UTF-8. Text is always quoted, numbers never.
A cell of text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.columns import Columns, height, lists
from dashboard.context import Source

#: Columns that serve a chart and say nothing new in a file.
_DRAWN: Final = ("value", "text")

#: First characters that start a formula in Excel, LibreOffice or Google Sheets.
_TRIGGERS: Final = frozenset("=+-@")
#: Characters that some program skips before it looks for a formula.
_SKIPPED: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]*")


def whose(source: Source) -> dict[str, Any]:
    """What a file says in each line: the source, its unit, and whether it is made up."""
    return {
        "source": source.code,
        "source_label": source.label,
        "unit": source.unit,
        "data_to": source.data_to,
        "synthetic": source.synthetic,
    }


def told_of(rows: Columns, source: Source) -> Columns:
    """The rows, each with whose it is."""
    told = {name: [value] * height(rows) for name, value in whose(source).items()}
    rest = {name: values for name, values in lists(rows).items() if name not in (*told, *_DRAWN)}
    return told | rest


def to_csv(table: Columns, *, as_of: dt.date | None = None) -> bytes:
    """One CSV file: a header, then one line a row, lines ended by CR LF.

    Numbers stay numbers, dates become ISO 8601, what is missing stays empty. The last column says
    at the end of which day (UTC) this was known, if that is not now.
    """
    if as_of:
        table = lists(table) | {"as_of": [as_of] * height(table)}
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([guarded(str(name)) for name in table])
    writer.writerows(lines(table))
    return text.getvalue().encode("utf-8-sig")


def lines(table: Columns) -> Iterator[tuple[Any, ...]]:
    """The rows as a file has them, see ``cell``."""
    columns = [_cells(table[name]) for name in map(str, table)]
    return zip(*columns, strict=True)


def _cells(column: Iterable[Any]) -> list[Any]:
    # Codes and labels repeat: each is looked at once. True is not 1, though they are equal.
    values = [(type(value), value) for value in column]
    told = {value: cell(value[1]) for value in dict.fromkeys(values)}
    return [told[value] for value in values]


def guarded(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet might run it."""
    rest = text[_SKIPPED.match(text).end() :]  # type: ignore[union-attr] # * matches always
    first = unicodedata.normalize("NFKC", rest[:1])
    runs = first in _TRIGGERS or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if runs else text


def file_name(*parts: str, synthetic: bool, as_of: dt.date | None = None, kind: str = "csv") -> str:
    """``casestats_jp-helpline_trend.csv``, marked when the reports are made up or of a past day."""
    marks = (f"as-of-{as_of}" if as_of else "", "SYNTHETIC" if synthetic else "")
    marked = ("casestats", *parts, *marks)
    name = "_".join(re.sub(r"[^A-Za-z0-9-]+", "-", part) for part in marked if part)
    return f"{name}.{kind}" if kind else name


def cell(value: Any) -> Any:
    """A value as a file has it: number, or guarded text; empty where there is none."""
    if pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(str(value))
