"""The synthetic files: the same every time, labelled, shaped as the published findings."""

import csv
import hashlib
import io
import zipfile
from collections import Counter
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from etl import vocabulary
from etl.ingest import import_file
from etl.normalise import alias_key
from etl.readers import read
from etl.sample import SEED, make_sample
from etl.sample.dice import Dice
from etl.sample.layouts import LAYOUTS
from etl.sample.reports import LAST, invent
from etl.sample.shape import CLOSED, DEEPFAKES_FROM
from etl.sample.spoiled import FAULTS
from etl.sample.words import ENGLISH, JAPANESE
from etl.settings import Settings
from etl.sources import load

SHAPES = {layout.source: layout.shape for layout in LAYOUTS}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return {file.source: file.path for file in make_sample(tmp_path_factory.mktemp("sample"))}


@pytest.fixture(scope="module")
def reports():
    """Reports before they are written, by source."""
    return {
        source: invent(shape, 12_000, Dice(SEED, place))
        for place, (source, shape) in enumerate(SHAPES.items())
    }


def rows(path, encoding="utf-8"):
    text = path.read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def share(counted, holds):
    return sum(map(holds, counted)) / len(counted)


def by_month(counted):
    return Counter(report.reported.replace(day=1) for report in counted)


def test_the_same_bytes_every_time(sample, tmp_path):
    again = {file.source: file.path for file in make_sample(tmp_path)}
    assert {source: path.read_bytes() for source, path in again.items()} == {
        source: path.read_bytes() for source, path in sample.items()
    }


def test_the_same_bytes_as_when_this_was_written(sample):
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sample.values())).hexdigest()
    assert digest == "abdca8445c1f3abf590d710d3567ebdc2a21ce338e90652eef85ca044d0efb87"


def test_another_seed_gives_other_reports(sample, tmp_path):
    other = make_sample(tmp_path, seed=1)
    assert all(file.path.read_bytes() != sample[file.source].read_bytes() for file in other)


def test_one_file_a_source_about_twelve_thousand_rows(reports):
    assert list(reports) == ["jp-helpline", "jp-police", "nz-helpline", "nz-police"]
    assert sum(map(len, reports.values())) == pytest.approx(12_000, rel=0.02)


def test_csv_files_are_in_their_encoding_with_crlf(sample):
    for source, encoding in (
        ("jp-helpline", "cp932"),
        ("jp-police", "cp932"),
        ("nz-helpline", "utf-8"),
    ):
        text = sample[source].read_bytes().decode(encoding)
        assert text.count("\n") == text.count("\r\n") > 1000
        assert not text.startswith("\ufeff")


def test_every_file_and_row_says_that_it_is_synthetic(sample):
    assert all("synthetic" in path.name for path in sample.values())
    for source in ("jp-helpline", "jp-police"):
        assert {row["データ区分"] for row in rows(sample[source], "cp932")} == {"合成データ"}
    assert {row["data_status"] for row in rows(sample["nz-helpline"])} == {"SYNTHETIC"}
    title, extract, blank, header, *cells = (
        CalamineWorkbook.from_path(sample["nz-police"])
        .get_sheet_by_name("Reports")
        .to_python(skip_empty_area=False)
    )
    assert title[0] == "SYNTHETIC DATA: every report in this workbook is invented"
    assert extract[0] == "Reports entered by 2026-10-31"
    assert not any(blank)
    assert {row[header.index("data_status")] for row in cells} == {"SYNTHETIC"}


def test_the_workbook_holds_no_time_of_writing_and_no_compression(sample):
    with zipfile.ZipFile(sample["nz-police"]) as book:
        members = book.infolist()
        core = book.read("docProps/core.xml").decode()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(member.compress_type, member.create_system) for member in members} == {(0, 3)}
    assert core.count("2026-10-31T00:00:00Z") == 2


@pytest.mark.parametrize("source", SHAPES)
def test_every_heading_is_one_the_profile_reads_or_drops(sample, source):
    profile = load(source)
    named = {name for column in profile.columns for name in column.names}
    if source == "nz-police":
        header = CalamineWorkbook.from_path(sample[source]).get_sheet_by_index(0).to_python()[3]
    else:
        header = list(rows(sample[source], profile.file.encoding)[0])
    assert set(header) - named <= {"備考"}


@pytest.mark.parametrize("source", SHAPES)
def test_every_file_is_read_by_its_profile(sample, reports, source, tmp_path):
    reading = read(sample[source], load(source), into=tmp_path / "cells")
    assert reading.rows == len(reports[source])


@pytest.mark.parametrize(
    ("source", "words"),
    [(source, JAPANESE if source.startswith("jp") else ENGLISH) for source in SHAPES],
)
def test_every_word_stands_for_its_code(source, words):
    profile = load(source)
    fields = {column.field for column in profile.columns}
    unknown_services = {"Threads", "BeReal", "ポコチャ", "Monkey"}
    renamed = {"service": "contact_platform", "consent": "consent_to_statistics"}
    codes = {"twitter": "x_twitter"}
    for kind, spellings in words.items():
        field = renamed.get(kind, kind)
        if field not in fields:
            continue
        known = vocabulary.words(field, profile.aliases.get(field, {}))
        for code, texts in spellings.items():
            for text in set(texts) - unknown_services:
                key = alias_key(text)
                found = known.get(key, "unknown" if key in vocabulary.missing() else None)
                expected = codes.get(code, code)
                if kind == "consent":
                    expected = {"yes": "true", "no": "false"}[code]
                assert (text, found) == (text, expected)


def test_growth_follows_the_published_counts(reports):
    fiscal = Counter(
        report.reported.year - (report.reported.month < 4) for report in reports["jp-helpline"]
    )
    assert fiscal[2024] / fiscal[2023] == pytest.approx(1864 / 528, rel=0.1)
    months = by_month(reports["jp-helpline"])
    half_year = sum(months[date(2022 + (m < 4), m, 1)] for m in (10, 11, 12, 1, 2, 3))
    assert fiscal[2023] / half_year == pytest.approx(528 / 131, rel=0.15)
    police = by_month(reports["nz-police"])
    first_halves = {
        year: sum(police[date(year, m, 1)] for m in range(1, 7)) for year in (2023, 2024)
    }
    assert first_halves[2024] < first_halves[2023]


def test_japanese_holidays_show(reports):
    months = Counter(
        report.reported.month for report in reports["jp-helpline"] if report.reported.year == 2025
    )
    assert months[8] > 1.2 * (months[6] + months[10]) / 2


def test_the_latest_months_are_not_full(reports):
    months = by_month(reports["jp-helpline"])
    summer = (months[date(2026, 6, 1)] + months[date(2026, 7, 1)]) / 2
    assert months[date(2026, 10, 1)] < 0.6 * summer
    assert months[date(2026, 9, 1)] < summer
    assert max(max(r.reported for r in found) for found in reports.values()) <= LAST


@pytest.mark.parametrize(
    ("source", "male"),
    [("jp-helpline", 0.68), ("jp-police", 0.17), ("nz-helpline", 0.76), ("nz-police", 0.91)],
)
def test_gender_by_source(reports, source, male):
    known = [report for report in reports[source] if report.gender != "unknown"]
    assert share(known, lambda report: report.gender == "male") == pytest.approx(male, abs=0.03)


def test_ages(reports):
    help_line = [report for report in reports["jp-helpline"] if report.age]
    assert share(help_line, lambda r: 15 <= r.age <= 17) == pytest.approx(0.38, abs=0.03)
    assert share(help_line, lambda r: 12 <= r.age <= 14) == pytest.approx(0.07, abs=0.02)
    police = Counter(report.age for report in reports["nz-police"] if report.age)
    assert {age for age, _ in police.most_common(5)} == {16, 17, 18, 19, 20}
    everyone = [report for found in reports.values() for report in found]
    assert share(everyone, lambda r: r.age is None) == pytest.approx(0.13, abs=0.01)


def test_the_lead_moves_from_x_to_instagram(reports):
    def lead(years):
        found = Counter(
            r.contact_platform for r in reports["jp-helpline"] if r.reported.year in years
        )
        return found.most_common(1)[0][0]

    assert lead({2021, 2022}) == "x_twitter"
    assert lead({2025, 2026}) == "instagram"
    moved = Counter(r.moved_to_platform for r in reports["jp-helpline"])
    assert moved.most_common(1)[0][0] == "line"


def test_tactics_change(reports):
    def tactic(code, year):
        found = [r for r in reports["jp-helpline"] if r.reported.year == year]
        return share(found, lambda r: r.tactic == code)

    assert tactic("call_recorded", 2026) > 1.2 * tactic("call_recorded", 2022)
    assert tactic("deepfake", 2025) > 0.03
    everyone = [report for found in reports.values() for report in found]
    assert min(r.reported for r in everyone if r.tactic == "deepfake") >= DEEPFAKES_FROM
    for code, closed in CLOSED.items():
        assert max(r.reported for r in everyone if r.contact_platform == code) < closed


def test_payment_and_sharing(reports):
    everyone = [
        report
        for source in ("jp-helpline", "nz-helpline", "nz-police")
        for report in reports[source]
    ]
    asked = [report for report in everyone if report.payment_made != "unknown"]
    assert share(asked, lambda r: r.payment_made == "yes") == pytest.approx(0.38, abs=0.02)
    assert all(r.payment_made in {"yes", "partly"} for r in everyone if r.amount_paid)
    for code, expected in (("yes", 0.22), ("no", 0.24), ("unknown", 0.54)):
        assert share(everyone, lambda r, c=code: r.images_shared == c) == pytest.approx(
            expected, abs=0.02
        )


def test_no_incident_after_its_report(reports):
    everyone = [report for found in reports.values() for report in found]
    assert all(r.incident <= r.reported for r in everyone if r.incident)
    assert share(everyone, lambda r: r.incident is None) == pytest.approx(0.12, abs=0.01)


def test_a_small_sample_has_all_its_faulty_rows(tmp_path):
    small = {file.source: file.path for file in make_sample(tmp_path, reports=400)}
    found = rows(small["jp-helpline"], "cp932")
    assert len(found) == pytest.approx(400 * 0.42, abs=6)
    ids = Counter(row["受付番号"] for row in found)
    assert [count for count in ids.values() if count > 1] == [2]
    assert {"2025/2/30", "2062/5/1", ""} <= {row["受付日"] for row in found}
    assert sum(map(len, FAULTS.values())) == 34


@pytest.mark.parametrize("source", SHAPES)
def test_an_import_keeps_out_the_faulty_rows_and_no_others(sample, reports, source, tmp_path):
    settings = Settings(data=tmp_path / "data", keys=tmp_path / "keys")
    receipt = import_file(settings, sample[source], load(source)).receipt
    kept_out, expected = Counter(), Counter()
    for entry in receipt.quarantine:
        kept_out[entry.rule] += entry.rows
    for fault in FAULTS[source]:
        expected[fault.rule] += fault.rows
    assert kept_out == expected
    rows_ = receipt.rows
    assert (rows_.read, rows_.quarantined) == (len(reports[source]), expected.total())
    assert rows_.filtered == 0
    asks_consent = source.endswith("helpline")
    refusals = sum(not report.consent for report in reports[source]) if asks_consent else 0
    assert rows_.without_consent == pytest.approx(refusals, abs=2)  # a faulty row consents
    assert receipt.synthetic is True
