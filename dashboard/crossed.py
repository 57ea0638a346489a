"""The counts of one source crossed by two columns: cells, totals and shares, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.address import COLUMNS
from dashboard.answers import Answers
from dashboard.selection import Filters

#: Code of the sum over all codes of a column; always last.
TOTAL = "total"


@dataclass(frozen=True)
class Crossing:
    """What is crossed with what.

    Attributes:
        rows: a column.
        columns: another one.
        third: one more column, a calendar, or ``none``.
        cell: what stands in the cells: ``reports``, ``row_share`` or ``column_share``.
    """

    rows: str
    columns: str
    third: str
    cell: str

    @property
    def is_possible(self) -> bool:
        """Whether no column is crossed with itself."""
        return self.rows != self.columns and self.third not in (self.rows, self.columns)


def crossed(answers: Answers, filters: Filters, crossing: Crossing) -> pd.DataFrame:
    """Cells of one source.

    Args:
        answers: the store's answers.
        filters: the selection, of one source, with its months.
        crossing: what is crossed.

    Returns:
        One cell a line, by part, row and column in the order of the vocabularies, zeros included
        for codes that occur; sums have the code ``total`` and come last. ``part``: code of the
        third column; the first day of the period as text; empty without a third. ``status`` of the
        period, empty without one. Then the codes of the rows and of the columns, ``reports`` (NA:
        not collected in this period), ``row_share`` (of the total of its row), ``column_share``,
        ``total_share`` (of all in its part).
    """
    rows, columns = crossing.rows, crossing.columns
    codes = {name: [*answers.counts(filters, name)[name], TOTAL] for name in (rows, columns)}
    grid = pd.MultiIndex.from_product(list(codes.values()), names=list(codes))
    parts = [
        _shares(_on(grid, counted), rows, columns).assign(part=part, status=status)
        for part, status, counted in _parts(answers, filters, crossing)
    ]
    cells = pd.concat(parts, ignore_index=True)
    return cells[["part", "status", rows, columns, *cells.columns[2:-2]]]


def _parts(
    answers: Answers, filters: Filters, crossing: Crossing
) -> Iterator[tuple[str, str, pd.Series | None]]:
    """Code, status and counts of each part of the table; None where nothing was collected."""
    third = crossing.third
    if third in COLUMNS:
        for code in answers.counts(filters, third)[third]:
            yield code, "", _counts(answers, filters, crossing, within=(third, code))
        yield TOTAL, "", _counts(answers, filters, crossing)
    elif third == "none":
        yield "", "", _counts(answers, filters, crossing)
    else:
        periods = answers.periods(filters, calendar=third)
        for period in periods.to_dict("records"):
            first, last = (period[f"period_{end}"].date() for end in ("start", "end"))
            months = replace(
                filters,
                first=max(first, filters.first or first),
                last=min(last.replace(day=1), filters.last or last),
            )
            collected = not pd.isna(period["reports"])
            counted = _counts(answers, months, crossing) if collected else None
            yield first.isoformat(), period["status"], counted


def _counts(
    answers: Answers,
    filters: Filters,
    crossing: Crossing,
    *,
    within: tuple[str, str] | None = None,
) -> pd.Series:
    """Reports by row and column, with both totals, as the store counts each of them."""
    rows, columns = crossing.rows, crossing.columns
    third = (within[0],) if within else ()
    frames = []
    for by in ((rows, columns), (rows,), (columns,), ()):
        counted = answers.counts(filters, *by, *third) if by or third else _all(answers, filters)
        if within:
            counted = counted[counted[within[0]] == within[1]]
        missing = {name: TOTAL for name in (rows, columns) if name not in by}
        frames.append(counted.assign(**missing))
    return pd.concat(frames).set_index([rows, columns])["reports"]


def _all(answers: Answers, filters: Filters) -> pd.DataFrame:
    """The count of all reports."""
    total = answers.counts(filters, "country")["total"].head(1)
    return pd.DataFrame({"reports": total})


def _on(grid: pd.MultiIndex, counted: pd.Series | None) -> pd.Series:
    """The counts of every pair of codes: zero where none was told, NA where none was collected."""
    if counted is None:
        return pd.Series(pd.NA, index=grid, name="reports", dtype="Int64")
    return counted.reindex(grid, fill_value=0)


def _shares(counted: pd.Series, rows: str, columns: str) -> pd.DataFrame:
    cells = counted.reset_index()
    reports = cells["reports"].astype("Float64")
    wide = counted.astype("Float64")
    totals = {
        "row_share": wide.xs(TOTAL, level=columns).reindex(cells[rows]),
        "column_share": wide.xs(TOTAL, level=rows).reindex(cells[columns]),
        "total_share": wide.loc[[(TOTAL, TOTAL)]].repeat(len(cells)),
    }
    shares = {
        name: (reports / total.mask(total == 0).to_numpy()).astype("float64")
        for name, total in totals.items()
    }
    return cells.assign(**shares)
