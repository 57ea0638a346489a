"""The only reader of data: questions to one warehouse.

Every figure is computed by a file of sql/queries; nothing is counted here. Rows come in the order
to show them: sources and codes as their vocabularies have them, months by time. In the frame of an
answer texts are ``str``, counts ``Int64`` (NA: no number), shares and limits ``float64``, days
``datetime64``; in its lists they are Python's own, and None for NA, NaN and NaT.
"""

import numpy as np

import sql
from dashboard.questions.answer import Answer
from dashboard.questions.asking import MOST_COLUMNS, Z, unknown
from dashboard.questions.checking import Checking
from dashboard.questions.comparing import Comparing
from dashboard.questions.measuring import Measuring
from dashboard.questions.over_time import OverTime
from dashboard.questions.tabulating import Tabulating
from dashboard.selection import Filters
from etl import warehouse
from etl.errors import IntegrityError, UsageError
from etl.recipe import made_by
from etl.settings import Settings


class NothingBuilt(UsageError):  # noqa: N818 - a state of the house, which the pages ask about
    """No warehouse was ever built."""


class Store(OverTime, Comparing, Tabulating, Measuring, Checking):
    """Every question about one built warehouse."""

    def sources(self) -> Answer:
        """What is loaded.

        Returns:
            One row a source: code, label_en, label_ja, label_mi, country, organisation,
            counting_unit, fiscal_year_start, age_scheme, publishable (bool), settling_months,
            sort_order, synthetic (bool), coverage, subject, reports, first_month, last_month,
            data_to, received_at (datetimes; NaT without reports).
        """
        return self._ask("sources")

    def counts(self, filters: Filters, *, by: tuple[str, ...]) -> Answer:
        """Reports by the codes of one to three columns.

        Returns:
            One row a source and combination of codes that occurs: source, <each of by>, reports,
            total (of the source), share of the total, lower, upper (Wilson's 95 % of the share);
            of more than one column also row_share (of the reports with the same first code). A
            column that the source's file does not have has the code ``not_collected``.
        """
        places = range(MOST_COLUMNS)
        columns = [*by, *[None] * (MOST_COLUMNS - len(by))]
        names = {f"code_{n + 1}": columns[n] for n in places}
        if len(by) == 1:
            names["row_share"] = None
        return self._ask_cells(
            "counts",
            filters,
            counted_by=by,
            counts=("reports", "total"),
            names=names,
            **{f"by_{n + 1}": columns[n] for n in places},
            **{f"codes_{n + 1}": self._orders.get(columns[n] or "", []) for n in places},
            z=Z,
        )

    def headline(self, filters: Filters) -> Answer:
        """The headline figures.

        Compared are the last twelve final months of the period, or as many as it has, with the same
        months a year before.

        Returns:
            One row a source with a month in the period: source, reports, first, last (its months
            in the period), compared_first, compared_last (NaT without a final month), now, before
            (reports in the compared months and a year before; NA without comparison), ratio,
            ratio_lower, ratio_upper (95 %; NaN without comparison or base), verdict (higher,
            lower, within, too_few, no_comparison), under_18_undecided (reports whose age band
            reaches across 18, if more than those under 18, else 0), and for each of under_18, paid,
            shared: <x>_n, <x>_known, <x>_unknown (NA when not collected), <x>_share of the known,
            <x>_lower, <x>_upper (Wilson's 95 %).
        """
        shares = [
            f"{x}_{n}" for x in ("under_18", "paid", "shared") for n in ("n", "known", "unknown")
        ]
        counts = ("reports", "now", "before", "under_18_undecided", *shares)
        return self._ask_measured("headline", filters, counts=counts, z=Z)

    def headline_months(self, filters: Filters) -> Answer:
        """The headline figures by month.

        Returns:
            One row a source and month of the period: source, month, reports, under_18, paid, shared
            (how many of them; NA when not collected), status (final, provisional, not_collected).
        """
        counts = ("reports", "under_18", "paid", "shared")
        return self._ask_measured("headline_months", filters, counts=counts)

    def vocabulary(self, seed: str) -> Answer:
        """Every row of one seed, by sort_order where it has one, else as the file has them."""
        if seed not in sql.seed_names():
            raise unknown(seed, sql.seed_names())
        with self._connection.cursor() as cursor:
            columns = cursor.table(f"seeds.{seed}").fetchnumpy()
        if "sort_order" in columns:
            order = np.argsort(columns["sort_order"], kind="stable")
            columns = {name: column[order] for name, column in columns.items()}
        return Answer(columns)

    def age_bands(self, scheme: str) -> Answer:
        """The bands of one age scheme, youngest first, unknown last: columns of the seed."""
        return self._ask("age_bands", counts=("age_min", "age_max"), scheme=scheme)


def open_store(settings: Settings) -> Store:
    """Open the current warehouse, its bytes verified.

    Raises:
        NothingBuilt: nothing is built yet.
        UsageError: what was known on a day has to be looked up anew.
        IntegrityError: the warehouse is not what was built, or another release built it.
        MachineError: it cannot be read.
    """
    pointer = warehouse.current(settings)
    if pointer is None and settings.as_of:
        raise UsageError(
            f"What was known on {settings.as_of} has changed: reports were withdrawn or read anew.",
            remedy=f"Start the dashboard again: casestats serve --as-of {settings.as_of}",
            code="as-of-stale",
        )
    if pointer is None:
        raise NothingBuilt(
            "There is nothing to show yet: no warehouse has been built.",
            remedy="Import a file and build: casestats run FILE --source ID",
            code="nothing-built",
        )
    if pointer.made_by != made_by():
        raise IntegrityError(
            "Another release of casestats built the warehouse.",
            where=pointer.file,
            remedy="Build it anew from the imports, nothing is lost: casestats build",
            code="warehouse-outdated",
        )
    try:
        warehouse.verify(settings, pointer)
        return Store(settings.warehouse / pointer.file, as_of=settings.as_of)
    except IntegrityError:
        # Two builds since the first line may have swept the file.
        if warehouse.current(settings) == pointer:
            raise
    return open_store(settings)
