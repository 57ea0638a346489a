"""Small random sets of records, with some codes that nobody holds."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

CODES = {
    "gender": ["male", "female", "unknown"],
    "contact_platform": ["instagram", "line", "kakaotalk", "other"],
    "outcome": ["open", "advice_given"],
}
DIMS = [*CODES]

ROWS = st.lists(
    st.tuples(
        *(st.sampled_from(codes) for codes in CODES.values()),
        st.integers(0, 2**64 - 1),
        st.sampled_from(["A", "B"]),
    ),
    max_size=60,
)


def frame(rows: list[tuple[str, str, str, int, str]]) -> pd.DataFrame:
    records = pd.DataFrame(rows, columns=[*DIMS, "key", "contributor"])
    return records.astype({"key": np.uint64, **dict.fromkeys([*DIMS, "contributor"], "str")})


RECORDS = ROWS.map(frame)
