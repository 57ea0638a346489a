"""What a release's codes are called in one language, and how its numbers are written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import sql
from dashboard.page.cells import Count
from dashboard.text import Translate, translator
from dashboard.theme import Formats
from etl.disclosure import TOTAL
from etl.release.model import Release
from etl.release.wording import Language


@dataclass(frozen=True)
class Period:
    """A period in words.

    Attributes:
        code: as the release tells it.
        name: in full.
        axis: the same in two lines.
        year: in which it begins.
        start: first day.
        end: last day.
        months: how many it has.
        release: where it was first published.
        as_of: what that release had looked at.
    """

    code: str
    name: str
    axis: tuple[str, str]
    year: str
    start: date
    end: date
    months: int
    release: str
    as_of: date


@dataclass(frozen=True)
class Words:
    """Words of one release in one language, ``en`` or ``ja``."""

    release: Release
    lang: str

    @property
    def language(self) -> Language:
        """The language, as the words of a release know it."""
        return "ja" if self.lang == "ja" else "en"

    @cached_property
    def t(self) -> Translate:
        """The messages."""
        return translator(self.lang)

    @cached_property
    def formats(self) -> Formats:
        """Numbers and dates."""
        return Formats(self.lang)

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of the sources by code, with ``label``, ``unit`` and ``country_name``."""
        return {
            row["source"]: {
                **{str(column): value for column, value in row.items()},
                "label": row[f"label_{self.lang}"],
                "unit": row[f"unit_{self.lang}"],
                "country_name": row[f"country_{self.lang}"],
            }
            for row in self.release.sources.to_dict("records")
        }

    @cached_property
    def dims(self) -> Mapping[str, str]:
        """Dim → what it is called."""
        rows = self.release.dimensions
        return dict(zip(rows["dimension"], rows[f"label_{self.lang}"], strict=True))

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """Dim → what it means."""
        rows = sql.seed_rows("dimensions")
        return {row["code"]: row[f"description_{self.lang}"] for row in rows}

    @cached_property
    def codes(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Source and dim → code → what it is called, in the order to show them."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in self.release.codes.to_dict("records"):
            labels = found.setdefault((row["source"], row["dimension"]), {})
            labels[row["code"]] = row[f"label_{self.lang}"]
        return found

    @cached_property
    def codes_by_source(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """The same, dims within sources."""
        return {
            source: {dim: labels for (of, dim), labels in self.codes.items() if of == source}
            for source in self.sources
        }

    @cached_property
    def periods(self) -> Mapping[str, tuple[Period, ...]]:
        """Source → its periods, oldest first."""
        found: dict[str, list[Period]] = {source: [] for source in self.sources}
        for row in self.release.periods.sort_values("start").to_dict("records"):
            found[row["source"]].append(self._period({str(k): v for k, v in row.items()}))
        return {source: tuple(periods) for source, periods in found.items()}

    def label(self, source: str, dim: str, code: str) -> str:
        """What a code is called; the total too."""
        return self.t("release.total") if code == TOTAL else self.codes[source, dim][code]

    def cell(self, source: str, named: str) -> str:
        """``dim=code;dim=code`` as revisions name a cell, in words, without its totals."""
        pairs = [part.split("=", 1) for part in named.split(";") if part]
        labels = [
            self.codes.get((source, dim), {}).get(code, code)
            for dim, code in pairs
            if code != TOTAL
        ]
        return self.t("list.comma").join(labels) or self.t("release.total")

    def period(self, source: str, code: str) -> str:
        """The name of a period; its code where this release does not have it."""
        names = {period.code: period.name for period in self.periods.get(source, ())}
        return names.get(code, code)

    def written(self, count: Count) -> str:
        """A number with its thousands apart, or the sign for none."""
        return count if isinstance(count, str) else self.formats.number(count)

    def breakdown(self, dims: tuple[str, ...]) -> str:
        """What a breakdown is called: ``Age by gender``."""
        if not dims:
            return self.t("release.over_time")
        first, *others = (self.dims[dim] for dim in dims)
        return "".join([first, *(self.t("release.by", dim=other.lower()) for other in others)])

    def meaning(self, dims: tuple[str, ...]) -> str:
        """What the dims of a breakdown mean, one sentence each."""
        told = [self.meanings[dim] for dim in dims] or [self.t("release.over_time.meaning")]
        return "".join(self.t("list.sentence", text=text) for text in told).strip()

    def _period(self, row: Mapping[str, Any]) -> Period:
        formats, start, end = self.formats, row["start"].date(), row["end"].date()
        if start.year == end.year:
            words = {
                "first": formats.month_of_year(start),
                "last": formats.month_of_year(end),
                "year": formats.year(start),
            }
            name = self.t("release.period", **words)
            axis = (self.t("release.period.months", **words), words["year"])
        else:
            words = {"first": formats.month(start), "last": formats.month(end)}
            name = self.t("release.period.years", **words)
            axis = (self.t("release.period.from", **words), words["last"])
        return Period(
            code=row["period"],
            name=name,
            axis=axis,
            year=formats.year(start),
            start=start,
            end=end,
            months=12 * (end.year - start.year) + end.month - start.month + 1,
            release=row["release"],
            as_of=row["as_of"].date(),
        )
