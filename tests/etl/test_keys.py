"""Each secret key is made once, is nobody else's, and is never replaced by a new one in silence."""

import stat
from pathlib import Path

import pytest

from etl.errors import IntegrityError, MachineError
from etl.keys import secret
from etl.settings import Settings

NAMES = ("report", "record", "cell")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", keys=tmp_path / "keys")


def files(settings: Settings) -> dict[str, Path]:
    paths = (settings.report_key, settings.record_key, settings.cell_key)
    return dict(zip(NAMES, paths, strict=True))


def test_three_keys_of_32_bytes_each_its_own_and_the_same_ever_after(settings):
    made = {name: secret(settings, name) for name in NAMES}
    assert [len(key) for key in made.values()] == [32, 32, 32]
    assert len(set(made.values())) == 3
    assert {name: secret(settings, name) for name in NAMES} == made
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(settings).values()} == {0o600}
    assert {path.name for path in settings.keys.iterdir()} == {
        "report.key", "release-record.key", "release-cell.key",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_others_may_read_is_refused(settings, name):
    secret(settings, name)
    files(settings)[name].chmod(0o640)
    with pytest.raises(MachineError) as error:
        secret(settings, name)
    assert error.value.code == "key-exposed"


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"00" * 33, b"no key", b"\xff" * 64])
def test_a_damaged_key_is_told(settings, content):
    secret(settings, "cell")
    settings.cell_key.write_bytes(content)
    with pytest.raises(IntegrityError) as error:
        secret(settings, "cell")
    assert error.value.code == "key-damaged"


@pytest.mark.parametrize(
    ("name", "used"),
    [("report", "imports/one"), ("record", "releases/one"), ("cell", "releases/one")],
)
def test_a_key_that_was_used_is_never_made_anew(settings, name, used):
    (settings.data / used).mkdir(parents=True)
    with pytest.raises(IntegrityError) as error:
        secret(settings, name)
    assert error.value.code == "key-missing"
    assert not files(settings)[name].exists()


def test_what_is_half_written_has_used_no_key(settings):
    (settings.releases / ".reports-1.1-77").mkdir(parents=True)
    assert len(secret(settings, "cell")) == 32
