"""A release is sealed whole, in line, once; and the same release gives the same bytes anywhere."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl import audit
from etl.errors import CaseStatsError, IntegrityError, UsageError
from etl.release import folder, manifest, verifying
from etl.settings import Settings
from tests.releases_to_seal import (
    PAGES,
    first,
    revised,
    second,
    second_revised,
    settings_in,
)

FILES = {
    "allowed_signers", "assets/page.css", "balance.csv", "codes.csv", "datapackage.json",
    "dataset.jsonld", "dimensions.csv", "index.html", "manifest.json", "manifest.json.sig",
    "notes.ja.md", "notes.md", "periods.csv", "revisions.csv", "sources.csv",
    "tables/age_band.csv", "tables/age_band_gender.csv", "tables/contact_platform_age_band.csv",
    "tables/totals.csv", "verify.txt",
}  # fmt: skip


@pytest.fixture
def settings(tmp_path) -> Settings:
    return settings_in(tmp_path)


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


def refused(settings: Settings, release, pages=PAGES) -> CaseStatsError:
    """The refusal, which must leave everything as it was."""
    before = files(settings.releases) if settings.releases.is_dir() else {}
    with pytest.raises(CaseStatsError) as error:
        folder.seal(settings, release, pages)
    assert files(settings.releases) == before
    return error.value


def test_a_release_is_a_folder_of_files_that_nobody_writes_to(settings):
    sealed = folder.seal(settings, first(), PAGES)
    assert sealed == settings.releases / "reports-1.1"
    assert files(sealed).keys() == FILES
    assert files(sealed)["index.html"] == PAGES["index.html"]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in sealed.rglob("*") if path.is_file()}
    assert modes == {0o444}
    assert settings.latest_release.read_bytes() == b"reports-1.1\n"
    assert {path.name for path in settings.releases.iterdir()} == {"reports-1.1", "LATEST"}


def test_what_was_sealed_is_read_again(settings):
    folder.seal(settings, first(), PAGES)
    two = folder.seal(settings, second_revised(), PAGES)
    assert folder.latest(settings) == two
    assert folder.load(two).facts() == second_revised().facts()
    assert [facts["name"] for facts in folder.standing(settings)] == ["reports-1.1", "reports-1.2"]
    assert folder.standing(settings, "other") == []


def test_the_manifest_tells_what_a_reader_needs_to_trust_it(settings):
    one = folder.seal(settings, first(), PAGES)
    two = folder.seal(settings, second(), PAGES)
    content = files(two)
    facts = manifest.read(content["manifest.json"])
    listed = facts.pop("files")
    assert listed.keys() == FILES - {"manifest.json", "manifest.json.sig"}
    for path, told in listed.items():
        assert told == {"bytes": len(content[path]), "sha256": manifest.sha256(content[path])}
    [public_key] = settings.signers.read_text().splitlines()
    assert facts == second().facts() | {
        "format": 1,
        "software": "casestats 0.1.0",
        "previous_sha256": manifest.sha256(files(one)["manifest.json"]),
        "public_key": public_key.partition('" ')[2],
        "balance": [
            {"source": source, "status": status, "reports": reports}
            for source in ("jp-helpline", "nz-police")
            for status, reports in (("received", 900), ("accepted", 800), ("late", None))
        ],
    }
    assert {facts["k"], facts["base"], facts["threshold"]} == {10, 3, 12}


def test_sealing_is_on_record(settings):
    sealed = folder.seal(settings, first(), PAGES)
    [entry] = audit.entries(settings)
    assert (entry["event"], entry["facts"]) == (
        "release",
        {
            "release": "reports-1.1",
            "files": len(FILES),
            "manifest_sha256": manifest.sha256(files(sealed)["manifest.json"]),
        },
    )
    audit.verify(settings)


@pytest.mark.parametrize("attack", [{"targets": 9, "unsafe": 1, "masked": 0}, {}, {"unsafe": 0}])
def test_what_the_gate_did_not_find_safe_is_not_sealed(settings, attack):
    error = refused(settings, replace(first(), attack=attack))
    assert isinstance(error, IntegrityError)
    assert error.code == "release-unsafe"


def test_no_release_replaces_another(settings):
    folder.seal(settings, first(), PAGES)
    error = refused(settings, first())
    assert isinstance(error, UsageError)
    assert error.code == "release-exists"


@pytest.mark.parametrize(
    "other",
    [
        {"serial": 3, "previous": "reports-1.1"},
        {"serial": 2, "previous": None},
        {"serial": 2, "previous": "reports-1.0"},
        {"serial": 2, "previous": "reports-1.1", "series": 3},
        {"serial": 2, "previous": "reports-1.1", "as_of": first().as_of.replace(year=2024)},
    ],
)
def test_releases_stand_in_one_line(settings, other):
    folder.seal(settings, first(), PAGES)
    assert refused(settings, replace(second(), **other)).code == "release-out-of-line"


def test_the_first_release_is_number_one(settings):
    assert refused(settings, second()).code == "release-out-of-line"


def test_a_new_series_follows_the_one_before(settings):
    folder.seal(settings, first(), PAGES)
    sealed = folder.seal(settings, replace(second(), series=2), PAGES)
    assert sealed.name == "reports-2.2"
    assert folder.latest(settings) == sealed


def test_a_change_without_its_reason_is_not_sealed(settings):
    folder.seal(settings, first(), PAGES)
    assert refused(settings, revised(second(), a0_14=147)).code == "revision-unexplained"


def test_nothing_is_sealed_upon_a_release_that_was_changed(settings):
    one = folder.seal(settings, first(), PAGES)
    (one / "tables/totals.csv").chmod(0o644)
    (one / "tables/totals.csv").write_bytes(b"")
    assert refused(settings, second()).code == "release-file-changed"


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "notes.md", "tables/totals.csv", "../out.html", "/etc/out", "a b.html",
     ".hidden", "assets/../out", "a//b", "INDEX.HTML", "", "a/", "a\nb"],
)  # fmt: skip
def test_a_page_has_a_name_of_its_own_inside_the_folder(settings, name):
    with pytest.raises(ValueError, match="a name that it must not have"):
        folder.seal(settings, first(), {**PAGES, name: b""})
    assert list(settings.releases.iterdir()) == []


def test_two_plans_stand_side_by_side(settings):
    folder.seal(settings, first(), PAGES)
    other = folder.seal(settings, replace(first(), plan="quarters"), PAGES)
    assert other.name == "quarters-1.1"
    assert folder.seal(settings, second(), PAGES).name == "reports-1.2"
    assert folder.latest(settings).name == "reports-1.2"


SEAL_ELSEWHERE = """
import sys
from pathlib import Path
from etl.release import folder
from tests.releases_to_seal import PAGES, first, second_revised, settings_in
settings = settings_in(Path(sys.argv[1]))
for release in (first(), second_revised()):
    folder.seal(settings, release, dict(reversed(PAGES.items())))
"""


@pytest.mark.parametrize(
    ("zone", "locale", "seed"),
    [("UTC", "C", "0"), ("Asia/Tokyo", "ja_JP.UTF-8", "1"), ("Pacific/Auckland", "tr_TR", "77")],
)
def test_the_same_bytes_in_any_folder_zone_locale_and_hash_seed(tmp_path, zone, locale, seed):
    here = settings_in(tmp_path / "here")
    for release in (first(), second_revised()):
        folder.seal(here, release, PAGES)
    there = settings_in(tmp_path / zone.replace("/", "-") / "別の場所")
    there.keys.parent.mkdir(parents=True)
    here.keys.rename(there.keys)  # the key is an input
    environment = os.environ | {
        "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed,
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-c", SEAL_ELSEWHERE, str(there.data.parent)],
        env=environment, check=True, timeout=100, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert files(there.releases) == files(here.releases)


def test_a_second_release_of_a_rotated_key_follows_the_first(settings):
    folder.seal(settings, first(), PAGES)
    from_before = settings.signing_key.read_bytes()
    settings.signing_key.unlink()
    two = folder.seal(settings, second(), PAGES)
    assert settings.signing_key.read_bytes() != from_before
    for sealed in (settings.releases / "reports-1.1", two):
        assert verifying.verify(sealed, signers=settings.signers).problems == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"1", b'{"format": 1}', b'{"format": 1, "files": {}}', b"\xff", b"[" * 9999],
)
def test_a_manifest_that_is_none_is_told(settings, content):
    sealed = folder.seal(settings, first(), PAGES)
    (sealed / manifest.NAME).chmod(0o644)
    (sealed / manifest.NAME).write_bytes(content)
    for look in (folder.load, lambda _: folder.standing(settings)):
        with pytest.raises(IntegrityError) as error:
            look(sealed)
        assert error.value.code == "release-unreadable"


@pytest.mark.parametrize("content", [b"", b"\xff\n", b"..\n", b"reports-1.2\n"])
def test_a_pointer_that_names_nothing_is_told(settings, content):
    assert folder.latest(settings) is None
    folder.seal(settings, first(), PAGES)
    settings.latest_release.write_bytes(content)
    with pytest.raises(IntegrityError) as error:
        folder.latest(settings)
    assert error.value.code == "latest-broken"
    folder.settle(settings)
    assert folder.latest(settings).name == "reports-1.1"
