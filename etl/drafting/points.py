"""What a draft says: points, each with a value or still a question, and the evidence for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etl.errors import UsageError

#: What a person has answered: key of a point → the chosen option or text.
Answers = Mapping[str, str]

#: Field of a column that is not stored.
DROP = "drop"

#: Evidence in English, by its code. The dashboard has the same sentences in every language.
SENTENCES: Mapping[str, str] = {
    "encoding-mark": "The file begins with the byte order mark of {encoding}",
    "encoding-ascii": "It holds only ASCII characters, which are the same in every encoding",
    "encoding-decodes": "It decodes strictly as {encoding}",
    "encoding-fails": "As {encoding} it fails at byte {byte}",
    "encoding-latin": "As Latin-1 every file decodes, so that proves nothing",
    "encoding-controls": "As Latin-1 it would hold {n} control characters",
    "encoding-reads": "As {encoding} the first line reads: {sample}",
    "delimiter-rows": "{n} of {of} rows have {width} cells with this delimiter",
    "delimiter-none": "No delimiter divides the rows: the file has one column",
    "quote-cells": "{n} cells are quoted with it",
    "quote-none": "No cell is quoted",
    "header-known": "{n} of the {of} cells of row {row} are headings we know",
    "header-first": "Row {row} is the first with {of} filled cells that all differ",
    "header-data": "Row {row} looks like a report, not like headings",
    "header-titles": "The rows above it are titles and are not read",
    "sheet-only": "It is the only sheet",
    "sheet-known": "Of {of} sheets it alone has headings we know",
    "sheet-alike": "{n} sheets hold tables with the same headings",
    "records-lists": "The file is one object, with {n} lists of objects inside",
    "total-row": "A row begins like a total, and would be counted as a report",
    "heading-known": "The heading is known for this field",
    "heading-part": "A part of the heading is known for this field",
    "heading-personal": "The heading is of a column about a person",
    "heading-text": "The heading is of a column of free text",
    "words-known": "{n} of {of} different values are in our vocabulary",
    "dates-read": "{n} of {of} different values are dates",
    "ages-read": "{n} of {of} different values are ages",
    "amounts-read": "{n} of {of} different values are amounts",
    "all-differ": "Every row has another value",
    "column-personal": "{n} of its values look like personal data ({kinds})",
    "column-text": "It holds free text, which is never stored",
    "column-empty": "It is empty",
    "column-unknown": "Neither heading nor values are known",
    "field-taken": "Another column feeds this field",
    "fields-alike": "Heading and values fit more than one field, or another column fits as well",
    "date-day": "{n} of {of} dates have a first part over 12: day first",
    "date-month": "{n} of {of} dates have a second part over 12: month first",
    "date-ambiguous": "All {n} dates read both ways, like 03/04/2025",
    "age-bands": "{n} of {of} age ranges are bands of this scheme",
    "age-fits": "{n} of {of} ages lie within one band of this scheme",
    "age-single": "The ages are single years, which fit this scheme",
    "amount-currency": "The heading or the amounts name it",
    "amount-unnamed": "Amounts need a currency, and the file names none",
    "reported-missing": "No column is known as the date of the report, and every report needs one",
    "value-rows": "{n} rows hold it",
    "source-id": "An id is made of lower-case letters, digits and hyphens: our-line",
    "usual-cautious": "The cautious choice, until it is agreed with the source",
    "usual-one": "A usual choice; change it if the source delivers late",
}


@dataclass(frozen=True)
class Fact:
    """One piece of evidence; holds counts, codes and headings, never a report's value."""

    code: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.fields)


def fact(code: str, **fields: str | int) -> Fact:
    """A fact with its fields as text."""
    return Fact(code, {name: str(value) for name, value in fields.items()})


@dataclass(frozen=True)
class Point:
    """One thing the profile must say.

    Attributes:
        key: stable name, such as ``encoding``, ``column:相談日``, ``source:country``.
        value: suggested or answered; None as long as it is a question.
        evidence: why.
        options: what may be answered; empty: any text.
        answered: whether a person has decided.
    """

    key: str
    value: str | None
    evidence: tuple[Fact, ...] = ()
    options: tuple[str, ...] = ()
    answered: bool = False

    @property
    def open(self) -> bool:
        """Whether this is a question."""
        return self.value is None

    @property
    def subject(self) -> str:
        """What stands after the colon of the key: a heading, a field; else empty."""
        return self.key.partition(":")[2]

    def settled(self, answers: Answers) -> "Point":
        """The point with its answer, if there is one.

        Raises:
            UsageError: the answer is none of the options.
        """
        answer = answers.get(self.key)
        if not answer:
            return self
        if self.options and answer not in self.options:
            raise UsageError(
                "The answer is none of the options",
                where=self.key,
                remedy=f"Choose from: {', '.join(self.options)}",
                code="answer-unknown",
            )
        return replace(self, value=answer, answered=True)
