"""A disk that fails once, at every call that touches a file: coded errors, nothing lost or torn."""

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.backup import back_up
from etl.build import build
from etl.errors import CaseStatsError
from etl.restore import restore
from etl.withdrawal import finish, withdraw
from tests.durability import ground
from tests.durability.faults import Faults


def importing(folder: Path) -> None:
    ground.bring_in(ground.settings_in(folder), folder.parent / "reports-2.csv")


def building(folder: Path) -> None:
    build(ground.settings_in(folder))


def backing_up(folder: Path) -> None:
    back_up(ground.settings_in(folder), folder / "backup.zip", with_keys=True)


def restoring(folder: Path) -> None:
    settings = ground.settings_in(folder / "restored")
    if settings.imports.is_dir():  # only the build had failed
        build(settings)
    else:
        restore(settings, folder.parent / "base.zip")


def withdrawing(folder: Path) -> None:
    settings = ground.settings_in(folder)
    finish(settings)  # as every command does when it starts
    withdraw(settings, "casestats", folder.parent / "ids.txt")


#: What is done → the reports that are served in the end, and at how many places a call fails in a
#: short run; None: at every one. `make torture` lets every call fail, not only one a place.
WORK = {
    importing: (ground.ROWS, None),
    backing_up: (ground.ROWS, None),
    building: (2 * ground.ROWS, None),
    restoring: (2 * ground.ROWS, 8),
    withdrawing: (2 * ground.ROWS - 1, 8),
}


@pytest.mark.parametrize("work", WORK)
@pytest.mark.timeout(3_000)
def test_a_failing_call_is_told_and_nothing_is_lost_or_torn(work, tmp_path):
    base = tmp_path / "base"
    settings = ground.settings_in(base)
    base.mkdir()
    ground.file_of(tmp_path, 2)
    (tmp_path / "ids.txt").write_text("1-0\n", encoding="utf-8")
    ground.done(ground.run, settings, ground.file_of(tmp_path, 0))
    ground.done(ground.bring_in, settings, ground.file_of(tmp_path, 1))
    if shutil.which("ssh-keygen"):
        ground.done(ground.seal_first, settings)
    ground.done(back_up, settings, tmp_path / "base.zip")
    ground.done(failing, work, base, ground.seeded(time.time_ns() % 10**6))


def failing(work: Callable[[Path], None], base: Path, chance: random.Random) -> None:
    """Do the work with one call failing, then another, each time on a fresh copy of the base."""
    faults = Faults(base.parent)
    folder = base.parent / "spoilt"
    ground.copied(base, folder)
    faults.arm(0)
    work(folder)
    for at in _chosen(faults.places, WORK[work][1], chance):
        before = ground.served(ground.copied(base, folder))
        faults.arm(at)
        told = ""
        try:
            work(folder)
        except CaseStatsError as error:
            told = f"{error.code} {error}"
        failed = faults.places[at - 1]
        faults.arm(0)
        assert "says no" not in told, failed
        _hold(work, folder, before, failed, again=chance.random() < 1 / 5)


def _chosen(places: list[str], most: int | None, chance: random.Random) -> list[int]:
    """Numbers of the calls to fail: one a place, or all of them in a long run."""
    if ground.TIMES > 1:
        return list(range(1, len(places) + 1))
    one = {place: number for number, place in chance.sample([*enumerate(places, 1)], len(places))}
    return chance.sample([*one.values()], min(most or len(one), len(one)))


def _hold(
    work: Callable[[Path], None], folder: Path, before: str | None, failed: str, *, again: bool
) -> None:
    """What must hold after a failing call, and that the work can be done then."""
    reports, _ = WORK[work]
    settings = ground.settings_in(folder)
    try:
        if work is not withdrawing:  # which holds once it is finished
            ground.unspoilt(settings)
            assert work is building or ground.served(settings) == before
        if work is backing_up:
            assert {file.name for file in folder.iterdir()} <= {"data", "keys", "backup.zip"}
            (folder / "backup.zip").unlink(missing_ok=True)
        if again or work is withdrawing:
            work(folder)
            if work is restoring:
                settings = ground.settings_in(folder / "restored")
            assert ground.unspoilt(settings).pointer.rows == reports
    except (CaseStatsError, AssertionError) as error:
        raise AssertionError(f"after a failing {failed}: {error}") from error
