"""A warehouse that is served no more is let go of: its file, its answers and files made of them."""

from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest

from dashboard import answers, following, offering, opening
from dashboard.answers import Answers
from etl.build import build
from tests.dashboard.test_app import run
from tests.files_offered import files_of
from tests.warehouse_builder import report, settings_in, write_import


@pytest.fixture
def settings(tmp_path):
    settings = settings_in(tmp_path)
    write_import(settings, "nz-helpline-one", [report(age_band="13-17")])
    build(settings)
    opening.use(settings)
    return settings


def build_another(settings, name):
    write_import(settings, f"nz-helpline-{name}", [report(age_band="13-17")])
    build(settings)


def files_open():
    """Names of the warehouses that this process has open, removed ones too."""
    names = set()
    for handle in Path("/proc/self/fd").iterdir():
        # The list's own handle is shut by now, and threads of earlier tests shut theirs.
        with suppress(FileNotFoundError):
            names.add(handle.readlink().name.removesuffix(" (deleted)"))
    return {name for name in names if name.endswith(".duckdb")}


def test_the_file_is_closed_though_nobody_looks(settings):
    first = opening.store().id
    assert first in files_open()
    build_another(settings, "two")
    following.let_go(after=0)
    assert first not in files_open()
    assert opening.store().id != first


def test_a_page_that_is_being_drawn_is_left_time_to_finish(settings):
    first = opening.store()
    build_another(settings, "two")
    opening.store()
    following.let_go(after=60)
    assert first.sources().frame["reports"].tolist() == [1]
    following.let_go(after=0)
    assert first.id not in files_open()


@pytest.mark.usefixtures("settings")
def test_a_warehouse_that_is_served_stays_open():
    first = opening.store()
    following.let_go(after=0)
    assert opening.store() is first
    assert first.sources().frame["reports"].tolist() == [1]


def test_a_removed_pointer_closes_too(settings):
    first = opening.store().id
    (settings.warehouse / "CURRENT").unlink()
    following.let_go(after=0)
    assert first not in files_open()


def test_answers_are_forgotten_with_the_file(settings, monkeypatch):
    forgotten = []
    monkeypatch.setattr(answers, "forget", lambda: forgotten.append(True))
    Answers(opening.store()).imports()
    following.let_go(after=0)
    assert forgotten == []
    build_another(settings, "two")
    following.let_go(after=0)
    assert forgotten == [True]


def test_files_of_a_withdrawn_state_are_handed_out_no_more(settings):
    app = run(settings, source="nz-helpline")
    file = files_of(app)[0]
    following.let_go(after=0)
    assert file.taken().status_code == HTTPStatus.OK
    build_another(settings, "two")
    following.let_go(after=0)
    assert offering.asked(file.session, file.page, file.key) is None
    app.run()
    assert files_of(app)[0].taken().status_code == HTTPStatus.OK
