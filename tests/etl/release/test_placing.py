"""Releases into a site: byte for byte, for ever, none before its time, no old one as the latest."""

import gzip
import hashlib
import os
import shutil
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from etl import audit
from etl.errors import IntegrityError, MachineError, UsageError
from etl.release import placing, signing
from tests.sealed_releases import history, seal
from tests.warehouse_builder import settings_in

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


def place(settings, folder, *, now=NOW, render=lambda *_: {"index.html": b"all"}):
    return placing.place(settings, folder, now=now, render=render)


def hashes(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(settings, folder, **how) -> str:
    """The code of the refusal, after making sure that nothing was written."""
    before = hashes(folder)
    with pytest.raises((IntegrityError, UsageError)) as refusal:
        place(settings, folder, **how)
    assert hashes(folder) == before
    return refusal.value.code


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("sealed"))
    seal(settings, *history())
    return settings


@pytest.fixture
def three(settings, sealed_once):
    """Three releases, sealed in a data folder of the test's own."""
    shutil.copytree(sealed_once.data, settings.data)
    shutil.copytree(sealed_once.keys, settings.keys)
    return history()


def test_every_release_is_copied_byte_for_byte(settings, folder, three):
    site = place(settings, folder)
    assert site.placed == ("reports-2.3", "reports-1.2", "reports-1.1")
    assert [release.name for release in site.releases] == list(site.placed)
    assert site.latest.name == "reports-2.3"
    for release in three:
        assert hashes(folder / release.name) == hashes(settings.releases / release.name)
    assert (folder / "latest.txt").read_bytes() == b"reports-2.3\n"
    assert (folder / "index.html").read_bytes() == b"all"
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html", "latest.txt", "packed", "reports-1.1", "reports-1.2", "reports-2.3",
    ]  # fmt: skip


@pytest.mark.usefixtures("three")
def test_compressed_copies_stand_apart_and_say_the_same(settings, folder):
    place(settings, folder, render=lambda *_: {"index.html": b"all " * 500, "robots.txt": b"all"})
    copies = {
        path.relative_to(folder / "packed").as_posix().removesuffix(".gz"): gzip.decompress(
            path.read_bytes()
        )
        for path in (folder / "packed").rglob("*.gz")
    }
    assert copies == {path: (folder / path).read_bytes() for path in copies}
    assert {"index.html", "reports-1.1/tables/age_band_gender.csv"} <= set(copies)
    assert "robots.txt" not in copies


def test_old_releases_stay_as_they_are_while_new_ones_come(settings, folder):
    first, second, third = history()
    placed = {}
    for release in (first, second, third):
        seal(settings, release)
        assert place(settings, folder).placed == (release.name,)
        now = hashes(folder)
        assert {name: now[name] for name in placed} == placed
        placed |= {name: digest for name, digest in now.items() if "/" in name}
    assert place(settings, folder).placed == ()


def test_it_is_on_record_before_it_is_out(settings, folder):
    seal(settings, history()[0])
    place(settings, folder)
    entry = audit.entries(settings)[-1]
    manifest = folder / "reports-1.1" / "manifest.json"
    assert (entry["event"], entry["facts"]) == (
        "placed",
        {
            "release": "reports-1.1",
            "manifest_sha256": hashlib.sha256(manifest.read_bytes()).hexdigest(),
        },
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_web_server_may_read_it_and_nothing_else(settings, folder):
    seal(settings, history()[0])
    before = os.umask(0o077)
    try:
        place(settings, folder)
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert modes == {0o755, 0o644}


@pytest.mark.parametrize("name", ["totals.csv", "new.csv"])
@pytest.mark.usefixtures("three")
def test_a_placed_release_that_changed_is_refused(settings, folder, name):
    place(settings, folder)
    path = folder / "reports-1.1" / "tables" / name
    content = path.read_bytes() if path.exists() else b""
    path.unlink(missing_ok=True)
    path.write_bytes(content + b" ")
    assert refused(settings, folder) == "release-changed"


@pytest.mark.usefixtures("three")
def test_a_sealed_release_that_changed_is_refused(settings, folder):
    path = settings.releases / "reports-1.2" / "index.html"
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert refused(settings, folder) == "release-file-changed"
    assert not folder.exists()


def test_a_revoked_key_stops_what_is_new_and_takes_back_nothing(settings, folder):
    first, second, _ = history()
    seal(settings, first)
    place(settings, folder)
    seal(settings, second)
    signing.renew(settings, revoke=True)
    assert refused(settings, folder) == "signature-revoked"
    shutil.rmtree(settings.releases / "reports-1.2")
    settings.latest_release.write_text("reports-1.1\n", "ascii")
    assert place(settings, folder).latest.name == "reports-1.1"


@pytest.mark.usefixtures("three")
def test_an_old_release_does_not_pass_for_the_latest(settings, folder):
    place(settings, folder)
    settings.latest_release.write_text("reports-1.2\n", "ascii")
    assert refused(settings, folder) == "latest-backwards"
    settings.latest_release.unlink()
    assert refused(settings, folder) == "latest-backwards"


@pytest.mark.usefixtures("three")
def test_older_data_do_not_replace_a_newer_site(settings, folder):
    place(settings, folder)
    shutil.rmtree(settings.releases / "reports-2.3")
    settings.latest_release.write_text("reports-1.2\n", "ascii")
    assert refused(settings, folder) == "release-gone"


class TestEmbargo:
    @pytest.fixture
    def embargoed(self, settings):
        first, second, _ = history()
        seal(settings, first)
        second = replace(second, not_before=NOW)
        seal(settings, second)
        return second

    def test_not_one_byte_before_the_time(self, settings, folder, embargoed):
        told = []

        def render(releases, latest):
            told.append([latest.name, *(release.name for release in releases)])
            return {"index.html": b"all"}

        site = place(settings, folder, now=NOW - timedelta(seconds=1), render=render)
        assert site.waiting == {embargoed.name: NOW}
        assert (site.placed, site.latest.name) == (("reports-1.1",), "reports-1.1")
        assert told == [["reports-1.1", "reports-1.1"]]
        everything = b"".join(
            path.as_posix().encode() + (path.read_bytes() if path.is_file() else b"")
            for path in folder.rglob("*")
        )
        assert b"1.2" not in everything
        assert (folder / "latest.txt").read_bytes() == b"reports-1.1\n"

    def test_at_the_time(self, settings, folder, embargoed):
        place(settings, folder, now=NOW - timedelta(seconds=1))
        site = place(settings, folder, now=NOW)
        assert (site.placed, site.latest.name) == ((embargoed.name,), embargoed.name)
        assert site.waiting == {}

    @pytest.mark.usefixtures("embargoed")
    def test_what_comes_after_it_waits_as_well(self, settings, folder):
        third = history()[2]
        seal(settings, third)
        site = place(settings, folder, now=NOW - timedelta(seconds=1))
        assert site.waiting == {"reports-1.2": NOW, third.name: NOW}
        assert site.latest.name == "reports-1.1"
        assert place(settings, folder, now=NOW).latest.name == third.name

    def test_nothing_is_written_while_nothing_is_due(self, settings, folder):
        seal(settings, replace(history()[0], not_before=NOW))
        site = place(settings, folder, now=NOW - timedelta(days=1))
        assert (site.latest, site.placed) == (None, ())
        assert not folder.exists()

    @pytest.mark.usefixtures("embargoed")
    def test_what_is_out_too_early_is_told(self, settings, folder):
        place(settings, folder, now=NOW)
        assert refused(settings, folder, now=NOW - timedelta(days=1)) == "release-early"


class TestPlace:
    @pytest.mark.usefixtures("three")
    def test_not_among_other_files(self, settings, folder):
        folder.mkdir()
        (folder / "index.html").write_text("somebody's")
        assert refused(settings, folder) == "site-foreign"

    @pytest.mark.usefixtures("three")
    def test_an_empty_folder_will_do(self, settings, folder):
        folder.mkdir()
        assert len(place(settings, folder).placed) == 3

    @pytest.mark.usefixtures("three")
    def test_not_in_the_data_nor_around_it(self, settings):
        for folder in (settings.releases, settings.data / "site", settings.data.parent):
            assert refused(settings, folder) == "site-private"

    def test_without_a_release(self, settings, folder):
        with pytest.raises(UsageError) as refusal:
            place(settings, folder)
        assert refusal.value.code == "no-release"

    @pytest.mark.usefixtures("three")
    def test_where_nothing_can_be_written(self, settings, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(MachineError) as refusal:
            place(settings, tmp_path / "file" / "site")
        assert refusal.value.code == "site-unavailable"


@pytest.mark.usefixtures("three")
def test_after_a_run_that_was_killed(settings, folder):
    place(settings, folder)
    whole = hashes(folder)
    for path in ("latest.txt", "index.html"):
        (folder / path).unlink()
    shutil.rmtree(folder / "packed")
    begun = folder / ".placing-reports-2.3" / "reports-2.3"
    begun.parent.mkdir()
    (folder / "reports-2.3").rename(begun)
    (begun / "index.html").write_bytes(b"<!d")
    assert place(settings, folder).placed == ("reports-2.3",)
    assert hashes(folder) == whole
