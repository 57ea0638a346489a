"""The golden release: the same reports, plan and keys give the same bytes, machine by machine."""

import json

import pytest

from tests.etl.release.attacker import assert_nothing_is_disclosed, needs_attacker
from tests.golden.sample_release import FILE, figures, sample_release


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return sample_release(tmp_path_factory.mktemp("golden"))


def test_the_sample_gives_exactly_the_release_on_record(release) -> None:
    assert figures(release) == json.loads(FILE.read_text(encoding="utf-8"))


@needs_attacker
def test_the_independent_attacker_proves_nothing_of_anybody(release) -> None:
    """The first and the last period of each source: of all of them it takes minutes."""
    places = release.periods.reset_index().groupby("source")["index"]
    ends = sorted({*places.first(), *places.last()})
    assert len(ends) == 8
    assert_nothing_is_disclosed(release, periods=ends)
