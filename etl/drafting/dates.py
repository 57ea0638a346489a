"""In which forms a column's dates are written, and which part comes first. Pure."""

import re
from collections.abc import Collection, Mapping

from etl import vocabulary
from etl.drafting.points import Fact, Point, fact
from etl.normalise import DATE_FORMS, Unreadable, alias_key, nfkc, parse_date

ORDERS = ("day_first", "month_first")
#: Forms that nothing else looks like.
_PLAIN = ("iso", "iso_datetime", "slash", "kanji", "wareki", "day_month_name", "year_month")
#: Forms that other numbers look like too: believed only of a column that is known to hold dates.
_BARE = ("compact", "excel_serial")
_PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)", re.ASCII)
_LAST_MONTH = 12


def told(values: Collection[str]) -> list[str]:
    """The values that are not a word for "no value"."""
    return [value for value in values if alias_key(value) not in vocabulary.missing()]


def forms_of(values: Collection[str]) -> Mapping[str, int]:
    """Form → how many values are read by it; without those that depend on the order of parts."""
    texts = told(values)
    counts = {form: sum(_reads(text, form) for text in texts) for form in (*_PLAIN, *_BARE)}
    return {form: count for form, count in counts.items() if count}


def share(values: Collection[str]) -> tuple[int, int]:
    """How many values look like dates, and of how many."""
    texts = told(values)
    dates = sum(
        bool(_PARTS.match(nfkc(text))) or any(_reads(text, form) for form in _PLAIN)
        for text in texts
    )
    return dates, len(texts)


def order_point(field: str, values: Collection[str]) -> Point | None:
    """Which part of dates like 25/12/2025 is the day; None where no date is like that.

    A question when all dates read both ways, and when some read only one way and some the other.
    """
    parts = [match for text in told(values) if (match := _PARTS.match(nfkc(text)))]
    if not parts:
        return None
    day = sum(int(match[1]) > _LAST_MONTH for match in parts)
    month = sum(int(match[3]) > _LAST_MONTH for match in parts)
    evidence: list[Fact] = []
    if day:
        evidence.append(fact("date-day", n=day, of=len(parts)))
    if month:
        evidence.append(fact("date-month", n=month, of=len(parts)))
    if not evidence:
        evidence.append(fact("date-ambiguous", n=len(parts)))
    value = None if bool(day) == bool(month) else ORDERS[0] if day else ORDERS[1]
    return Point(f"date_order:{field}", value, tuple(evidence), ORDERS)


def declared(values: Collection[str], order: str | None) -> tuple[str, ...]:
    """The forms that the profile accepts for this column; never an unproven order."""
    found = {*forms_of(values), order}
    return tuple(form for form in DATE_FORMS if form in found) or ("iso",)


def _reads(text: str, form: str) -> bool:
    try:
        parse_date(text, [form])
    except Unreadable:
        return False
    return True
