"""Questions of which the warehouse only counts the reports: the desk answers the rest."""

import warnings
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import pyarrow as pa
import pyarrow.compute as pc

import sql
from dashboard.keeping import Kept
from dashboard.questions.answer import Answer
from dashboard.questions.asking import MOST_COLUMNS, Asking, chosen, written
from dashboard.questions.desk import Desk, OneCell, with_values
from dashboard.selection import Filters

# To copy a few thousand rows once more takes less time than what DuckDB would rather have: as a
# relation, a question with values is planned twice.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")

#: What the desk knows of every report beside the counts: few rows, the same as long as the file is.
_TABLES: Final = {
    "staging.sources": "from staging.sources",
    "metrics.populations": "from metrics.populations",
    "metrics.cube": "select distinct source, country, age_band, gender from metrics.cube",
    "seeds.age_bands": "from seeds.age_bands",
}

#: What is put on the desk, by the names it has there.
_Tables = dict[str, pa.Table]

#: Counts, and what else is known of a selection, kept for the next question of a page.
_COUNTS: Final = 16

#: Desks, so that as many questions of a page are answered at once.
_DESKS: Final = 2

#: What is known of the months of a selection: few rows.
_PERIODS: Final = 64

#: Columns that the questions of a page count by: one count answers for all that are among them.
_PEOPLE: Final = ("age_band", "country", "gender")
_TOGETHER: Final = (_PEOPLE, ("contact_platform", "outcome"))

#: What the counts have been chosen by already.
_EVERYTHING: Final = chosen(Filters())["filters"]

#: A selection without reports.
_NOTHING: Final = Filters(last=date.min)

#: The people of a rate are chosen by the filters, in more ways than plans can be kept for.
_AMONG: Final = OneCell("counted.filters", "choice")


class Counting(Asking):
    """Asks of counts. They are small, and several questions of a page share them."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, **options)
        self._counts: Kept[_Tables] = Kept(_COUNTS)
        self._periods: Kept[pa.Table] = Kept(_PERIODS)
        self._selections: Kept[_Tables] = Kept(_COUNTS)
        self._months = self._rows(sql.query("months"))
        self._tables = {name: self._rows(text) for name, text in _TABLES.items()}
        self._desks = [self._laid_out() for _ in range(_DESKS)]
        self._places: dict[str, int] = {}

    def close(self) -> None:
        """Close the file, and the desks."""
        for desk in self._desks:
            desk.close()
        super().close()

    def _ask_cells(
        self, question: str, selection: Filters, *, counted_by: tuple[str, ...], **values: Any
    ) -> Answer:
        """Ask of the chosen reports, counted by month and by these columns; else as ``_ask``."""
        return self._at_desk(question, selection, self._counted(selection, counted_by), **values)

    def _ask_people(
        self,
        question: str,
        filters: Filters,
        *,
        kind: str,
        starts: int | None,
        counted_by: tuple[str, ...] = (),
        **values: Any,
    ) -> Answer:
        """As ``_ask_cells``, and of how many people they are among in periods of this kind."""
        asked: dict[str, Any] = {"kind": kind, "starts": starts}
        tables = self._counted(filters, ("country", *counted_by)) | {
            "counted.rate_periods": self._in_time("rate_periods", filters, **asked),
            "counted.rate_bases": self._in_time("rate_bases", filters, **asked),
        }
        return self._at_desk(question, filters, tables, among=_AMONG, **asked, **values)

    def _ask_measured(self, question: str, filters: Filters, **values: Any) -> Answer:
        """Ask of what the headline asks of the chosen reports, by month; else as ``_ask``."""
        if self._fits_cube(filters, by=_PEOPLE):
            counted = self._counted(filters, _PEOPLE)
        else:
            counted = self._counts.get(filters, lambda: self._measured(filters))
        return self._at_desk(question, filters, counted, **values)

    def _counted(self, filters: Filters, columns: tuple[str, ...]) -> _Tables:
        """The chosen reports by source, month and at least these columns; the others are null."""
        exactly = tuple(sorted(columns))
        names = next((more for more in _TOGETHER if set(exactly) <= set(more)), exactly)
        return self._counts.get((filters, names), lambda: self._count(filters, names))

    def _count(self, filters: Filters, names: tuple[str, ...]) -> _Tables:
        fits = self._fits_cube(filters, by=names)
        in_cube = "measured" if names == _PEOPLE else "cells"
        asked = {
            **_lists(filters),
            **{f"by_{n + 1}": names[n] if n < len(names) else None for n in range(MOST_COLUMNS)},
        }
        counts = self._rows(*written(in_cube if fits else "cells_of_reports", asked))
        columns = {name: counts[name] for name in ("source", "month", "reports")}
        columns |= dict.fromkeys(self._orders, pa.nulls(len(counts), pa.string()))
        for n, name in enumerate(names, start=1):
            places = counts[f"place_{n}"].combine_chunks()
            columns[name] = pa.DictionaryArray.from_arrays(places, pa.array(self._orders[name]))
        tables = {"counted.cells": pa.table(columns)}
        if fits and names == _PEOPLE:
            tables["counted.measured"] = counts.drop_columns(["place_1", "place_2", "place_3"])
        return tables

    def _measured(self, filters: Filters) -> _Tables:
        return {"counted.measured": self._rows(*written("measured_of_reports", chosen(filters)))}

    def _at_desk(
        self,
        question: str,
        selection: Filters,
        counted: _Tables,
        *,
        counts: Collection[str] = (),
        names: Mapping[str, str | None] | None = None,
        **values: Any,
    ) -> Answer:
        values = {
            "from_cube": True,
            "filters": _EVERYTHING,
            "first": selection.first,
            "last": selection.last,
            **values,
        }
        tables = self._selections.get(selection, lambda: self._selected(selection)) | counted
        text = with_values(*written(question, values))
        # A question keeps to one desk, which has its plan.
        place = self._places.setdefault(question, len(self._places) % _DESKS)
        return Answer(self._desks[place].answer(text, tables), counts=counts, names=names)

    def _selected(self, selection: Filters) -> _Tables:
        """What the questions of a selection have in common."""
        months = self._months
        if selection.sources:
            asked = pc.is_in(months["source"].cast(pa.string()), pa.array(selection.sources))
            months = months.filter(asked)
        return {
            "counted.months": months,
            "counted.compared": self._in_time("compared", selection),
            "counted.filters": _one_cell(selection),
        }

    def _in_time(self, question: str, selection: Filters, **values: Any) -> pa.Table:
        """The answer to a question of the months of the selection, whatever else is chosen."""
        period = Filters(sources=selection.sources, first=selection.first, last=selection.last)
        asked = chosen(period) | values
        key = (question, period, *values.values())
        return self._periods.get(key, lambda: self._rows(*written(question, asked)))

    def _laid_out(self) -> Desk:
        """A desk with no counts on it yet."""
        reports = self._types("marts.reports")
        codes = {name: reports[name] for name in ("source", *self._orders)}
        source = {"source": codes["source"]}
        coded = {
            "counted.cells": codes,
            "counted.measured": source,
            "counted.months": source,
            "counted.compared": source,
            "counted.rate_periods": source,
            "counted.rate_bases": source | {"country": codes["country"]},
            "counted.filters": {},
        }
        for name in _TABLES:
            types = self._types(name).items()
            held = self._tables[name].column_names
            coded[name] = {c: kind for c, kind in types if kind.startswith("ENUM") and c in held}
        of_time: dict[str, Any] = {"kind": "chosen", "starts": 1}
        tables = {
            **self._counted(_NOTHING, _PEOPLE),
            "counted.months": self._months,
            "counted.compared": self._in_time("compared", _NOTHING),
            "counted.rate_periods": self._in_time("rate_periods", _NOTHING, **of_time),
            "counted.rate_bases": self._in_time("rate_bases", _NOTHING, **of_time),
            "counted.filters": _one_cell(_NOTHING),
        }
        return Desk(self._tables | tables, coded)

    def _types(self, table: str) -> dict[str, str]:
        with self._connection.cursor() as cursor:
            columns = cursor.table(table)
            return dict(zip(columns.columns, map(str, columns.types), strict=True))

    def _rows(self, text: str, values: dict[str, Any] | None = None) -> pa.Table:
        with self._connection.cursor() as cursor:
            return cast("pa.Table", cursor.execute(text, values).to_arrow_table())


def _lists(filters: Filters) -> dict[str, Any]:
    """The selection, each list of codes as a value of its own."""
    selection = chosen(filters)
    return {**selection.pop("filters"), **selection}


def _one_cell(filters: Filters) -> pa.Table:
    choice = chosen(filters)["filters"]
    texts = pa.struct([(name, pa.list_(pa.string())) for name in choice])
    return pa.table({"choice": pa.array([choice], texts)})
