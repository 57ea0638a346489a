"""What a public page is given: the release, its numbers, and what the reader selected of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.context import Page, Source, labels_of
from dashboard.page.words import Words
from dashboard.public.cells import Cells
from dashboard.public.opening import Opened
from dashboard.public.seeds import Seeds
from dashboard.text import Translate
from etl.release.model import Release

#: Address key of the period. The latest of each source is chosen unless the reader chooses.
PERIOD: Final = "period"
LATEST: Final = "latest"
ALL: Final = "all"

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
        words: what its codes and periods are called.
        closed: code of the closed period that is chosen, LATEST or ALL.
        fixed: the codes that are chosen, by column.
    """

    opened: Opened
    words: Words
    closed: str = LATEST
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
        return said if self.closed == LATEST else said | {PERIOD: self.closed}

    def periods_of(self, source: Source) -> tuple[str, ...]:
        """The chosen periods that a source has."""
        periods = self.cells.periods(source.code)
        if self.closed == LATEST:
            return periods[-1:]
        return tuple(code for code in periods if self.closed in (ALL, code))

    def period_of(self, source: Source) -> str:
        """The chosen periods of a source in words."""
        if self.closed == ALL:
            return self.t("public.period.all")
        named = (self.words.period(source.code, code) for code in self.periods_of(source))
        return self.t("list.comma").join(named)

    def fixed_of(self, source: Source) -> dict[str, tuple[str, ...]]:
        """The chosen codes that a source has, by column; none where it has none of those chosen."""
        return {
            column: tuple(code for code in codes if code in self.codes(source, column))
            for column, codes in self.fixed.items()
        }

    def codes(self, source: Source, column: str) -> Mapping[str, str]:
        """Label by code of one column, in the order to show them."""
        return self.words.codes.get((source.code, column), {})

    def column(self, name: str) -> str:
        """What a column is called."""
        return self.t(f"column.{name}")

    def chosen_in_words(self, source: Source) -> list[str]:
        """What was chosen beside sources and period, as ``Gender: Female``, one column each."""
        told = []
        for column, codes in self.fixed_of(source).items():
            named = self.codes(source, column)
            labels = self.t("list.comma").join(named[code] for code in codes)
            told.append(self.t("filters.chosen_in", column=self.column(column), words=labels))
        return told


def page_of(opened: Opened, lang: str, t: Translate) -> PublicPage:
    """The page before anything is chosen."""
    answers = Seeds(opened.release.name)
    labels = labels_of(lang, answers, t)
    words = opened.words(lang)
    sources = tuple(_sources(opened, words))
    return PublicPage(lang, t, answers, labels, loaded=sources, opened=opened, words=words)


def _sources(opened: Opened, words: Words) -> Iterator[Source]:
    """The sources of a release that have a closed period, in its order."""
    for code, row in words.sources.items():
        periods = words.periods[code]
        if not periods:
            continue
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
            first_month=periods[0].start,
            last_month=periods[-1].end.replace(day=1),
            data_to=periods[-1].end,
            received=opened.release.as_of,
            reports=total.value or 0,
        )
