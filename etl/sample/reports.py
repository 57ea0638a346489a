"""Invented reports, in our own codes, before a provider's spelling is put on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etl.sample.dice import Dice
from etl.sample.shape import (
    AMOUNTS,
    CLOSED,
    DEEPFAKES_FROM,
    DELAYS,
    DEMANDS,
    IMAGES_SHARED,
    MISSING_AGE,
    MISSING_INCIDENT,
    NO_CONSENT,
    PAYMENTS,
    REPORTED_ELSEWHERE,
    Mix,
    Shape,
)

FIRST = date(2021, 1, 1)
#: The day of the extract: what was not entered by then is not in the file.
LAST = date(2026, 10, 31)

_ADULT = 18
_NEW = timedelta(days=45)


@dataclass(frozen=True)
class Report:
    """One invented report; None and ``unknown`` are what the provider does not know."""

    number: int
    reported: date
    incident: date | None
    age: int | None
    gender: str
    contact_platform: str
    moved_to_platform: str
    kind: str
    tactic: str
    demand: str
    payment_made: str
    amount_paid: int | None
    images_shared: str
    outcome: str
    offender_location: str
    reporter: str
    consent: bool
    reported_elsewhere: str


def invent(shape: Shape, reports: int, dice: Dice) -> list[Report]:
    """The reports of one source in the order of their entry.

    Args:
        shape: of the source.
        reports: of the whole sample, of which the source has its share.
        dice: of the source.
    """
    paces = {month: _pace(shape, month) for month in _months()}
    entered: list[tuple[date, date]] = []
    for _ in range(round(reports * shape.share)):
        month = dice.pick(paces)
        reported = month + timedelta(dice.between(1, (_next(month) - month).days) - 1)
        entry = reported + timedelta(dice.between(*dice.pick(shape.entry)))
        if entry <= LAST:
            entered.append((entry, reported))
    return [
        _report(number, reported, shape, dice)
        for number, (_, reported) in enumerate(sorted(entered), start=1)
    ]


def _months() -> Iterator[date]:
    month = FIRST
    while month <= LAST:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _pace(shape: Shape, month: date) -> float:
    """Reports of a month, in the unit of the shape's pace."""
    before = max(known for known in shape.pace if known <= month)
    after = min(known for known in shape.pace if known >= month)
    way = (month - before) / (after - before) if after > before else 0.0
    level = shape.pace[before] + way * (shape.pace[after] - shape.pace[before])
    return level * shape.season[month.month - 1]


def _report(number: int, reported: date, shape: Shape, dice: Dice) -> Report:
    way = (reported - FIRST) / (LAST - FIRST)
    gender = dice.pick(_between(shape.genders, way))
    age = dice.between(*dice.pick(shape.ages.get(gender, shape.ages["other"])))
    kind = dice.pick(shape.kinds.get(gender, shape.kinds["other"]))
    tactics = _between(shape.tactics, way)
    if reported < DEEPFAKES_FROM:
        tactics["deepfake"] = 0
    payment = dice.pick(PAYMENTS[kind])
    contact = dice.pick(_open(_between(shape.contact, way), reported))
    moved = dice.pick(_open(shape.moved, reported))
    return Report(
        number=number,
        reported=reported,
        incident=_incident(reported, dice),
        age=None if dice.chance(MISSING_AGE) else age,
        gender=gender,
        contact_platform="email" if kind == "scam_no_image" else contact,
        moved_to_platform="unknown" if moved == contact or kind == "scam_no_image" else moved,
        kind="unknown" if dice.chance(0.02) else kind,
        tactic=_tactic(kind, tactics, dice),
        demand="unknown" if dice.chance(0.06) else dice.pick(DEMANDS[kind]),
        payment_made=payment,
        amount_paid=_amount(payment, shape.currency, dice),
        images_shared=dice.pick(IMAGES_SHARED),
        outcome="open" if _is_open(reported, dice) else dice.pick(shape.outcomes),
        offender_location=dice.pick(shape.offenders),
        reporter=_reporter(age, shape.reporters, dice),
        consent=not dice.chance(NO_CONSENT),
        reported_elsewhere=dice.pick(REPORTED_ELSEWHERE),
    )


def _between(pair: tuple[Mix, Mix], way: float) -> Mix:
    """The mix on the way (0 to 1) from the first of a pair to the last."""
    first, last = pair
    return {code: first.get(code, 0) * (1 - way) + last.get(code, 0) * way for code in first | last}


def _open(mix: Mix, day: date) -> Mix:
    """The mix without the services that no longer exist."""
    return {code: weight for code, weight in mix.items() if day < CLOSED.get(code, date.max)}


def _incident(reported: date, dice: Dice) -> date | None:
    delay = timedelta(dice.between(*dice.pick(DELAYS)))
    return None if dice.chance(MISSING_INCIDENT) else reported - delay


def _tactic(kind: str, tactics: Mix, dice: Dice) -> str:
    if dice.chance(0.12):
        return "unknown"
    return "bluff" if kind == "scam_no_image" else dice.pick(tactics)


def _amount(payment: str, currency: str, dice: Dice) -> int | None:
    """An amount where money was paid and the provider asked; four in five times it did."""
    if payment not in {"yes", "partly"} or not dice.chance(0.8):
        return None
    return dice.pick(AMOUNTS[currency])


def _is_open(reported: date, dice: Dice) -> bool:
    return LAST - reported < _NEW and dice.chance(0.5)


def _reporter(age: int, reporters: Mix, dice: Dice) -> str:
    """Parents and schools report for children, the more the younger they are."""
    if age < _ADULT and dice.chance(0.08 * (_ADULT - age)):
        return dice.pick({"parent": 75, "school": 17, "professional": 8})
    return dice.pick(reporters)
