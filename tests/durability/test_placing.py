"""A run of ``site`` that fails or dies at any call: what is out stays, what comes is whole."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import audit
from etl.release import folder, placing
from etl.release.model import Release
from tests.durability import ground
from tests.durability.faults import Deaths, Faults
from tests.durability.trials import chosen, tried
from tests.releases_to_seal import PAGES, first, second_revised

#: What a failing call is told as.
MACHINE = {"site-unavailable", "release-unavailable", "release-failed", "audit-unavailable"}


def pages(releases: Sequence[Release], latest: Release) -> Mapping[str, bytes]:
    names = " ".join(release.name for release in releases)
    return {"index.html": f"{names} {latest.name} ".encode() * 100, "latest/index.html": b"there"}


def place(base: Path) -> None:
    settings = ground.settings_in(base)
    placing.place(settings, base / "site", now=datetime.now(UTC), render=pages)


def prepare(base: Path) -> None:
    """One release is out, a second is sealed."""
    settings = ground.settings_in(base)
    folder.seal(settings, first(), PAGES)
    place(base)
    folder.seal(settings, second_revised(), PAGES)


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not on this machine")
@pytest.mark.parametrize("kind", [Faults, Deaths])
@pytest.mark.timeout(3_000)
def test_a_run_that_fails_or_dies_changes_nothing_that_is_out(tmp_path, kind):
    base, spoilt = tmp_path / "base", tmp_path / "spoilt"
    ground.done(prepare, base)
    out = files(base / "site" / "reports-1.1")
    new = files(base / "data" / "releases" / "reports-1.2")
    shutil.copytree(base, spoilt)
    code, calls = tried(place, spoilt, kind, 0)
    assert code == ""
    assert len(calls) > 100
    finished = files(spoilt / "site")
    there = 0
    for at in chosen(calls):
        settings = ground.copied(base, spoilt)
        ended = tried(place, spoilt, kind, at)
        failed = calls[at - 1]
        assert (ended is None) == (kind is Deaths), failed
        site = spoilt / "site"
        # A folder that cannot be made, because it is there, is no failure.
        assert ended is None or ended[0] in MACHINE or files(site) == finished, failed
        assert files(site / "reports-1.1") == out, failed
        if (site / "reports-1.2").exists():
            there += 1
            assert files(site / "reports-1.2") == new, failed
            told = [entry for entry in audit.entries(settings) if entry["event"] == "placed"]
            assert told[-1]["facts"]["release"] == "reports-1.2", failed
        audit.verify(settings)
        place(spoilt)
        assert files(site) == finished, failed
    print(f"{len(calls)} calls; reports-1.2 was out {there} times")
