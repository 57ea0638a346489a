"""Ages as given → least and greatest age in completed years, and the band they nest in."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from etl.normalise.text import Unreadable, nfkc


@dataclass(frozen=True)
class AgeValue:
    """Completed years, both ends included; ``max`` None is open, both None is not known."""

    min: int | None
    max: int | None


@dataclass(frozen=True)
class AgeBand:
    """One band of a scheme; ``max`` None is open, both None is the band of unknown ages."""

    code: str
    min: int | None
    max: int | None


_N = r"(\d{1,3})"
_UNIT = r"(?:歳|才|years? ?old|years?|yrs?|y/?o)?"
_TO = r"(?:-|–|—|−|~|〜|to|and|から)"

_Reader = tuple[re.Pattern[str], Callable[[int, int], AgeValue]]


def _reader(pattern: str, read: Callable[[int, int], AgeValue]) -> _Reader:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), read


#: Recognised in this order after NFKC, with spaces and a leading apostrophe removed.
_READERS: tuple[_Reader, ...] = (
    _reader(rf"{_N}{_UNIT}", lambda a, _: AgeValue(a, a)),
    _reader(rf"(?:ages?|aged)?{_N}{_UNIT}{_TO}{_N}{_UNIT}", AgeValue),
    _reader(rf"{_N}(?:歳|才)?代", lambda a, _: AgeValue(_decade(a), a + 9)),
    _reader(rf"{_N}(?:歳|才)?代前半", lambda a, _: AgeValue(_decade(a), a + 4)),
    _reader(rf"{_N}(?:歳|才)?代後半", lambda a, _: AgeValue(_decade(a) + 5, a + 9)),
    _reader(
        rf"{_N}{_UNIT}(?:\+|以上|(?:and|or|&)(?:over|older|above|more)|plus)",
        lambda a, _: AgeValue(a, None),
    ),
    _reader(rf"(?:≥|>=){_N}", lambda a, _: AgeValue(a, None)),
    _reader(rf">{_N}", lambda a, _: AgeValue(a + 1, None)),
    _reader(rf"{_N}{_UNIT}未満", lambda a, _: AgeValue(0, a - 1)),
    _reader(rf"(?:<|under|below|lessthan){_N}{_UNIT}", lambda a, _: AgeValue(0, a - 1)),
    _reader(
        rf"{_N}{_UNIT}(?:以下|(?:and|or|&)(?:under|younger|less))", lambda a, _: AgeValue(0, a)
    ),
    _reader(rf"(?:≤|<=|upto){_N}{_UNIT}", lambda a, _: AgeValue(0, a)),
)


def _decade(age: int) -> int:
    if age % 10:
        raise Unreadable("age-unreadable")
    return age


def parse_age(text: str) -> AgeValue:
    """Read one age or a range of ages; never a midpoint.

    Raises:
        Unreadable: ``age-unreadable``, or ``age-contradictory`` when the least age is above the
            greatest.
    """
    plain = "".join(nfkc(text).lstrip("'’").split())
    for pattern, read in _READERS:
        if match := pattern.fullmatch(plain):
            numbers = [int(number) for number in match.groups()]
            value = read(numbers[0], numbers[-1])
            if value.min is not None and value.max is not None and value.min > value.max:
                raise Unreadable("age-contradictory")
            return value
    raise Unreadable("age-unreadable")


def band_of(least: int | None, greatest: int | None, bands: Iterable[AgeBand]) -> str:
    """Return the code of the one band that holds the whole range, else ``unknown``.

    A range across two bands, or inside two overlapping bands, belongs to neither.
    """
    if least is None:
        return "unknown"
    holding = [
        band.code
        for band in bands
        if band.min is not None
        and band.min <= least
        and (band.max is None or (greatest is not None and greatest <= band.max))
    ]
    return holding[0] if len(holding) == 1 else "unknown"
