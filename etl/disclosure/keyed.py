"""Random numbers that come out the same for the same reports: HMACs under two secret keys."""

import hmac
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD_BYTES = 8
_WORD_BITS = 64


def record_keys(case_ids: Sequence[str], secret: bytes) -> NDArray[np.uint64]:
    """One number for each report, uniform to whoever lacks the secret.

    The first 64 bits, big-endian, of HMAC-SHA-256 (RFC 2104) of the id in UTF-8. The idea of a
    permanent key for each record: Fraser and Wooton, "A proposed method for confidentialising
    tabular output to protect against differencing", UNECE/Eurostat work session, Geneva 2005.
    """
    return np.array([_word(secret, case_id.encode()) for case_id in case_ids], dtype=np.uint64)


def round_keyed(
    n: NDArray[np.int64], key_sum: NDArray[np.uint64], secret: bytes, *, base: int
) -> NDArray[np.int64]:
    """Round counts at random to a multiple of the base; the same set of records always alike.

    With m = n mod b and u in [0, 1): n - m if u < (b - m) / b, else n - m + b. So E r = n,
    Var r = m(b - m), |r - n| < b. u is the first 64 bits, big-endian, of HMAC-SHA-256 over 16
    bytes, key_sum and then n, each an unsigned 64-bit big-endian integer, divided by 2**64.

    Base 3 is the fixed random rounding of Statistics New Zealand. Hashing the sum of the record
    keys once more removes u(A) + u(B) = u(A or B), which holds where the sum itself is the noise.
    """
    return np.array(
        [
            _rounded(count, _word(secret, _bytes(keys) + _bytes(count)), base)
            for count, keys in zip(n.tolist(), key_sum.tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def _word(secret: bytes, message: bytes) -> int:
    return int.from_bytes(hmac.digest(secret, message, "sha256")[:_WORD_BYTES], "big")


def _bytes(number: int) -> bytes:
    return number.to_bytes(_WORD_BYTES, "big")


def _rounded(n: int, word: int, base: int) -> int:
    """Round n with u = word / 2**64, in whole numbers: no processor decides otherwise."""
    down = n - n % base
    return down if base * word < (base - n % base) << _WORD_BITS else down + base
