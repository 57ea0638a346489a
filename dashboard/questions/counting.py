"""Questions of which the warehouse only counts the reports: the desk answers the rest."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.keeping import Kept
from dashboard.questions.asking import MOST_COLUMNS, Asking, chosen, framed, written
from dashboard.questions.desk import Desk, OneCell, with_values
from dashboard.selection import Filters

#: What the desk knows of every report beside the counts: few rows, the same as long as the file is.
_TABLES: Final = {
    "marts.months": "from marts.months",
    "staging.sources": "from staging.sources",
    "staging.imports": "from staging.imports",
    "metrics.development": "from metrics.development",
    "metrics.populations": "from metrics.populations",
    "metrics.cube": "select distinct source, country, age_band, gender from metrics.cube",
    "seeds.age_bands": "from seeds.age_bands",
}

#: Counts kept for the next question of a page.
_COUNTS: Final = 16

#: What the counts have been chosen by already.
_EVERYTHING: Final = chosen(Filters())["filters"]

#: The people of a rate are chosen by the filters, in more ways than plans can be kept for.
_AMONG: Final = OneCell("counted.filters", "choice")


class Counting(Asking):
    """Asks of counts. They are small, and several questions of a page share them."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, **options)
        self._counts: Kept[pa.Table] = Kept(_COUNTS)
        self._tables = {name: self._rows(text) for name, text in _TABLES.items()}
        self._desk = self._laid_out()

    def close(self) -> None:
        """Close the file, and the desk."""
        self._desk.close()
        super().close()

    def _ask_cells(
        self, question: str, selection: Filters, *, counted_by: tuple[str, ...], **values: Any
    ) -> pd.DataFrame:
        """Ask of the chosen reports, counted by month and by these columns; else as ``_ask``."""
        names = tuple(sorted(counted_by)) or ("country",)  # what rates are counted by, to share it
        cells = self._counts.get((selection, names), lambda: self._cells(selection, names))
        return self._at_desk(question, selection, {"counted.cells": cells}, **values)

    def _ask_people(
        self, question: str, filters: Filters, *, counted_by: tuple[str, ...] = (), **values: Any
    ) -> pd.DataFrame:
        """As ``_ask_cells``, and of how many people they are among."""
        return self._ask_cells(
            question, filters, counted_by=("country", *counted_by), among=_AMONG, **values
        )

    def _ask_measured(self, question: str, filters: Filters, **values: Any) -> pd.DataFrame:
        """Ask of what the headline asks of the chosen reports, by month; else as ``_ask``."""
        measured = self._counts.get(filters, lambda: self._measured(filters))
        return self._at_desk(question, filters, {"counted.measured": measured}, **values)

    def _cells(self, filters: Filters, names: tuple[str, ...]) -> pa.Table:
        """The chosen reports by source, month and these columns; the other columns are null."""
        asked = {
            "from_cube": self._fits_cube(filters, by=names),
            **chosen(filters),
            **{f"by_{n + 1}": names[n] if n < len(names) else None for n in range(MOST_COLUMNS)},
        }
        counts = self._rows(*written("cells", asked))
        columns = {name: counts[name] for name in ("source", "month", "reports")}
        columns |= dict.fromkeys(self._orders, pa.nulls(len(counts), pa.string()))
        for n, name in enumerate(names, start=1):
            places = counts[f"place_{n}"].combine_chunks()
            columns[name] = pa.DictionaryArray.from_arrays(places, pa.array(self._orders[name]))
        return pa.table(columns)

    def _measured(self, filters: Filters) -> pa.Table:
        return self._rows(*written("measured", chosen(filters)))

    def _at_desk(
        self,
        question: str,
        selection: Filters,
        counted: dict[str, pa.Table],
        *,
        counts: Collection[str] = (),
        names: Mapping[str, str | None] | None = None,
        **values: Any,
    ) -> pd.DataFrame:
        values = {
            "from_cube": True,
            "filters": _EVERYTHING,
            "first": selection.first,
            "last": selection.last,
            **values,
        }
        months = self._tables["marts.months"]
        if selection.sources:
            asked = pc.is_in(months["source"].cast(pa.string()), pa.array(selection.sources))
            months = months.filter(asked)
        text = with_values(*written(question, values))
        tables = {"marts.months": months, "counted.filters": _one_cell(selection), **counted}
        answer = self._desk.answer(text, tables)
        return framed(answer, counts=counts, names=names)

    def _laid_out(self) -> Desk:
        """A desk with no counts on it yet."""
        reports = self._types("marts.reports")
        codes = {name: reports[name] for name in ("source", *self._orders)}
        coded = {
            "counted.cells": codes,
            "counted.measured": {"source": codes["source"]},
            "counted.filters": {},
        }
        for name in _TABLES:
            types = self._types(name).items()
            held = self._tables[name].column_names
            coded[name] = {c: kind for c, kind in types if kind.startswith("ENUM") and c in held}
        nothing = Filters(last=date.min)
        tables = {
            "counted.cells": self._cells(nothing, ()),
            "counted.measured": self._measured(nothing),
            "counted.filters": _one_cell(nothing),
        }
        return Desk(self._tables | tables, coded)

    def _types(self, table: str) -> dict[str, str]:
        with self._connection.cursor() as cursor:
            columns = cursor.table(table)
            return dict(zip(columns.columns, map(str, columns.types), strict=True))

    def _rows(self, text: str, values: dict[str, Any] | None = None) -> pa.Table:
        with self._connection.cursor() as cursor:
            return cursor.sql(text, params=values).to_arrow_table()


def _one_cell(filters: Filters) -> pa.Table:
    choice = chosen(filters)["filters"]
    texts = pa.struct([(name, pa.list_(pa.string())) for name in choice])
    return pa.table({"choice": pa.array([choice], texts)})
