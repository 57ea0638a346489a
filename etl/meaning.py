"""What the distinct texts of one field mean: values of our columns, or the rule they break.

A file of a million rows holds a few thousand distinct texts, so this is plain Python: exact,
testable, and far cheaper than doing it row by row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa

from etl import personal, schemas, vocabulary
from etl.normalise import (
    Unreadable,
    alias_key,
    band_of,
    masked,
    nfkc,
    parse_age,
    parse_amount,
    parse_date,
)
from etl.reading.totals import is_total
from etl.sources import Profile

#: Field → the report columns it fills, with their types; any other field fills one of its name.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "reported_date": {"reported_date": "date"},
    "incident_date": {"incident_date": "date", "incident_date_precision": "varchar"},
    "age": {
        "age_min": "integer",
        "age_max": "integer",
        "age_label": "varchar",
        "age_band": "varchar",
    },
    "amount_paid": {"amount_paid": "decimal(18,2)"},
    "consent_to_statistics": {"consent_to_statistics": "boolean"},
    "synthetic": {"synthetic": "boolean"},
}
_FRAME_TYPES = {
    "date": "datetime64[us]",
    "integer": "Int64",
    "varchar": "str",
    "decimal(18,2)": "object",
    "boolean": "boolean",
}
_TRUTHS = {"true": True, "false": False}
#: Fields whose readable texts are kept nearly as they stand.
_AS_WRITTEN = ("age", "amount_paid")
#: Kind of personal data → the rule that a text of this kind breaks.
_PERSONAL = {kind: f"personal-data-{kind}" for kind in personal.KINDS}
PERSONAL_RULES = frozenset(_PERSONAL.values())

#: A text → the values of the field's columns, and whether it was an unknown word.
_Read = Callable[[str], tuple[Sequence[Any], bool]]


@dataclass(frozen=True)
class Meaning:
    """What the distinct texts of one field mean; every list has one entry a text.

    Attributes:
        texts: as they stand in the file.
        columns: report column → values; None where a rule is broken.
        rules: code of the broken rule, else None.
        unmapped: whether the text is an unknown word that was kept as "other".
    """

    texts: Sequence[str]
    columns: Mapping[str, list[Any]]
    rules: list[str | None]
    unmapped: list[bool]

    @property
    def shown(self) -> list[str | None]:
        """The texts that a quarantine or a receipt may show: codes, and nobody's account."""
        return [
            None if rule in PERSONAL_RULES or personal.may_be_account(text) else masked(text)
            for text, rule in zip(self.texts, self.rules, strict=True)
        ]

    def series(self, column: str) -> pd.Series:
        """The values of one column, typed, the index counting from 0."""
        kind = columns_of(field_of(column))[column]
        return pd.Series(self.columns[column], dtype=_FRAME_TYPES[kind])


def columns_of(field: str) -> Mapping[str, str]:
    """The report columns that a field fills, with their DuckDB types."""
    return _COLUMNS.get(field, {field: "varchar"})


def meaning_of(
    field: str, texts: Sequence[str], profile: Profile, schema: pa.DataFrameSchema
) -> Meaning:
    """Read every distinct text of a field and hold it against the field's rules.

    Args:
        field: one of the profile's fields, but not ``report_id``.
        texts: distinct cells of the field, or its one constant.
        profile: tells date forms, aliases and what unknown words become.
        schema: of the incident report.
    """
    read = _reader(field, profile)
    names = tuple(columns_of(field))
    nothing = (None,) * len(names)
    rows: list[Sequence[Any]] = []
    rules: list[str | None] = []
    unmapped: list[bool] = []
    for text in texts:
        try:
            values, strange = read(text)
        except Unreadable as error:
            rows.append(nothing)
            rules.append(error.rule)
            unmapped.append(False)
        else:
            rows.append(values)
            rules.append(None)
            unmapped.append(strange)
    columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    found = Meaning(texts, columns, rules, unmapped)
    if set(names) <= set(schema.columns):
        _hold_against(schema, found)
    _screen(field, found)
    return found


def personal_rule(kinds: Sequence[str]) -> str | None:
    """The rule that a text holding these kinds of personal data breaks; None without any."""
    return _PERSONAL[kinds[0]] if kinds else None


def field_of(column: str) -> str:
    """The field that fills a report column."""
    return next((field for field, columns in _COLUMNS.items() if column in columns), column)


def nothing_of(field: str) -> Meaning:
    """The meaning of a field that a file does not have."""
    return Meaning([""], {column: [None] for column in columns_of(field)}, [None], [False])


def contradicting(
    rule: schemas.Together, one: Meaning, other: Meaning, *, pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Those pairs of text numbers, of two fields, whose values break the rule between them.

    A text that breaks a rule of its own contradicts nothing.
    """
    sound = [(a, b) for a, b in pairs if not one.rules[a] and not other.rules[b]]
    values = [
        meaning.series(column).take([pair[place] for pair in sound]).reset_index(drop=True)
        for place, (meaning, column) in enumerate(zip((one, other), rule.columns, strict=True))
    ]
    frame = pd.DataFrame(dict(zip(rule.columns, values, strict=True)))
    schema = pa.DataFrameSchema(checks=[rule.check])
    return [sound[place] for place in schemas.broken(schema, frame)]


def _hold_against(schema: pa.DataFrameSchema, found: Meaning) -> None:
    """Enter the rules that readable values break, and take those values out."""
    readable = [n for n, rule in enumerate(found.rules) if rule is None]
    frame = pd.DataFrame({name: found.series(name) for name in found.columns})
    part = schemas.part(schema, list(found.columns))
    broken = schemas.broken(part, frame.iloc[readable].reset_index(drop=True))
    for place, rule in broken.items():
        position = readable[place]
        found.rules[position] = rule
        for values in found.columns.values():
            values[position] = None


def _screen(field: str, found: Meaning) -> None:
    """Enter personal data as a broken rule.

    Words that we know become codes and dates become dates: these need no screen.
    """
    screen = personal.findings_in_id if field == "amount_paid" else personal.findings
    for position, text in enumerate(found.texts):
        kept = found.rules[position] or found.unmapped[position] or field in _AS_WRITTEN
        if kept and (rule := personal_rule(screen(text))):
            found.rules[position] = rule
            found.unmapped[position] = False
            for values in found.columns.values():
                values[position] = None


def _reader(field: str, profile: Profile) -> _Read:
    own = profile.aliases.get(field, {})
    column = next((column for column in profile.columns if column.field == field), None)
    if field in {"reported_date", "incident_date"}:
        return _dates(field, column.dates if column else ())
    if field == "age":
        return _ages(own, profile.source.age_scheme)
    if field == "amount_paid":
        return _amount
    if field in {"consent_to_statistics", "synthetic"}:
        return _truths(field, own)
    keep = column is None or column.unmapped == "other"
    return _codes(field, own, keep_unknown=keep and field != "currency")


def _dates(field: str, forms: Sequence[str]) -> _Read:
    def reported(text: str) -> tuple[Sequence[Any], bool]:
        if alias_key(text) in vocabulary.missing():
            return (None,), False
        value = parse_date(text, forms)
        if value.precision == "year":  # would put a whole year's reports into January
            raise Unreadable("date-too-coarse")
        return (value.day,), False

    def incident(text: str) -> tuple[Sequence[Any], bool]:
        if alias_key(text) in vocabulary.missing():
            return (None, "unknown"), False
        value = parse_date(text, forms)
        return (value.day, value.precision), False

    return reported if field == "reported_date" else incident


def _ages(own: Mapping[str, str], scheme: str) -> _Read:
    known = vocabulary.words("age", own)
    bands = vocabulary.bands(scheme)

    def read(text: str) -> tuple[Sequence[Any], bool]:
        label = nfkc(text).lstrip("'’").strip()
        if found := known.get(alias_key(text)):
            named_scheme, _, code = found.partition(":")
            band = next(band for band in vocabulary.bands(named_scheme) if band.code == code)
            if named_scheme != scheme:
                code = band_of(band.min, band.max, bands)
            return (band.min, band.max, None if band.min is None else label, code), False
        if alias_key(label) in vocabulary.missing():
            return (None, None, None, "unknown"), False
        age = parse_age(text)
        return (age.min, age.max, label, band_of(age.min, age.max, bands)), False

    return read


def _amount(text: str) -> tuple[Sequence[Any], bool]:
    missing = alias_key(text) in vocabulary.missing()
    return (None if missing else parse_amount(text),), False


def _truths(field: str, own: Mapping[str, str]) -> _Read:
    known = vocabulary.words(field, own)

    def read(text: str) -> tuple[Sequence[Any], bool]:
        key = alias_key(text)
        missing = key in vocabulary.missing()
        code = known.get(key, vocabulary.MISSING[field] if missing else None)
        if code is None:
            raise Unreadable("value-missing" if missing else "code-unknown")
        return (_TRUTHS[code],), False

    return read


def _codes(field: str, own: Mapping[str, str], *, keep_unknown: bool) -> _Read:
    known = vocabulary.words(field, own)

    def read(text: str) -> tuple[Sequence[Any], bool]:
        key = alias_key(text)
        if key in known:
            return (known[key],), False
        if key in vocabulary.missing():
            return (vocabulary.MISSING[field],), False
        if keep_unknown and is_total(text):
            raise Unreadable("code-unknown")  # a sum in a table of figures is nobody's report
        if keep_unknown:
            return (vocabulary.unmapped_code(field),), True
        return (text,), False  # no code of ours: the schema says so

    return read
