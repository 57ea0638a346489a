"""Taking a file again: the old import stands until the new one does, and keeps its place."""

import os
import shutil
from pathlib import Path

import pytest

from etl import folders, vocabulary
from etl.changes import Change, changes
from etl.errors import MachineError, RefusedInput, UsageError
from etl.folders import receipts
from etl.ingest import import_file, reimport_file
from tests.builders import csv_file, profile, settings, written

PROFILE = """
[source]
id = "nz-helpline"
[file]
format = ["csv"]
[columns.reported_date]
names = ["day"]
dates = ["iso"]
[columns.gender]
names = ["sex"]
unmapped = "quarantine"
[columns.contact_platform]
names = ["where"]
[aliases.gender]
"""
MENDED = PROFILE + '"chap" = "male"\n[aliases.contact_platform]\n"Newgram" = "instagram"\n'
CONTENT = [
    {"day": "2025-06-01", "sex": "chap", "where": "Newgram"},
    {"day": "2025-06-02", "sex": "F", "where": "Newgram"},
    {"day": "2025-02-30", "sex": "F", "where": "LINE"},
]


def mended(folder):
    return profile(folder / "own.toml", MENDED)


@pytest.fixture
def first(tmp_path):
    file = csv_file(tmp_path / "reports.csv", CONTENT)
    return import_file(settings(tmp_path), file, profile(tmp_path / "own.toml", PROFILE))


def test_a_mended_profile_reads_the_file_anew(tmp_path, first):
    done = reimport_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    new = done.imported.receipt
    assert done.before == first.receipt
    assert (done.imported.already, receipts(settings(tmp_path))) == (False, [new])
    assert new.received_at == first.receipt.received_at
    assert new.notes.replaces == (first.receipt.import_id,)
    assert new.notes.reimported_at > new.received_at
    assert not first.path.exists()
    assert [stored["gender"] for stored in written(done.imported, "accepted")] == ["male", "female"]
    assert changes(done.before, new) == [
        Change("rows", "accepted", None, 1, 2),
        Change("rows", "quarantined", None, 2, 1),
        Change("quarantine", "code-unknown", "gender", 1, 0),
        Change("unmapped", "Newgram", "contact_platform", 1, 0),
    ]


def test_the_keys_of_rows_without_an_id_stay_the_same(tmp_path, first):
    [before] = written(first, "accepted")
    done = reimport_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    assert before["report_key"] == written(done.imported, "accepted")[1]["report_key"]


@pytest.mark.usefixtures("first")
def test_a_mended_alias_is_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(vocabulary, "sha256", lambda: "of other seeds")
    file, same = tmp_path / "reports.csv", profile(tmp_path / "own.toml", PROFILE)
    again = import_file(settings(tmp_path), file, same)
    assert (again.already, again.outdated) == (True, True)
    done = reimport_file(settings(tmp_path), file, same)
    assert (done.imported.already, done.imported.outdated) == (False, False)
    assert changes(done.before, done.imported.receipt) == []


def test_what_has_not_changed_is_left_alone(tmp_path, first):
    file, same = tmp_path / "reports.csv", profile(tmp_path / "own.toml", PROFILE)
    done = reimport_file(settings(tmp_path), file, same)
    assert done.imported.already
    assert done.before == done.imported.receipt == first.receipt
    assert first.path.exists()


def test_a_mended_profile_alone_does_not_import_a_file_twice(tmp_path, first):
    again = import_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    assert (again.already, again.outdated, again.receipt) == (True, True, first.receipt)
    assert receipts(settings(tmp_path)) == [first.receipt]


def test_a_profile_changed_back_gives_the_first_import_again(tmp_path, first):
    file = tmp_path / "reports.csv"
    reimport_file(settings(tmp_path), file, mended(tmp_path))
    back = reimport_file(settings(tmp_path), file, profile(tmp_path / "own.toml", PROFILE))
    assert back.imported.receipt.import_id == first.receipt.import_id
    assert receipts(settings(tmp_path)) == [back.imported.receipt]


def test_a_refused_file_leaves_the_old_import(tmp_path, first):
    strict = MENDED.replace('"sex"', '"gender"')
    with pytest.raises(RefusedInput):
        reimport_file(
            settings(tmp_path), tmp_path / "reports.csv", profile(tmp_path / "own.toml", strict)
        )
    assert receipts(settings(tmp_path)) == [first.receipt]


def test_killed_before_the_old_folder_goes_the_new_one_counts(tmp_path, first):
    kept = tmp_path / "kept"
    shutil.copytree(first.path, kept)
    done = reimport_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    shutil.copytree(kept, first.path)
    assert receipts(settings(tmp_path)) == [done.imported.receipt]
    import_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    assert not first.path.exists()


def test_interrupted_before_the_new_folder_has_its_name_the_old_one_counts(
    tmp_path, first, monkeypatch
):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "finish", interrupt)
    with pytest.raises(KeyboardInterrupt):
        reimport_file(settings(tmp_path), tmp_path / "reports.csv", mended(tmp_path))
    assert receipts(settings(tmp_path)) == [first.receipt]
    assert [folder.name for folder in (tmp_path / "data/imports").glob("[!.]*")] == [
        first.receipt.import_id
    ]


@pytest.mark.parametrize(
    ("owner", "name"),
    [(os, "fsync"), (Path, "rename"), (Path, "chmod"), (Path, "mkdir"), (shutil, "rmtree")],
)
def test_whichever_call_fails_one_import_counts(owner, name, tmp_path, first, monkeypatch):
    """The n-th call of a function fails, n = 1, 2, …, until none does."""
    file, imports = tmp_path / "reports.csv", tmp_path / "data" / "imports"
    works = getattr(owner, name)
    shutil.copytree(imports, tmp_path / "before")
    for failing in range(1, 50):
        calls = iter(range(1, 1_000))

        def fails(*args, calls=calls, failing=failing, **kwargs):
            if next(calls) == failing:
                raise OSError(28, "No space left")
            return works(*args, **kwargs)

        monkeypatch.setattr(owner, name, fails)
        try:
            reimport_file(settings(tmp_path), file, mended(tmp_path))
        except MachineError:
            monkeypatch.setattr(owner, name, works)
        else:
            break
        [standing] = receipts(settings(tmp_path))
        assert standing.rows.accepted == (1 if standing == first.receipt else 2)
        shutil.rmtree(imports)
        shutil.copytree(tmp_path / "before", imports)
    assert failing > 1
    monkeypatch.setattr(owner, name, works)
    [standing] = receipts(settings(tmp_path))
    assert (standing.rows.accepted, first.path.exists()) == (2, False)


@pytest.mark.usefixtures("first")
def test_only_an_imported_file_can_be_taken_again(tmp_path):
    other = csv_file(tmp_path / "other.csv", CONTENT[:1])
    with pytest.raises(UsageError) as told:
        reimport_file(settings(tmp_path), other, mended(tmp_path))
    assert told.value.code == "not-imported"


def test_the_sender_s_count_is_kept_and_held_against_again(tmp_path):
    file = csv_file(tmp_path / "reports.csv", CONTENT)
    own = profile(tmp_path / "own.toml", PROFILE)
    import_file(settings(tmp_path), file, own, expected_rows=3)
    done = reimport_file(settings(tmp_path), file, mended(tmp_path))
    assert done.imported.receipt.notes.expected_rows == 3


@pytest.mark.parametrize("expected", [2, 4, 0])
def test_another_number_of_rows_than_the_sender_s_is_refused(expected, tmp_path):
    file = csv_file(tmp_path / "reports.csv", CONTENT)
    own = profile(tmp_path / "own.toml", PROFILE)
    with pytest.raises(RefusedInput, match=f"counts {expected} rows, the file holds 3") as refusal:
        import_file(settings(tmp_path), file, own, expected_rows=expected)
    assert refusal.value.code == "control-total"
    assert receipts(settings(tmp_path)) == []
    import_file(settings(tmp_path), file, own)
    with pytest.raises(RefusedInput):
        import_file(settings(tmp_path), file, own, expected_rows=expected)


def test_files_without_ids_that_cover_the_same_days_are_told(tmp_path):
    own = profile(tmp_path / "own.toml", PROFILE)
    later = [CONTENT[1] | {"day": "2025-07-01"}]
    done = [
        import_file(settings(tmp_path), csv_file(tmp_path / f"{n}.csv", content), own).receipt
        for n, content in enumerate((CONTENT, later, [*CONTENT, *later]))
    ]
    ids = [receipt.import_id for receipt in done]
    assert [receipt.notes.overlaps for receipt in done] == [(), (), (ids[0], ids[1])]


def test_reports_with_ids_may_come_again(tmp_path):
    own = profile(tmp_path / "own.toml", PROFILE + '[columns.report_id]\nnames = ["id"]\n')
    for number in range(2):
        content = [CONTENT[1] | {"id": "A", "where": f"version {number}"}]
        file = csv_file(tmp_path / f"{number}.csv", content)
        assert import_file(settings(tmp_path), file, own).receipt.notes.overlaps == ()
