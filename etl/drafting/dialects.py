"""Delimiter and quote of a CSV, told by the rows they make. Pure."""

import csv
import io
import re
from collections import Counter

from etl.drafting.points import Point, fact

DELIMITERS = (",", "\t", ";", "|")
QUOTES = ('"', "'")
_ROWS = 200  # looked at
_SURE = 0.9  # share of rows of one width from which on a delimiter is believed
_FEW = 3  # cells in apostrophes that are not chance


def rows_of(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The first records of a text; what follows a broken quote is left to the strict reader."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, strict=True
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == _ROWS:
                break
    except csv.Error:
        return rows
    return rows


def delimiter_point(text: str, quote: str) -> Point:
    """The delimiter that gives most rows the same number of cells; a question if two do.

    Args:
        text: the first lines of the file, whole ones.
        quote: how cells are quoted.
    """
    found: list[tuple[float, int, int, int, str]] = []
    for delimiter in DELIMITERS:
        rows = [row for row in rows_of(text, delimiter, quote) if any(row)]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            found.append((count / len(rows), width, count, len(rows), delimiter))
    found.sort(reverse=True)
    if not found:
        return Point("delimiter", ",", (fact("delimiter-none"),), DELIMITERS)
    rivals = [item for item in found[1:] if item[0] >= _SURE]
    _, width, count, of, delimiter = found[0]
    evidence = (fact("delimiter-rows", n=count, of=of, width=width),)
    return Point("delimiter", None if rivals else delimiter, evidence, DELIMITERS)


def quote_point(text: str) -> Point:
    """The sign that cells are quoted with: the usual one unless only apostrophes are."""
    edges = "[" + "".join(map(re.escape, DELIMITERS)) + r"\n]"
    counts = {
        sign: len(re.findall(rf"(?:^|(?<={edges})){sign}[^{sign}\n]*{sign}(?={edges}|$)", text))
        for sign in QUOTES
    }
    sign = "'" if counts["'"] >= _FEW and not counts['"'] else '"'
    told = fact("quote-cells", n=counts[sign]) if counts[sign] else fact("quote-none")
    return Point("quote", sign, (told,), QUOTES)
