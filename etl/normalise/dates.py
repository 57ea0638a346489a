"""Dates as people write them in Japan and New Zealand. A profile declares which forms it accepts.

A text that two accepted forms read as two different days is ambiguous and is not read at all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.normalise.text import Unreadable, nfkc

#: First and last day of each Japanese era that a report can be dated in.
_ERAS = {
    "S": (date(1926, 12, 25), date(1989, 1, 7)),
    "H": (date(1989, 1, 8), date(2019, 4, 30)),
    "R": (date(2019, 5, 1), date(2100, 12, 31)),
}
_ERA_LETTERS = {"昭和": "S", "平成": "H", "令和": "R"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_YEARS = range(1900, 2101)
_CENTURY_TURNS_AT = 90  # a year of two digits: 90-99 is 19xx, the rest 20xx
_EXCEL_EPOCH = date(1899, 12, 30)
_WEEKDAY = re.compile(r" ?\([月火水木金土日](?:曜日?)?\)$")


@dataclass(frozen=True)
class DateValue:
    """A date and how much of it was given.

    Attributes:
        day: the day, or the first day of the month or year.
        precision: ``day``, ``month`` or ``year``.
    """

    day: date
    precision: str


def _value(year: str, month: str | None = None, day: str | None = None) -> DateValue:
    if int(year) not in _YEARS:
        raise Unreadable("date-impossible")
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unreadable("date-impossible") from None
    return DateValue(first, "day" if day else "month" if month else "year")


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"{19 if int(text) >= _CENTURY_TURNS_AT else 20}{text}"


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _wareki(match: re.Match[str]) -> DateValue:
    era, number, month, day = match.groups()
    starts, ends = _ERAS[_ERA_LETTERS.get(era, era.upper())]
    value = _value(str(starts.year - 1 + (1 if number == "元" else int(number))), month, day)
    end = {
        "day": value.day,
        "month": value.day + timedelta(27),
        "year": value.day.replace(month=12),
    }
    if value.day > ends or end[value.precision] < starts:
        raise Unreadable("date-impossible")
    return value


def _excel_serial(match: re.Match[str]) -> DateValue:
    return DateValue(_EXCEL_EPOCH + timedelta(int(match[1])), "day")


def _iso_datetime(match: re.Match[str]) -> DateValue:
    if match["zone"] in {"Z", "+00:00", "+0000"}:  # the agency's own day cannot be told from UTC
        raise Unreadable("date-ambiguous")
    return _value(match["year"], match["month"], match["day"])


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], DateValue]]


def _reader(pattern: str, read: Callable[[re.Match[str]], DateValue]) -> _Reader:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), read


#: Form → how it is recognised and read. The text has been through NFKC; a weekday is cut off.
DATE_FORMS: Mapping[str, _Reader] = {
    "iso": _reader(r"(\d{4})-(\d{2})-(\d{2})", lambda m: _value(*m.groups())),
    "slash": _reader(
        rf"(\d{{4}})/(\d{{1,2}})/(\d{{1,2}})(?: {_CLOCK})?", lambda m: _value(*m.groups())
    ),
    "compact": _reader(r"(\d{4})(\d{2})(\d{2})", lambda m: _value(*m.groups())),
    "kanji": _reader(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日", lambda m: _value(*m.groups())),
    "wareki": _reader(
        r"(昭和|平成|令和|[SHR])[ .]?(\d{1,2}|元)"
        r"(?:[年./-] ?(?:(\d{1,2})(?:[月./-] ?(?:(\d{1,2})日?)?)?)?)?",
        _wareki,
    ),
    "day_first": _reader(
        rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}})(?: {_CLOCK})?",
        lambda m: _value(m[4], m[3], m[1]),
    ),
    "month_first": _reader(
        rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}})(?: {_CLOCK})?",
        lambda m: _value(m[4], m[1], m[3]),
    ),
    "day_month_name": _reader(
        rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_NAME},?[ -](\d{{4}}|\d{{2}})",
        lambda m: _value(_year(m[3]), _month(m[2]), m[1]),
    ),
    "iso_datetime": _reader(
        rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})[T ]{_CLOCK}"
        r"(?P<zone>Z|[+-]\d{2}:?\d{2})?",
        _iso_datetime,
    ),
    "excel_serial": _reader(r"(\d{5})(?:\.\d+)?", _excel_serial),
    "year_month": _reader(
        r"(\d{4})(?:[-/]| ?年 ?)(\d{1,2})(?: ?月)?", lambda m: _value(m[1], m[2])
    ),
    "year": _reader(r"(\d{4}) ?年?", lambda m: _value(m[1])),
}


def parse_date(text: str, forms: Sequence[str]) -> DateValue:
    """Read a date in one of the declared forms (keys of DATE_FORMS).

    Raises:
        Unreadable: ``date-unreadable`` if no form fits, ``date-impossible`` if one fits but there
            is no such day, ``date-ambiguous`` if forms disagree or only the UTC day is known.
    """
    plain = _WEEKDAY.sub("", nfkc(text))
    found: set[DateValue] = set()
    rule = "date-unreadable"
    for form in forms:
        pattern, read = DATE_FORMS[form]
        if match := pattern.fullmatch(plain):
            try:
                found.add(read(match))
            except Unreadable as error:
                rule = error.rule
    if len(found) > 1:
        raise Unreadable("date-ambiguous")
    if not found:
        raise Unreadable(rule)
    return found.pop()
