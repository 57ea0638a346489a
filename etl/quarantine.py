"""What is kept out of the reports, and why: rows by rule and column, their places, what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl import received, stored, warehouse
from etl.meaning import PERSONAL_RULES
from etl.receipt import Receipt
from etl.settings import Settings

_AT_THE_SOURCE = "Correct it at the source, and import the corrected file."
_DATES = "If the file writes dates otherwise than its profile says, mend `dates` and reimport."
#: Rule → one sentence on what to do about it.
REMEDIES: Mapping[str, str] = {
    "date-unreadable": _DATES,
    "date-ambiguous": "Say in the profile whether the day or the month comes first; reimport.",
    "date-too-coarse": "A report needs its month at least: ask the sender for it.",
    "date-impossible": f"There is no such day. {_AT_THE_SOURCE}",
    "date-too-early": f"It lies before 1990. {_AT_THE_SOURCE}",
    "date-in-future": f"It lies after the day of receipt. {_AT_THE_SOURCE}",
    "incident-after-report": "Ask the sender which of the two dates is right; see that the profile "
    "does not take one column for the other.",
    "age-unreadable": "If it is a word for an age, add it to the profile's `aliases.age` and "
    f"reimport; else: {_AT_THE_SOURCE.lower()}",
    "age-contradictory": f"The least age is above the greatest. {_AT_THE_SOURCE}",
    "age-out-of-range": f"Ages run from 0 to 120. {_AT_THE_SOURCE}",
    "amount-unreadable": "Write an amount as a number, its currency in a column of its own.",
    "amount-negative": f"Nobody pays less than nothing. {_AT_THE_SOURCE}",
    "amount-without-currency": "Map a column to `currency`, or set it in the profile's "
    "`constants` if the sender uses one currency only; reimport.",
    "code-unknown": 'Add the word to the profile\'s `aliases`, or set `unmapped = "other"` for '
    "the column, and reimport.",
    "value-missing": f"The column must not be empty. {_AT_THE_SOURCE}",
    "duplicate-report-id": "Rows with the same id differ: ask the sender which is right.",
    "duplicate-identical": "The first of the identical rows was taken; nothing is to be done.",
    **dict.fromkeys(
        PERSONAL_RULES,
        "The cell seems to tell a person: have it removed at the source, delete the file that "
        "holds it, and import the corrected one.",
    ),
}
_UNKNOWN = "See the row in the file."


@dataclass(frozen=True)
class Reason:
    """Why rows of a source are kept out; a row may break several rules.

    Attributes:
        rows: that broke the rule in the column.
    """

    source: str
    rule: str
    column: str
    rows: int

    @property
    def remedy(self) -> str:
        """One sentence on what to do."""
        return REMEDIES.get(self.rule, _UNKNOWN)


@dataclass(frozen=True)
class Place:
    """Where one row stands that breaks a rule.

    Attributes:
        row_number: of the record, from 1, the header not counted.
        line: in the text file, or row in the sheet.
        value: the cell, if it looks like a code; else None.
    """

    import_id: str
    row_number: int
    line: int
    sheet: str | None
    column: str
    rule: str
    value: str | None


def reasons(items: Iterable[Receipt], *, rule: str | None = None) -> list[Reason]:
    """The rows that these imports keep out, by source, rule and column.

    Args:
        items: receipts of imports.
        rule: only this one.
    """
    rows = Counter[tuple[str, str, str]]()
    for item in items:
        for entry in item.quarantine:
            if rule in (None, entry.rule):
                rows[item.source.code, entry.rule, entry.column] += entry.rows
    return [Reason(*key, rows=count) for key, count in sorted(rows.items())]


def places(settings: Settings, items: Sequence[Receipt], *, rule: str | None = None) -> list[Place]:
    """Where the rows stand, import by import in the order of the file.

    Raises:
        IntegrityError: a file of an import is missing or not as it was written.
    """
    found: list[Place] = []
    with warehouse.workshop([settings.imports]) as connection:
        for item in items:
            received.check(settings, item)
            rows = connection.execute(
                """
                select row_number, line, sheet, "column", rule, value
                from read_parquet($file)
                where $rule is null or rule = $rule
                order by row_number, "column", rule
                """,
                {"file": str(settings.imports / item.import_id / stored.QUARANTINE), "rule": rule},
            ).fetchall()
            found += [Place(item.import_id, *row) for row in rows]
    return found
