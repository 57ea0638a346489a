"""Folders for case data that is soon gone."""

import gc
import stat

import pytest

from etl.drafting.passing import Passing, close_all, sweep
from tests.builders import settings


@pytest.fixture
def house(tmp_path):
    return settings(tmp_path)


def test_nobody_else_can_read_it(house):
    with Passing(house) as passing:
        path = passing.put("a.csv", b"x")
        assert path.read_bytes() == b"x"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(passing.path.stat().st_mode) == 0o700
    assert list(house.data.iterdir()) == []
    passing.close()


@pytest.mark.filterwarnings("ignore:Implicitly cleaning up:ResourceWarning")
def test_it_goes_with_its_object(house):
    passing = Passing(house)
    passing.put("a.csv", b"x")
    del passing
    gc.collect()
    assert list(house.data.iterdir()) == []


def test_the_sweep_takes_what_nobody_holds(house):
    with Passing(house) as held:
        left = house.data / ".passing-left"
        left.mkdir()
        (left / "a.csv").write_bytes(b"x")
        sweep(house)
        assert list(house.data.iterdir()) == [held.path]


def test_all_go_when_the_process_ends(house):
    Passing(house).put("a.csv", b"x")
    kept = Passing(house)
    close_all()
    assert not kept.path.exists()
    assert list(house.data.iterdir()) == []
