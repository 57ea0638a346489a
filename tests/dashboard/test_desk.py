"""The desk: a kept plan reads what is counted now, and nothing that a reader wrote is run."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from dashboard.questions.desk import with_values
from dashboard.selection import Filters
from dashboard.store import Store, open_store
from tests.warehouse_builder import build_with, report, settings_in

GENDERS = {"male": 1, "female": 2, "another_gender": 3}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("desk"))
    days = {"reported_date": date(2024, 5, 31), "incident_date": None}
    kept = [report(gender=gender, **days) for gender, n in GENDERS.items() for _ in range(n)]
    build_with(settings, kept)
    store = open_store(settings)
    yield store
    store.close()


def of(store: Store, *genders: str) -> int:
    return int(store.headline(Filters(genders=genders)).frame["reports"].sum())


def test_a_kept_plan_reads_the_counts_of_each_selection(store):
    asked = ["male", "female", "another_gender", "male", "female"]
    assert [of(store, gender) for gender in asked] == [1, 2, 3, 1, 2]


def test_a_selection_without_reports_leaves_no_trace(store):
    assert [of(store, gender) for gender in ("unknown", "female", "unknown")] == [0, 2, 0]


def test_threads_do_not_read_each_others_counts(store):
    asked = [*GENDERS] * 10
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda g: of(store, g), asked)) == [GENDERS[g] for g in asked]


def test_a_code_is_never_run(store):
    code = "male'] as varchar[])}; drop view marts.months; --"
    assert store.rates(Filters(genders=(code,))).frame["reports"].sum() == 0
    assert of(store, "male") == 1


def test_of_more_periods_than_plans_are_kept_each_is_answered(store):
    months = [date(1990 + number // 12, number % 12 + 1, 1) for number in range(40)]
    for _ in range(2):
        found = [store.headline_months(Filters(first=month)).frame for month in months]
        assert [int(rows["reports"].sum()) for rows in found] == [6] * len(months)


def test_values_are_written_as_sql_reads_them():
    values = {"a": date(2024, 5, 1), "b": None, "c": ["it's", "x"], "d": True, "e": 1.5}
    values["f"] = {"k": []}
    assert with_values("$a $b $c $d $e $f", values) == (
        "date '2024-05-01' null cast(['it''s', 'x'] as varchar[]) True 1.5"
        " {'k': cast([] as varchar[])}"
    )
