"""The store's answers, kept: the same question to the same warehouse is asked once.

A key is the store and the frozen arguments, never a DataFrame. Streamlit's own cache would hash and
unpickle every answer again on every run, which takes longer than drawing it.
"""

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial
from typing import Final

import pandas as pd

from dashboard.columns import Lists, records
from dashboard.keeping import Kept
from dashboard.questions.answer import Answer
from dashboard.selection import Filters
from dashboard.store import Store

#: A question, its arguments and its options.
Asked = tuple[str, tuple[Hashable, ...], tuple[tuple[str, Hashable], ...]]

#: What is answered in lists, the rest in frames.
_IN_LISTS: Final = frozenset(
    {"counts", "periods", "headline", "headline_months", "changes", "rate_changes"}
)

#: Questions answered at once before a page asks them; DuckDB works without Python's lock.
_AHEAD: Final = ThreadPoolExecutor(2, thread_name_prefix="ask-ahead")


class Answers:
    """The questions of the store with the same names, arguments and options; see there.

    What most pages ask is answered in lists, which take less time than frames to make and to read.

    Attributes:
        asked: the questions of this run, in their order.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[Asked] = []

    @property
    def as_of(self) -> date | None:
        """The day at whose end (UTC) all this was known; None for what is known now."""
        return self._store.as_of

    @property
    def warehouse(self) -> str:
        """Which warehouse answers: the name of its file, with the time at which it was built."""
        return self._store.id

    def _listed(self, question: str, *arguments: Hashable, **options: Hashable) -> Lists:
        return _lists(self._store, self._noted(question, arguments, options))

    def _framed(self, question: str, *arguments: Hashable, **options: Hashable) -> pd.DataFrame:
        # What a page changes in it is copied first, by pandas.
        return _frame(self._store, self._noted(question, arguments, options)).copy(deep=False)

    def _noted(
        self, question: str, arguments: tuple[Hashable, ...], options: Mapping[str, Hashable]
    ) -> Asked:
        self.asked.append((question, arguments, tuple(sorted(options.items()))))
        return self.asked[-1]

    def ask_ahead(self, asked: Sequence[Asked], before: Filters, now: Filters) -> None:
        """Answer side by side what a page will ask: what it asked before, of another selection.

        Waits for all of it: a browser draws a page sooner that comes at once than one in parts.
        """
        moved = [
            (question, tuple(now if one == before else one for one in arguments), options)
            for question, arguments, options in dict.fromkeys(asked)
            if before in arguments
        ]
        wait(
            [
                _AHEAD.submit(_lists if question[0] in _IN_LISTS else _frame, self._store, question)
                for question in moved
            ]
        )

    def sources(self) -> pd.DataFrame:
        """What is loaded, one row a source."""
        return self._framed("sources")

    def counts(self, filters: Filters, *by: str) -> Lists:
        """Reports by the codes of one or more columns."""
        return self._listed("counts", filters, by=by)

    def codes(self, filters: Filters, column: str) -> tuple[str, ...]:
        """Codes of one column that reports have, the most frequent in any one source first."""
        return _CODES.get(
            (self._store, filters, column), partial(_codes, self._store, filters, column)
        )

    def periods(
        self,
        filters: Filters,
        *,
        by: str | None = None,
        calendar: str = "month",
        starts: int | None = None,
        date: str = "reported",
    ) -> Lists:
        """Reports by month, quarter, calendar or fiscal year."""
        # Where the year begins is nothing to months: they are asked for once.
        starts = starts if calendar == "fiscal" else None
        return self._listed("periods", filters, by=by, calendar=calendar, starts=starts, date=date)

    def completeness_by_delay(
        self, sources: tuple[str, ...] = (), **options: Hashable
    ) -> pd.DataFrame:
        """How much of a final count is usually in after so many months or weeks."""
        return self._framed("completeness_by_delay", sources, **options)

    def triangle(self, sources: tuple[str, ...] = (), **options: Hashable) -> pd.DataFrame:
        """How many reports of each month were in after so many months."""
        return self._framed("triangle", sources, **options)

    def shares_over_time(
        self, filters: Filters, column: str, codes: tuple[str, ...], **options: Hashable
    ) -> pd.DataFrame:
        """The share of some codes of a column, by period."""
        return self._framed("shares_over_time", filters, column, codes, **options)

    def changes(self, filters: Filters) -> Lists:
        """Each headline figure beside the same months a year before."""
        return self._listed("changes", filters)

    def rates(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Reports per 100,000 people and year."""
        return self._framed("rates", filters, **options)

    def rate_changes(self, filters: Filters) -> Lists:
        """Reports per 100,000 people and year beside the same months a year before."""
        return self._listed("rate_changes", filters)

    def compare(
        self, filters: Filters, sources: tuple[str, ...], **options: Hashable
    ) -> pd.DataFrame:
        """Sources side by side, each on its own."""
        return self._framed("compare", filters, sources, **options)

    def total(self, filters: Filters) -> int:
        """How many reports one source has; refuses to add several."""
        return self._store.total(filters)

    def crosstab(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Reports by the codes of two or three columns, and by period, with totals."""
        return self._framed("crosstab", filters, **options)

    def platforms(self, filters: Filters) -> pd.DataFrame:
        """Platforms on which contact began, and whether they existed then."""
        return self._framed("platforms", filters)

    def amounts(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Amounts that were paid, by currency."""
        return self._framed("amounts", filters, **options)

    def delays(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Days from incident to report."""
        return self._framed("delays", filters, **options)

    def headline(self, filters: Filters) -> Lists:
        """The headline figures, one row a source."""
        return self._listed("headline", filters)

    def headline_months(self, filters: Filters) -> Lists:
        """The headline figures by month."""
        return self._listed("headline_months", filters)

    def completeness(self, filters: Filters) -> pd.DataFrame:
        """How many reports of each source say something in each field."""
        return self._framed("completeness", filters)

    def completeness_by_month(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """How many reports of each source and month say something in each field."""
        return self._framed("completeness_by_month", filters, **options)

    def duplicates(self) -> pd.DataFrame:
        """How often a report was told more than once."""
        return self._framed("duplicates")

    def timeliness(self) -> pd.DataFrame:
        """How old reports were when they were received."""
        return self._framed("timeliness")

    def balance(self) -> pd.DataFrame:
        """Where the rows of each import went."""
        return self._framed("balance")

    def vocabulary(self, seed: str) -> pd.DataFrame:
        """One seed table."""
        return self._framed("vocabulary", seed)

    def age_bands(self, scheme: str) -> pd.DataFrame:
        """The bands of one age scheme."""
        return self._framed("age_bands", scheme)

    def imports(self) -> pd.DataFrame:
        """What was imported."""
        return self._framed("imports")

    def notes(self) -> pd.DataFrame:
        """What to know about the imported files."""
        return self._framed("notes")

    def quarantine(self) -> pd.DataFrame:
        """What was kept out, by rule."""
        return self._framed("quarantine")

    def unmapped(self) -> pd.DataFrame:
        """Values that fit no code."""
        return self._framed("unmapped")


_LISTS: Final[Kept[Lists]] = Kept(1000)
_FRAMES: Final[Kept[pd.DataFrame]] = Kept(1000)
#: Tables by period are few: one can take 20 MB, where other answers have a few rows.
_FEW: Final[Kept[pd.DataFrame]] = Kept(8)
_CODES: Final[Kept[tuple[str, ...]]] = Kept(1000)


def forget() -> None:
    """Drop every answer that is kept."""
    for kept in (_LISTS, _FRAMES, _FEW, _CODES):
        kept.clear()


def _lists(store: Store, asked: Asked) -> Lists:
    return _LISTS.get((store, asked), lambda: _answer(store, asked).lists)


def _frame(store: Store, asked: Asked) -> pd.DataFrame:
    question, _, options = asked
    by_period = question == "crosstab" and dict(options).get("calendar")
    kept = _FEW if by_period else _FRAMES
    return kept.get((store, asked), lambda: _answer(store, asked).frame)


def _answer(store: Store, asked: Asked) -> Answer:
    question, arguments, options = asked
    made: Answer = getattr(store, question)(*arguments, **dict(options))
    return made


def _codes(store: Store, filters: Filters, column: str) -> tuple[str, ...]:
    most: dict[str, int] = {}
    for row in records(store.counts(filters, by=(column,)).lists):
        if row["reports"]:
            most[row[column]] = max(row["reports"], most.get(row[column], 0))
    return tuple(sorted(most, key=lambda code: (-most[code], code)))
