"""JSON, totals and public files: what their drafts say, and that they import."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from etl import sources
from etl.drafting.examining import examine
from etl.drafting.making import known_sources, make
from etl.drafting.saving import save
from etl.errors import RefusedInput
from etl.ingest import import_file
from tests.builders import settings

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[4] / "shared" / "data")
TODAY = date(2026, 1, 31)
NEW = {
    "source": "some-line",
    "source:label_en": "Some line",
    "source:country": "NZ",
    "source:subject": "other",
    "source:counting_unit": "report",
    "source:fiscal_year_start": "7",
}
REPORTS = [
    {"id": n, "received": f"2025-06-{n:02}", "person": {"age": 15 + n, "name": "x"}}
    for n in range(1, 5)
]


@pytest.fixture
def house(tmp_path):
    return settings(tmp_path)


def drafted(house, path, answers):
    known = known_sources(sources.available(house.own_profiles))
    return make(examine(house, path, answers), answers, known, today=TODAY)


def imported(house, path, **answers):
    """The receipt of a file that is imported by its own draft."""
    draft = drafted(house, path, NEW | answers)
    assert [point.key for point in draft.questions] == []
    return import_file(house, path, save(house, draft, "some-line")).receipt


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", json.dumps(REPORTS)),
        ("object.json", json.dumps({"count": 4, "results": REPORTS})),
        ("lines.jsonl", "\n".join(map(json.dumps, REPORTS)) + "\n"),
    ],
)
def test_nested_json(house, tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    receipt = imported(house, path)
    assert (receipt.rows.read, receipt.rows.accepted) == (4, 4)
    assert receipt.dropped_columns == ("person/name",)
    assert {"report_id", "reported_date", "age"} <= set(receipt.collected)


def test_two_lists_are_asked(house, tmp_path):
    path = tmp_path / "two.json"
    path.write_text(json.dumps({"open": REPORTS, "closed": REPORTS}), encoding="utf-8")
    [point] = examine(house, path, {}).points
    assert (point.key, point.open, point.options) == ("records", True, ("open", "closed"))


def test_what_is_no_json_is_refused(house, tmp_path):
    path = tmp_path / "torn.json"
    path.write_text('[{"received": "2025-06-01"', encoding="utf-8")
    with pytest.raises(RefusedInput) as refusal:
        examine(house, path, {})
    assert refusal.value.code == "json-invalid"


def test_totals_are_asked(house, tmp_path):
    path = tmp_path / "totals.csv"
    path.write_text("受付日,性別\n2025/6/1,男\n2025/6/20,女\n合計,2\n", encoding="utf-8")
    examined = examine(house, path, {})
    assert [point.key for point in examined.points if point.open] == ["total_rows"]
    assert examined.table is None
    assert imported(house, path, total_rows="skip").rows.read == 2


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no public files in {DATA}")
@pytest.mark.parametrize(
    ("name", "answers", "rows"),
    [
        (
            "hokkaido_police/hokkaido_2018hittakuri.csv",
            {"reported_date": "発生年月日(始期)", "column:現金被害の有無": "drop"},
            20,
        ),
        (
            "nz_health_linelist/covid-19-confirmed-cases-28mar20.xlsx",
            {"column:Overseas": "drop", "age_scheme": "nz_health"},
            416,
        ),
    ],
)
def test_public_files(house, name, answers, rows):
    receipt = imported(house, DATA / name, **answers)
    assert (receipt.rows.read, receipt.rows.accepted) == (rows, rows)
    assert {"reported_date", "age", "gender"} <= set(receipt.collected)
