"""Record keys and keyed rounding, against RFC 4231 and against plain fractions."""

import hashlib
import math
import struct
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from etl.disclosure import record_keys, round_keyed
from etl.disclosure.keyed import _rounded

SECRET = bytes(range(32))
COUNTS = st.integers(0, 2**40)
WORDS = st.integers(0, 2**64 - 1)


def rounded(n: int, key_sum: int, secret: bytes = SECRET, base: int = 3) -> int:
    counts, sums = np.array([n], np.int64), np.array([key_sum], np.uint64)
    return int(round_keyed(counts, sums, secret, base=base)[0])


def hmac_sha256(secret: bytes, message: bytes) -> bytes:
    """By the definition of RFC 2104."""
    block = secret.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).digest()


def test_a_record_key_is_the_first_64_bits_of_the_hmac_of_rfc_4231() -> None:
    (second,) = record_keys(["what do ya want for nothing?"], b"Jefe")
    (first,) = record_keys(["Hi There"], b"\x0b" * 20)
    assert (first, second) == (0xB0344C61D8DB3853, 0x5BDCC146BF60754E)


def test_record_keys_are_words_even_when_there_is_none() -> None:
    assert record_keys(["事件-1", "a"], SECRET).dtype == np.uint64
    assert record_keys([], SECRET).dtype == np.uint64


@given(n=COUNTS, key_sum=WORDS, secret=st.binary(min_size=1, max_size=64), base=st.integers(1, 7))
def test_rounding_follows_the_second_hash_of_key_sum_and_count(
    n: int, key_sum: int, secret: bytes, base: int
) -> None:
    word = int.from_bytes(hmac_sha256(secret, struct.pack(">QQ", key_sum, n))[:8], "big")
    up = Fraction(word, 2**64) >= Fraction(base - n % base, base)
    assert rounded(n, key_sum, secret, base) == n - n % base + base * up


@given(n=COUNTS, key_sum=WORDS)
def test_rounded_counts_are_multiples_within_two(n: int, key_sum: int) -> None:
    value = rounded(n, key_sum)
    assert value % 3 == 0
    assert abs(value - n) <= 2


def test_a_multiple_stays() -> None:
    assert [rounded(n, 12345) for n in (0, 3, 12, 999)] == [0, 3, 12, 999]


def test_a_count_is_rounded_up_from_the_exact_third_on() -> None:
    third, two_thirds = 2**64 // 3, 2 * 2**64 // 3
    assert [_rounded(10, word, 3) for word in (0, two_thirds, two_thirds + 1)] == [9, 9, 12]
    assert [_rounded(11, word, 3) for word in (0, third, third + 1)] == [9, 9, 12]


def test_the_exact_half_is_rounded_up_in_base_two() -> None:
    assert [_rounded(11, word, 2) for word in (2**63 - 1, 2**63)] == [10, 12]


def test_rounding_is_unbiased_and_of_variance_two_over_many_sets() -> None:
    """Hoeffding: of values 3 apart, the mean of N is off by more with a chance below 1e-12."""
    many = 20_000
    allowed = 3 * math.sqrt(math.log(2e12) / (2 * many))
    for n in (10, 11, 100, 101):
        values = round_keyed(
            np.full(many, n, np.int64), np.arange(many, dtype=np.uint64), SECRET, base=3
        )
        assert abs(values.mean() - n) < allowed
        assert abs(((values - n) ** 2).mean() - 2) < allowed


def test_rounding_is_unbiased_over_secrets() -> None:
    many = 20_000
    mean = sum(rounded(16, 7, struct.pack(">Q", secret)) for secret in range(many)) / many
    assert abs(mean - 16) < 3 * math.sqrt(math.log(2e12) / (2 * many))


def test_the_noise_of_a_union_is_not_the_sum_of_the_noises_of_its_parts() -> None:
    """With the key sum itself as noise u(A) + u(B) = u(A or B) modulo 1: the leak that R2 closes.

    Parts and union all of remainder 1 or 2: that relation would leave some of the eight outcomes
    out; under independent noise each comes up.
    """
    rng = np.random.default_rng(1)
    parts = rng.integers(0, 2**64, (2, 3000), dtype=np.uint64)
    first = round_keyed(np.full(3000, 10, np.int64), parts[0], SECRET, base=3) > 10
    second = round_keyed(np.full(3000, 10, np.int64), parts[1], SECRET, base=3) > 10
    whole = round_keyed(np.full(3000, 20, np.int64), parts[0] + parts[1], SECRET, base=3) > 20
    assert len(set(zip(first.tolist(), second.tolist(), whole.tolist(), strict=True))) == 8
