"""The independent attacker proves nothing of anybody in the releases that are made."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.etl.release.attacker import (
    assert_nothing_is_disclosed,
    disclosed,
    needs_attacker,
    together,
)
from tests.etl.release.drafting import PLAN, delivered, drafted, plan_in, warehouse
from tests.etl.release.public_data import PLAN as CAFC_PLAN
from tests.etl.release.public_data import built
from tests.etl.release.test_draft import REBASE

CAFC = Path(os.environ.get("CASESTATS_REAL_DATA", "")) / "cafc" / "cafc_extortion_only.csv"

pytestmark = needs_attacker


@pytest.mark.real_data
@pytest.mark.skipif(not CAFC.is_file(), reason="CASESTATS_REAL_DATA is not set")
def test_public_data_by_quarter_with_tiny_countries(tmp_path: Path) -> None:
    made = drafted(built(tmp_path, CAFC), plan_in(tmp_path, CAFC_PLAN)).release
    assert len(made.periods) == 14
    assert_nothing_is_disclosed(made)


def test_releases_in_a_sequence(tmp_path: Path) -> None:
    """A second release with late reports, and a series that counts them, seen by one reader."""
    early = ("2024-03-10", delivered(420, date(2023, 1, 2), date(2024, 1, 31)))
    late = ("2024-09-05", delivered(330, date(2023, 3, 1), date(2024, 7, 31), seed=3, prefix="s"))
    first = drafted(warehouse(tmp_path / "one", early), plan_in(tmp_path)).release
    settings = warehouse(tmp_path / "two", early, late)
    second = drafted(settings, plan_in(tmp_path), first).release
    assert list(second.periods["period"]) == ["2023-H1", "2023-H2", "2024-H1"]
    assert_nothing_is_disclosed(first, second)
    anew = drafted(settings, plan_in(tmp_path, PLAN + REBASE), second).release
    assert_nothing_is_disclosed(second, anew)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(count=st.integers(200, 900), seed=st.integers(0, 10_000))
def test_random_reports(tmp_path_factory: pytest.TempPathFactory, count: int, seed: int) -> None:
    folder = tmp_path_factory.mktemp("random")
    rows = delivered(count, date(2023, 1, 2), date(2023, 8, 15), seed=seed)
    made = drafted(warehouse(folder, ("2023-09-05", rows)), plan_in(folder)).release
    for place in made.periods.itertuples():
        for tables in together(made):
            assert disclosed([made], place.source, place.period, tables)[1] == []
