"""The store's answers, kept: the same question to the same warehouse is asked once.

A key is the store and the frozen arguments, never a DataFrame. Streamlit's own cache would hash and
unpickle every answer again on every run, which takes longer than drawing it.
"""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.selection import Filters
from dashboard.store import Store


class Answers:
    """The questions of the store with the same names, arguments, options and shapes; see there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def as_of(self) -> date | None:
        """The day at whose end (UTC) all this was known; None for what is known now."""
        return self._store.as_of

    @property
    def warehouse(self) -> str:
        """Which warehouse answers: the name of its file, with the time at which it was built."""
        return self._store.id

    def _ask(self, question: str, *arguments: Hashable, **options: Hashable) -> pd.DataFrame:
        by_period = question == "crosstab" and options.get("calendar")
        answer = _large_answer if by_period else _answer
        kept = answer(self._store, question, arguments, tuple(sorted(options.items())))
        return kept.copy(deep=False)  # what a page changes in it is copied first, by pandas

    def sources(self) -> pd.DataFrame:
        """What is loaded, one row a source."""
        return self._ask("sources")

    def months(self, filters: Filters, by: str | None = None) -> pd.DataFrame:
        """Reports by month."""
        return self._ask("months", filters, by=by)

    def counts(self, filters: Filters, *by: str) -> pd.DataFrame:
        """Reports by the codes of one or more columns."""
        return self._ask("counts", filters, by=by)

    def codes(self, filters: Filters, column: str) -> tuple[str, ...]:
        """Codes of one column that reports have, the most frequent in any one source first."""
        return _codes(self._store, filters, column)

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


def forget() -> None:
    """Drop every answer that is kept."""
    _answer.cache_clear()
    _large_answer.cache_clear()
    _codes.cache_clear()


def _asked(
    store: Store,
    question: str,
    arguments: tuple[Any, ...],
    options: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    answer: pd.DataFrame = getattr(store, question)(*arguments, **dict(options))
    return answer


_answer = lru_cache(maxsize=1000)(_asked)

#: Tables by period: one can take 20 MB, where other answers have a few rows.
_large_answer = lru_cache(maxsize=8)(_asked)


@lru_cache(maxsize=1000)
def _codes(store: Store, filters: Filters, column: str) -> tuple[str, ...]:
    counted = store.counts(filters, by=(column,))
    most = counted[counted["reports"] > 0].groupby(column)["reports"].max()
    return tuple(most.sort_values(ascending=False, kind="stable").index)
