"""How the invented reports of a source are made up, and what all sources have in common.

Weights of a mix need no sum of 100. In a pair of mixes stand the first and the last month of the
sample; the months between are interpolated. Published findings stand behind them: growth, school
holidays, gender and school level from PAPS; private-image consultations and leading services from
the police of Japan; ages, gender and pace from New Zealand Police and Netsafe; payment from Thorn;
sharing of images from the UK Safer Internet Centre.
"""

from dataclasses import dataclass
from datetime import date

Mix = dict[str, float]
Ages = dict[tuple[int, int], float]


@dataclass(frozen=True)
class Shape:
    """What the reports of one source look like as a whole.

    Attributes:
        share: of all reports of the sample.
        currency: ISO 4217, of amounts paid.
        entry: days from the report to its entry, as inclusive spans.
        pace: reports a month at some months, in any unit; months between are interpolated.
        season: factor of each calendar month, January first.
        ages: inclusive spans of years by gender; key ``other`` for the genders not named.
        genders: first and last mix.
        contact: first and last mix of services where contact began.
        moved: services where the talk was moved to.
        tactics: first and last mix.
        kinds: by gender; key ``other`` for the genders not named.
        outcomes: of reports that are not quite new.
        reporters: who reports for an adult.
        offenders: where the offender seemed to be.
    """

    share: float
    currency: str
    entry: dict[tuple[int, int], float]
    pace: dict[date, float]
    season: tuple[float, ...]
    ages: dict[str, Ages]
    genders: tuple[Mix, Mix]
    contact: tuple[Mix, Mix]
    moved: Mix
    tactics: tuple[Mix, Mix]
    kinds: dict[str, Mix]
    outcomes: Mix
    reporters: Mix
    offenders: Mix


#: Services end: no contact begins there from this day on.
CLOSED = {"omegle": date(2023, 11, 8), "skype": date(2025, 5, 5)}

#: The first day of altered images in the sample.
DEEPFAKES_FROM = date(2024, 1, 1)

HELPLINE_TACTICS: tuple[Mix, Mix] = (
    {
        "sent_voluntarily": 40,
        "catfish": 23,
        "call_recorded": 15,
        "contacts_stolen": 6,
        "account_hacked": 4,
        "deepfake": 0,
        "known_person": 8,
        "bluff": 4,
    },
    {
        "sent_voluntarily": 25,
        "catfish": 20,
        "call_recorded": 30,
        "contacts_stolen": 6,
        "account_hacked": 4,
        "deepfake": 8,
        "known_person": 4,
        "bluff": 3,
    },
)

HELPLINE_KINDS: dict[str, Mix] = {
    "male": {"financial": 94, "control": 2, "scam_no_image": 4},
    "female": {"financial": 42, "control": 50, "scam_no_image": 8},
    "other": {"financial": 76, "control": 14, "scam_no_image": 10},
}

#: Image shared: the UK Safer Internet Centre's 22 % yes, 24 % no, 54 % not known.
IMAGES_SHARED: Mix = {"yes": 22, "no": 24, "unknown": 54}

#: What is demanded, by kind.
DEMANDS: dict[str, Mix] = {
    "financial": {"money": 54, "gift_card": 26, "crypto": 7, "more_images": 4, "none_yet": 6},
    "control": {"more_images": 54, "meeting": 24, "other": 12, "none_yet": 10},
    "scam_no_image": {"crypto": 76, "money": 20, "none_yet": 4},
}

#: Whether the person paid, by kind: 38 % of all with an answer.
PAYMENTS: dict[str, Mix] = {
    "financial": {"yes": 38, "partly": 5, "no": 42, "unknown": 15},
    "control": {"yes": 4, "partly": 0, "no": 76, "unknown": 20},
    "scam_no_image": {"yes": 7, "partly": 0, "no": 83, "unknown": 10},
}

#: Amounts paid, in whole units of the currency.
AMOUNTS: dict[str, dict[int, float]] = {
    "JPY": {
        3_000: 4,
        5_000: 8,
        10_000: 16,
        20_000: 14,
        30_000: 14,
        50_000: 16,
        100_000: 12,
        150_000: 5,
        200_000: 4,
        300_000: 4,
        500_000: 2,
        1_000_000: 1,
    },
    "NZD": {
        50: 8,
        100: 15,
        150: 9,
        200: 16,
        300: 13,
        450: 7,
        500: 12,
        800: 6,
        1_000: 7,
        1_500: 3,
        2_500: 2,
        6_000: 1,
    },
}

REPORTED_ELSEWHERE: Mix = {"yes": 24, "no": 60, "unknown": 16}

#: Days from the incident to the report: inclusive spans.
DELAYS: dict[tuple[int, int], float] = {
    (0, 0): 24,
    (1, 3): 32,
    (4, 14): 25,
    (15, 60): 14,
    (61, 400): 5,
}

#: Days from the report to its entry in the provider's system. Where entry is slow, the last two
#: months are not full yet; where it is quick, the last one.
SLOW_ENTRY: dict[tuple[int, int], float] = {(0, 7): 38, (8, 21): 30, (22, 45): 22, (46, 75): 10}
QUICK_ENTRY: dict[tuple[int, int], float] = {(0, 3): 40, (4, 14): 35, (15, 30): 25}

MISSING_AGE = 0.13
MISSING_INCIDENT = 0.12
NO_CONSENT = 0.015
