"""Strings of a provider's file → our vocabulary: text keys, dates, ages, amounts. Pure.

Nothing is guessed: a text is read in exactly one way or raises ``Unreadable`` with the code of the
rule it breaks. No error here holds the text itself, because it may be about a person.
"""

from etl.normalise.ages import AgeBand, AgeValue, band_of, parse_age
from etl.normalise.amounts import parse_amount
from etl.normalise.dates import DATE_FORMS, DateValue, parse_date
from etl.normalise.text import Unreadable, alias_key, masked, nfkc

__all__ = [
    "DATE_FORMS",
    "AgeBand",
    "AgeValue",
    "DateValue",
    "Unreadable",
    "alias_key",
    "band_of",
    "masked",
    "nfkc",
    "parse_age",
    "parse_amount",
    "parse_date",
]
