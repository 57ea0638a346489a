"""Charts that stand on the page before a reader chooses: what each shows, and its table."""

from collections.abc import Sequence
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
from etl.release.model import MASKED, NOT_COLLECTED

#: Breakdowns that have an order of their own; the others are sorted by number.
ORDERED: Final = frozenset({"age_band"})

UNKNOWN: Final = "unknown"

#: Codes whose bars look different from the others.
KINDS: Final = {UNKNOWN: "unknown", "female": "female"}


@dataclass(frozen=True)
class Figure:
    """One chart.

    Attributes:
        address: of the same chart where it can be changed, as ``page.js`` reads it.
        title: what it shows.
        caption: whose numbers, of what, of when.
        meaning: what its breakdowns mean.
        charts: the drawings, wide and slim.
        head: of its table.
        rows: of its table, the first cell of each a label.
        numbers: how many of its columns after the first hold numbers; the others hold text.
        notes: what its signs mean; empty for nothing to tell.
        table: the release's table that it is from.
    """

    address: str
    title: str
    caption: str
    meaning: str
    charts: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int
    notes: str
    table: str


def over_time(words: Words, cells: Cells, source: str) -> Figure:
    """All reports of a source by period, and where each number was first published."""
    periods = words.periods[source]
    table = breakdowns(words.release)[()]
    counts = [cells.number(table, source, period.code, {}) for period in periods]
    told = [(p.name, words.written(n), _value(n)) for p, n in zip(periods, counts, strict=True)]
    shown = _Shown(words, source, ())
    said = alt.over_time(words, shown.said, told)
    spans = [
        Span(p.axis, p.year, p.start.toordinal(), p.end.toordinal(), _value(n), words.written(n))
        for p, n in zip(periods, counts, strict=True)
    ]
    return shown.figure(
        charts=[lines(spans, width, said) for width in (WIDE, SLIM)],
        head=[
            words.t("release.period.column"),
            words.sources[source]["unit"],
            words.t("release.first"),
            words.t("release.received"),
        ],
        rows=[
            [*row[:2], period.release, words.formats.date(period.as_of)]
            for row, period in zip(told, periods, strict=True)
        ],
        numbers=1,
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
    told = [(labels[code], words.written(counts[code]), _value(counts[code])) for code in order]
    shown = _Shown(words, source, (dim,), period)
    said = alt.ranked(words, shown.said, told)
    drawn = [
        Bar(label, value, number, kind=KINDS.get(code, "known"))
        for code, (label, number, value) in zip(order, told, strict=True)
    ]
    return shown.figure(
        charts=[bars(drawn, SLIM, said)],
        head=[words.dims[dim], words.sources[source]["unit"]],
        rows=[
            *(row[:2] for row in told),
            (words.t("release.total"), words.written(counts[TOTAL])),
        ],
    )


def by_two(words: Words, cells: Cells, source: str, dims: tuple[str, str]) -> Figure:
    """Two breakdowns of a source crossed, in its newest period."""
    period = words.periods[source][-1]
    table = breakdowns(words.release)[dims]
    codes = [[*words.codes[source, dim], TOTAL] for dim in dims]
    counts = [
        [
            cells.number(table, source, period.code, dict(zip(dims, (row, column), strict=True)))
            for column in codes[1]
        ]
        for row in codes[0]
    ]
    labels, names = (
        [words.label(source, dim, code) for code in listed]
        for dim, listed in zip(dims, codes, strict=True)
    )
    drawn = [[Cell(_value(n), words.written(n)) for n in row[:-1]] for row in counts[:-1]]
    told = [
        (words.t("release.alt.cross", row=label, column=name), cell.told, cell.value)
        for label, row in zip(labels[:-1], drawn, strict=True)
        for name, cell in zip(names[:-1], row, strict=True)
    ]
    shown = _Shown(words, source, dims, period)
    said = alt.crossed(words, shown.said, told)
    return shown.figure(
        charts=[
            grid(labels[:-1], names[:-1], drawn, width, said)
            for width in (WIDE, SLIM)
            if fits(len(names) - 1, width)
        ],
        head=[words.dims[dims[0]], *names],
        rows=[
            [label, *(words.written(n) for n in row)]
            for label, row in zip(labels, counts, strict=True)
        ],
    )


@dataclass(frozen=True)
class Figures:
    """The charts of a source: over time; of one breakdown; of two crossed, in the newest period."""

    over_time: Figure
    single: list[Figure]
    crossed: list[Figure]


def of_source(words: Words, cells: Cells, source: str) -> Figures | None:
    """All charts of a source but of what it does not collect; None where nothing is published."""
    if not words.periods[source]:
        return None
    newest = words.periods[source][-1].code
    collected = [
        dims
        for dims, table in breakdowns(words.release).items()
        if cells.collected(table, source, newest)
    ]
    planned = {table.dims for table in words.release.tables}
    return Figures(
        over_time(words, cells, source),
        [by_one(words, cells, source, dims[0]) for dims in collected if len(dims) == 1],
        [
            by_two(words, cells, source, (dims[0], dims[1]))
            for dims in collected
            if len(dims) == 2 and dims in planned
        ],
    )


def not_collected(words: Words, cells: Cells, source: str) -> list[str]:
    """Names of the breakdowns that a source does not collect."""
    newest = words.periods[source][-1].code if words.periods[source] else ""
    return [
        words.breakdown(dims)
        for dims, table in breakdowns(words.release).items()
        if len(dims) == 1 and not cells.collected(table, source, newest)
    ]


@dataclass(frozen=True)
class _Shown:
    """What a figure is of; ``period`` is None for all of them."""

    words: Words
    source: str
    dims: tuple[str, ...]
    period: Period | None = None

    @property
    def of(self) -> list[str]:
        row = self.words.sources[self.source]
        return [row["label"], row["unit"], *([self.period.name] if self.period else [])]

    @property
    def said(self) -> str:
        """Title and caption in one, for who listens."""
        return self.words.t("list.comma").join([self.words.breakdown(self.dims), *self.of])

    def figure(
        self,
        charts: Sequence[str],
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: int | None = None,
    ) -> Figure:
        t, release = self.words.t, self.words.release
        when = self.period.code if self.period else "all"
        told = {cell for row in rows for cell in row[1:]}
        lengths = {period.months for period in self.words.periods[self.source]}
        notes = {
            t("release.lengths"): self.period is None and len(lengths) > 1,
            t("release.sign.withheld", threshold=str(release.rules.threshold)): MASKED in told,
            t("release.sign.not_collected"): NOT_COLLECTED in told,
        }
        return Figure(
            address=f"{self.source}/{'.'.join(self.dims)}/{when}/count",
            title=self.words.breakdown(self.dims),
            caption=t("list.middot").join(self.of),
            meaning=self.words.meaning(self.dims),
            charts=tuple(charts),
            head=tuple(head),
            rows=tuple(tuple(row) for row in rows),
            numbers=len(head) - 1 if numbers is None else numbers,
            notes="".join(
                t("list.sentence", text=note) for note, needed in notes.items() if needed
            ).strip(),
            table=breakdowns(release)[self.dims],
        )


def _value(count: Count) -> int | None:
    return None if isinstance(count, str) else count


def _sorted(dim: str, counts: dict[str, Count]) -> Sequence[str]:
    """Codes in the order of their bars: by number, then as given; what is unknown last."""
    if dim in ORDERED:
        return [*counts]
    return sorted(counts, key=lambda code: (code == UNKNOWN, -(_value(counts[code]) or 0)))
