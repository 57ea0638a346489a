"""The first rows as the import will read them, and the rules that rows will break. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandera.pandas as pa

from etl import schemas
from etl.drafting.table import Column, Table
from etl.meaning import Meaning, meaning_of
from etl.sources import Profile


@dataclass(frozen=True)
class Cell:
    """One value as it will be stored: a code, an ISO date, an amount; never what the file says.

    Attributes:
        value: None when it is blank or cannot be read.
        rule: the rule it breaks; its row goes into quarantine.
        unmapped: whether the file's word is not in our vocabulary.
    """

    value: str | None
    rule: str | None = None
    unmapped: bool = False


@dataclass(frozen=True)
class Preview:
    """Fields, and for each of the first rows a cell a field."""

    fields: Sequence[str]
    rows: Sequence[Sequence[Cell]]


NOTHING = Preview((), ())


@dataclass(frozen=True)
class Trouble:
    """A rule that values of a field break, and in how many rows."""

    field: str
    rule: str
    rows: int


def preview_of(table: Table, profile: Profile, *, today: date) -> Preview:
    """The table's first rows, field by field."""
    schema = schemas.incident_report(received=today)
    fields = [column.field for column in profile.columns]
    by_field = [
        _cells(column.field, table.cells(column.names[0]), profile, schema)
        for column in profile.columns
    ]
    return Preview(fields, list(zip(*by_field, strict=True)))


def troubles_of(columns: Mapping[str, Column], profile: Profile, *, today: date) -> list[Trouble]:
    """What every distinct value breaks for itself; rules between fields show at the import."""
    schema = schemas.incident_report(received=today)
    counts: dict[tuple[str, str], int] = {}
    for field, column in columns.items():
        if field == "report_id":
            continue
        texts = list(column.values)
        for text, rule in zip(texts, meaning_of(field, texts, profile, schema).rules, strict=True):
            if rule:
                counts[field, rule] = counts.get((field, rule), 0) + column.values[text]
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Trouble(field, rule, rows) for (field, rule), rows in ordered]


def _cells(
    field: str, texts: Sequence[str], profile: Profile, schema: pa.DataFrameSchema
) -> list[Cell]:
    if field == "report_id":  # only a keyed hash of it is stored
        return [Cell("•" if text.strip() else None) for text in texts]
    distinct = list(dict.fromkeys(texts))
    meaning = meaning_of(field, distinct, profile, schema)
    return [_cell(field, meaning, distinct.index(text)) for text in texts]


def _cell(field: str, meaning: Meaning, place: int) -> Cell:
    values = {column: told[place] for column, told in meaning.columns.items()}
    return Cell(_text(field, values), meaning.rules[place], meaning.unmapped[place])


def _text(field: str, values: Mapping[str, Any]) -> str | None:
    if field == "age":
        least, greatest = values["age_min"], values["age_max"]
        if least is None or least == greatest:
            return None if least is None else str(least)
        return f"{least}+" if greatest is None else f"{least}–{greatest}"
    value = values[field]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
