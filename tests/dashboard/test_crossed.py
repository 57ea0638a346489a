"""Cells, totals and shares of cross tables, on the small warehouse and on hand-made reports."""

from datetime import date

import pandas as pd
import pytest

from dashboard.answers import Answers
from dashboard.crossed import Crossing, crossed
from dashboard.selection import Filters
from dashboard.store import open_store
from tests.warehouse_builder import build_with, report, settings_in

FILTERS = Filters(sources=("nz-helpline",), first=date(2024, 1, 1), last=date(2025, 12, 1))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    told = [
        ("male", "line", "financial", date(2024, 1, 5)),
        ("male", "line", "control", date(2024, 2, 5)),
        ("male", "instagram", "financial", date(2025, 1, 5)),
        ("unknown", "line", "financial", date(2025, 12, 5)),
    ]
    rest = {"reporter": None, "incident_date": None, "incident_date_precision": None}
    reports = [
        report(gender=gender, contact_platform=platform, kind=kind, reported_date=day, **rest)
        for gender, platform, kind, day in told
    ]
    settings = settings_in(tmp_path_factory.mktemp("crossed"))
    build_with(settings, reports, source="nz-helpline")
    return Answers(open_store(settings))


def counts(answers, third="none", rows="gender", columns="contact_platform"):
    cells = crossed(answers, FILTERS, Crossing(rows, columns, third, "reports"))
    wide = {}
    for cell in cells.to_dict("records"):
        number = None if pd.isna(cell["reports"]) else int(cell["reports"])
        wide.setdefault(cell["part"], {})[cell[rows], cell[columns]] = number
    return wide


def test_cells_and_totals_in_the_order_of_the_vocabulary(answers):
    assert counts(answers) == {
        "": {
            ("male", "instagram"): 1, ("male", "line"): 2, ("male", "total"): 3,
            ("unknown", "instagram"): 0, ("unknown", "line"): 1, ("unknown", "total"): 1,
            ("total", "instagram"): 1, ("total", "line"): 3, ("total", "total"): 4,
        }
    }  # fmt: skip


def test_shares_are_of_the_total_of_row_column_and_part(answers):
    cells = crossed(answers, FILTERS, Crossing("gender", "contact_platform", "none", "reports"))
    cell = cells.set_index(["gender", "contact_platform"]).loc[("male", "line")]
    assert cell["row_share"] == pytest.approx(2 / 3)
    assert cell["column_share"] == pytest.approx(2 / 3)
    assert cell["total_share"] == pytest.approx(2 / 4)


def test_a_third_column_divides_the_table_and_the_whole_comes_last(answers):
    parts = counts(answers, third="kind")
    assert list(parts) == ["financial", "control", "total"]
    assert parts["control"]["male", "line"] == 1
    assert parts["control"]["unknown", "line"] == 0
    assert parts["financial"]["total", "total"] == 3
    assert parts["total"] == counts(answers)[""]


def test_periods_divide_the_table_without_a_whole(answers):
    parts = counts(answers, third="year")
    assert {part: cells["total", "total"] for part, cells in parts.items()} == {
        "2024-01-01": 2,
        "2025-01-01": 2,
    }
    assert parts["2025-01-01"]["male", "instagram"] == 1


def test_what_is_not_collected_is_kept(answers):
    parts = counts(answers, rows="reporter", columns="gender")[""]
    assert parts["not_collected", "male"] == 3
    assert parts["total", "total"] == 4


@pytest.mark.parametrize(
    ("crossing", "possible"),
    [
        (Crossing("gender", "kind", "none", "reports"), True),
        (Crossing("gender", "gender", "none", "reports"), False),
        (Crossing("gender", "kind", "kind", "reports"), False),
    ],
)
def test_no_column_is_crossed_with_itself(crossing, possible):
    assert crossing.is_possible is possible
