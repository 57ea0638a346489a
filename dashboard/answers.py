"""The store's answers, kept: the same question to the same warehouse is asked once.

A key is the store and the frozen arguments, never a DataFrame. Streamlit's own cache would hash and
unpickle every answer again on every run, which takes longer than drawing it.
"""

from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial
from typing import Any, Final

import pandas as pd

from dashboard.keeping import Kept
from dashboard.selection import Filters
from dashboard.store import Store

#: A question, its arguments and its options.
Asked = tuple[str, tuple[Hashable, ...], tuple[tuple[str, Hashable], ...]]

#: Questions answered at once before a page asks them; DuckDB works without Python's lock.
_AHEAD: Final = ThreadPoolExecutor(2, thread_name_prefix="ask-ahead")


class Answers:
    """The questions of the store with the same names, arguments, options and shapes; see there.

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

    def _ask(self, question: str, *arguments: Hashable, **options: Hashable) -> pd.DataFrame:
        asked = question, arguments, tuple(sorted(options.items()))
        self.asked.append(asked)
        # What a page changes in it is copied first, by pandas.
        return _answer(self._store, asked).copy(deep=False)

    def ask_ahead(self, asked: Sequence[Asked], before: Filters, now: Filters) -> None:
        """Answer side by side what a page will ask: what it asked before, of another selection.

        Waits for all of it: a browser draws a page sooner that comes at once than one in parts.
        """
        moved = [
            (question, tuple(now if one == before else one for one in arguments), options)
            for question, arguments, options in dict.fromkeys(asked)
            if before in arguments
        ]
        wait([_AHEAD.submit(_answer, self._store, question) for question in moved])

    def sources(self) -> pd.DataFrame:
        """What is loaded, one row a source."""
        return self._ask("sources")

    def counts(self, filters: Filters, *by: str) -> pd.DataFrame:
        """Reports by the codes of one or more columns."""
        return self._ask("counts", filters, by=by)

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
    ) -> pd.DataFrame:
        """Reports by month, quarter, calendar or fiscal year."""
        # Where the year begins is nothing to months: they are asked for once.
        starts = starts if calendar == "fiscal" else None
        return self._ask("periods", filters, by=by, calendar=calendar, starts=starts, date=date)

    def completeness_by_delay(
        self, sources: tuple[str, ...] = (), **options: Hashable
    ) -> pd.DataFrame:
        """How much of a final count is usually in after so many months or weeks."""
        return self._ask("completeness_by_delay", sources, **options)

    def triangle(self, sources: tuple[str, ...] = (), **options: Hashable) -> pd.DataFrame:
        """How many reports of each month were in after so many months."""
        return self._ask("triangle", sources, **options)

    def shares_over_time(
        self, filters: Filters, column: str, codes: tuple[str, ...], **options: Hashable
    ) -> pd.DataFrame:
        """The share of some codes of a column, by period."""
        return self._ask("shares_over_time", filters, column, codes, **options)

    def changes(self, filters: Filters) -> pd.DataFrame:
        """Each headline figure beside the same months a year before."""
        return self._ask("changes", filters)

    def rates(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Reports per 100,000 people and year."""
        return self._ask("rates", filters, **options)

    def rate_changes(self, filters: Filters) -> pd.DataFrame:
        """Reports per 100,000 people and year beside the same months a year before."""
        return self._ask("rate_changes", filters)

    def compare(
        self, filters: Filters, sources: tuple[str, ...], **options: Hashable
    ) -> pd.DataFrame:
        """Sources side by side, each on its own."""
        return self._ask("compare", filters, sources, **options)

    def total(self, filters: Filters) -> int:
        """How many reports one source has; refuses to add several."""
        return self._store.total(filters)

    def crosstab(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Reports by the codes of two or three columns, and by period, with totals."""
        return self._ask("crosstab", filters, **options)

    def platforms(self, filters: Filters) -> pd.DataFrame:
        """Platforms on which contact began, and whether they existed then."""
        return self._ask("platforms", filters)

    def amounts(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Amounts that were paid, by currency."""
        return self._ask("amounts", filters, **options)

    def delays(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """Days from incident to report."""
        return self._ask("delays", filters, **options)

    def headline(self, filters: Filters) -> pd.DataFrame:
        """The headline figures, one row a source."""
        return self._ask("headline", filters)

    def headline_months(self, filters: Filters) -> pd.DataFrame:
        """The headline figures by month."""
        return self._ask("headline_months", filters)

    def completeness(self, filters: Filters) -> pd.DataFrame:
        """How many reports of each source say something in each field."""
        return self._ask("completeness", filters)

    def completeness_by_month(self, filters: Filters, **options: Hashable) -> pd.DataFrame:
        """How many reports of each source and month say something in each field."""
        return self._ask("completeness_by_month", filters, **options)

    def duplicates(self) -> pd.DataFrame:
        """How often a report was told more than once."""
        return self._ask("duplicates")

    def timeliness(self) -> pd.DataFrame:
        """How old reports were when they were received."""
        return self._ask("timeliness")

    def balance(self) -> pd.DataFrame:
        """Where the rows of each import went."""
        return self._ask("balance")

    def vocabulary(self, seed: str) -> pd.DataFrame:
        """One seed table."""
        return self._ask("vocabulary", seed)

    def age_bands(self, scheme: str) -> pd.DataFrame:
        """The bands of one age scheme."""
        return self._ask("age_bands", scheme)

    def imports(self) -> pd.DataFrame:
        """What was imported."""
        return self._ask("imports")

    def notes(self) -> pd.DataFrame:
        """What to know about the imported files."""
        return self._ask("notes")

    def quarantine(self) -> pd.DataFrame:
        """What was kept out, by rule."""
        return self._ask("quarantine")

    def unmapped(self) -> pd.DataFrame:
        """Values that fit no code."""
        return self._ask("unmapped")


#: Tables by period are few: one can take 20 MB, where other answers have a few rows.
_FEW: Final[Kept[pd.DataFrame]] = Kept(8)
_MANY: Final[Kept[pd.DataFrame]] = Kept(1000)
_CODES: Final[Kept[tuple[str, ...]]] = Kept(1000)


def forget() -> None:
    """Drop every answer that is kept."""
    for kept in (_FEW, _MANY, _CODES):
        kept.clear()


def _answer(store: Store, asked: Asked) -> pd.DataFrame:
    question, arguments, options = asked
    named: dict[str, Any] = dict(options)
    by_period = question == "crosstab" and named.get("calendar")
    kept = _FEW if by_period else _MANY
    return kept.get((store, asked), lambda: getattr(store, question)(*arguments, **named))


def _codes(store: Store, filters: Filters, column: str) -> tuple[str, ...]:
    counted = store.counts(filters, by=(column,))
    most = counted[counted["reports"] > 0].groupby(column)["reports"].max()
    return tuple(most.sort_values(ascending=False, kind="stable").index)
