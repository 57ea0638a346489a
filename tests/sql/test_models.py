"""Models on hand-written rows, headers against columns, the SQL against two engines."""

import re
from datetime import date
from pathlib import Path

import pytest
import sqlglot
from sqlglot import expressions

import sql
from etl import warehouse
from etl.build import build
from etl.settings import Settings
from tests.warehouse_builder import report, settings_in, write_import

#: What another engine lacks, spells differently or answers approximately.
NOT_PORTABLE = re.compile(
    r"generate_series|range\(|strftime|strptime|approx_|quantile_cont|median|string_agg|list_agg"
    r"|read_parquet|read_csv|::|\bqualify\b|group by all|\$\w"
)

COLUMN = re.compile(r"^-- (\w+) +\| ", re.MULTILINE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def rows(settings: Settings, question: str) -> list[tuple[object, ...]]:
    pointer = build(settings).pointer
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        return connection.execute(question).fetchall()


def test_documented_columns_are_the_real_ones(settings: Settings) -> None:
    write_import(settings, "one", [report()])
    for path in sql.MODELS:
        described = rows(settings, f"describe {path.replace('/', '.')}")
        assert COLUMN.findall(sql.model(path)) == [column for column, *_ in described]


@pytest.mark.parametrize("path", sql.MODELS)
def test_a_header_tells_what_it_is_and_its_grain(path: str) -> None:
    assert re.match(r"(-- .+\n)+-- Grain: one row per .+\.\n-- \w+ +\| ", sql.model(path))


@pytest.mark.parametrize("path", sql.MODELS)
def test_a_model_is_one_select_in_both_engines(path: str) -> None:
    for engine in ("duckdb", "spark"):
        [statement] = sqlglot.parse(sql.model(path), read=engine)
        assert isinstance(statement, expressions.Select)
        unknown = {function.name for function in statement.find_all(expressions.Anonymous)}
        assert unknown == set()


@pytest.mark.parametrize("path", sql.MODELS)
def test_a_model_keeps_to_what_both_engines_do_alike(path: str) -> None:
    code = re.sub(r"--.*", "", sql.model(path))
    assert NOT_PORTABLE.findall(code) == []
    assert code == code.lower()


def test_of_several_versions_the_newest_stands(settings: Settings) -> None:
    write_import(
        settings,
        "first",
        [report(report_key="a", outcome="open"), report(report_key="b", outcome="open")],
        received_at="2026-01-01T00:00:00.000000Z",
    )
    write_import(
        settings,
        "later",
        [report(report_key="a", outcome="other")],
        received_at="2026-02-01T00:00:00.000000Z",
    )
    question = "select import_id, row_number, outcome::varchar from marts.reports order by all"
    assert rows(settings, question) == [("first", 2, "open"), ("later", 1, "other")]
    assert rows(settings, "select count(*) from staging.reports") == [(3,)]


def test_within_one_file_the_later_row_stands(settings: Settings) -> None:
    kept = [report(report_key="a", outcome=outcome) for outcome in ("open", "other")]
    write_import(settings, "one", kept)
    assert rows(settings, "select row_number, outcome::varchar from marts.reports") == [
        (2, "other")
    ]


@pytest.mark.parametrize(
    ("ages", "answer"),
    [
        ((17, 17), "yes"),
        ((18, 18), "no"),
        ((15, 17), "yes"),
        ((15, 18), "unknown"),
        ((18, None), "no"),
        ((65, None), "no"),
        ((16, None), "unknown"),
        ((None, 17), "yes"),
        ((None, 24), "unknown"),
        ((None, None), "unknown"),
    ],
)
def test_under_18(settings: Settings, ages: tuple[int | None, int | None], answer: str) -> None:
    write_import(settings, "one", [report(age_min=ages[0], age_max=ages[1])])
    assert rows(settings, "select under_18 from marts.reports") == [(answer,)]


def test_under_18_is_null_when_ages_are_not_collected(settings: Settings) -> None:
    write_import(settings, "one", [report(age_min=None, age_max=None, age_band=None)])
    assert rows(settings, "select under_18 from marts.reports") == [(None,)]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", (date(2023, 12, 1), 15)),
        ("month", (date(2023, 12, 1), None)),
        ("year", (None, None)),
        (None, (None, None)),
    ],
)
def test_delay_and_incident_month_are_no_finer_than_the_date(
    settings: Settings, precision: str | None, expected: tuple[date | None, int | None]
) -> None:
    incident = report(incident_date=date(2023, 12, 31), incident_date_precision=precision)
    write_import(settings, "one", [incident])
    assert rows(settings, "select incident_month, delay_days from marts.reports") == [expected]


def month_rows(settings: Settings, source: str) -> list[list[object]]:
    found = rows(
        settings, "select source::varchar, month, collected, provisional from marts.months"
    )
    return [month for name, *month in map(tuple, found) if name == source]


def test_silence_is_a_month_and_the_unfinished_last_one_is_provisional(settings: Settings) -> None:
    # ca-cafc has no settling months: only the unfinished month stays open.
    days = [date(2024, 1, 31), date(2024, 3, 30)]
    delivered = [report(reported_date=day, incident_date=None) for day in days]
    write_import(settings, "one", delivered, source="ca-cafc")
    assert month_rows(settings, "ca-cafc") == [
        [date(2024, 1, 1), True, False],
        [date(2024, 2, 1), True, False],
        [date(2024, 3, 1), True, True],
    ]


def test_a_finished_last_month_without_settling_is_final(settings: Settings) -> None:
    delivered = [report(reported_date=date(2024, 2, 29))]
    write_import(settings, "one", delivered, source="ca-cafc")
    assert month_rows(settings, "ca-cafc") == [[date(2024, 2, 1), True, False]]


@pytest.mark.parametrize("last_day", [1, 30])
def test_settling_months_are_provisional_finished_or_not(settings: Settings, last_day: int) -> None:
    days = [date(2024, 2, 1), date(2024, 4, last_day)]
    write_import(
        settings,
        "one",
        [report(reported_date=day, incident_date=None) for day in days],
        source="jp-helpline",  # two settling months
    )
    assert month_rows(settings, "jp-helpline") == [
        [date(2024, 2, 1), True, False],
        [date(2024, 3, 1), True, True],
        [date(2024, 4, 1), True, True],
    ]


def test_a_month_between_imports_is_not_collected(settings: Settings) -> None:
    for name, first, last in (
        ("a", date(2023, 11, 10), date(2023, 12, 5)),
        ("b", date(2024, 2, 1), date(2024, 3, 31)),
        ("c", date(2024, 3, 5), date(2024, 3, 6)),
    ):
        days = [report(reported_date=day, incident_date=None) for day in (first, last)]
        write_import(settings, name, days, source="ca-cafc")
    assert [row[1] for row in month_rows(settings, "ca-cafc")] == [True, True, False, True, True]


def test_each_source_has_its_own_months(settings: Settings) -> None:
    write_import(settings, "a", [report(reported_date=date(2024, 1, 20))], source="nz-police")
    write_import(settings, "b", [report(reported_date=date(2024, 9, 20))], source="ca-cafc")
    assert len(month_rows(settings, "nz-police")) == 1
    assert len(month_rows(settings, "ca-cafc")) == 1


def test_an_import_without_reports_makes_no_months(settings: Settings) -> None:
    write_import(settings, "a", [])
    assert rows(settings, "select count(*) from marts.months") == [(0,)]
    assert rows(settings, "select accepted, first_reported from staging.imports") == [(0, None)]


def test_the_cube_counts_combinations(settings: Settings) -> None:
    both = [report(), report(kind="control"), report(gender="female"), report(age_band=None)]
    write_import(settings, "one", both)
    question = """
        select age_band::varchar, gender::varchar, reports from metrics.cube order by all
    """
    assert rows(settings, question) == [
        ("15-17", "female", 1),
        ("15-17", "male", 2),
        (None, "male", 1),
    ]


def test_the_cube_counts_what_the_headline_asks(settings: Settings) -> None:
    across = {"age_band": "10-19", "age_min": 10, "age_max": 19}
    unknown = {"age_band": "unknown", "age_min": None, "age_max": None}
    told = [
        report(payment_made="partly", images_shared="yes"),
        report(payment_made="unknown", images_shared="no"),
        report(payment_made=None, images_shared=None),
        report(age_min=20, age_max=20, age_band="18-24"),
        report(**across),
        report(**unknown),
        report(age_band=None, age_min=None, age_max=None),
    ]
    write_import(settings, "one", told)
    question = """
        select age_band::varchar, columns('under_18|paid|shared') from metrics.cube order by 1
    """
    assert rows(settings, question) == [
        ("10-19", 1, 0, 0, 1, 1, 0, 1, 1, 0, 0),
        ("15-17", 3, 3, 3, 0, 2, 1, 1, 2, 1, 2),
        ("18-24", 1, 0, 1, 0, 1, 0, 1, 1, 0, 0),
        ("unknown", 1, 0, 0, 0, 1, 0, 1, 1, 0, 0),
        (None, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0),
    ]


def test_coded_columns_are_enums_in_the_order_of_the_vocabulary(settings: Settings) -> None:
    write_import(settings, "one", [report()])
    question = "select enum_range(gender)::varchar[] from marts.reports"
    assert rows(settings, question) == [(list(sql.codes("genders")),)]


def test_quarantine_keeps_its_place_and_reason(settings: Settings) -> None:
    failed = {"row_number": 7, "line": 9, "sheet": None, "column": "age", "value": "x"}
    write_import(settings, "one", [report()], quarantine=[{**failed, "rule": "age-unreadable"}])
    assert rows(settings, "select * from staging.quarantine") == [
        ("one", "nz-helpline", 7, 9, None, "age", "age-unreadable", "x")
    ]


def test_a_source_is_as_its_newest_import_describes_it(settings: Settings) -> None:
    write_import(settings, "a", [report()], received_at="2026-03-01T00:00:00.000000Z")
    write_import(
        settings, "b", [report()], received_at="2026-01-01T00:00:00.000000Z", synthetic=False
    )
    question = "select code, settling_months, publishable, synthetic from staging.sources"
    assert rows(settings, question) == [("nz-helpline", 1, True, True)]
