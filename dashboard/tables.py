"""Tables as plain HTML: every cell is text a reader can select, and nothing in it runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Literal

from dashboard.columns import Columns, known, missing
from dashboard.theme import MARKS, Formats

Form = Literal[
    "text", "whole", "original", "printed", "number", "percent", "bar", "month", "date", "link"
]

_NUMERIC: Final = frozenset({"number", "percent", "bar"})

#: Cells to the right and unbroken, and cells that are only unbroken.
_RIGHT: Final = _NUMERIC | {"printed"}
_UNBROKEN: Final = frozenset({"whole", "month", "date"})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: the column of the frame.
        heading: its heading in the reader's language.
        form: how its cells are written; ``whole`` is a text on one line, ``printed`` a number that
            is already written, ``bar`` a percentage with a bar behind, ``link`` an address, written
            as its host, ``original`` a name or title in its own language, English or Japanese.
    """

    name: str
    heading: str
    form: Form = "text"


def table(rows: Columns, columns: Sequence[Column], *, caption: str, formats: Formats) -> str:
    """The rows as one HTML table that scrolls sideways within its own frame.

    Args:
        rows: one row a line.
        columns: those shown, in order; the first heads its row.
        caption: what the table is, for those who do not see what stands around it.
        formats: the reader's language.
    """
    head = "".join(
        f'<th scope="col"{_side(column)}>{escape(column.heading)}</th>' for column in columns
    )
    cells = [
        _cells(rows[column.name], column, formats, heads=place == 0)
        for place, column in enumerate(columns)
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def written(value: Any, form: Form, formats: Formats) -> str:
    """One cell as text, not yet escaped."""
    if missing(value):
        return MARKS.not_collected if form in _NUMERIC else ""
    match form:
        case "number":
            return formats.number(value)
        case "percent" | "bar":
            return formats.percent(value)
        case "month":
            return formats.month(value)
        case "date":
            return formats.date(value)
    return str(value)


def _side(column: Column) -> str:
    if column.form in _RIGHT:
        return ' class="n"'
    return ' class="w"' if column.form in _UNBROKEN else ""


def _cells(values: Iterable[Any], column: Column, formats: Formats, *, heads: bool) -> list[str]:
    """The cells of one column; what stands in it again and again is written once."""
    plain = known(values)
    cells = {value: _cell(value, column, formats, heads=heads) for value in dict.fromkeys(plain)}
    return [cells[value] for value in plain]


def _cell(value: Any, column: Column, formats: Formats, *, heads: bool) -> str:
    text = escape(written(value, column.form, formats))
    if heads:
        return f'<th scope="row"{_side(column)}>{text}</th>'
    if column.form == "bar":
        width = 0 if missing(value) else round(float(value) * 100, 1)
        bar = f'<span class="bar" aria-hidden="true"><i style="width:{width}%"></i></span>'
        return f'<td class="n bars">{bar}<b>{text}</b></td>'
    if column.form == "link" and str(value).startswith(("https://", "http://")):
        host = escape(str(value).split("/")[2])
        return f'<td><a href="{text}" rel="noreferrer" target="_blank">{host}</a></td>'
    if column.form == "original":
        latin = sum(map(str.isascii, text))
        return f'<td lang="{"en" if 2 * latin > len(text) else "ja"}">{text}</td>'
    return f"<td{_side(column)}>{text}</td>"
