"""Numbers that lead to one person: telephone, identity, bank, card, network address, wallet."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import phonenumbers
from nhi import is_nhi  # type: ignore[import-untyped]  # it ships no types
from stdnum import luhn
from stdnum.jp import in_ as my_number
from stdnum.nz import bankaccount, ird

import sql

_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[T _-]?[0-2]\d:?[0-5]\d(?::?[0-5]\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?"
#: Dates, with a time or without: their digits are no telephone and no identity number.
_DATE = re.compile(
    rf"(?<![\d+-])(?:(?:19|20)\d\d{_MONTH_DAY}|(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d){_CLOCK}(?!\d)"
    rf"|(?<![\d+-])[0-3]?\d([-/.])[0-3]?\d\1(?:19|20)\d\d(?!\d)"
)
#: Numbers with decimals; one that begins with a zero too many may be a telephone number.
_DECIMAL = re.compile(r"(?<![\d.+-])(?:0|[1-9]\d*)\.\d+(?![\d.-])")
_START = r"(?<![A-Za-z0-9-])"
_END = r"(?![A-Za-z0-9])"
_FEWEST_DIGITS = 7
_DIGIT = re.compile(r"\d")

_PHONE_START = re.compile(r"(?<![\d.])(?:\+|\(?0|8[16][\s-])")
_PHONE_GROUPS = re.compile(r"\+?[(\s]*\d+(?:[\s().-]{1,3}\d+){0,12}")
#: A spreadsheet took the leading zero off a Japanese or New Zealand mobile number.
_PHONE_WITHOUT_ZERO = re.compile(r"[789]0\d{8}|2[0-9]\d{7,8}")
_LONGEST_PHONE = 16

_MY_NUMBER = re.compile(rf"{_START}\d{{4}}([ -]?)\d{{4}}\1\d{{4}}{_END}")
_IRD = re.compile(rf"{_START}\d{{2,3}}([ -]?)\d{{3}}\1\d{{3}}{_END}(?!-)")
_NHI = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-Z]{3}(?:\d{4}|\d{2}[A-HJ-NP-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"(?<!\d)\d{2}[ -]\d{4}[ -]\d{7}[ -]\d{2,3}(?!\d)"
    r"|(?:普通|当座|貯蓄|口座番号|記号番号)\D{0,8}\d{5,8}(?!\d)|記号\D{0,3}\d{5}\D{0,6}\d{6,8}"
)
_BANK_NZ_SOLID = re.compile(rf"{_START}[0-3]\d{{14,15}}{_END}")
_CARD = re.compile(rf"{_START}(?=[3-6]|2[2-7])\d(?:[ -]?\d){{13,18}}{_END}")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])", re.IGNORECASE)
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:bc|tb|ltc)1[a-z0-9]{25,60}|0x[a-fA-F0-9]{40}"
    r"|(?=\w*[a-z])(?=\w*[A-Z])(?:[13]|[TLDr])[1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])"
)


def _has_card_digit(text: str) -> bool:
    return bool(luhn.is_valid(re.sub("[ -]", "", text)))


#: Kind, its shape, and the check digit that tells it from any other number.
_CHECKED: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("my-number", _MY_NUMBER, my_number.is_valid),
    ("ird-number", _IRD, ird.is_valid),
    ("card-number", _CARD, _has_card_digit),
    ("bank-account", _BANK_NZ_SOLID, bankaccount.is_valid),
)


#: Kinds that a check digit alone tells.
IDENTITY_KINDS = ("nhi-number", *(kind for kind, _, _ in _CHECKED))


def number_kinds(text: str, *, by_chance: bool) -> Iterator[str]:
    """Yield the kinds of numbers found in a tidied text; a kind may come twice.

    Args:
        text: the text.
        by_chance: whether to tell kinds that a number of another meaning may match by chance.
    """
    if not _DIGIT.search(text):
        return
    if _WALLET.search(text):
        yield "wallet"
    if by_chance:
        yield from identity_kinds(text)
    if any(map(_is_address_of_a_machine, _network_addresses(text))):
        yield "ip-address"
    text = _DECIMAL.sub("|", _DATE.sub("|", text))
    if len(_DIGIT.findall(text)) >= _FEWEST_DIGITS:
        if _has_phone(text) or (by_chance and _has_phone_without_zero(text)):
            yield "phone"
        if _BANK.search(text):
            yield "bank-account"


def identity_kinds(text: str) -> Iterator[str]:
    """Yield the kinds of numbers that a check digit tells; a kind may come twice."""
    if any(is_nhi(found[0], allow_test_values=True) for found in _NHI.finditer(text)):
        yield "nhi-number"
    text = _DECIMAL.sub("|", _DATE.sub("|", text))
    for kind, shape, check in _CHECKED:
        if any(check(found[0]) for found in shape.finditer(text)):
            yield kind


def _network_addresses(text: str) -> Iterator[str]:
    for pattern in (_IPV4, _IPV6):
        yield from (found[0] for found in pattern.finditer(text))


def _is_address_of_a_machine(text: str) -> bool:
    try:
        if ":" in text:
            return IPv6Address(text) != IPv6Address("::")
        IPv4Address(text)
    except AddressValueError:
        return False
    return True


def _has_phone_without_zero(text: str) -> bool:
    digits = text.strip()
    return bool(_PHONE_WITHOUT_ZERO.fullmatch(digits)) and _is_phone("0" + digits)


def _has_phone(text: str) -> bool:
    return any(
        _is_phone(candidate)
        for start in _PHONE_START.finditer(text)
        for candidate in _phone_candidates(text, start.start())
    )


def _phone_candidates(text: str, start: int) -> Iterator[str]:
    """Yield the digits from here to the end of each group: another number may follow the first."""
    found = _PHONE_GROUPS.match(text, start)
    if not found:
        return
    digits = "+" if found[0].startswith(("+", "8")) else ""
    for group in re.findall(r"\d+", found[0]):
        digits += group
        if _FEWEST_DIGITS < len(digits) <= _LONGEST_PHONE:
            yield digits


@cache
def _regions() -> tuple[str, ...]:
    """Countries of our sources, as phonenumbers knows them."""
    countries = {row["country"] for row in sql.seed_rows("sources")}
    return tuple(sorted(countries & phonenumbers.SUPPORTED_REGIONS))


def _is_phone(digits: str) -> bool:
    """Whether these digits are a number that somebody where reports come from could dial."""
    for region in _regions():
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
