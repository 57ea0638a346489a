"""Amounts of money as written; the currency stands in its own column."""

import re
from decimal import Decimal

from etl.normalise.text import Unreadable, nfkc

_SIGN = r"(?P<sign>[-−▲△]?)"
_CURRENCY = r"(?:(?:[A-Z]{1,3})?[$¥€£]|[A-Z]{3})?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLAIN = re.compile(
    rf"{_SIGN}{_CURRENCY}{_SIGN.replace('sign', 'inner')}(?P<number>{_NUMBER})(?P<k>[kK]?)"
    r"(?:円|[A-Z]{3})?",
    re.ASCII,
)
_MYRIADS = re.compile(
    rf"{_SIGN}¥?(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER})万)?"
    rf"(?:(?P<sen>{_NUMBER})千)?(?P<rest>{_NUMBER})?円?",
    re.ASCII,
)
_SCALES = {"oku": 10**8, "man": 10**4, "sen": 10**3, "rest": 1}
_LIMIT = Decimal(10) ** 16  # what decimal(18,2) holds
_CENT = Decimal("0.01")


def parse_amount(text: str) -> Decimal:
    """Read an amount to two decimals: "$1,000.00", "１，０００円", "2万", "10万円", "$6k".

    A negative amount is read as such; whether it is allowed is the schema's to say.

    Raises:
        Unreadable: ``amount-unreadable``; also for more than two decimals, since rounding would
            change what the provider wrote.
    """
    plain = "".join(nfkc(text).split())
    if match := _PLAIN.fullmatch(plain):
        sign = match["sign"] + match["inner"]
        total = _decimal(match["number"]) * (1000 if match["k"] else 1)
    elif (match := _MYRIADS.fullmatch(plain)) and any(match[part] for part in _SCALES):
        sign = match["sign"]
        total = sum(
            (_decimal(match[part]) * scale for part, scale in _SCALES.items() if match[part]),
            start=Decimal(0),
        )
    else:
        raise Unreadable("amount-unreadable")
    if len(sign) > 1 or total >= _LIMIT or total != total.quantize(_CENT):
        raise Unreadable("amount-unreadable")
    return (-total if sign else total).quantize(_CENT)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
