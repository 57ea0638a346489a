"""The command line: every verb, its JSON, its exit code, and what it says when it cannot."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import csv_file, row, rows
from tests.command_line import CommandLine

ROOT = Path(__file__).parents[1]


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def good(tmp_path):
    return csv_file(tmp_path / "good.csv", rows(3))


@pytest.fixture
def mixed(tmp_path):
    return csv_file(tmp_path / "mixed.csv", [*rows(2), row(report_id="A-9", age="170")])


@pytest.fixture
def bad(tmp_path):
    return csv_file(tmp_path / "bad.csv", [{"when": "2025-06-02"}])


def test_import_tells_where_the_rows_went(casestats, good, mixed):
    assert casestats("import", good, "--source", "casestats").code == 0
    said = casestats("import", mixed, "--source", "casestats")
    assert said.code == 4
    assert "mixed.csv: 3 rows read, 2 accepted, 1 quarantined" in said.out
    assert "quarantined: 1 × age-out-of-range in age" in said.out


def test_the_same_file_again_changes_nothing(casestats, good):
    casestats("import", good, "--source", "casestats")
    said = casestats("import", good, "--source", "casestats")
    assert said.code == 0
    assert "good.csv: imported before, nothing changed" in said.out


def test_a_refused_file_is_told_with_place_and_remedy(casestats, bad):
    said = casestats("import", bad, "--source", "casestats")
    assert said.code == 3
    assert said.out == ""
    assert "RefusedInput (header-" in said.err
    assert "bad.csv" in said.err
    assert "Traceback" not in said.err


def test_a_refused_file_stops_no_other_and_no_build_follows(casestats, good, bad):
    said = casestats("run", bad, good, "--source", "casestats", "--json")
    assert said.code == 3
    assert [item["file"]["name"] for item in said.json["imported"]] == ["good.csv"]
    [refusal] = said.json["refused"]
    assert refusal["code"].startswith("header-")
    assert refusal["where"].startswith("bad.csv")
    assert refusal["remedy"]
    assert casestats("status", "--json").json["warehouse"] is None


def test_run_imports_and_builds(casestats, mixed):
    said = casestats("run", mixed, "--source", "casestats")
    assert said.code == 4
    assert "is built and served from now on: 2 reports" in said.out
    status = casestats("status", "--json").json
    assert status["warehouse"]["rows"] == 2
    assert status["warehouse"]["up_to_date"] is True


def test_status_follows_the_imports(casestats, good, mixed):
    assert "Nothing is imported yet" in casestats("status").out
    casestats("import", good, "--source", "casestats")
    assert "No warehouse yet" in casestats("status").out
    assert casestats("build").code == 0
    assert "up to date" in casestats("status").out
    assert "was up to date already" in casestats("build").out
    casestats("import", mixed, "--source", "casestats")
    said = casestats("status")
    assert "older than the imports; run: casestats build" in said.out
    assert re.search(r"casestats \(synthetic\) +mixed\.csv +3 +2 +1 ", said.out)


def test_quiet_prints_nothing_but_errors(casestats, mixed, bad):
    assert casestats("run", mixed, "--source", "casestats", "--quiet").out == ""
    said = casestats("import", bad, "--source", "casestats", "--quiet")
    assert said.out == ""
    assert "RefusedInput" in said.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build",), "nothing-imported"),
        (("import", "absent.csv", "--source", "casestats"), "file-missing"),
        (("import", "absent.csv", "--source", "nobody"), "profile-unknown"),
    ],
)
def test_wrong_use_ends_with_two(casestats, arguments, code):
    said = casestats(*arguments)
    assert (said.code, code in said.err) == (2, True)
    assert casestats(*arguments, "--json").json["error"]["code"] == code


def test_sources_lists_the_shipped_profiles(casestats):
    shipped = {path.stem for path in (ROOT / "etl" / "sources").glob("*.toml")}
    listed = casestats("sources", "--json").json["sources"]
    assert {source["id"] for source in listed} == shipped
    assert all(source["label"] and source["formats"] for source in listed)
    assert "Help line, Japan" in casestats("sources").out


def test_sample_prints_the_commands_to_import_it(casestats, tmp_path):
    folder = tmp_path / "a folder"
    lines = casestats("sample", folder).out.splitlines()
    assert len(lines) == len(list(folder.iterdir())) == 4
    assert all(line.startswith('casestats import "') and " --source " in line for line in lines)


def test_the_readme_names_every_verb(casestats):
    verbs = re.findall(r"^│ ([a-z][a-z-]*) ", casestats("--help").out, flags=re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(verbs) >= 8
    assert [verb for verb in verbs if f"`casestats {verb}" not in readme] == []


@pytest.mark.parametrize("own", [{}, {"DUCKDB_JE_MALLOC_CONF": "dirty_decay_ms:5"}])
def test_duckdb_is_loaded_when_it_is_told_to_keep_its_memory(own):
    watched = (
        "import os, sys\n"
        "def told(event, arguments):\n"
        "    if event == 'import' and arguments[0] == '_duckdb':\n"
        "        print(os.environ['DUCKDB_JE_MALLOC_CONF'])\n"
        "sys.addaudithook(told)\n"
        "import casestats\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DUCKDB_JE_MALLOC_CONF"} | own
    ran = subprocess.run(
        [sys.executable, "-c", watched], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    said = set(ran.stdout.split())
    assert said == {own.get("DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:60000")}
