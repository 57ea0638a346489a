"""The command line's ``verify-release``, ``compare`` and ``signing-key``; ``verify`` over all."""

import csv
import json
import shutil
from dataclasses import replace

import pytest

from etl.release import folder, signing
from etl.settings import Settings
from tests.command_line import CommandLine
from tests.releases_to_seal import PAGES, first, second_revised


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def sealed(casestats) -> Settings:  # noqa: ARG001 - it says where data and keys are
    """reports-1.1 and reports-1.2, which revises two numbers."""
    settings = Settings.from_environment()
    for release in (first(), second_revised()):
        folder.seal(settings, release, PAGES)
    return settings


def spoil(settings: Settings) -> None:
    page = settings.releases / "reports-1.1" / "index.html"
    page.chmod(0o644)
    page.write_bytes(b"other")


def test_a_release_is_verified_by_name_by_folder_or_as_the_latest(casestats, sealed):
    key = signing.fingerprint(signing.public_key(sealed))
    for given in ([], ["LATEST"], ["reports-1.2"], [sealed.releases / "reports-1.2"]):
        said = casestats("verify-release", *given)
        assert (said.code, said.err) == (0, "")
        assert said.out.splitlines()[:2] == [
            f"reports-1.2: 18 files, each as it was signed by {key}",
            "As of 2025-08-31 (UTC), valid until 2026-04-30",
        ]
    assert "There is a newer release" in casestats("verify-release", "reports-1.1").out


def test_a_changed_release_is_told_with_exit_code_5(casestats, sealed):
    spoil(sealed)
    said = casestats("verify-release", "reports-1.1")
    assert (said.code, said.out) == (5, "")
    assert "release-file-changed" in said.err
    assert "reports-1.1/index.html" in said.err
    told = casestats("verify-release", "reports-1.1", "--json")
    assert told.code == 5
    assert [problem["code"] for problem in told.json["problems"]] == ["release-file-changed"]
    assert told.json["name"] == "reports-1.1"


def test_a_stranger_names_the_publishers_key(casestats, sealed, tmp_path):
    shutil.copytree(sealed.releases / "reports-1.1", tmp_path / "downloaded")
    signers = tmp_path / "publisher"
    sealed.signers.rename(signers)
    said = casestats("verify-release", tmp_path / "downloaded")
    assert said.code == 2
    assert "signers-missing" in said.err
    said = casestats("verify-release", tmp_path / "downloaded", "--signers", signers)
    assert said.code == 0
    signers.write_text(signing.signers_line("ssh-ed25519 " + "A" * 68), encoding="ascii")
    said = casestats("verify-release", tmp_path / "downloaded", "--signers", signers)
    assert said.code == 5
    assert "signature-unknown" in said.err


def test_an_older_release_than_the_one_at_hand_is_refused(casestats, sealed):
    newer = sealed.releases / "reports-1.2"
    said = casestats("verify-release", "reports-1.1", "--after", newer)
    assert said.code == 5
    assert "release-old" in said.err


def test_a_release_that_is_not_there_is_told(casestats, sealed):  # noqa: ARG001
    for arguments in (["verify-release", "reports-9.9"], ["compare", "reports-1.1", "nothing"]):
        said = casestats(*arguments)
        assert said.code == 2
        assert "release-missing" in said.err
    said = casestats("compare", "reports-1.1", ".")
    assert said.code == 5
    assert "release-unreadable" in said.err


def test_two_releases_are_compared_on_screen_as_json_and_as_csv(casestats, sealed, tmp_path):
    file = tmp_path / "changes.csv"
    said = casestats("compare", "reports-1.1", sealed.releases / "reports-1.2", "--csv", file)
    assert said.code == 0
    assert "2 numbers from reports-1.1 to reports-1.2: 1 revised, 1 withdrawn" in said.out
    assert "One file had been delivered twice." in said.out
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["cell"], row["old"], row["new"], row["level"]) for row in rows] == [
        ("age_band=0-14", "150", "147", "III"),
        ("age_band=15-17", "99", "", "III"),
    ]
    told = casestats("compare", "reports-1.1", "reports-1.2", "--json").json
    assert (told["old"], told["new"]) == ("reports-1.1", "reports-1.2")
    assert [(row["old"], row["new"]) for row in told["changes"]] == [(150, 147), (99, None)]
    json.dumps(told)
    said = casestats("compare", "reports-1.2", "reports-1.2")
    assert said.out == "No number differs between reports-1.2 and reports-1.2.\n"


def test_a_list_that_cannot_be_written_is_told(casestats, sealed, tmp_path):  # noqa: ARG001
    said = casestats("compare", "reports-1.1", "reports-1.2", "--csv", tmp_path / "no" / "x.csv")
    assert said.code == 6
    assert "csv-failed" in said.err


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "# Revised figures"), ("ja", "# 数値の改定のお知らせ")]
)
def test_the_notice_to_readers_is_printed(casestats, sealed, language, heading):  # noqa: ARG001
    said = casestats("compare", "reports-1.1", "reports-1.2", "--notice", language)
    assert said.code == 0
    assert said.out.startswith(heading)
    assert said.out.endswith("\n")


def test_the_signing_key_is_made_printed_renewed_and_revoked(casestats):
    first_key, mark, where = casestats("signing-key").out.splitlines()
    settings = Settings.from_environment()
    assert first_key == signing.public_key(settings)
    assert mark == signing.fingerprint(first_key)
    assert str(settings.signers) in where
    renewed = casestats("signing-key", "--renew", "--json").json
    assert renewed["public_key"] != first_key
    revoked = casestats("signing-key", "--revoke").out.splitlines()[0]
    assert revoked not in {first_key, renewed["public_key"]}
    assert settings.revoked.read_text().splitlines() == [renewed["public_key"]]
    assert len(settings.signers.read_text().splitlines()) == 3


def test_a_revoked_key_is_refused_and_stops_no_later_release(casestats, sealed):
    assert casestats("signing-key", "--revoke").code == 0
    said = casestats("verify-release")
    assert said.code == 5
    assert "signature-revoked" in said.err
    third = replace(second_revised(), serial=3, previous="reports-1.2")
    folder.seal(sealed, third, PAGES)
    assert casestats("verify-release").code == 0
    assert casestats("verify").code == 0


def test_verify_reads_every_release_too(casestats, sealed):
    said = casestats("verify")
    assert said.code == 0
    assert "Releases: 2 whole, as they were signed" in said.out
    spoil(sealed)
    told = casestats("verify", "--json")
    assert told.code == 5
    assert [problem["code"] for problem in told.json["problems"]] == ["release-file-changed"]
    assert told.json["releases"] == ["reports-1.2"]


def test_verify_knows_what_was_sealed_here_from_what_was_only_signed(casestats, sealed):
    """Another release under the name of one of ours, signed with our key, is off the record."""
    elsewhere = replace(sealed, data=sealed.data / "elsewhere")
    folder.seal(elsewhere, first(), PAGES | {"index.html": b"forged"})
    shutil.rmtree(sealed.releases / "reports-1.1")
    shutil.copytree(elsewhere.releases / "reports-1.1", sealed.releases / "reports-1.1")
    told = casestats("verify", "--json").json
    assert ("release-lost", str(sealed.releases / "reports-1.1")) in [
        (problem["code"], problem["where"]) for problem in told["problems"]
    ]


def test_verify_tells_a_release_that_is_gone_or_renamed(casestats, sealed):
    (sealed.releases / "reports-1.1").rename(sealed.releases / "reports-1.7")
    told = casestats("verify", "--json").json
    where = [problem["where"] for problem in told["problems"]]
    assert [problem["code"] for problem in told["problems"]] == ["release-lost"] * 2
    assert where == [str(sealed.releases / f"reports-1.{serial}") for serial in (7, 1)]


@pytest.mark.parametrize(
    ("line", "problems", "notes"),
    [("reports-1.1\n", [], ["latest-behind"]), ("../../etc\n", ["latest-broken"], [])],
)
def test_verify_tells_when_latest_names_another(casestats, sealed, line, problems, notes):
    sealed.latest_release.write_text(line, encoding="ascii")
    told = casestats("verify", "--json").json
    assert [problem["code"] for problem in told["problems"]] == problems
    assert told["notes"] == notes
