"""What is kept out, told by rule and place, with what to do; and the verbs that mend it."""

import re
from pathlib import Path

import pytest

import etl
from etl.errors import IntegrityError
from etl.folders import receipts
from etl.ingest import import_file
from etl.quarantine import REMEDIES, Place, Reason, places, reasons
from etl.sources import load
from tests.builders import csv_file, row, settings
from tests.command_line import CommandLine

CONTENT = [
    row(),
    row(report_id="A-2", age="170"),
    row(report_id="A-3", age="170", gender="090-1234-5678"),
    row(report_id="A-4", currency="YEN"),
]


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def file(tmp_path):
    return csv_file(tmp_path / "reports.csv", CONTENT)


def test_reasons_are_counted_by_source_rule_and_column(tmp_path, file):
    done = import_file(settings(tmp_path), file, load("casestats"))
    items = [done.receipt]
    assert reasons(items) == [
        Reason("casestats", "age-out-of-range", "age", 2),
        Reason("casestats", "code-unknown", "currency", 1),
        Reason("casestats", "personal-data-phone", "gender", 1),
    ]
    assert reasons(items, rule="code-unknown") == [
        Reason("casestats", "code-unknown", "currency", 1)
    ]
    name = done.receipt.import_id
    assert places(settings(tmp_path), items) == [
        Place(name, 2, 3, None, "age", "age-out-of-range", "170"),
        Place(name, 3, 4, None, "age", "age-out-of-range", "170"),
        Place(name, 3, 4, None, "gender", "personal-data-phone", None),
        Place(name, 4, 5, None, "currency", "code-unknown", "YEN"),
    ]
    assert [
        place.row_number for place in places(settings(tmp_path), items, rule="code-unknown")
    ] == [4]


def test_a_changed_folder_is_told(tmp_path, file):
    done = import_file(settings(tmp_path), file, load("casestats"))
    (done.path / "quarantine.parquet").write_bytes(b"")
    with pytest.raises(IntegrityError, match=r"quarantine\.parquet"):
        places(settings(tmp_path), receipts(settings(tmp_path)))


def test_every_rule_has_a_remedy():
    code = Path(etl.__file__).parent
    ruled = [code / f"{name}.py" for name in ("meaning", "schemas", "workbench")]
    ruled += (code / "normalise").glob("*.py")
    source = "".join(file.read_text(encoding="utf-8") for file in ruled)
    rules = set(
        re.findall(r"[\"']((?:date|age|amount|incident|duplicate|code|value)-[a-z-]+)[\"']", source)
    )
    assert {"date-impossible", "duplicate-report-id", "code-unknown"} <= rules
    assert rules - set(REMEDIES) == set()


def test_the_verb_lists_reasons_places_and_remedies(casestats, file):
    assert "No row is quarantined" in casestats("quarantine").out
    casestats("import", file, "--source", "casestats")
    said = casestats("quarantine")
    assert re.search(r"casestats +age-out-of-range +age +2\n", said.out)
    assert "code-unknown: Add the word to the profile's `aliases`" in said.out
    assert "170" not in said.out
    said = casestats("quarantine", "--rows", "--rule", "age-out-of-range")
    assert said.out.count("age-out-of-range  170") == 2
    found = casestats("quarantine", "--source", "casestats", "--rows", "--json").json
    assert [reason["rows"] for reason in found["quarantine"]] == [2, 1, 1]
    assert all(reason["remedy"] for reason in found["quarantine"])
    assert [place["line"] for place in found["rows"]] == [3, 4, 4, 5]


@pytest.mark.parametrize("option", ["--source", "--import"])
def test_a_source_or_import_that_is_none_is_told(option, casestats, file):
    casestats("import", file, "--source", "casestats")
    said = casestats("quarantine", option, "nowhere")
    assert said.code == 2
    assert "casestats status" in said.err


def test_reimport_tells_what_changed(casestats, tmp_path, monkeypatch):
    folder = tmp_path / "profiles"
    folder.mkdir()
    monkeypatch.setenv("CASESTATS_PROFILES", str(folder))
    own = folder / "own.toml"
    own.write_text(PROFILE, encoding="utf-8")
    content = [{"day": "2025-06-02", "sex": "F"}, {"day": "2025-06-03", "sex": "chap"}]
    file = csv_file(tmp_path / "export[1].csv", content)
    assert casestats("import", file, "--source", "own", "--expect-rows", "2").code == 4
    assert casestats("reimport", file, "--source", "own").code == 4
    own.write_text(PROFILE + '[aliases.gender]\n"chap" = "male"\n', encoding="utf-8")
    said = casestats("import", file, "--source", "own")
    assert "export[1].csv: imported before, nothing changed" in said.out
    assert "see: casestats reimport" in said.out
    said = casestats("reimport", file, "--source", "own")
    assert said.code == 0
    assert re.search(r"rows +accepted +1 +2\n", said.out)
    assert re.search(r"quarantine +code-unknown +gender +1 +0\n", said.out)
    again = casestats("reimport", file, "--source", "own", "--json").json
    assert (again["already"], again["changes"]) == (True, [])


PROFILE = """
[source]
id = "nz-helpline"
[file]
format = ["csv"]
[columns.reported_date]
names = ["day"]
dates = ["iso"]
[columns.gender]
names = ["sex"]
unmapped = "quarantine"
"""


def test_the_sender_s_count_holds_for_one_file(casestats, file, tmp_path):
    other = csv_file(tmp_path / "other.csv", [row(report_id="B-1")])
    said = casestats("import", file, "--source", "casestats", "--expect-rows", "5")
    assert (said.code, "control-total" in said.err) == (3, True)
    said = casestats("import", file, other, "--source", "casestats", "--expect-rows", "4")
    assert (said.code, "control-total-ambiguous" in said.err) == (2, True)
    said = casestats("import", file, "--source", "casestats", "--expect-rows", "4")
    assert "the sender counts 4 rows too" in said.out


def test_files_that_overlap_are_told_with_a_warning(casestats, tmp_path):
    content = [{key: text for key, text in row().items() if key != "report_id"}]
    for number in (1, 2):
        file = csv_file(tmp_path / f"{number}.csv", content * number)
        said = casestats("import", file, "--source", "casestats")
        assert ("WARNING: reports may count twice" in said.out) == (number == 2)
