"""Killed at any instant: what was acknowledged is there, what was not is whole or absent."""

import random
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
    killer = _Killer(chance)
    _practise(killer, tmp_path)
    chains = count()
    while killed < 100 * ground.TIMES:
        folder = tmp_path / f"chain-{next(chains)}"
        folder.mkdir()
        settings = ground.settings_in(folder)
        served = 0
        for number in range(6):
            file = ground.file_of(folder, number)
            done, dead = killer.kill(importing, settings, file)
            killed += dead
            before = {item.file.name for item in receipts(settings)}
            assert not done or f"reports-{number}.csv" in before
            acknowledged += done
            assert ground.hold(settings) == served
        everything = ground.ROWS * len(receipts(settings))
        for _ in range(4 if everything else 0):
            done, dead = killer.kill(building, settings)
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


class _Killer:
    """Starts work and kills it at any instant; about every fourth is let end."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._longest: dict[Callable[..., None], float] = {}

    def kill(self, work: Callable[..., None], *args: object) -> tuple[bool, bool]:
        """Whether the work had told its end, and whether it was killed; the first is not."""
        longest = self._longest.get(work)
        reading, writing = ground.pipe()
        started = time.perf_counter()
        process = ground.child(work, *args, writing)
        process.join(longest and self._chance.uniform(0, longest))
        taken = time.perf_counter() - started
        process.kill()
        process.join()
        writing.close()
        dead = process.exitcode != 0
        # Learnt on the way: a machine that becomes slower must not have every work killed.
        self._longest[work] = longest * (1.03 if dead else 0.9) if longest else 1.1 * taken
        with suppress(EOFError), reading:
            return reading.recv(), dead
        return False, dead


def _practise(killer: _Killer, folder: Path) -> None:
    """Let each kind of work end once, to learn how long it takes on a server that is warm."""
    ground.done(time.sleep, 0)
    settings = ground.settings_in(folder / "timed")
    killer.kill(importing, settings, ground.file_of(folder, 0))
    killer.kill(building, settings)
