"""Words that are not in our vocabulary, and what a person decides about them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sql
from etl import vocabulary
from etl.drafting.ages import read
from etl.drafting.matching import known
from etl.drafting.points import Answers, Point, fact
from etl.drafting.screening import showable
from etl.drafting.table import Column
from etl.normalise import alias_key

#: What becomes of a row whose word cannot be kept as "other".
QUARANTINE = "quarantine"
_TRUTHS = ("consent_to_statistics", "synthetic")
#: Fields whose words a profile can give a meaning.
_FIELDS = (*sql.VOCABULARY, *_TRUTHS, "age")


@dataclass(frozen=True)
class Hidden:
    """Unknown values of a field that are not shown, because they could be about a person."""

    field: str
    values: int
    rows: int


def value_points(
    columns: Mapping[str, Column], scheme: str, answers: Answers
) -> tuple[list[Point], list[Hidden]]:
    """One point an unknown word, most rows first, and how many words are not shown.

    Args:
        columns: field → the column that feeds it.
        scheme: age scheme of the source.
        answers: ``value:FIELD:WORD`` → code.
    """
    points: list[Point] = []
    hidden: list[Hidden] = []
    for field in (field for field in _FIELDS if field in columns):
        column = columns[field]
        unknown = {word: rows for word, rows in column.values.items() if not _is_known(field, word)}
        n, of = known(field, column.values) if field != "age" else (0, 0)
        shown = {
            word: rows
            for word, rows in unknown.items()
            if showable(word, rows, known=n / of if of else 0.0)
        }
        points += _points(field, shown, scheme, answers)
        if left := unknown.keys() - shown.keys():
            hidden.append(Hidden(field, len(left), sum(unknown[word] for word in left)))
    return points, hidden


def aliases_of(points: Sequence[Point]) -> dict[str, dict[str, str]]:
    """Field → word → code, for the words that a person has decided."""
    aliases: dict[str, dict[str, str]] = {}
    for point in points:
        field, _, word = point.subject.partition(":")
        if point.answered and point.value and point.value != QUARANTINE:
            aliases.setdefault(field, {})[word] = point.value
    return aliases


def _points(field: str, words: Mapping[str, int], scheme: str, answers: Answers) -> list[Point]:
    """Spellings that are one word to us are one point."""
    rows: dict[str, int] = {}
    spelling: dict[str, str] = {}
    for word, count in words.items():
        key = alias_key(word)
        spelling.setdefault(key, word)
        rows[key] = rows.get(key, 0) + count
    if field in sql.VOCABULARY:
        default = vocabulary.unmapped_code(field) or QUARANTINE
        options: tuple[str, ...] = sql.codes(sql.VOCABULARY[field])
    elif field == "age":
        bands = tuple(f"{scheme}:{band.code}" for band in vocabulary.bands(scheme))
        default, options = QUARANTINE, (*bands, QUARANTINE)
    else:
        default, options = QUARANTINE, ("true", "false", QUARANTINE)
    ordered = sorted(rows, key=lambda key: (-rows[key], key))
    return [
        Point(
            f"value:{field}:{spelling[key]}", default, (fact("value-rows", n=rows[key]),), options
        ).settled(answers)
        for key in ordered
    ]


def _is_known(field: str, word: str) -> bool:
    key = alias_key(word)
    if key in vocabulary.missing():
        return True
    return bool(read([word])) if field == "age" else key in vocabulary.words(field, {})
