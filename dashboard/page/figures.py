"""Charts that stand on the page before a reader chooses: what each shows, and its table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.page import alt
from dashboard.page.cells import Cells, Count, breakdowns
from dashboard.page.svg.bars import Bar, bars
from dashboard.page.svg.grids import Cell, fits, grid
from dashboard.page.svg.lines import Span, lines
from dashboard.page.svg.paper import SLIM, WIDE
from dashboard.page.words import Period, Words
from etl.disclosure import TOTAL

#: Breakdowns that have an order of their own; the others are sorted by number.
ORDERED: Final = frozenset({"age_band"})

UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Figure:
    """One chart.

    Attributes:
        address: of the same chart where it can be changed, as ``page.js`` reads it.
        title: what it shows.
        caption: whose numbers, of what, of when.
        charts: the drawings, wide and slim.
        head: of its table.
        rows: of its table, the first cell of each a label.
        table: the release's table that it is from.
    """

    address: str
    title: str
    caption: str
    charts: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table: str


def over_time(words: Words, cells: Cells, source: str) -> Figure:
    """All reports of a source by period."""
    periods = words.periods[source]
    table = breakdowns(words.release)[()]
    counts = [cells.number(table, source, period.code, {}) for period in periods]
    title, of = words.breakdown(()), _of(words, source)
    told = [(p.name, words.written(n), _value(n)) for p, n in zip(periods, counts, strict=True)]
    said = alt.over_time(words, _joined(words, title, *of), told)
    spans = [
        Span(p.axis, p.year, p.start.toordinal(), p.end.toordinal(), _value(n), words.written(n))
        for p, n in zip(periods, counts, strict=True)
    ]
    return Figure(
        address=f"{source}//all/count",
        title=title,
        caption=words.t("list.middot").join(of),
        charts=tuple(lines(spans, width, said) for width in (WIDE, SLIM)),
        head=(words.t("release.period.column"), words.sources[source]["unit"]),
        rows=tuple(row[:2] for row in told),
        table=table,
    )


def by_one(words: Words, cells: Cells, source: str, dim: str) -> Figure:
    """One breakdown of a source in its newest period."""
    period = words.periods[source][-1]
    table = breakdowns(words.release)[dim,]
    labels = words.codes[source, dim]
    counts = {
        code: cells.number(table, source, period.code, {dim: code}) for code in [*labels, TOTAL]
    }
    order = _sorted(dim, {code: counts[code] for code in labels})
    title, of = words.breakdown((dim,)), _of(words, source, period)
    told = [(labels[code], words.written(counts[code]), _value(counts[code])) for code in order]
    said = alt.ranked(words, _joined(words, title, *of), told)
    drawn = [
        Bar(*_row(told[place]), kind="unknown" if code == UNKNOWN else "known")
        for place, code in enumerate(order)
    ]
    return Figure(
        address=f"{source}/{dim}/{period.code}/count",
        title=title,
        caption=words.t("list.middot").join(of),
        charts=(bars(drawn, SLIM, said),),
        head=(words.dims[dim], words.sources[source]["unit"]),
        rows=(
            *(row[:2] for row in told),
            (words.t("release.total"), words.written(counts[TOTAL])),
        ),
        table=table,
    )


def by_two(words: Words, cells: Cells, source: str, dims: tuple[str, str]) -> Figure:
    """Two breakdowns of a source crossed, in its newest period."""
    period = words.periods[source][-1]
    table = breakdowns(words.release)[dims]
    rows, columns = ([*words.codes[source, dim]] for dim in dims)
    counts = [
        [
            cells.number(table, source, period.code, {dims[0]: row, dims[1]: column})
            for column in [*columns, TOTAL]
        ]
        for row in [*rows, TOTAL]
    ]
    row_labels, column_labels = (
        [words.label(source, dim, code) for code in codes]
        for dim, codes in zip(dims, (rows, columns), strict=True)
    )
    inner = [line[:-1] for line in counts[:-1]]
    title, of = words.breakdown(dims), _of(words, source, period)
    told = [
        (words.t("release.alt.cross", row=label, column=column), words.written(n), _value(n))
        for label, line in zip(row_labels, inner, strict=True)
        for column, n in zip(column_labels, line, strict=True)
    ]
    said = alt.crossed(words, _joined(words, title, *of), told)
    drawn = [[Cell(_value(n), words.written(n)) for n in line] for line in inner]
    total = words.t("release.total")
    return Figure(
        address=f"{source}/{'.'.join(dims)}/{period.code}/count",
        title=title,
        caption=words.t("list.middot").join(of),
        charts=tuple(
            grid(row_labels, column_labels, drawn, width, said)
            for width in (WIDE, SLIM)
            if fits(len(columns), width)
        ),
        head=(words.dims[dims[0]], *column_labels, total),
        rows=tuple(
            (label, *(words.written(n) for n in line))
            for label, line in zip([*row_labels, total], counts, strict=True)
        ),
        table=table,
    )


def of_source(words: Words, cells: Cells, source: str) -> Iterator[Figure]:
    """All charts of a source, what it does not collect left out."""
    if not words.periods[source]:
        return
    yield over_time(words, cells, source)
    newest = words.periods[source][-1].code
    collected = [
        dims
        for dims, table in breakdowns(words.release).items()
        if cells.collected(table, source, newest)
    ]
    for dims in collected:
        if len(dims) == 1:
            yield by_one(words, cells, source, dims[0])
    for dims in collected:
        if len(dims) == 2 and _planned(words, dims):
            yield by_two(words, cells, source, (dims[0], dims[1]))


def not_collected(words: Words, cells: Cells, source: str) -> list[str]:
    """Names of the breakdowns that a source does not collect."""
    newest = words.periods[source][-1].code if words.periods[source] else ""
    return [
        words.breakdown(dims)
        for dims, table in breakdowns(words.release).items()
        if len(dims) == 1 and not cells.collected(table, source, newest)
    ]


def _planned(words: Words, dims: tuple[str, ...]) -> bool:
    return any(table.dims == dims for table in words.release.tables)


def _of(words: Words, source: str, *periods: Period) -> list[str]:
    row = words.sources[source]
    return [row["label"], row["unit"], *(period.name for period in periods)]


def _joined(words: Words, *parts: str) -> str:
    return words.t("list.comma").join(parts)


def _value(count: Count) -> int | None:
    return None if isinstance(count, str) else count


def _row(told: tuple[str, str, int | None]) -> tuple[str, int | None, str]:
    return told[0], told[2], told[1]


def _sorted(dim: str, counts: dict[str, Count]) -> Sequence[str]:
    """Codes in the order of their bars: by number, then as given; what is unknown last."""
    if dim in ORDERED:
        return [*counts]
    return sorted(counts, key=lambda code: (code == UNKNOWN, -(_value(counts[code]) or 0)))
