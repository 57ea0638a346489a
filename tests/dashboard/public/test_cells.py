"""Numbers of a release: selected as printed, or summed where every part is printed."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.public.cells import NOT_AVAILABLE, Cells, Number
from etl.disclosure import TOTAL, union
from etl.release.model import MASKED, NOT_COLLECTED, Table
from tests.release_example import CODES, example

RELEASE = example()
CELLS = Cells(RELEASE)
JP, NZ = "jp-helpline", "nz-police"
ALL = CELLS.periods(JP)


def masked(name, where):
    """The example with those cells of one table masked that ``where`` finds."""
    table = RELEASE.table(name)
    cells = table.cells.copy()
    hit = where(cells)
    cells.loc[hit, "reports"] = pd.NA
    cells.loc[hit, "mark"] = MASKED
    others = [other for other in RELEASE.tables if other is not table]
    return Cells(replace(RELEASE, tables=(*others, Table(name, table.dims, cells))))


def test_a_cell_is_as_it_is_printed():
    assert CELLS.number(JP, ("2024-H1",), {}) == Number(300)
    assert CELLS.number(JP, ("2024-H1",), {"age_band": ("0-14",), "gender": ("male",)}) == Number(
        75
    )


def test_all_periods_are_the_sum_of_the_printed_numbers():
    assert CELLS.number(JP, ALL, {}) == Number(300 + 360 + 420)


def test_a_union_of_codes_is_the_sum_of_the_printed_numbers():
    codes = {"age_band": ("0-14", "15-17")}
    assert CELLS.number(JP, ("2024-H1",), codes) == Number(150 + 99)


MALE = {"age_band": ("0-14",), "gender": ("male",)}


def test_a_masked_cell_keeps_its_mark():
    cells = masked("age_band_gender", lambda rows: rows["age_band"] == "0-14")
    assert cells.number(JP, ("2024-H1",), MALE) == Number(None, MASKED)


def test_a_cell_that_one_table_withholds_is_taken_from_another():
    cells = masked("age_band", lambda rows: rows["age_band"] == "0-14")
    assert cells.number(JP, ("2024-H1",), {"age_band": ("0-14",)}) == Number(150)


def test_a_column_is_collected_though_one_crossed_with_it_is_not():
    """The table of platforms by age says of one source that it is not collected."""
    tables = tuple(RELEASE.table(name) for name in ("contact_platform_age_band", "age_band_gender"))
    cells = Cells(replace(RELEASE, tables=tables))
    assert cells.number(NZ, ("2024-H1",), {"age_band": ("0-14",)}) == Number(240)


@pytest.mark.parametrize("periods", [ALL, ("2024-H1",)])
def test_a_sum_with_a_masked_part_is_not_available(periods):
    cells = masked(
        "age_band_gender", lambda rows: (rows["age_band"] == "0-14") & (rows["period"] == "2024-H1")
    )
    codes = MALE | {"age_band": ("0-14", "15-17")}
    assert cells.number(JP, periods, codes) == Number(None, NOT_AVAILABLE)


def test_several_masked_parts_are_not_available_and_not_masked():
    """A masked sum would say that all of it is fewer than the threshold."""
    cells = masked("age_band_gender", lambda rows: rows["source"] == JP)
    assert cells.number(JP, ALL, MALE) == Number(None, NOT_AVAILABLE)


def test_what_is_not_collected_stays_so():
    codes = {"contact_platform": ("line",)}
    assert CELLS.number(NZ, CELLS.periods(NZ), codes) == Number(None, NOT_COLLECTED)


def test_columns_that_no_table_counts_together_have_no_number():
    codes = {"contact_platform": ("line",), "gender": ("male",)}
    assert CELLS.number(JP, ALL, codes) == Number(None, NOT_AVAILABLE)
    assert not CELLS.leads_somewhere(JP, ALL, ("contact_platform",), {"gender": ("male",)})


def test_counts_stand_in_code_order_without_the_total():
    rows = CELLS.counts(JP, ("2024-H1",), ("age_band",), {})
    assert rows.to_dict("list") == {
        "age_band": ["0-14", "15-17", "18-24", "unknown"],
        "reports": [150, 99, 75, 60],
        "mark": ["", "", "", ""],
    }


def test_a_column_that_is_fixed_has_its_chosen_codes_only():
    rows = CELLS.counts(JP, ("2024-H1",), ("age_band",), {"age_band": ("15-17",)})
    assert rows["age_band"].tolist() == ["15-17"]


def test_a_source_that_is_not_there_has_no_number():
    assert CELLS.periods("nobody") == ()
    assert CELLS.number("nobody", (), {}) == Number(None, NOT_AVAILABLE)


periods = st.lists(st.sampled_from(ALL), min_size=1, unique=True)
chosen = st.fixed_dictionaries(
    {},
    optional={
        column: st.lists(
            st.sampled_from([code for code, *_ in codes]), min_size=1, unique=True
        ).map(tuple)
        for column, codes in CODES.items()
    },
)
hidden = st.sets(
    st.tuples(
        st.sampled_from(ALL),
        st.sampled_from([*(code for code, *_ in CODES["age_band"]), TOTAL]),
        st.sampled_from([*(code for code, *_ in CODES["gender"]), TOTAL]),
    ),
    max_size=30,
)


@given(periods=periods, codes=chosen, hidden=hidden)
def test_every_number_is_a_sum_of_printed_ones(periods, codes, hidden):
    """Worked out a second way: from the rows of the file, without an index."""
    cells = masked(
        "age_band_gender",
        lambda rows: pd.Series(
            list(zip(rows["period"], rows["age_band"], rows["gender"], strict=True))
        ).isin(hidden),
    )
    told = cells.number(JP, periods, codes)
    tables = [table for table in RELEASE.tables if set(codes) <= set(table.dims)]
    if not tables:
        assert told == Number(None, NOT_AVAILABLE)
        return
    parts = [
        printed(tables, period, dict(zip(codes, cell, strict=True)), hidden)
        for period, cell in product(periods, product(*codes.values()))
    ]
    if len(parts) == 1:
        assert told == Number(parts[0], "" if parts[0] else MASKED)
    else:
        total = union(pd.Series(parts, dtype="Int64"))
        assert told == Number(total, "" if total else NOT_AVAILABLE)


def printed(tables, period, codes, hidden):
    """The number of one cell in whichever table still prints it."""
    for table in tables:
        cell = [codes.get(dim, TOTAL) for dim in table.dims]
        if table.name == "age_band_gender" and (period, *cell) in hidden:
            continue
        rows = table.of(JP, period)
        row = rows[(rows[list(table.dims)] == cell).all(axis=1)].iloc[0]
        if pd.notna(row["reports"]):
            return row["reports"]
    return None
