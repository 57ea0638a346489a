"""Public files against the numbers their publishers or their readers counted."""

import os
from collections import Counter
from pathlib import Path

import pytest

from etl.errors import RefusedInput
from etl.folders import receipts
from etl.ingest import import_file
from etl.receipt import Rows
from etl.sources import load
from tests.builders import settings, written

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[3] / "shared" / "data")
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no public files in {DATA}"),
]


def imported(folder, name, source):
    return import_file(settings(folder), DATA / name, load(source))


@pytest.fixture(scope="module")
def cafc(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cafc")
    return imported(folder, "cafc/cafc_extortion_only.csv", "ca-cafc")


def test_cafc_totals(cafc):
    assert cafc.receipt.rows == Rows(28_453, 28_453, 0, 0, 0)
    assert cafc.receipt.unmapped == {}
    assert cafc.receipt.synthetic is False


def test_cafc_counts(cafc):
    stored = written(cafc, "accepted")
    assert Counter(report["reported_date"].year for report in stored) == {
        2021: 14_768, 2022: 8_342, 2023: 3_198, 2024: 2_145,
    }  # fmt: skip
    assert Counter(report["gender"] for report in stored) == {
        "female": 9_942, "male": 8_879, "another_gender": 19, "unknown": 9_613,
    }  # fmt: skip
    assert Counter(report["outcome"] for report in stored) == {
        "attempted": 20_771, "completed": 7_453, "other": 218, "unknown": 11,
    }  # fmt: skip
    young = [report for report in stored if report["age_band"] == "10-19"]
    assert len(young) == 730
    assert {(report["age_min"], report["age_max"]) for report in young} == {(10, 19)}
    assert Counter(report["contact_platform"] for report in young)["social_network"] == 203
    assert [report["row_number"] for report in stored] == list(range(1, 28_454))
    assert len({report["report_key"] for report in stored}) == 28_453


def test_cafc_every_age_stands_in_its_own_band(cafc):
    for report in written(cafc, "accepted"):
        least, greatest, band = (report[name] for name in ("age_min", "age_max", "age_band"))
        if band == "unknown":
            assert (least, greatest) == (None, None)
        elif band == "100+":
            assert (least, greatest) == (100, None)
        else:
            # The publisher's youngest band begins at 1, ours at 0.
            assert band == f"{least - least % 10}-{greatest}"


def test_cafc_whole_file_by_its_filter(cafc, tmp_path):
    done = imported(tmp_path, "cafc/cafc_full.zip", "ca-cafc")
    assert done.receipt.rows == Rows(300_171, 28_453, 0, 0, 271_718)
    assert done.receipt.file.member
    numbers = [report["row_number"] for report in written(done, "accepted")]
    assert numbers == sorted(numbers)
    assert receipts(settings(tmp_path)) == [done.receipt]
    without = [
        [{**report, "row_number": 0, "report_key": ""} for report in written(each, "accepted")]
        for each in (cafc, done)
    ]
    assert without[0] == without[1]


def test_hokkaido(tmp_path):
    done = imported(tmp_path, "hokkaido_police/hokkaido_2018hittakuri.csv", "jp-police-hokkaido")
    assert done.receipt.rows == Rows(20, 20, 0, 0, 0)
    stored = written(done, "accepted")
    assert Counter(report["gender"] for report in stored) == {"female": 15, "male": 5}
    # Of the two dates the file has one.
    assert {report["incident_date"] for report in stored} == {None}


def test_hokkaido_doubled_columns_are_refused(tmp_path):
    with pytest.raises(RefusedInput) as refusal:
        imported(tmp_path, "hokkaido_police/hokkaido_2018zidousyatou.csv", "jp-police-hokkaido")
    assert refusal.value.code == "header-duplicate"
    assert receipts(settings(tmp_path)) == []


def test_nz_health_both_sheets(tmp_path):
    done = imported(tmp_path, "nz_health_linelist/covid-caselist-24april.xlsx", "nz-health")
    assert done.receipt.rows == Rows(1_456, 1_456, 0, 0, 0)
    assert done.receipt.unmapped == {}
    assert (done.receipt.first_reported.year, done.receipt.last_reported.month) == (2020, 4)
