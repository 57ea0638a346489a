"""The readers on public files that nobody here wrote; skipped where the folder is absent."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from etl.errors import RefusedInput
from etl.readers import Place, Reading, read
from etl.sources import load

DATA = Path(
    os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[2].parent / "shared" / "data"
)
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no public data in {DATA}"),
]


def table(tmp_path: Path, name: str, source: str) -> tuple[Reading, list[list[str]]]:
    """The reading, and its rows."""
    into = tmp_path / "rows.csv"
    reading = read(DATA / name, load(source), into=into)
    with into.open(encoding="utf-8", newline="") as rows:
        return reading, list(csv.reader(rows, strict=True))


def counts(reading: Reading, rows: list[list[str]], name: str) -> Counter[str]:
    column = reading.column((name,))
    assert column is not None
    return Counter(row[column] for row in rows)


@pytest.mark.parametrize(
    ("name", "read", "member"),
    [
        ("cafc/cafc_extortion_only.csv", 28_453, None),
        ("cafc/cafc_full.zip", 300_171, "Canadian Anti-Fraud Centre Reporting Data.csv"),
    ],
)
def test_cafc(tmp_path, name, read, member):
    reading, rows = table(tmp_path, name, "ca-cafc")
    assert (reading.rows, len(rows), reading.member) == (read, read, member)
    assert reading.places == (Place(1, 2, None),)
    assert {len(row) for row in rows} == {21}
    theme = reading.column(("Fraud and Cybercrime Thematic Categories",))
    rows = [row for row in rows if row[theme] == "Extortion"]
    date = reading.column(("Date Received / Date recue",))
    assert Counter(row[date][:4] for row in rows) == {
        "2021": 14_768, "2022": 8_342, "2023": 3_198, "2024": 2_145,
    }  # fmt: skip
    assert counts(reading, rows, "Gender") == {
        "Female": 9_942, "Not Available": 9_499, "Male": 8_879, "Unknown": 92,
        "Prefer not to say": 22, "Other": 19,
    }  # fmt: skip
    ages = counts(reading, rows, "Victim Age Range / Tranche d'age des victimes")
    assert ages["'10 - 19"] == 730
    losses = counts(reading, rows, "Dollar Loss /pertes financieres")
    cents = sum(int(loss.translate({ord(c): "" for c in "$,."})) * n for loss, n in losses.items())
    assert cents == 63_981_591_55


def test_hokkaido_bag_snatching(tmp_path):
    name = "hokkaido_police/hokkaido_2018hittakuri.csv"
    reading, rows = table(tmp_path, name, "jp-police-hokkaido")
    assert counts(reading, rows, "被害者の性別") == {"女性": 15, "男性": 5}


def test_hokkaido_bicycles(tmp_path):
    name = "hokkaido_police/hokkaido_2018zitensyatou.csv"
    reading, rows = table(tmp_path, name, "jp-police-hokkaido")
    assert (reading.rows, len(rows)) == (3_977, 3_977)
    assert counts(reading, rows, "発生年月日（始期）")["不明"] == 32


def test_hokkaido_columns_twice(tmp_path):
    name = "hokkaido_police/hokkaido_2018zidousyatou.csv"
    with pytest.raises(RefusedInput) as caught:
        table(tmp_path, name, "jp-police-hokkaido")
    assert (caught.value.code, caught.value.where) == (
        "header-duplicate", "hokkaido_2018zidousyatou.csv, line 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "places", "read"),
    [
        ("covid-19-confirmed-cases-28mar20.xlsx", (Place(1, 5, "COVID19 MoH media"),), 416),
        ("covid-19-probable-cases-28mar20.xlsx", (Place(1, 5, "Sheet1"),), 35),
        ("covid-caselist-24april.xlsx",
         (Place(1, 5, "Confirmed"), Place(1_115, 5, "Probable")), 1_114 + 342),
        ("covid-cases-01oct20_0.xlsx",
         (Place(1, 4, "Confirmed"), Place(1_493, 4, "Probable")), 1_492 + 356),
        ("covid_cases_2020-12-03.csv", (Place(1, 2, None),), 2_069),
    ],
)  # fmt: skip
def test_nz_health(tmp_path, name, places, read):
    reading, rows = table(tmp_path, f"nz_health_linelist/{name}", "nz-health")
    assert (reading.rows, len(rows), reading.places) == (read, read, places)
    dates = [
        row[reading.column(("Report Date", "Date of report", "Date notified of potential case"))]
        for row in rows
    ]
    assert all("2020" in date for date in dates)


def test_a_real_file_under_the_wrong_profile(tmp_path):
    for source in ("jp-police", "nz-helpline", "casestats"):
        with pytest.raises(RefusedInput):
            table(tmp_path, "cafc/cafc_extortion_only.csv", source)


def test_every_other_public_csv_is_refused(tmp_path):
    """Aggregated tables and other people's formats are never read as reports."""
    others = sorted(DATA.glob("scamwatch/*.csv")) + sorted(DATA.glob("s*/**/*.csv"))
    assert len(others) > 20
    for path in others[:25]:
        with pytest.raises(RefusedInput) as caught:
            read(path, load("casestats"), into=tmp_path / "rows.csv")
        assert caught.value.code in {"header-missing", "encoding-error"}
