"""``casestats profile draft`` as a person types it."""

import json

import pytest
from typer.testing import CliRunner

import casestats
from etl.errors import UsageError
from tests.etl.drafting import files


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("CASESTATS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CASESTATS_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("CASESTATS_PROFILES", raising=False)

    def invoke(*arguments):
        result = CliRunner().invoke(casestats.app, ["profile", "draft", *map(str, arguments)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_suggestions_questions_and_preview(run, tmp_path):
    path = files.day_first(tmp_path / "line.csv", days=(3, 4, 5))
    told = run(path).output
    assert "column:Date received" in told
    assert "All 3 dates read both ways, like 03/04/2025" in told
    assert "one of: day_first, month_first" in told
    assert "[columns.reported_date]" not in told  # no profile before all is answered


def test_answers_make_a_profile_that_is_found(run, tmp_path):
    path = files.day_first(tmp_path / "line.csv", days=(3, 4, 5))
    options = ("--source", "nz-helpline", "--date-order", "reported=day_first")
    told = run(path, *options, "--save", "our-line").output
    assert 'dates = ["day_first"]' in told
    assert "casestats import FILE --source our-line" in told
    assert (tmp_path / "data" / "profiles" / "our-line.toml").is_file()
    listed = CliRunner().invoke(casestats.app, ["sources"]).output
    assert "our-line" in listed


def test_json(run, tmp_path):
    path = files.day_first(tmp_path / "line.csv", days=(3, 4, 5))
    told = json.loads(run(path, "--json", "-s", "nz-helpline").output)
    assert told["questions"] == ["date_order:reported_date"]
    assert told["saved"] is None
    [point] = [p for p in told["points"] if p["key"] == "column:Age"]
    assert (point["value"], point["answered"]) == ("age", False)


def test_open_questions_are_not_saved(run, tmp_path):
    path = files.day_first(tmp_path / "line.csv", days=(3, 4, 5))
    with pytest.raises(UsageError) as refusal:
        run(path, "-s", "nz-helpline", "--save", "our-line")
    assert refusal.value.code == "draft-open"


def test_an_answer_needs_an_equals_sign(run, tmp_path):
    path = files.day_first(tmp_path / "line.csv")
    with pytest.raises(UsageError) as refusal:
        run(path, "--answer", "encoding")
    assert refusal.value.code == "answer-unreadable"
