"""What a public page is given: the release, its numbers, and what the reader selected of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from dashboard.context import Page, Source, labels_of
from dashboard.public import words
from dashboard.public.cells import Cells
from dashboard.public.opening import Opened
from dashboard.public.seeds import Seeds
from dashboard.text import Translate
from etl.release.model import Release

#: Address key of the period.
PERIOD: Final = "period"

#: Column behind each list of codes in Filters.
COLUMNS: Final = {
    "ages": "age_band",
    "genders": "gender",
    "platforms": "contact_platform",
    "outcomes": "outcome",
    "kinds": "kind",
}


@dataclass(frozen=True, kw_only=True)
class PublicPage(Page):
    """A page over a release.

    Attributes:
        opened: the release, with its folder and numbers.
        closed: code of the closed period that is chosen; empty for all.
        fixed: the codes that are chosen, by column.
    """

    opened: Opened
    closed: str = ""
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        """What is handed out of a release is nobody's secret, and not put on record."""
        return True

    @property
    def release(self) -> Release:
        """The release."""
        return self.opened.release

    @property
    def cells(self) -> Cells:
        """Its numbers."""
        return self.opened.cells

    def address(self) -> dict[str, str]:
        """What the address says: codes only."""
        said = super().address()
        return said | {PERIOD: self.closed} if self.closed else said

    def period(self) -> str:
        """The chosen period in words."""
        return self.periods_named().get(self.closed) or self.t("public.period.all")

    def periods_of(self, source: Source) -> tuple[str, ...]:
        """The chosen periods that a source has."""
        periods = self.cells.periods(source.code)
        return tuple(code for code in periods if self.closed in ("", code))

    def periods_named(self) -> dict[str, str]:
        """Every period in words, by code, the earliest first."""
        rows = self.release.periods.sort_values(["start", "end"], kind="stable")
        return {
            code: words.period(start, end, t=self.t, formats=self.formats)
            for code, start, end in zip(rows["period"], rows["start"], rows["end"], strict=True)
        }

    def codes(self, source: Source, column: str) -> dict[str, str]:
        """Label by code of one column, in the order to show them."""
        rows = self.release.codes
        rows = rows[rows["source"].eq(source.code) & rows["dimension"].eq(column)]
        return dict(zip(rows["code"], labelled(rows, self.lang), strict=True))

    def column(self, name: str) -> str:
        """What a column is called."""
        return self.t(f"column.{name}")

    def chosen_in_words(self, source: Source) -> list[str]:
        """What was chosen beside sources and period, as ``Gender: Female``, one column each."""
        told = []
        for column, codes in self.fixed.items():
            named = self.codes(source, column)
            labels = self.t("list.comma").join(named.get(code, code) for code in codes)
            told.append(self.t("filters.chosen_in", column=self.column(column), words=labels))
        return told


def labelled(rows: pd.DataFrame, lang: str, name: str = "label") -> pd.Series:
    """The label of each row in the language; English where the release has none in it."""
    return rows.get(f"{name}_{lang}", rows[f"{name}_en"])


def page_of(opened: Opened, lang: str, t: Translate) -> PublicPage:
    """The page before anything is chosen."""
    answers = Seeds(opened.release.name)
    labels = labels_of(answers.warehouse, lang, answers, t)
    sources = tuple(_sources(opened, lang))
    return PublicPage(lang, t, answers, labels, loaded=sources, opened=opened)


def _sources(opened: Opened, lang: str) -> Iterator[Source]:
    """The sources of a release, in its order."""
    rows = opened.release.sources
    told = {name: labelled(rows, lang, name) for name in ("label", "unit")}
    for row in rows.assign(**told).to_dict("records"):
        code = str(row["source"])
        periods = opened.release.periods[opened.release.periods["source"] == code]
        total = opened.cells.number(code, opened.cells.periods(code), {})
        yield Source(
            code=code,
            label=row["label"],
            description="",
            country=row["country"],
            unit=row["unit"],
            scheme="",
            coverage=row["coverage"],
            subject=row["subject"],
            synthetic=bool(row["synthetic"]),
            first_month=periods["start"].min().date(),
            last_month=periods["end"].max().date().replace(day=1),
            data_to=periods["end"].max().date(),
            received=opened.release.as_of,
            reports=total.value or 0,
        )
