"""``casestats release``: what would be published, what is published, and what comes after it."""

from datetime import date
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.etl.release.drafting import PLAN, deliver, delivered, warehouse
from tests.warehouse_builder import settings_in

EARLY = ("2025-02-10", delivered(800, date(2023, 1, 2), date(2025, 1, 31)))
LATER = ("2025-09-05", delivered(240, date(2025, 2, 1), date(2025, 7, 31), seed=2, prefix="s"))


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    warehouse(tmp_path, EARLY)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return CommandLine(tmp_path, monkeypatch, capsys)


def test_a_dry_run_tells_and_writes_nothing(casestats, tmp_path: Path) -> None:
    said = casestats("release", tmp_path / "plan.toml", "--dry-run")
    assert said.code == 0
    assert "Release small-1.1, as of 2025-02-10, valid until 2025-10-08" in said.out
    assert "Synthetic: not every report in it is real" in said.out
    assert "2023-H1, 2023-H2, 2024-H1" in said.out
    assert "none can be proved to be smaller than 10" in said.out
    assert "Nothing was written" in said.out
    assert not (tmp_path / "data/releases").exists()


def test_a_release_is_sealed_with_its_pages(casestats, tmp_path: Path) -> None:
    said = casestats("release", tmp_path / "plan.toml", "--json")
    assert said.code == 0
    folder = tmp_path / "data/releases/small-1.1"
    assert said.json["sealed"] == str(folder)
    assert said.json["release"]["attack"]["unsafe"] == 0
    assert {"index.html", "index.ja.html", "manifest.json.sig", "tables"} <= {
        path.name for path in folder.iterdir()
    }
    assert casestats("verify-release", folder).code == 0


def test_then_there_is_nothing_new_until_a_period_closes(casestats, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    assert casestats("release", plan).code == 0
    said = casestats("release", plan)
    assert said.code == 2
    assert "nothing-to-release" in said.err
    deliver(settings_in(tmp_path), LATER)
    said = casestats("release", plan, "--not-before", "2026-01-01T09:00+1300", "--json")
    assert said.json["release"]["name"] == "small-1.2"
    assert said.json["release"]["not_before"] == "2026-01-01T09:00:00+13:00"
    assert [row["period"] for row in said.json["periods"] if row["new"]] == ["2024-H2", "2025-H1"]
    assert (tmp_path / "data/releases/LATEST").read_text() == "small-1.2\n"


def test_what_a_day_knew_can_be_released(casestats, tmp_path: Path) -> None:
    deliver(settings_in(tmp_path), LATER)
    said = casestats("release", tmp_path / "plan.toml", "--as-of", "2025-02-28", "--json")
    assert said.json["release"]["as_of"] == "2025-02-28"
    assert said.json["periods"][-1]["period"] == "2024-H1"


def test_a_wrong_plan_is_told_by_its_key(casestats, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("least = 100", "least = 5"), encoding="utf-8")
    said = casestats("release", plan)
    assert said.code == 2
    assert "plan.toml, least" in said.err
