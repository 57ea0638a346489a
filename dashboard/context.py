"""What a page is given: the answers, the words, the forms and the selection of one run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

import pandas as pd

from dashboard import address, period_words
from dashboard.answers import Answers
from dashboard.columns import Columns, Lists, where
from dashboard.keeping import Kept
from dashboard.readers import Reader
from dashboard.selection import Filters
from dashboard.text import LANGUAGES, Translate, sentences
from dashboard.theme import DARK, LIGHT, Formats, Palette
from sql import VOCABULARY

#: Country code of help and figures that belong to no one country.
ANYWHERE: Final = "INT"

#: An answer in either of its forms.
Rows = TypeVar("Rows", pd.DataFrame, Lists)


@dataclass(frozen=True)
class Source:
    """One source as the pages name it.

    Attributes:
        code: its code.
        label: its name in the reader's language.
        description: what its reports are, in the reader's language; empty if we know no more.
        country: code of its country.
        unit: what it counts one of, in the reader's language.
        scheme: code of its age scheme.
        coverage: whose reports reach it, a code of the seed coverages.
        subject: whether its reports are of sextortion, a code of the seed subjects.
        synthetic: whether its reports are made up.
        first_month: first month of its reports, None without reports.
        last_month: last month of its reports, None without reports.
        data_to: last day of its reports, None without reports.
        received: day (UTC) on which its newest file was received.
        reports: current reports of all months.
    """

    code: str
    label: str
    description: str
    country: str
    unit: str
    scheme: str
    coverage: str
    subject: str
    synthetic: bool
    first_month: date | None
    last_month: date | None
    data_to: date | None
    received: date | None
    reports: int

    @property
    def is_of_sextortion(self) -> bool:
        """Whether every report is; of some public data none is, or only a part."""
        return self.subject == "sextortion"


class Labels:
    """Labels of codes in one language, in the order of the vocabulary; each list is made once."""

    def __init__(self, answers: Answers, lang: str, t: Translate) -> None:
        self._answers = answers
        self._lang = lang
        self._t = t
        self._made: dict[tuple[str, str], Mapping[str, str]] = {}

    def seed(self, name: str) -> Mapping[str, str]:
        """Label by code of one vocabulary; English where the language has none."""
        return self._once("seed", name, lambda: self._by_code(self._answers.vocabulary(name)))

    def ages(self, scheme: str) -> Mapping[str, str]:
        """Label by code of the bands of one age scheme, youngest first."""
        return self._once("ages", scheme, lambda: self._by_code(self._answers.age_bands(scheme)))

    def column(self, name: str) -> Mapping[str, str]:
        """Label by code of one report column; codes that mean no answer last."""
        if name == "under_18":  # no vocabulary: worked out from the ages
            codes = ("yes", "no", "unknown", "not_collected")
            return {code: self._t(f"under_18.{code}") for code in codes}
        return {**self.seed(VOCABULARY[name]), "not_collected": self._t("not_collected")}

    def countries(self) -> Mapping[str, str]:
        """Label by code of each country, and of what is bound to none."""
        return {**self.seed("countries"), ANYWHERE: self._t("anywhere")}

    @cached_property
    def events(self) -> Columns:
        """What happened, by day: ``day``, country, label, kind, description."""
        rows = self._answers.vocabulary("events").sort_values("date", kind="stable")
        kinds = self.seed("event_kinds")
        return {
            "day": [day.date() for day in rows["date"]],
            "country": list(rows["country"]),
            "label": list(worded(rows, "label", self._lang)),
            "kind": [kinds[kind] for kind in rows["kind"]],
            "description": list(worded(rows, "description", self._lang)),
        }

    def _once(
        self, kind: str, name: str, make: Callable[[], Mapping[str, str]]
    ) -> Mapping[str, str]:
        if (kind, name) not in self._made:
            self._made[kind, name] = make()
        return self._made[kind, name]

    def _by_code(self, rows: pd.DataFrame) -> Mapping[str, str]:
        rows = rows.sort_values("sort_order", kind="stable")
        return dict(zip(rows["code"], worded(rows, "label", self._lang), strict=True))


def worded(rows: pd.DataFrame, column: str, lang: str) -> pd.Series:
    """``label`` or ``description`` of each row of a seed; English where the language has none."""
    english = rows[f"{column}_en"]
    words = rows.get(f"{column}_{lang}", english).fillna("")
    return words.where(words.ne(""), english)


def labels_of(lang: str, answers: Answers, t: Translate) -> Labels:
    """The labels of one warehouse in one language; made once."""
    return _LABELS.get((answers.warehouse, lang), lambda: Labels(answers, lang, t))


@dataclass(frozen=True)
class Page:
    """Everything that a view needs to draw.

    Attributes:
        lang: code of the reader's language.
        t: translator of messages.
        answers: the store's answers.
        labels: labels of codes.
        loaded: every source in the warehouse.
        sources: those selected, in order; never empty when anything is loaded.
        filters: the selection, its sources and months made explicit.
        chosen: the same as the address says it: empty where the reader chose nothing.
        options: what is chosen for each option of the pages, by address key.
        reader: who reads it.
    """

    lang: str
    t: Translate
    answers: Answers
    labels: Labels
    loaded: tuple[Source, ...]
    sources: tuple[Source, ...] = ()
    filters: Filters = field(default_factory=Filters)
    chosen: Filters = field(default_factory=Filters)
    options: Mapping[str, str] = field(default_factory=address.usual_options)
    reader: Reader = field(default_factory=Reader)
    _not_final: dict[str, str] = field(default_factory=dict, init=False, compare=False)

    @property
    def is_public(self) -> bool:
        """Whether all of it is public, and nothing that is handed out need be on record."""
        return False

    @cached_property
    def formats(self) -> Formats:
        """Forms of numbers and dates."""
        return Formats(sentences(self.lang))

    @property
    def starts(self) -> int | None:
        """First month of the fiscal year; None for each source's own."""
        chosen = self.options["starts"]
        return None if chosen == "own" else int(chosen)

    @property
    def palette(self) -> Palette:
        """Colours of the mode the reader's browser shows."""
        return DARK if self.reader.dark else LIGHT

    def only(self, source: Source) -> Filters:
        """The selection within one source."""
        return replace(self.filters, sources=(source.code,))

    def of(self, source: Source, rows: Rows) -> Rows:
        """The rows of one source in an answer for all that are selected: asked once."""
        if self.filters.sources == (source.code,):
            return rows
        if isinstance(rows, pd.DataFrame):
            return rows[rows["source"] == source.code].reset_index(drop=True)
        return where(rows, (code == source.code for code in rows["source"]))

    def not_final(self, source: Source) -> str:
        """Which of the selected months of a source are not final, in words; empty for none."""
        if source.code not in self._not_final:
            months = self.of(source, self.answers.periods(self.filters))
            told = period_words.not_final(months, t=self.t, formats=self.formats)
            self._not_final[source.code] = told
        return self._not_final[source.code]

    @property
    def told_language(self) -> str | None:
        """The language as the address says it: None where it goes without saying."""
        return None if self.lang == self.reader.language == LANGUAGES[0] else self.lang

    def address(self) -> dict[str, str]:
        """What the address says: the selection and the language."""
        return address.write(self.chosen, lang=self.told_language, options=self.options)

    def period(self) -> str:
        """The selected months in words."""
        first, last = self.filters.first, self.filters.last
        if first is None or last is None:
            return self.t("period.all")
        ends = {"first": self.formats.month(first), "last": self.formats.month(last)}
        return self.t("period.span", **ends) if first != last else ends["first"]


#: The labels and sources of a few warehouses and languages.
_LABELS: Final[Kept[Labels]] = Kept(8)
_SOURCES: Final[Kept[tuple[Source, ...]]] = Kept(8)


def forget() -> None:
    """Drop the labels and sources that are kept."""
    _LABELS.clear()
    _SOURCES.clear()


def sources_of(lang: str, answers: Answers, labels: Labels) -> tuple[Source, ...]:
    """Every source in the warehouse, in the order of the vocabulary, then by reports; made once."""
    key = (answers.warehouse, lang)
    return _SOURCES.get(key, lambda: _sources(lang, answers, labels))


def _sources(lang: str, answers: Answers, labels: Labels) -> tuple[Source, ...]:
    units = labels.seed("counting_units")
    seed = answers.vocabulary("sources").set_index("code")
    described = worded(seed, "description", lang)
    rows = answers.sources().sort_values(
        ["sort_order", "reports"], ascending=[True, False], kind="stable"
    )
    return tuple(
        Source(
            code=row["code"],
            label=row[f"label_{lang}"] or row["label_en"],
            description=described.get(row["code"], ""),
            country=row["country"],
            unit=units.get(row["counting_unit"], row["counting_unit"]),
            scheme=row["age_scheme"],
            coverage=row["coverage"],
            subject=row["subject"],
            synthetic=bool(row["synthetic"]),
            first_month=_day(row["first_month"]),
            last_month=_day(row["last_month"]),
            data_to=_day(row["data_to"]),
            received=_day(row["received_at"]),
            reports=int(row["reports"]),
        )
        for row in rows.to_dict("records")
    )


def _day(value: date | pd.Timestamp | None) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
