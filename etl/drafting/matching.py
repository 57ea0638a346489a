"""Which column feeds which field: by its heading first, then by its values. Pure.

Two columns that fit a field alike, and two fields that fit a column alike, are a question.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import sql
from etl import vocabulary
from etl.drafting import ages, dates, screening
from etl.drafting.points import DROP, Answers, Fact, Point, fact
from etl.drafting.table import Column, Table
from etl.drafting.vocabulary import UNSTORED, fields_in, fields_of
from etl.normalise import Unreadable, alias_key, parse_amount
from etl.sources import FIELDS

_DATES = ("reported_date", "incident_date")
_TRUTHS = ("consent_to_statistics", "synthetic")
#: Fields whose values are words of a vocabulary.
CODED = (*sql.VOCABULARY, "region", "currency", *_TRUTHS)
#: Fields that need their heading, because their words fit other columns as well.
_BY_HEADING = {"country", "region", "currency", "synthetic", "moved_to_platform"}
_BY_VALUES = tuple(field for field in CODED if field not in _BY_HEADING)
_LOOKED_AT = 2_000  # distinct values
_HEADING, _PART = 2.0, 1.0
_ENOUGH = 0.5  # share of dates, ages or amounts that a column of this field must hold
_MOST = 0.6  # share of known words from which on values alone tell a field


@dataclass(frozen=True)
class _Fit:
    """How well one column fits one field."""

    field: str
    score: float
    evidence: tuple[Fact, ...]


def known(field: str, values: Iterable[str]) -> tuple[int, int]:
    """How many of a coded column's different values are known words, and of how many."""
    words = vocabulary.words(field, {})
    keys = {alias_key(value) for value in islice(values, _LOOKED_AT)} - vocabulary.missing()
    return sum(key in words for key in keys), len(keys)


def column_points(table: Table, answers: Answers) -> list[Point]:
    """One point a column that has a heading: its field, or ``drop``."""
    columns = {column.heading: column for column in table.columns if column.heading}
    fits = {heading: _by_heading(column, table.rows) for heading, column in columns.items()}
    answered = {heading for heading in columns if f"column:{heading}" in answers}
    points = {
        heading: point
        for heading, column in columns.items()
        if (point := _unstored(column, fits[heading]))
    }
    taken = {answers[f"column:{heading}"] for heading in answered}
    left = [heading for heading in columns if heading not in points and heading not in answered]
    points |= _assigned({heading: fits[heading] for heading in left}, taken)
    taken |= {point.value or "" for point in points.values()}
    left = [heading for heading in left if heading not in points]
    points |= _assigned({heading: _by_values(columns[heading], taken) for heading in left}, taken)
    return [
        points.get(heading, _told_only(columns[heading], fits[heading])).settled(answers)
        for heading in columns
    ]


def _assigned(fits: Mapping[str, Sequence[_Fit]], taken: Collection[str]) -> dict[str, Point]:
    """Give each field the column that fits it best; where two fit alike, ask."""
    best: dict[str, list[_Fit]] = {}
    for heading, found in fits.items():
        free = [fit for fit in found if fit.field not in taken]
        top = max((fit.score for fit in free), default=0.0)
        best[heading] = [fit for fit in free if fit.score == top]
    claims = Counter((fit.field, fit.score) for mine in best.values() for fit in mine)
    highest: dict[str, float] = {}
    for field, score in claims:
        highest[field] = max(score, highest.get(field, 0.0))
    points: dict[str, Point] = {}
    for heading, mine in best.items():
        won = [fit for fit in mine if fit.score == highest[fit.field]]
        if not won:
            continue
        fields = [fit.field for fit in won]
        evidence = won[0].evidence
        sure = len(won) == 1 and claims[won[0].field, won[0].score] == 1
        if not sure:
            evidence = (*evidence, fact("fields-alike"))
        points[heading] = _point(heading, fields[0] if sure else None, evidence, first=fields)
    return points


def _by_heading(column: Column, rows: int) -> list[_Fit]:
    votes = fields_of(column.heading)
    fields = [field for field, count in votes.items() if count == max(votes.values())]
    told, score = fact("heading-known"), _HEADING
    if not fields:
        fields = sorted(fields_in(column.heading))
        told, score = fact("heading-part"), _PART
    return [
        _Fit(field, score, (told, *held))
        for field in fields
        if (held := _holds(field, column, rows, sure=score == _HEADING)) is not None
    ]


def _holds(field: str, column: Column, rows: int, *, sure: bool) -> tuple[Fact, ...] | None:
    """What the values say of a field that the heading names; None if they speak against it."""
    values = list(islice(column.values, _LOOKED_AT))
    if not values or field in UNSTORED:
        return ()
    if field in _DATES:
        forms = dates.forms_of(values)
        read, of = dates.share(values)
        read = max(read, max(forms.values(), default=0))
        return _enough("dates-read", read, of)
    if field == "age":
        return _enough("ages-read", len(ages.read(values)), len(dates.told(values)))
    if field == "amount_paid":
        texts = dates.told(values)
        return _enough("amounts-read", sum(map(_is_amount, texts)), len(texts))
    if field in CODED:
        n, of = known(field, values)
        other = 2 * n < of and (not sure or screening.free_text(column))
        return None if other else (fact("words-known", n=n, of=of),)
    return (fact("all-differ"),) if len(column.values) == rows else ()


def _enough(code: str, n: int, of: int) -> tuple[Fact, ...] | None:
    return (fact(code, n=n, of=of),) if n >= _ENOUGH * of else None


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except Unreadable:
        return False
    return True


def _by_values(column: Column, taken: Collection[str]) -> list[_Fit]:
    """Fields whose words, dates or ages the column holds, whatever its heading.

    Dates alone do not tell which date it is, so that they fit both fields as long as the date of
    the report is missing; afterwards a person is asked.
    """
    values = list(islice(column.values, _LOOKED_AT))
    fits = []
    read, of = dates.share(values)
    if read and read >= _MOST * of and "reported_date" not in taken:
        fits += [_Fit(field, 1.0, (fact("dates-read", n=read, of=of),)) for field in _DATES]
    if ages.are_told(values):
        n = len(dates.told(values))
        fits.append(_Fit("age", 1.0, (fact("ages-read", n=n, of=n),)))
    words = [value for value in values if not value.strip().isdigit()]  # 0 and 1 fit everything
    for field in _BY_VALUES:
        n, of = known(field, words)
        if n > 1 and n >= _MOST * of:
            fits.append(_Fit(field, n / of, (fact("words-known", n=n, of=of),)))
    return fits


def _unstored(column: Column, fits: Sequence[_Fit]) -> Point | None:
    """The proposal to drop a column that is empty, about a person or free text."""
    if not column.filled:
        return _point(column.heading, DROP, (fact("column-empty"),))
    evidence = [fact(UNSTORED[fit.field]) for fit in fits if fit.field in UNSTORED]
    if fits and not evidence:
        return None
    found = (screening.personal(column), screening.free_text(column))
    evidence += [told for told in found if told]
    return _point(column.heading, DROP, tuple(evidence)) if evidence else None


def _told_only(column: Column, fits: Sequence[_Fit]) -> Point:
    """A column that is left over: another one feeds its field, or it is not known.

    Which date a column of dates is, only a person can tell: of the incident, or one to leave out.
    """
    read, of = dates.share(list(islice(column.values, _LOOKED_AT)))
    if not fits and read and read >= _MOST * of:
        told = (fact("dates-read", n=read, of=of),)
        return _point(column.heading, None, told, first=("incident_date", DROP))
    evidence = (*fits[0].evidence, fact("field-taken")) if fits else (fact("column-unknown"),)
    return _point(column.heading, DROP, evidence)


def _point(
    heading: str, value: str | None, evidence: tuple[Fact, ...], *, first: Sequence[str] = ()
) -> Point:
    options = tuple(dict.fromkeys((*first, *FIELDS, DROP)))
    return Point(f"column:{heading}", value, evidence, options)
