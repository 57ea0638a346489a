"""Every hostile file meets its verdict, and a refused one changes nothing and says no cell."""

import hashlib
import shutil
from pathlib import Path

import pytest

from etl import keys, readers
from etl.errors import RefusedInput
from etl.ingest import import_file
from etl.settings import Settings
from etl.sources import Profile
from tests.builders import profile, written
from tests.hostile.file_names import READ, REFUSED
from tests.hostile.packed_files import packed_files
from tests.hostile.text_files import text_files
from tests.hostile.verdicts import CANARY, HEAD, PROFILE, ROW, ROWS, Hostile
from tests.small_warehouse import no_reports
from tests.warehouse_builder import settings_in

FILES = [*text_files(), *packed_files()]


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Settings:
    """A data folder with a warehouse that is served, and the keys that an import makes."""
    folder = tmp_path_factory.mktemp("served")
    keys.secret(settings_in(folder), "report")
    return no_reports(folder)


def state(settings: Settings) -> dict[str, str]:
    """Hash of every file of the data and key folders, but the audit log and locks."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in (settings.data, settings.keys)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("audit") and ".lock" not in path.name
    }


def folders(settings: Settings) -> set[str]:
    return {str(path) for path in settings.data.rglob("*") if path.is_dir()}


def profile_of(folder: Path, file: str = "") -> Profile:
    text = PROFILE.format(file=file)
    if "refuse" in file:
        text = text.replace('unnamed_columns = "drop"\n', "")
    return profile(folder / "hostile-line.toml", text)


def accepted(settings: Settings, path: Path, declared: Profile) -> list[tuple[str, int, str]]:
    """The rows that an import accepts; its folder is removed."""
    done = import_file(settings, path, declared)
    rows = [
        (str(row["reported_date"]), row["age_min"], row["gender"])
        for row in written(done, "accepted")
    ]
    for file in done.path.iterdir():
        assert CANARY.encode() not in file.read_bytes(), file.name
    shutil.rmtree(done.path)
    return rows


def refused(settings: Settings, path: Path, declared: Profile) -> RefusedInput:
    with pytest.raises(RefusedInput) as caught:
        import_file(settings, path, declared)
    return caught.value


def test_there_are_enough():
    assert len(FILES) >= 80
    assert len({(file.what, file.data) for file in FILES}) == len(FILES)
    assert len({*READ, *REFUSED}) >= 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.what)
def test_a_hostile_file_meets_its_verdict(file: Hostile, served, tmp_path):
    path = tmp_path / file.name
    path.write_bytes(file.data)
    declared = profile_of(tmp_path, file.file)
    before, around = state(served), folders(served)
    if isinstance(file.verdict, str):
        error = refused(served, path, declared)
        assert error.code == file.verdict
        assert error.remedy
        assert CANARY not in f"{error} {error.__cause__} {error.__context__}"
        assert f"{error}".isprintable()
    else:
        assert accepted(served, path, declared) == file.verdict
    assert state(served) == before
    assert folders(served) == around
    assert {item.name for item in tmp_path.iterdir()} == {file.name, "hostile-line.toml"}


@pytest.mark.parametrize("name", READ)
def test_a_hostile_name_is_a_label(name, served, tmp_path):
    (tmp_path / "door").mkdir()
    path = tmp_path / "door" / name
    path.write_bytes(HEAD + ROW)
    declared = profile_of(tmp_path)
    before = state(served)
    assert accepted(served, path, declared) == ROWS
    path.write_bytes(HEAD + ROW[:12])
    with pytest.raises(RefusedInput) as caught:
        readers.read(path, declared, into=tmp_path / "rows.csv")
    assert (caught.value.code, str(caught.value).isprintable()) == ("last-line-torn", True)
    assert state(served) == before
    assert [item.name for item in (tmp_path / "door").iterdir()] == [name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_ending_is_refused(name, served, tmp_path):
    path = tmp_path / name
    path.write_bytes(HEAD + ROW)
    before = state(served)
    error = refused(served, path, profile_of(tmp_path))
    assert (error.code, f"{error}".isprintable()) == ("format-unexpected", True)
    assert state(served) == before


def test_a_name_that_is_no_text(served, tmp_path):
    path = Path(str(tmp_path) + "/" + b"\xff\xfe.csv".decode("utf-8", "surrogateescape"))
    path.write_bytes(HEAD + ROW)
    before = state(served)
    assert accepted(served, path, profile_of(tmp_path)) == ROWS
    assert state(served) == before
