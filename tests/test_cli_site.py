"""``casestats site`` and ``casestats early-access``, as a person in a shell calls them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from etl import audit
from tests.command_line import CommandLine
from tests.releases_to_seal import settings_in
from tests.sealed_releases import history, seal

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


def test_a_site_is_made_and_tells_what_it_did(casestats, settings, folder):
    first, second, _ = history()
    seal(settings, first, replace(second, not_before=SOON))
    said = casestats("site", folder, "--address", "https://example.org/figures")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "placed: reports-1.1",
        f"not placed: reports-1.2, not before {SOON:%Y-%m-%d %H:%M} UTC. Run again then",
        f"{folder}: 1 release, the latest is reports-1.1",
    ]
    assert "https://example.org/figures/feed.atom" in (folder / "feed.atom").read_text("utf-8")
    assert (folder / "allowed_signers").read_bytes() == settings.signers.read_bytes()
    assert not (folder / "revoked_keys").exists()


def test_without_an_address_it_says_what_is_left_out(casestats, settings, folder):
    seal(settings, history()[0])
    said = casestats("site", folder)
    assert said.out.splitlines()[-1] == (
        "Left out without --address: feed.atom, feed.ja.atom, sitemap.xml"
    )
    assert not (folder / "feed.atom").exists()


def test_a_feed_does_not_grow_old(casestats, settings, folder):
    seal(settings, history()[0])
    casestats("site", folder, "--address", "https://example.org/")
    said = casestats("site", folder)
    assert (said.code, "address-missing" in said.err) == (2, True)


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://a b/", ""])
def test_what_is_no_address_is_refused(casestats, settings, folder, address):
    seal(settings, history()[0])
    said = casestats("site", folder, "--address", address)
    assert (said.code, "address-unfit" in said.err) == (2, True)
    assert not folder.exists()


def test_for_machines(casestats, settings, folder):
    seal(settings, history()[0])
    assert casestats("site", folder, "--json").json == {
        "folder": str(folder),
        "latest": "reports-1.1",
        "releases": ["reports-1.1"],
        "placed": ["reports-1.1"],
        "waiting": {},
        "feed": False,
    }


def test_a_release_that_changed_ends_with_the_code_of_damage(casestats, settings, folder):
    seal(settings, history()[0])
    casestats("site", folder)
    (folder / "reports-1.1" / "notes.md").unlink()
    said = casestats("site", folder)
    assert (said.code, "release-changed" in said.err) == (5, True)


def test_nothing_may_be_out_yet(casestats, settings, folder):
    seal(settings, replace(history()[0], not_before=SOON))
    said = casestats("site", folder)
    assert said.out.splitlines()[-1] == "No release may be out yet: nothing was written"
    assert not folder.exists()


class TestEarlyAccess:
    @pytest.fixture(autouse=True)
    def embargoed(self, settings):
        first, second, _ = history()
        seal(settings, first, replace(second, not_before=SOON))

    def test_readers_are_put_on_record(self, casestats, settings):
        casestats("early-access", "press office", "Aroha Example", "-r", "reports-1.2")
        said = casestats("early-access", "minister", "--release", "reports-1.2", "--json")
        granted = said.json["early_access"]
        assert [row["reader"] for row in granted] == ["press office", "Aroha Example", "minister"]
        assert [row["time"] for row in granted] == sorted(row["time"] for row in granted)
        events = [entry["event"] for entry in audit.entries(settings)]
        assert events[-3:] == ["early-access"] * 3
        audit.verify(settings)

    def test_the_list_of_one_release(self, casestats):
        casestats("early-access", "press office", "--release", "reports-1.2")
        assert "press office" in casestats("early-access", "--release", "reports-1.2").out
        said = casestats("early-access", "--release", "reports-1.1")
        assert said.out == "Nobody has early access to reports-1.1.\n"

    @pytest.mark.parametrize(
        ("reader", "release", "code"),
        [
            ("press office", "reports-1.1", "not-embargoed"),
            ("press office", "reports-9.9", "no-release"),
            ("someone@example.org", "reports-1.2", "reader-unfit"),
            ("090-1234-5678", "reports-1.2", "reader-unfit"),
            ("x" * 101, "reports-1.2", "reader-unfit"),
            (" ", "reports-1.2", "reader-unfit"),
        ],
    )
    def test_what_is_refused_is_not_on_record(self, casestats, settings, reader, release, code):
        before = len(audit.entries(settings))
        said = casestats("early-access", "clerk", reader, "--release", release)
        assert (said.code, code in said.err) == (2, True)
        assert len(audit.entries(settings)) == before

    def test_a_changed_list_is_told(self, casestats, settings):
        casestats("early-access", "press office", "--release", "reports-1.2")
        log = settings.data / "audit.jsonl"
        log.write_bytes(log.read_bytes().replace(b"press office", b"other office"))
        assert casestats("early-access", "--release", "reports-1.2").code == 5
