"""What one release says. Everything in here is public: no true count, no key, no report.

Frames hold text as ``str`` and numbers as ``Int64``; a number that is not given is NA, and its mark
says why. Rows stand in the order to show them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from etl.disclosure import Rules

#: The mark of a number that is withheld: fewer than the threshold, or masked to protect others.
MASKED: Final = "S"

#: The mark of a number that the source does not collect.
NOT_COLLECTED: Final = ".."

#: Columns of the frames of a release, in the order of their files.
SOURCE_COLUMNS: Final = (
    "source", "label_en", "label_ja", "country", "country_en", "country_ja", "organisation",
    "counting_unit", "unit_en", "unit_ja", "coverage", "subject", "synthetic",
)  # fmt: skip
PERIOD_COLUMNS: Final = ("source", "period", "start", "end", "release", "as_of")
DIMENSION_COLUMNS: Final = ("dimension", "label_en", "label_ja")
CODE_COLUMNS: Final = ("source", "dimension", "code", "label_en", "label_ja")
BALANCE_COLUMNS: Final = ("source", "status", "reports", "mark")
REVISION_COLUMNS: Final = (
    "release", "as_of", "kind", "source", "period", "table", "cell", "old", "new", "level",
    "reason_en", "reason_ja",
)  # fmt: skip

#: What became of the rows that a source delivered since the last release, in reading order. They
#: are given to the nearest hundred and do not add up.
STATUSES: Final = (
    "received", "accepted", "quarantined", "without_consent", "filtered", "withdrawn",
    "published", "open", "late",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One protected table over all sources and periods of a release.

    Attributes:
        name: letters, digits and ``_``; its file is ``tables/<name>.csv``.
        dims: one to three columns of marts.reports; none for the table of totals.
        cells: source, period, <dims>, reports (Int64), mark ("" where reports is given). Every
            combination of a source's codes and ``total`` stands in it once; a table that a source
            does not collect is one row of totals with the mark ``..``.
    """

    name: str
    dims: tuple[str, ...]
    cells: pd.DataFrame

    def of(self, source: str, period: str) -> pd.DataFrame:
        """The cells of one source and period: <dims>, reports, mark."""
        chosen = (self.cells["source"] == source) & (self.cells["period"] == period)
        return self.cells.loc[chosen, [*self.dims, "reports", "mark"]].reset_index(drop=True)


@dataclass(frozen=True)
class Release:
    """A release and all that a reader needs to trust and cite it.

    Attributes:
        plan: name of the plan, letters, digits and ``-``.
        series: 1, 2, …; a re-base begins the next one and withdraws the one before.
        serial: 1, 2, … over all series of a plan.
        as_of: what had been received by the end of this day (UTC) was looked at.
        valid_until: after this day a newer release should be there.
        not_before: the moment before which nobody outside may see it; None: at once.
        previous: name of the release before it; None for the first.
        title_en: of the whole, as is title_ja.
        publisher: who answers for it; empty when the plan names nobody.
        contact: an address for questions; empty for none.
        licence: of the figures, an SPDX identifier.
        synthetic: whether any source is invented.
        rules: how the numbers are protected.
        plan_sha256: of what the plan keeps for a whole series.
        codes_sha256: of what the plan's codes count, kept over all series.
        key_id: of the two secrets, made so that it tells nothing of them.
        attack: what the gate tried: targets, unsafe (0), masked (by repair).
        sources: SOURCE_COLUMNS, in the order to show them; synthetic is bool.
        periods: PERIOD_COLUMNS; start, end and as_of are ``datetime64``; release is where each was
            first published, as_of what that one had looked at.
        dimensions: DIMENSION_COLUMNS.
        codes: CODE_COLUMNS, in the order to show them, without ``total``.
        balance: BALANCE_COLUMNS, STATUSES of each source to the nearest hundred.
        revisions: REVISION_COLUMNS, newest first: every number that differs from an earlier release
            of the plan. ``cell`` is ``dim=code`` joined by ``;``.
        tables: by name.
    """

    plan: str
    series: int
    serial: int
    as_of: date
    valid_until: date
    not_before: datetime | None
    previous: str | None
    title_en: str
    title_ja: str
    publisher: str
    contact: str
    licence: str
    synthetic: bool
    rules: Rules
    plan_sha256: str
    codes_sha256: str
    key_id: str
    attack: dict[str, int]
    sources: pd.DataFrame
    periods: pd.DataFrame
    dimensions: pd.DataFrame
    codes: pd.DataFrame
    balance: pd.DataFrame
    revisions: pd.DataFrame
    tables: tuple[Table, ...]

    @property
    def name(self) -> str:
        """Its folder's name for ever, such as ``reports-1.3``."""
        return f"{self.plan}-{self.series}.{self.serial}"

    def table(self, name: str) -> Table:
        """The table of that name.

        Raises:
            KeyError: there is none.
        """
        return {table.name: table for table in self.tables}[name]

    def facts(self) -> dict[str, Any]:
        """All but the frames, as the manifest tells it."""
        return {
            "name": self.name,
            "plan": self.plan,
            "series": self.series,
            "serial": self.serial,
            "as_of": self.as_of.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "not_before": self.not_before and self.not_before.isoformat(),
            "previous": self.previous,
            "title_en": self.title_en,
            "title_ja": self.title_ja,
            "publisher": self.publisher,
            "contact": self.contact,
            "licence": self.licence,
            "synthetic": self.synthetic,
            "k": self.rules.k,
            "base": self.rules.base,
            "threshold": self.rules.threshold,
            "plan_sha256": self.plan_sha256,
            "codes_sha256": self.codes_sha256,
            "key_id": self.key_id,
            "attack": self.attack,
            "tables": [{"name": table.name, "dims": list(table.dims)} for table in self.tables],
        }
