"""The questions: told in words, constant, answered alike by the cube and by the reports."""

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import sql
from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl import warehouse
from tests.warehouse_builder import build_with, report, settings_in

QUESTIONS = sorted(
    item.name.removesuffix(".sql") for item in files(sql).joinpath("queries").iterdir()
)
PARAMETER = re.compile(r"\$(\w+)")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("warehouse")
    genders = ("male", "female", "unknown", None)
    bands = ("15-17", "12-14", None)
    reports = [
        report(
            gender=genders[n % 4],
            age_band=bands[n % 3],
            country=("NZ", "JP")[n % 2],
            kind=("financial", "control")[n % 5 % 2],
            reported_date=date(2023, 1 + n % 12, 28),
            incident_date=None,
        )
        for n in range(200)
    ]
    build_with(settings_in(folder), reports)
    store = open_store(settings_in(folder))
    yield store
    store.close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_in_words(name: str) -> None:
    comment = re.match(r"(?:-- .+\n)+", sql.query(name))
    assert comment
    assert "?" in comment[0]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_parameter_is_explained(name: str) -> None:
    text = sql.query(name)
    comment = "".join(re.findall(r"--.*\n", text))
    code = re.sub(r"--.*|'[^']*'", "", text)
    untold = [word for word in PARAMETER.findall(code) if not re.search(rf"\b{word}\b", comment)]
    assert untold == []
    assert code == code.lower()
    assert code.count(";") == 1


def test_every_column_that_can_be_asked_for_is_a_dimension(store: Store) -> None:
    [dimension] = [macro for macro in sql.macros() if "macro dimension(" in macro]
    named = re.findall(r"when '(\w+)' then enum_code\(report\.(\w+)\)", dimension)
    assert [name for name, _ in named] == [column for _, column in named]
    for name, _ in named:
        assert store.counts(Filters(), by=(name,)).frame["reports"].sum() == 200
    [orders] = [re.findall(r"as (\w+)", re.sub(r"--.*", "", sql.query("orders")))]
    assert sorted(orders) == sorted(name for name, _ in named)


@pytest.mark.parametrize(
    "by",
    [(), ("gender",), ("age_band", "country"), ("outcome", "contact_platform", "gender")],
)
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(genders=("male", "unknown"), first=date(2023, 3, 1)),
        Filters(ages=("12-14",), countries=("JP",), last=date(2023, 9, 1)),
    ],
)
def test_cube_and_reports_give_the_same_answer(
    store: Store, by: tuple[str, ...], filters: Filters
) -> None:
    # A choice of every kind leaves all reports in, but the cube does not know kinds.
    every_kind = Filters(**{**vars(filters), "kinds": ("financial", "control")})
    assert store.counts(filters, by=by).frame.equals(store.counts(every_kind, by=by).frame)
    for column in (None, *by):
        assert store.periods(filters, by=column).frame.equals(
            store.periods(every_kind, by=column).frame
        )
    for question in ("headline", "headline_months", "changes", "rate_changes"):
        asked = getattr(store, question)
        assert asked(filters).frame.equals(asked(every_kind).frame)


@pytest.mark.parametrize(
    "by",
    [
        ("gender",),
        ("country", "age_band"),
        ("outcome",),
        ("contact_platform", "outcome"),
        ("gender", "outcome"),
    ],
)
@pytest.mark.parametrize("kinds", [(), ("financial",)])
def test_a_shared_count_answers_as_one_of_these_columns_alone(
    store: Store, by: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    filters = Filters(genders=("male", "female"), first=date(2023, 4, 1), kinds=kinds)
    pages = next(column for column in ("reporter", "tactic") if column not in by)
    alone = store.counts(filters, by=(*by, pages)).frame.drop(columns=pages)
    if len(by) == 1:
        alone = alone.drop(columns="row_share")
    assert store.counts(filters, by=by).frame.equals(alone)
    nobody = Filters(genders=("other",), kinds=kinds)
    assert store.counts(nobody, by=by).frame.empty


def test_the_cube_is_read_when_it_can_answer(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    pointer = build_with(settings, [report()])
    values = {
        "by": "gender",
        "first": None,
        "last": None,
        "filters": {name: [] for name in vars(Filters()) if name not in ("first", "last")},
    }
    question = """
        explain select dimension($by, report), sum(reports)
        from chosen($from_cube, $filters, $first, $last) as report group by all
    """
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        for from_cube, read, unread in ((True, "cube", "reports"), (False, "reports", "cube")):
            plan = connection.execute(question, values | {"from_cube": from_cube}).fetchall()[0][1]
            tables = " ".join(line for line in plan.splitlines() if "Table:" in line)
            assert read in tables
            assert unread not in tables
