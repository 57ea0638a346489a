"""What a reader has chosen to see, as one frozen value: the key of every cached answer."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Filters:
    """A selection of reports. An empty field restricts nothing; codes are vocabulary codes.

    Attributes:
        sources: who counts.
        countries: ISO 3166-1 alpha-2 codes of the reports.
        first: first month, as its first day; inclusive.
        last: last month, as its first day; inclusive.
        ages: age bands, in the sources' own schemes.
        genders: gender codes.
        platforms: platforms where contact began.
        outcomes: outcome codes.
        kinds: kinds of incident.
    """

    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    ages: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
