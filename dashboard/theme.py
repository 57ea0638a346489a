"""Colours, fonts, number and date forms, and the signs of the four kinds of no number.

Pure: charts, pages and documents take what they need from here, so that they look and read alike.
"""

import datetime as dt
import re
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency

TEXT_FONT: Final = (
    "'Source Sans', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, "
    "'Noto Sans JP', 'Noto Sans CJK JP', 'casestats Japanese', sans-serif"
)
HEADING_FONT: Final = (
    "'Source Serif', 'Hiragino Mincho ProN', 'Yu Mincho', "
    "'Noto Serif JP', 'Noto Serif CJK JP', 'casestats Japanese', serif"
)

#: Least contrast of text on its ground: WCAG 2.2, success criterion 1.4.3.
READABLE: Final = 4.5

_STEPS: Final = 10


@dataclass(frozen=True)
class Marks:
    """Signs of the four kinds of no number, the same on a page, in a chart and in a CSV file.

    Attributes:
        zero: counted, and there was none.
        not_collected: the source does not record it, or not for this month.
        suppressed: counted, and held back to protect people.
        provisional: counted, and still filling.
    """

    zero: str = "0"
    not_collected: str = ".."
    suppressed: str = "S"
    provisional: str = "P"


MARKS: Final = Marks()


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#RRGGBB``, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Palette:
    """Colours of one mode, each ``#RRGGBB``.

    Attributes:
        name: ``light`` or ``dark``.
        blue: the data; male where genders stand side by side.
        clay: a second series; female where genders stand side by side.
        grey: what things are compared with, and unknowns.
        ink: text and fourth series.
        ground: the page.
        panel: side bar and cards.
        border: hair lines and grids.
        least: the first of the ten sequential steps.
        most: the last of the ten sequential steps.
    """

    name: str
    blue: str
    clay: str
    grey: str
    ink: str
    ground: str
    panel: str
    border: str
    least: str
    most: str

    @cached_property
    def sequential(self) -> tuple[str, ...]:
        """Ten steps from ``least`` to ``most``."""
        ends = list(zip(_channels(self.least), _channels(self.most), strict=True))
        return tuple(
            "#" + "".join(f"{round(a + (b - a) * step / (_STEPS - 1)):02X}" for a, b in ends)
            for step in range(_STEPS)
        )

    @cached_property
    def on_sequential(self) -> tuple[str, ...]:
        """Text colour for each sequential step: ink where readable, else black or white."""
        return tuple(
            self.ink
            if contrast(self.ink, step) >= READABLE
            else max("#000000", "#FFFFFF", key=lambda text: contrast(text, step))
            for step in self.sequential
        )

    def faint(self, colour: str, opacity: float) -> str:
        """A see-through form of ``colour``, as CSS ``rgba()``."""
        red, green, blue = _channels(colour)
        return f"rgba({red}, {green}, {blue}, {opacity:g})"


LIGHT: Final = Palette(
    name="light",
    blue="#1F5FA8",
    clay="#C2571A",
    grey="#75808F",
    ink="#1B2430",
    ground="#FFFFFF",
    panel="#F5F6F8",
    border="#DDE1E7",
    least="#F3F7FC",
    most="#76A7DA",
)

DARK: Final = Palette(
    name="dark",
    blue="#6FA8E8",
    clay="#F0935A",
    grey="#8C97A6",
    ink="#E6EBF2",
    ground="#11161D",
    panel="#1A212B",
    border="#2E3846",
    least="#172029",
    most="#306FB0",
)


def in_light() -> dict[str, str]:
    """Each colour of the dark mode, as figures write it, and its like in the light: for paper."""
    names = [field.name for field in fields(Palette) if field.name != "name"]
    pairs = [(getattr(DARK, name), getattr(LIGHT, name)) for name in names]
    pairs += zip(DARK.on_sequential, LIGHT.on_sequential, strict=True)
    pairs += zip(DARK.sequential, LIGHT.sequential, strict=True)
    faint = [[DARK.faint(colour, 1).rpartition(",")[0] for colour in pair] for pair in pairs]
    return dict(pairs) | dict(faint)


#: British English: the day first. Māori and Japanese as CLDR has them.
_LOCALES: Final = {"en": "en_GB", "ja": "ja_JP", "mi": "mi_NZ"}

_POINTS: Final = {"en": " pts", "ja": "ポイント", "mi": " pts"}

Number = float | Decimal | None


class Formats:
    """Numbers and dates as a reader of one language expects them.

    A missing number (None, NaN, NA) reads ``..``: to say that it was suppressed is the caller's
    part, who alone knows it.

    Args:
        lang: ``en``, ``ja`` or ``mi``.

    Raises:
        KeyError: for any other language.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._locale = _LOCALES[lang]

    def number(self, value: Number, *, decimals: int = 0) -> str:
        """``1234567`` → ``1,234,567``."""
        return _written(value, decimals)

    def percent(self, share: Number) -> str:
        """A share of 1: ``0.381`` → ``38.1%``."""
        return _written(share, 1, power=2, unit="%")

    def change(self, ratio: Number) -> str:
        """A ratio of now to before: ``1.623`` → ``+62.3%``, ``0.82`` → ``−18.0%``."""
        return _signed(None if ratio is None else ratio - 1, power=2, unit="%")

    def points(self, difference: Number) -> str:
        """A difference of two shares of 1: ``-0.005`` → ``−0.5 pts``, ``−0.5ポイント``."""
        hundredths = None if difference is None else difference * 100
        return _signed(hundredths, power=0, unit=_POINTS[self.lang])

    def money(self, amount: Number, currency: str) -> str:
        """An amount of an ISO 4217 currency, in the decimals that currency has."""
        if amount is None or _missing(amount):
            return MARKS.not_collected
        return str(format_currency(amount, currency, locale=self._locale))

    def date(self, day: dt.date) -> str:
        """``31 October 2026``, ``2026年10月31日``."""
        return str(format_date(day, "long", locale=self._locale))

    def month(self, day: dt.date) -> str:
        """``Oct 2026``, ``2026年10月``."""
        return self._skeleton("yMMM", day)

    def month_of_year(self, day: dt.date) -> str:
        """``Oct``, ``10月``."""
        return self._skeleton("MMM", day)

    def quarter(self, day: dt.date) -> str:
        """The quarter of the calendar year: ``Q4 2026``, ``2026年10〜12月``."""
        if self.lang == "ja":  # CLDR's 2026/Q4 is not what Japanese statistics print
            return f"{self.year(day)}{self.quarter_of_year(day)}"
        return self._skeleton("yQQQ", day)

    def quarter_of_year(self, day: dt.date) -> str:
        """``Q4``, ``10〜12月``: a Japanese number alone could be one of a fiscal year."""
        if self.lang == "ja":
            first = (day.month - 1) // 3 * 3 + 1
            return f"{first}〜{first + 2}月"
        return str(format_date(day, "QQQ", locale=self._locale))

    def year(self, day: dt.date) -> str:
        """``2026``, ``2026年``."""
        return self._skeleton("y", day)

    def fiscal_year(self, day: dt.date) -> str:
        """The fiscal year that begins with this day: ``2025/26``; ``2025年度`` from April."""
        if self.lang == "ja" and day.month == 4:
            return f"{day.year}年度"
        text = f"{day.year}/{(day.year + 1) % 100:02d}"
        return f"{text}年度" if self.lang == "ja" else text

    def period(self, day: dt.date, months: int) -> str:
        """A month, quarter, calendar or fiscal year (1, 3 or 12 months) by its first day."""
        if months == 1:
            return self.month(day)
        if months == 3:
            return self.quarter(day)
        return self.year(day) if day.month == 1 else self.fiscal_year(day)

    def _skeleton(self, skeleton: str, day: dt.date) -> str:
        return _skeleton(skeleton, dt.date(day.year, day.month, day.day), self._locale)


def _written(
    value: Number, decimals: int, *, power: int = 0, unit: str = "", sign: str = "-"
) -> str:
    if value is None or _missing(value):
        return MARKS.not_collected
    plain = value.item() if isinstance(value, np.generic) else value  # Decimal wants Python's own
    return _decimal(plain, decimals, power, sign) + unit


def _signed(difference: Number, *, power: int, unit: str) -> str:
    text = _written(difference, 1, power=power, unit=unit, sign="+")
    return text if re.search("[1-9]", text) else text.replace("+", "±").replace("−", "±")


def _missing(cell: Any) -> bool:
    return bool(pd.isna(cell))


@lru_cache(maxsize=4096)  # a page writes the same months and small counts again and again
def _skeleton(skeleton: str, day: dt.date, locale: str) -> str:
    return str(format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=4096)
def _decimal(value: float | Decimal, decimals: int, power: int, sign: str) -> str:
    """``value`` times ten to this power: our three languages write numbers alike.

    The tests hold it to Babel, which takes ten times as long.
    """
    with localcontext(rounding=ROUND_HALF_UP):  # as a reader who checks by hand rounds
        number = Decimal(str(value)).scaleb(power).quantize(Decimal(1).scaleb(-decimals))
    return format(number, f"{sign},f").replace("-", "−")
