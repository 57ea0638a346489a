from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise import (
    AgeBand,
    AgeValue,
    Unreadable,
    alias_key,
    band_of,
    masked,
    nfkc,
    parse_age,
    parse_amount,
)
from etl.vocabulary import bands

AGES = st.integers(min_value=0, max_value=120)


@given(text=st.text())
def test_a_key_is_its_own_key(text):
    assert alias_key(alias_key(text)) == alias_key(text)


@pytest.mark.parametrize(
    "spelling", ["X（旧Twitter）", "Ｘ", " x ", "x(旧ツイッター)", "X　（旧 Twitter）"]
)
def test_spellings_share_a_key(spelling):
    assert alias_key(spelling) == "x"


def test_keys_keep_words_apart():
    assert alias_key("ﾗｲﾝ") == alias_key("ライン") != alias_key("ラーン")
    assert alias_key("は") != alias_key("ば")
    assert alias_key("Te  Reo\tMāori") == "te reo māori"


def test_nfkc_strips():
    assert nfkc("　１６歳 ") == "16歳"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("new_code-1+", "new_code-1+"),
        ("2025", "2025"),
        ("0211234", None),
        ("021-123-4567", None),
        ("a@b.nz", None),
        ("two words", None),
        ("太郎", None),
        ("x" * 25, None),
        ("", None),
        ("code\n", None),
    ],
)
def test_only_code_like_values_are_shown(value, shown):
    assert masked(value) == shown


@pytest.mark.parametrize(
    ("text", "least", "greatest"),
    [
        ("16", 16, 16),
        ("１６歳", 16, 16),
        ("16才", 16, 16),
        ("30歳代", 30, 39),
        ("10代", 10, 19),
        ("20代前半", 20, 24),
        ("20代後半", 25, 29),
        ("65-69歳", 65, 69),
        ("65〜69歳", 65, 69),
        ("70歳以上", 70, None),
        ("20歳未満", 0, 19),
        ("19歳以下", 0, 19),
        ("under 13", 0, 12),
        ("'40 - 49", 40, 49),
        ("'100 +", 100, None),
        ("0 to 9", 0, 9),
        ("<1", 0, 0),
        ("90+", 90, None),
        (" 1 to 4  ", 1, 4),
        ("65 and over", 65, None),
        ("≥65", 65, None),
        ("170", 170, 170),
    ],
)
def test_ages_seen_in_files(text, least, greatest):
    assert parse_age(text) == AgeValue(least, greatest)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("17-15歳", "age-contradictory"),
        ("under 0", "age-contradictory"),
        ("25代", "age-unreadable"),
        ("12.5", "age-unreadable"),
        ("-5", "age-unreadable"),
        ("1_0", "age-unreadable"),
        ("0x1F", "age-unreadable"),
        ("成人前後", "age-unreadable"),
        ("1000", "age-unreadable"),
        ("٣", "age-unreadable"),
        ("", "age-unreadable"),
    ],
)
def test_ages_refused(text, rule):
    with pytest.raises(Unreadable) as refusal:
        parse_age(text)
    assert refusal.value.rule == rule


@given(one=AGES, other=AGES)
def test_a_range_is_read_as_written_or_contradictory(one, other):
    text = f"{one}-{other}"
    if one > other:
        with pytest.raises(Unreadable, match="age-contradictory"):
            parse_age(text)
    else:
        assert parse_age(text) == AgeValue(one, other)


@given(age=AGES)
def test_every_age_has_one_standard_band(age):
    code = band_of(age, age, bands("standard"))
    band = next(band for band in bands("standard") if band.code == code)
    assert band.min is not None
    assert band.min <= age
    assert band.max is None or age <= band.max


@pytest.mark.parametrize(
    ("least", "greatest", "scheme", "code"),
    [
        (15, 17, "standard", "15-17"),
        (15, 18, "standard", "unknown"),
        (65, None, "standard", "65+"),
        (60, None, "standard", "unknown"),
        (0, 19, "jp_decade", "0-19"),
        (None, None, "standard", "unknown"),
        (12, 12, "jp_school", "unknown"),  # the end of one level and the start of the next
        (13, 14, "jp_school", "junior_high"),
        (40, 40, "netsafe", "22-40"),
    ],
)
def test_bands(least, greatest, scheme, code):
    assert band_of(least, greatest, bands(scheme)) == code


def test_no_bands_no_band():
    assert band_of(5, 5, ()) == "unknown"
    assert band_of(5, 5, [AgeBand("unknown", None, None)]) == "unknown"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,000.00", "1000.00"),
        ("１，０００円", "1000.00"),
        ("￥5000", "5000.00"),
        ("2万", "20000.00"),
        ("10万円", "100000.00"),
        ("2万189", "20189.00"),
        ("1万1,446円", "11446.00"),
        ("1.5億", "150000000.00"),
        ("3千円", "3000.00"),
        ("$6k", "6000.00"),
        ("NZ$20", "20.00"),
        ("NZD 20.5", "20.50"),
        ("20 NZD", "20.00"),
        ("▲5,000円", "-5000.00"),
        ("-$5", "-5.00"),
        ("0", "0.00"),
        ("12.300", "12.30"),
    ],
)
def test_amounts_seen_in_files(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "", "円", "万", "a few hundred", "3万から5万", "約900", "900以上", "1,00", "1.000,00",
        "12.345", "--5", "1_000", "1e5", "NaN", "Infinity", "10000000000000000", "$", "٣",
    ],
)  # fmt: skip
def test_amounts_refused(text):
    with pytest.raises(Unreadable, match="amount-unreadable"):
        parse_amount(text)


@given(amount=st.decimals(min_value=0, max_value=10**15, places=2))
def test_every_amount_comes_back(amount):
    for text in (f"{amount}", f"${amount:,}", f"{amount} NZD"):
        assert parse_amount(text) == amount
