"""An answer of DuckDB's: its frame and its lists say the same, each in its own types."""

import datetime as dt

import duckdb
import pandas as pd
import pytest

from dashboard.questions.answer import Answer

ROWS = """
    select *
    from (
        values
            ('a', 3::bigint, 0.75, date '2026-01-01', true, null::bigint, 1.5),
            (null, null, null, null, null, 2, 'nan'::double),
            ('b', 1, 0.25, date '2026-03-01', false, 4, 2.5)
    ) as rows (code, reports, share, day, synthetic, place, mean)
"""


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def answer(connection):
    columns = connection.execute(ROWS).fetchnumpy()
    return Answer(columns, counts=("n",), names={"reports": "n", "place": None})


def test_lists_hold_values_of_python_and_none_for_what_is_missing(answer):
    assert answer.lists == {
        "code": ["a", None, "b"],
        "n": [3, None, 1],
        "share": [0.75, None, 0.25],
        "day": [dt.date(2026, 1, 1), None, dt.date(2026, 3, 1)],
        "synthetic": [True, None, False],
        "mean": [1.5, None, 2.5],
    }
    kinds = {name: type(values[0]) for name, values in answer.lists.items()}
    assert kinds == {
        "code": str,
        "n": int,
        "share": float,
        "day": dt.date,
        "synthetic": bool,
        "mean": float,
    }


def test_a_frame_is_typed(answer):
    frame = answer.frame
    assert frame.dtypes.astype(str).to_dict() == {
        "code": "str",
        "n": "Int64",
        "share": "float64",
        "day": "datetime64[us]",
        "synthetic": "boolean",
        "mean": "float64",
    }
    assert frame.isna().sum().tolist() == [1] * 6
    told = {name: frame[name].dropna().tolist() for name in frame}
    days = [pd.Timestamp(day) for day in answer.lists["day"] if day]
    ours = {name: [v for v in values if v is not None] for name, values in answer.lists.items()}
    assert told == ours | {"day": days}


def test_an_answer_without_rows_has_its_columns(connection):
    columns = connection.execute(f"{ROWS} where code = 'c'").fetchnumpy()
    answer = Answer(columns, counts=("reports",))
    assert answer.lists == {name: [] for name in columns}
    assert list(answer.frame) == list(columns)
    assert answer.frame["reports"].dtype == "Int64"
