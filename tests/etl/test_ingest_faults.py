"""Imports that fail in the middle, and values that must not get out."""

import os
import traceback
from pathlib import Path

import duckdb
import pytest

from etl.errors import MachineError, RefusedInput
from etl.folders import receipts
from etl.ingest import import_file
from etl.sources import load
from tests.builders import csv_file, row, rows, settings, written

CANARY = "Canary Kanaria 090-1234-5678"


def left_behind(folder):
    """Names in the folder of imports, but the lock."""
    found = (folder / "data" / "imports").glob("*")
    return sorted(item.name for item in found if item.name != ".lock")


class FailingCall:
    """Stands before a function and fails at the n-th call."""

    def __init__(self, function, at, error):
        self.function, self.at, self.error, self.calls = function, at, error, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.function(*args, **kwargs)


def attempts(tmp_path, monkeypatch, owner, name):
    """Import with the n-th call failing, n = 1, 2, …, until one passes; returns the failures."""
    file = csv_file(tmp_path / "reports.csv", rows(3))
    function = getattr(owner, name)
    for failures in range(50):
        shim = FailingCall(function, failures + 1, OSError(28, "No space left"))
        monkeypatch.setattr(owner, name, lambda *a, shim=shim, **k: shim(*a, **k))
        try:
            done = import_file(settings(tmp_path), file, load("casestats"))
        except MachineError:
            monkeypatch.setattr(owner, name, function)
            folders = left_behind(tmp_path)
            assert folders == [told.import_id for told in receipts(settings(tmp_path))]
            if folders:  # the folder had its name already: it is whole
                again = import_file(settings(tmp_path), file, load("casestats"))
                assert again.already
                assert len(written(again, "accepted")) == 3
                return failures + 1
        else:
            monkeypatch.setattr(owner, name, function)
            assert len(written(done, "accepted")) == 3
            return failures
    raise AssertionError("it never passed")


@pytest.mark.parametrize(
    ("owner", "name"),
    [(os, "fsync"), (Path, "rename"), (Path, "chmod"), (Path, "mkdir"), (Path, "write_text")],
)
def test_an_import_is_whole_or_absent_when_a_call_fails(owner, name, tmp_path, monkeypatch):
    assert attempts(tmp_path, monkeypatch, owner, name) >= 1


def test_an_import_is_whole_or_absent_when_interrupted(tmp_path):
    file = csv_file(tmp_path / "reports.csv", rows(3))
    steps = []
    import_file(settings(tmp_path / "whole"), file, load("casestats"),
                progress=lambda *step: steps.append(step))  # fmt: skip
    for at in range(1, len(steps)):
        progress = FailingCall(lambda *_: None, at, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            import_file(settings(tmp_path), file, load("casestats"), progress=progress)
        assert left_behind(tmp_path) == []


def test_what_a_killed_import_left_is_swept(tmp_path):
    stale = tmp_path / "data" / "imports" / ".staging-casestats-0123456789ab"
    stale.mkdir(parents=True)
    (stale / "rows.csv").write_text("a report")
    file = csv_file(tmp_path / "reports.csv", rows(1))
    done = import_file(settings(tmp_path), file, load("casestats"))
    assert left_behind(tmp_path) == [done.path.name]


def test_a_refused_file_leaves_nothing_behind(tmp_path):
    file = csv_file(tmp_path / "reports.csv", [{"when": "2025-06-02"}])
    with pytest.raises(RefusedInput):
        import_file(settings(tmp_path), file, load("casestats"))
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    ("canary", "quarantined", "kept_as_other"),
    [("Canary Kanaria", 6, 13), ("Canary 090-1234-5678", 20, 0), ("canary_k07", 6, 13)],
)
def test_what_is_masked_is_written_nowhere(canary, quarantined, kept_as_other, tmp_path):
    """The canary stands in every field once; accepted are only rows that kept it as "other"."""
    content = [
        row(**({"report_id": f"A-{n}"} | {field: canary}))
        for n, field in enumerate(row())
        if field != "synthetic"
    ]
    done = import_file(
        settings(tmp_path), csv_file(tmp_path / "reports.csv", content), load("casestats")
    )
    assert done.receipt.rows.quarantined == quarantined
    assert sum(words[0].rows for words in done.receipt.unmapped.values()) == kept_as_other
    for file in (tmp_path / "data").rglob("*"):
        if file.is_file():
            assert b"anar" not in file.read_bytes(), file.name
    for name in ("accepted", "quarantine"):
        assert "anar" not in str(written(done, name))
    assert "anar" not in str(done)


def test_errors_of_the_database_do_not_repeat_a_value(tmp_path, monkeypatch):
    error = duckdb.ConversionException(f"Could not convert string '{CANARY}'")

    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("etl.writing.write", fail)
    file = csv_file(tmp_path / "reports.csv", rows(1))
    with pytest.raises(Exception, match="ConversionException") as caught:
        import_file(settings(tmp_path), file, load("casestats"))
    shown = "".join(traceback.format_exception(caught.value))
    assert "anar" not in shown
    assert left_behind(tmp_path) == []
