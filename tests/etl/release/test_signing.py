"""The key that signs releases: made once, private, named for what it is, and renewed on demand."""

import stat
import subprocess
from pathlib import Path

import pytest

from etl.errors import MachineError
from etl.release import signing
from etl.settings import Settings
from tests.releases_to_seal import settings_in


@pytest.fixture
def settings(tmp_path) -> Settings:
    return settings_in(tmp_path)


class TestKey:
    def test_it_is_made_once_and_is_private(self, settings):
        key = signing.public_key(settings)
        assert signing.public_key(settings) == key
        assert key.startswith("ssh-ed25519 AAAA")
        assert len(key.split()) == 2  # no name of a user or a machine
        assert stat.S_IMODE(settings.signing_key.stat().st_mode) == 0o600
        assert [path.name for path in settings.keys.iterdir()] == ["release-signing.key"]

    def test_its_fingerprint_is_what_openssh_prints(self, settings):
        key = signing.public_key(settings)
        told = subprocess.run(
            ["ssh-keygen", "-l", "-f", "-"], input=key, capture_output=True, text=True, check=True
        )
        assert told.stdout.split()[1] == signing.fingerprint(key)

    def test_it_signs_the_same_bytes_the_same_way(self, settings):
        assert signing.sign(settings, b"x") == signing.sign(settings, b"x")
        assert signing.sign(settings, b"x") != signing.sign(settings, b"y")

    def test_a_new_key_stands_beside_the_old_one(self, settings):
        old = signing.public_key(settings)
        new = signing.renew(settings, revoke=False)
        lines = [signing.signers_line(key) for key in (old, new)]
        assert settings.signers.read_text().splitlines() == lines
        assert not settings.revoked.exists()
        assert signing.public_key(settings) == new

    def test_a_revoked_key_is_listed(self, settings):
        old = signing.public_key(settings)
        signing.renew(settings, revoke=True)
        assert settings.revoked.read_text().splitlines() == [old]

    def test_a_key_that_others_may_read_does_not_sign(self, settings):
        signing.public_key(settings)
        settings.signing_key.chmod(0o644)
        with pytest.raises(MachineError) as error:
            signing.sign(settings, b"x")
        assert error.value.code == "key-exposed"

    def test_a_damaged_key_does_not_sign(self, settings):
        signing.public_key(settings)
        settings.signing_key.write_bytes(b"no key\n")
        with pytest.raises(MachineError) as error:
            signing.sign(settings, b"x")
        assert error.value.code == "signing-key-damaged"


def test_without_openssh_the_remedy_is_told(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError) as error:
        signing.sign(settings, b"x")
    assert error.value.code == "ssh-keygen-missing"
    assert "openssh-client" in error.value.remedy
    assert list(settings.keys.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings = Settings(data=tmp_path, keys=Path(tmp_path / "file" / "keys"))
    with pytest.raises(MachineError) as error:
        signing.sign(settings, b"x")
    assert error.value.code == "key-unavailable"
