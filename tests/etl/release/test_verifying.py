"""Whatever is done to a sealed release is found and told: what, where, and what to do."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import IntegrityError
from etl.release import folder, manifest, signing, verifying
from etl.release.verifying import Checked
from etl.settings import Settings
from tests.releases_to_seal import PAGES, first, second, settings_in

BEFORE = date(2026, 4, 30)
AFTER = date(2026, 5, 1)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> Settings:
    """reports-1.1 and reports-1.2."""
    settings = settings_in(tmp_path_factory.mktemp("sealed"))
    for release in (first(), second()):
        folder.seal(settings, release, PAGES)
    return settings


@pytest.fixture
def place(sealed, tmp_path) -> Path:
    """A copy of reports-1.2 to spoil, as a reader has it."""
    return copied(sealed, tmp_path / "reports-1.2")


def copied(settings: Settings, to: Path) -> Path:
    shutil.copytree(settings.releases / "reports-1.2", to)
    for path in [to, *to.rglob("*")]:
        path.chmod(0o755)
    return to


def look(settings: Settings, place: Path, **more) -> Checked:
    return verifying.verify(place, **{"signers": settings.signers, "today": BEFORE} | more)


def codes(found: Checked) -> list[str]:
    for problem in found.problems:
        assert problem.what
        assert problem.where
        assert problem.remedy
    return [problem.code for problem in found.problems]


def signed(settings: Settings, content: bytes, *, namespace: str = signing.NAMESPACE) -> bytes:
    """A signature by our key for whatever purpose."""
    command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(settings.signing_key)]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def test_what_was_sealed_is_whole(sealed, place):
    found = look(sealed, place)
    assert (codes(found), found.notes) == ([], [])
    assert found.facts["name"] == "reports-1.2"
    assert codes(look(sealed, place, after=sealed.releases / "reports-1.1")) == []
    verifying.require(place, signers=sealed.signers)


@pytest.fixture(scope="module")
def spoilt(sealed, tmp_path_factory) -> Path:
    return copied(sealed, tmp_path_factory.mktemp("spoilt") / "reports-1.2")


@given(data=st.data())
def test_any_flipped_bit_is_found(sealed, spoilt, data):
    path = data.draw(st.sampled_from(sorted(p for p in spoilt.rglob("*") if p.is_file())))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
    try:
        [problem] = look(sealed, spoilt).problems
    finally:
        path.write_bytes(content)
    if path.name == manifest.NAME:
        assert problem.code == "signature-invalid"
    elif path.name == manifest.SIGNATURE:
        assert problem.code in {"signature-invalid", "signature-unknown"}
    else:
        assert (problem.code, problem.where) == ("release-file-changed", str(path))


@pytest.mark.parametrize(("at", "bit"), [(43, 16), (100, 1), (-1, 1), (-1, 128)])
def test_a_flip_that_ssh_keygen_overlooks_is_found(sealed, place, at, bit):
    signature = place / manifest.SIGNATURE
    content = bytearray(signature.read_bytes())
    content[at] ^= bit
    signature.write_bytes(content)
    assert ran(commands(place)[0], place).returncode == 0
    assert codes(look(sealed, place)) == ["signature-invalid"]


def add(place: Path) -> None:
    (place / "tables/more.csv").write_bytes(b"")


def hide(place: Path) -> None:
    (place / ".hidden").write_bytes(b"")


def remove(place: Path) -> None:
    (place / "tables/totals.csv").unlink()


def rename(place: Path) -> None:
    (place / "tables/totals.csv").rename(place / "tables/Totals.csv")


def swap(place: Path) -> None:
    one, two = place / "tables/age_band.csv", place / "tables/totals.csv"
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


def append(place: Path) -> None:
    with (place / "index.html").open("ab") as file:
        file.write(b"\n")


def link(place: Path) -> None:
    target = place.parent / "elsewhere.html"
    (place / "index.html").rename(target)
    (place / "index.html").symlink_to(target)


def link_more(place: Path) -> None:
    (place / "more").symlink_to(place / "tables")


def unsign(place: Path) -> None:
    (place / manifest.SIGNATURE).unlink()


def forget(place: Path) -> None:
    (place / manifest.NAME).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (add, [("release-file-added", "tables/more.csv")]),
        (hide, [("release-file-added", ".hidden")]),
        (remove, [("release-file-missing", "tables/totals.csv")]),
        (
            rename,
            [
                ("release-file-added", "tables/Totals.csv"),
                ("release-file-missing", "tables/totals.csv"),
            ],
        ),
        (
            swap,
            [
                ("release-file-changed", "tables/age_band.csv"),
                ("release-file-changed", "tables/totals.csv"),
            ],
        ),
        (append, [("release-file-changed", "index.html")]),
        (link, [("release-file-changed", "index.html")]),
        (link_more, [("release-file-added", "more")]),
        (unsign, [("release-file-missing", "manifest.json.sig")]),
        (forget, [("release-file-missing", "manifest.json")]),
    ],
)
def test_added_removed_renamed_and_replaced_files_are_told(sealed, place, change, told):
    change(place)
    found = look(sealed, place)
    codes(found)
    where = [str(Path(p.where).relative_to(place)) for p in found.problems]
    assert list(zip([p.code for p in found.problems], where, strict=True)) == told
    with pytest.raises(IntegrityError):
        verifying.require(place, signers=sealed.signers)


def rewritten(place: Path) -> bytes:
    """The manifest with another expiry."""
    content = (place / manifest.NAME).read_bytes()
    changed = content.replace(b'"valid_until": "2026', b'"valid_until": "2036')
    assert changed != content
    (place / manifest.NAME).write_bytes(changed)
    return changed


def test_an_altered_manifest_is_refused(sealed, place):
    rewritten(place)
    assert codes(look(sealed, place)) == ["signature-invalid"]


def test_a_manifest_signed_for_another_purpose_is_refused(sealed, place):
    content = (place / manifest.NAME).read_bytes()
    (place / manifest.SIGNATURE).write_bytes(signed(sealed, content, namespace="file"))
    assert codes(look(sealed, place)) == ["signature-invalid"]


def test_a_release_that_somebody_else_signed_is_refused(sealed, place, tmp_path):
    other = settings_in(tmp_path / "other")
    (place / manifest.SIGNATURE).write_bytes(signing.sign(other, rewritten(place)))
    shutil.copy(other.signers, place / "allowed_signers")
    assert codes(look(sealed, place)) == ["signature-unknown"]
    assert codes(look(sealed, place, signers=place.parent / "none")) == ["signature-unknown"]


def test_a_revoked_key_is_refused_and_a_rotated_one_is_not(sealed, place, tmp_path):
    settings = settings_in(tmp_path / "own")
    shutil.copytree(sealed.keys, settings.keys)
    settings.data.mkdir()
    shutil.copy(sealed.signers, settings.signers)
    old = signing.public_key(settings)
    new = signing.renew(settings, revoke=False)
    assert new != old
    assert codes(look(settings, place, revoked=settings.revoked)) == []
    newest_only = tmp_path / "newest"
    newest_only.write_text(signing.signers_line(new) + "\n", encoding="ascii")
    assert codes(look(settings, place, signers=newest_only)) == ["signature-unknown"]
    settings.revoked.write_text(old + "\n", encoding="ascii")
    assert codes(look(settings, place, revoked=settings.revoked)) == ["signature-revoked"]


def test_a_manifest_of_another_format_is_told(sealed, place):
    content = b'{"format": 2, "files": {}}\n'
    (place / manifest.NAME).write_bytes(content)
    (place / manifest.SIGNATURE).write_bytes(signing.sign(sealed, content))
    assert codes(look(sealed, place)) == ["manifest-unknown"]


def test_an_expired_release_is_flagged_and_stays_whole(sealed, place):
    found = look(sealed, place, today=AFTER)
    assert (codes(found), found.notes) == ([], ["expired"])


def test_an_old_release_says_that_there_is_a_newer_one(sealed):
    assert look(sealed, sealed.releases / "reports-1.1").notes == ["superseded"]
    assert look(sealed, sealed.releases / "reports-1.2").notes == []


def test_an_old_release_under_the_name_of_the_newest_is_refused(sealed, tmp_path):
    releases = tmp_path / "releases"
    shutil.copytree(sealed.releases, releases)
    shutil.rmtree(releases / "reports-1.2")
    (releases / "reports-1.1").rename(releases / "reports-1.2")
    found = look(sealed, releases / "reports-1.2")
    assert codes(found) == ["release-old"]
    assert "reports-1.1" in found.problems[0].what


def test_a_release_older_than_the_one_a_reader_had_is_refused(sealed, place, tmp_path):
    shutil.copytree(sealed.releases / "reports-1.1", tmp_path / "alone" / "reports-1.1")
    found = look(sealed, tmp_path / "alone" / "reports-1.1", after=place)
    assert codes(found) == ["release-old"]


def test_another_release_under_the_name_of_the_one_a_reader_had_is_refused(sealed, place):
    assert codes(look(sealed, place, after=sealed.releases / "reports-1.2")) == []
    (place / manifest.SIGNATURE).write_bytes(signing.sign(sealed, rewritten(place)))
    assert codes(look(sealed, place)) == []
    found = look(sealed, place, after=sealed.releases / "reports-1.2")
    assert codes(found) == ["release-other"]


@pytest.mark.parametrize("where", ["beside", "before"])
def test_a_release_that_follows_another_one_than_it_says_is_refused(sealed, tmp_path, where):
    other = settings_in(tmp_path / "other")
    folder.seal(other, first(), PAGES | {"index.html": b"another first release"})
    line = tmp_path / "line"
    copied(sealed, line / "reports-1.2")
    forged = other.releases / "reports-1.1"
    more = {"after": forged} if where == "before" else {}
    if where == "beside":
        shutil.copytree(forged, line / "reports-1.1")
    assert codes(look(sealed, line / "reports-1.2", **more)) == ["release-line-broken"]


def commands(place: Path) -> list[str]:
    """The three commands of verify.txt, as they stand there."""
    text = (place / "verify.txt").read_text(encoding="utf-8")
    return re.findall(r"^   ((?:ssh-keygen|sed|find) .*)$", text, re.MULTILINE)


def ran(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", "-c", command], cwd=place, capture_output=True, text=True)


def stranger_is_content(place: Path) -> bool:
    """Whether the three commands say what verify.txt says they must."""
    signature, files, count = (ran(command, place) for command in commands(place))
    text = (place / "verify.txt").read_text(encoding="utf-8")
    promised = re.search(r"It must print: (Good .*)$", text, re.MULTILINE)
    number = re.search(r"It must print: (\d+)$", text, re.MULTILINE)
    return (
        signature.returncode == files.returncode == 0
        and signature.stdout.startswith(promised[1])
        and all(line.endswith(": OK") for line in files.stdout.splitlines())
        and count.stdout.strip() == number[1]
    )


def test_three_stock_commands_check_the_folder_as_it_is_shipped(sealed, place):
    assert len(commands(place)) == 3
    assert stranger_is_content(place)
    listed = ran(commands(place)[1], place).stdout.splitlines()
    assert len(listed) == len(manifest.read((place / manifest.NAME).read_bytes())["files"])
    key = signing.public_key(sealed)
    text = (place / "verify.txt").read_text(encoding="utf-8")
    assert key in text
    assert signing.fingerprint(key) in text
    assert signing.fingerprint(key) in ran(commands(place)[0], place).stdout


@pytest.mark.parametrize(
    "change", [add, hide, remove, rename, swap, append, link_more, unsign, rewritten]
)
def test_the_three_commands_find_what_was_changed(place, change: Callable[[Path], object]):
    change(place)
    assert not stranger_is_content(place)
