"""Killed at any instant: what was acknowledged is there, what was not is whole or absent."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from etl.build import build
from etl.folders import receipts
from etl.settings import Settings
from tests.durability import ground

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def importing(settings: Settings, file: Path, told: Connection) -> None:
    ground.bring_in(settings, file)
    told.send(True)


def building(settings: Settings, told: Connection) -> None:
    build(settings)
    told.send(True)


@pytest.mark.timeout(3_000)
def test_killed_at_any_instant_nothing_is_lost_and_nothing_is_torn(tmp_path):
    chance = ground.seeded(time.time_ns() % 10**6)
    acknowledged = killed = 0
    slowest = 0.0
    longest = _longest(tmp_path)
    chains = count()
    while killed < 100 * ground.TIMES:
        folder = tmp_path / f"chain-{next(chains)}"
        folder.mkdir()
        settings = ground.settings_in(folder)
        served = 0
        for number in range(6):
            file = ground.file_of(folder, number)
            done, dead = _kill(chance, longest[importing], importing, settings, file)
            killed += dead
            before = {item.file.name for item in receipts(settings)}
            assert not done or f"reports-{number}.csv" in before
            acknowledged += done
            assert ground.hold(settings) == served
        everything = ground.ROWS * len(receipts(settings))
        for _ in range(4 if everything else 0):
            done, dead = _kill(chance, longest[building], building, settings)
            killed += dead
            now = ground.hold(settings)
            assert now == everything if done else now in (served, everything)
            served = now
        started = time.perf_counter()
        ground.bring_in(settings, ground.file_of(folder, 0))
        slowest = max(slowest, time.perf_counter() - started)
        ground.swept(settings)
    print(f"{killed} kills, {acknowledged} imports acknowledged, next start {slowest:.2f} s")
    assert acknowledged


def _longest(folder: Path) -> dict[Callable[..., None], float]:
    """Seconds that each kind of work takes here, and a little more: late kills must do no harm."""
    settings = ground.settings_in(folder / "timed")
    taken: dict[Callable[..., None], float] = {}
    for work, *args in ((importing, ground.file_of(folder, 0)), (building,)):
        _, writing = ground.pipe()
        started = time.perf_counter()
        ground.done(work, settings, *args, writing)
        taken[work] = 1.1 * (time.perf_counter() - started)
    return taken


def _kill(chance, longest, work, *args) -> tuple[bool, bool]:
    """Start the work and kill it; returns whether it had ended, and whether it was killed."""
    reading, writing = ground.pipe()
    process = ground.child(work, *args, writing)
    process.join(chance.uniform(0, longest))
    process.kill()
    process.join()
    writing.close()
    with suppress(EOFError), reading:
        return reading.recv(), process.exitcode != 0
    return False, process.exitcode != 0
