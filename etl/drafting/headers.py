"""Where the header stands, and in which sheet. Pure."""

from collections.abc import Mapping, Sequence

from etl.drafting.points import Fact, Point, fact
from etl.drafting.vocabulary import knows_heading
from etl.normalise import DATE_FORMS, Unreadable, parse_date
from etl.reading.header import header_key

_DEEPEST = 50  # the last row in which a profile may declare its header
_OFFERED = 10

Rows = Sequence[Sequence[str]]


def header_point(rows: Rows) -> Point:
    """The row that carries the headings.

    Args:
        rows: the first rows of the table, as text; row 1 is the first of the file or sheet.
    """
    top = [_trimmed(row) for row in rows[:_DEEPEST]]
    options = tuple(str(n) for n, row in enumerate(top, start=1) if any(row))[:_OFFERED]
    known = {n: sum(map(knows_heading, row)) for n, row in enumerate(top, start=1)}
    best = max(known, key=lambda n: (known[n], -n), default=1)
    if known and known[best] > 1:
        told = fact("header-known", n=known[best], of=len(top[best - 1]), row=best)
        return _point(best, told, options=options)
    width = max(map(len, top), default=0)
    for number, row in enumerate(top, start=1):
        if row and len(row) == width and len(set(row)) == width and all(row):
            if any(map(_is_data, row)):
                return Point("header_row", None, (fact("header-data", row=number),), options)
            return _point(number, fact("header-first", row=number, of=width), options=options)
    return Point("header_row", None, (), options)


def sheets_point(sheets: Mapping[str, Rows]) -> Point:
    """The sheets to read; several are joined by "/", which no sheet's name can hold."""
    names = list(sheets)
    if len(names) == 1:
        return Point("sheets", names[0], (fact("sheet-only"),), tuple(names))
    headings = {name: _headings(sheets[name]) for name in names}
    tables = [name for name in names if sum(map(knows_heading, headings[name])) > 1]
    alike = [name for name in tables if headings[name] == headings[tables[0]]]
    if len(tables) == 1:
        return Point("sheets", tables[0], (fact("sheet-known", of=len(names)),), tuple(names))
    if len(alike) > 1:
        told = (fact("sheet-alike", n=len(alike)),)
        return Point("sheets", None, told, ("/".join(alike), *names))
    return Point("sheets", None, (), tuple(names))


def _point(row: int, told: Fact, *, options: tuple[str, ...]) -> Point:
    above = (fact("header-titles"),) if row > 1 else ()
    return Point("header_row", str(row), (told, *above), options)


def _headings(rows: Rows) -> frozenset[str]:
    row = header_point(rows).value
    return frozenset(map(header_key, rows[int(row) - 1])) - {""} if row else frozenset()


def _trimmed(row: Sequence[str]) -> list[str]:
    """The row without the empty cells at its end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _is_data(cell: str) -> bool:
    if cell.replace(".", "", 1).isdigit():
        return True
    try:
        parse_date(cell, [form for form in DATE_FORMS if form != "excel_serial"])
    except Unreadable as error:
        return error.rule == "date-ambiguous"
    return True
