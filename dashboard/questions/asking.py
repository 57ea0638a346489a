"""How a question of sql/queries is asked."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import NormalDist
from typing import Any

import sql
from dashboard.questions.answer import Answer
from dashboard.selection import Filters
from etl import warehouse
from etl.errors import UsageError
from sql import VOCABULARY

#: Normal deviate of a 95 % interval.
Z = NormalDist().inv_cdf(0.975)

#: Where a question counts by a column whose name is a value.
_COUNTED_BY = re.compile(r"dimension\(\$(\w+), report\)")
_COLUMNS = {*VOCABULARY, "age_band", "under_18"} - {"reported_elsewhere"}

#: Where a question has only the reports of chosen codes.
_ADMITTED = re.compile(r"admits\(\$(\w+), report\.\w+\)")

#: What the cube can answer; anything else needs the reports themselves.
_IN_CUBE = {"country", "age_band", "gender", "contact_platform", "outcome"}

#: Columns that reports can be counted by at once.
MOST_COLUMNS = 3


class Asking:
    """One built warehouse, open read-only; its methods may be called from any thread.

    Attributes:
        id: name of the warehouse file. It never holds other data: a key for what was answered.
        as_of: the day at whose end (UTC) this was known; None for what is known now.
    """

    def __init__(self, path: Path, *, as_of: date | None = None) -> None:
        self.id = path.name
        self.as_of = as_of
        self._connection = warehouse.reader(path)
        orders = self._connection.execute(sql.query("orders"))
        columns = [column for column, *_ in orders.description or ()]
        [codes] = orders.fetchall()
        self._orders: dict[str, list[str]] = dict(zip(columns, codes, strict=True))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _ask(
        self,
        question: str,
        *,
        counts: Collection[str] = (),
        names: Mapping[str, str | None] | None = None,
        **values: Any,
    ) -> Answer:
        """The answer to a question of sql/queries.

        Args:
            question: its name.
            counts: as ``Answer`` has it.
            names: as ``Answer`` has it.
            values: of the question.
        """
        text, rest = written(question, values)
        with self._connection.cursor() as cursor:
            return Answer(cursor.execute(text, rest).fetchnumpy(), counts=counts, names=names)

    def _fits_cube(self, filters: Filters, *, by: tuple[str, ...]) -> bool:
        """Whether the cube has every column that is asked for.

        Raises:
            UsageError: reports cannot be counted by one of these columns, or not by so many.
        """
        if len(by) > MOST_COLUMNS or not set(by) <= set(self._orders):
            raise unknown(", ".join(by), self._orders)
        return set(by) <= _IN_CUBE and not filters.kinds


def chosen(filters: Filters) -> dict[str, Any]:
    """The selection as the macro ``chosen`` takes it: lists of codes, and two months."""
    selection = asdict(filters)
    first, last = selection.pop("first"), selection.pop("last")
    codes = {name: list(choice) for name, choice in selection.items()}
    return {"filters": codes, "first": first, "last": last}


def written(question: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A question with the columns it counts by in its text, and the values that stay parameters.

    Planning one ``dimension`` for every column that could be asked takes DuckDB longer than the
    count, and so do choices that restrict nothing. Only a name of a closed list is written; any
    other stays a parameter, as the codes of a choice do.
    """

    def column(match: re.Match[str]) -> str:
        name = values[match[1]]
        if name is None:
            return "null::integer"
        return f"enum_code(report.{name})" if name in _COLUMNS else match[0]

    def admitted(match: re.Match[str]) -> str:
        return match[0] if values[match[1]] else "true"

    text = _ADMITTED.sub(admitted, _COUNTED_BY.sub(column, sql.query(question)))
    return text, {name: value for name, value in values.items() if f"${name}" in text}


def unknown(asked: str, allowed: Iterable[str]) -> UsageError:
    """The error for a column, a list or a choice that there is not."""
    return UsageError(
        f"There is no such column or list: {asked}.",
        remedy=f"Choose from: {', '.join(allowed)}",
        code="not-in-store",
    )
