"""A seal that fails or dies at any call: the release is there whole, on record, or not at all."""

import shutil
from pathlib import Path

import pytest

from etl import audit
from etl.release import folder, verifying
from etl.settings import Settings
from tests.durability import ground
from tests.durability.faults import Deaths, Faults
from tests.durability.trials import chosen, tried
from tests.releases_to_seal import PAGES, second_revised

#: What a failing call is told as.
MACHINE = {"release-failed", "release-unavailable", "audit-unavailable", "key-unavailable"}


def seal_second(base: Path) -> None:
    folder.seal(ground.settings_in(base), second_revised(), PAGES)


def whole(settings: Settings) -> list[str]:
    """Names of the releases that are there, after a look at each, at LATEST and at the log."""
    audit.verify(settings)
    names = [facts["name"] for facts in folder.standing(settings)]
    for name in names:
        verifying.require(settings.releases / name, signers=settings.signers)
    assert folder.latest(settings).name in names
    return names


def last_told(settings: Settings) -> str | None:
    """What the audit log told last of reports-1.2."""
    events = [
        entry["event"]
        for entry in audit.entries(settings)
        if entry["facts"].get("release") == "reports-1.2"
    ]
    return events[-1] if events else None


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not on this machine")
@pytest.mark.parametrize("kind", [Faults, Deaths])
@pytest.mark.timeout(3_000)
def test_a_seal_that_fails_or_dies_leaves_a_whole_release_or_none(tmp_path, kind):
    base, place = tmp_path / "base", tmp_path / "spoilt"
    ground.done(ground.seal_first, ground.settings_in(base))
    shutil.copytree(base, place)
    code, calls = tried(seal_second, place, kind, 0)
    assert code == ""
    assert len(calls) > 100
    there = {False: 0, True: 0}
    for at in chosen(calls):
        settings = ground.copied(base, place)
        ended = tried(seal_second, place, kind, at)
        failed = calls[at - 1]
        assert (ended is None) == (kind is Deaths), failed
        names = whole(settings)
        assert names in (["reports-1.1"], ["reports-1.1", "reports-1.2"]), failed
        folder.settle(settings)
        sealed = "reports-1.2" in names
        there[sealed] += 1
        assert folder.latest(settings).name == names[-1], failed
        assert {path.name for path in settings.releases.iterdir()} == {"LATEST", *names}, failed
        assert last_told(settings) in ({"release"} if sealed else {None, "undone"}), failed
        if not sealed:
            assert ended is None or ended[0] in MACHINE, failed
            folder.seal(settings, second_revised(), PAGES)
            assert whole(settings) == ["reports-1.1", "reports-1.2"], failed
    print(f"{len(calls)} calls; reports-1.2 was there {there[True]} times, {there[False]} not")
    assert there[False]
