"""Numbers of one source crossed by two or three columns, totals included: table and file."""

from html import escape
from itertools import product

import pandas as pd

from dashboard import files, sheet
from dashboard.context import Source
from dashboard.grid import TOTAL, grid
from dashboard.public import words
from dashboard.public.page import PublicPage

_SLUG = "crosstab"


def table(page: PublicPage, source: Source, rows: str, columns: str, third: str) -> None:
    """The table of one source, divided by the codes of the third column unless it is ``none``."""
    t = page.t
    cells = _cells(page, source, rows, columns, third)
    title = t("crosstab.table", rows=page.column(rows), columns=page.column(columns))
    lead = [t("measure.printed"), source.unit, page.period_of(source), source.label]
    lead += page.chosen_in_words(source)
    lead += words.legend(cells["mark"], page.release.rules, t=t, formats=page.formats)
    told = t("list.middot").join(lead)
    sheet.html(f'<header class="chart"><h3>{escape(title)}</h3><p>{escape(told)}</p></header>')
    sheet.html(
        grid(
            cells,
            rows=rows,
            columns=columns,
            cell="text",
            corner=page.column(rows),
            caption=f"{title} · {source.label}",
            formats=page.formats,
        )
    )
    file = cells.assign(release=page.release.name, period=" ".join(page.periods_of(source)))
    names = (page.release.name, source.code, _SLUG, rows, columns)
    key = f"{_SLUG}-{source.code}-csv"
    link = files.csv_file(page, key, file, title=title, parts=names, source=source)
    sheet.html(f'<p class="tools">{link}</p>')


def _cells(page: PublicPage, source: Source, rows: str, columns: str, third: str) -> pd.DataFrame:
    """One cell a line as ``grid`` takes it, and ``mark``."""
    t, periods, fixed = page.t, page.periods_of(source), page.fixed_of(source)
    named = {name: _codes(page, source, name) for name in (rows, columns)}
    parts = {TOTAL: ""} if third == "none" else _codes(page, source, third)
    lines = []
    for part, row, column in product(parts, named[rows], named[columns]):
        asked = {rows: row, columns: column} | ({} if third == "none" else {third: part})
        codes = {name: (code,) for name, code in asked.items() if code != TOTAL}
        number = page.cells.number(source.code, periods, {**fixed, **codes})
        text = words.written(number, t=t, formats=page.formats)
        labels = (parts[part], named[rows][row], named[columns][column])
        lines.append((row, column, *labels, number.value, number.mark, text))
    names = [rows, columns, "part", f"{rows}_label", f"{columns}_label", "reports", "mark", "text"]
    return pd.DataFrame(lines, columns=names).astype({"reports": "Int64"})


def _codes(page: PublicPage, source: Source, name: str) -> dict[str, str]:
    """Label by code of those that are chosen, or of all, and the total, which is last."""
    chosen = page.fixed_of(source).get(name, ())
    codes = page.codes(source, name)
    kept = {code: label for code, label in codes.items() if code in chosen or not chosen}
    return {**kept, TOTAL: page.t("total")}
