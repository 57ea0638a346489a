"""The command line on corrections, on days looked back to, and on withdrawals."""

from datetime import UTC, datetime, timedelta

import pytest

from etl import withdrawn
from tests.builders import csv_file, row, rows, settings
from tests.command_line import CommandLine

TODAY = datetime.now(UTC).date()


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def corrected(casestats, tmp_path):
    """Three reports, then a file with one of them as it was, one changed and a new one."""
    first = csv_file(tmp_path / "first.csv", rows(3))
    later = [row(report_id="A-1"), row(report_id="A-2", outcome="open"), row(report_id="B-1")]
    casestats("import", first, "--source", "casestats")
    casestats("run", csv_file(tmp_path / "later.csv", later), "--source", "casestats")
    return casestats


def test_status_tells_what_a_file_changed(corrected):
    told = corrected("status", "--json").json
    assert [entry["changes"] for entry in told["imports"]] == [
        {"new_reports": 3, "changed_reports": 0, "unchanged_reports": 0},
        {"new_reports": 1, "changed_reports": 1, "unchanged_reports": 1},
    ]
    heading, _first, later, _warehouse = corrected("status").out.splitlines()
    assert heading.split()[2:9] == [
        "Read", "Accepted", "Quarantined", "Withdrawn", "New", "Changed", "Unchanged",
    ]  # fmt: skip
    assert later.split()[3:10] == ["3", "3", "0", "0", "1", "1", "1"]


def test_status_knows_no_changes_before_a_build(casestats, tmp_path):
    file = csv_file(tmp_path / "first.csv", rows(1))
    casestats("import", file, "--source", "casestats")
    [entry] = casestats("status", "--json").json["imports"]
    assert entry["changes"] is None


def test_status_as_of_today_leaves_what_is_served_alone(corrected, tmp_path):
    served = (tmp_path / "data" / "warehouse" / "CURRENT").read_bytes()
    told = corrected("status", "--as-of", TODAY, "--json").json
    assert told["as_of"] == str(TODAY)
    assert told["warehouse"]["rows"] == 4
    assert (tmp_path / "data" / "warehouse" / "CURRENT").read_bytes() == served
    assert f"As known at the end of {TODAY} (UTC)" in corrected("status", "--as-of", TODAY).out


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY + timedelta(days=1), "as-of-future"),
        (TODAY - timedelta(days=400), "nothing-imported"),
    ],
)
def test_days_that_cannot_be_looked_back_to(day, code, corrected):
    said = corrected("status", "--as-of", day, "--json")
    assert (said.code, said.json["error"]["code"]) == (2, code)


def test_withdraw_tells_what_it_did(corrected, tmp_path):
    listed = tmp_path / "ids.txt"
    listed.write_text("A-1\nnobody-7\n", encoding="utf-8")
    asked = ("withdraw", "--source", "casestats", "--ids", listed)
    said = corrected(*asked, "--dry-run")
    assert said.code == 4
    assert "1 report would be withdrawn: 2 rows in 2 imports" in said.out
    told = corrected(*asked, "--json")
    assert told.code == 4
    assert told.json["dry_run"] is False
    assert told.json["withdrawal"] | {"imports": 2} == {
        "source": "casestats", "reports": 1, "rows": 2, "imports": 2, "already": 0,
        "not_found": [2],
    }  # fmt: skip
    said = corrected(*asked)
    assert "0 reports withdrawn: 0 rows in 0 imports\n  withdrawn before: 1\n" in said.out
    assert "not found: 1 id; lines of the list: 2" in said.out
    assert "nobody" not in said.out + said.err
    assert corrected("verify").code == 0


def test_all_found_is_done(corrected, tmp_path):
    listed = tmp_path / "ids.txt"
    listed.write_text("A-1\n", encoding="utf-8")
    said = corrected("withdraw", "--source", "casestats", "--ids", listed)
    assert said.code == 0
    assert "delete those yourself" in said.out


def test_whatever_command_comes_next_finishes_a_withdrawal(corrected, tmp_path):
    home = settings(tmp_path)
    withdrawn.begin(home)
    said = corrected("status")
    assert said.code == 0
    assert "A withdrawal that had been interrupted is finished." in said.err
    assert not withdrawn.pending(home)
    assert "interrupted" not in corrected("status").err


def test_an_unknown_source_is_told(corrected, tmp_path):
    listed = tmp_path / "ids.txt"
    listed.write_text("A-1\n", encoding="utf-8")
    said = corrected("withdraw", "--source", "nobody", "--ids", listed, "--json")
    assert said.code == 2
    said = corrected("withdraw", "--source", "casestats", "--ids", tmp_path / "none", "--json")
    assert (said.code, said.json["error"]["code"]) == (2, "ids-missing")
