"""The balance tells in hundreds what became of the rows."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from etl.release.balance import balance
from etl.release.model import STATUSES


def imports(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """source, day and accepted rows; a tenth as many quarantined."""
    return pd.DataFrame(
        [
            {
                "source": source,
                "received_on": pd.Timestamp(day),
                "rows_read": count + count // 10,
                "accepted": count,
                "quarantined": count // 10,
                "without_consent": 0,
                "filtered": 0,
                "withdrawn": 0,
            }
            for source, day, count in rows
        ]
    )


FATE = {"published": 1149, "open": 151, "late": 99}


def told(frame: pd.DataFrame) -> dict[str, object]:
    return dict(zip(frame["status"], frame["reports"].astype(object), strict=True))


def test_to_the_nearest_hundred_and_nothing_below_a_hundred() -> None:
    given = imports(("a", "2026-01-01", 1000), ("b", "2026-01-01", 5000))
    made = told(balance(given, {"a": FATE}, after=None))
    assert list(made) == list(STATUSES)
    assert made | {"quarantined": 0} == {
        "received": 1100, "accepted": 1000, "quarantined": 0, "without_consent": pd.NA,
        "filtered": pd.NA, "withdrawn": pd.NA, "published": 1100, "open": 200, "late": pd.NA,
    }  # fmt: skip
    assert made["quarantined"] == 100


def test_only_what_was_received_since_the_release_before() -> None:
    given = imports(("a", "2026-01-01", 1000), ("a", "2026-01-02", 300))
    made = told(balance(given, {"a": FATE}, after=pd.Timestamp("2026-01-01")))
    assert made["accepted"] == 300


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_no_difference_of_two_numbers_proves_a_small_group(whole: int, part: int) -> None:
    """What the public can conclude of the difference always allows none, or a hundred and more."""
    whole, part = max(whole, part), min(whole, part)
    fate = {"published": whole, "open": part, "late": 0}
    made = told(balance(imports(("a", "2026-01-01", 0)), {"a": fate}, after=None))
    if made["published"] is pd.NA or made["open"] is pd.NA:
        return
    least = (made["published"] - 50) - (made["open"] + 49)
    most = (made["published"] + 49) - (made["open"] - 50)
    assert least <= 0 or most >= 100
