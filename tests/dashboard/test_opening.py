"""Which warehouse is read: the current one, also after a build while the pages are served."""

import pytest

from dashboard import opening
from etl import audit
from etl.build import build, servable
from etl.errors import IntegrityError, UsageError
from tests.warehouse_builder import report, settings_in, write_import


def test_the_store_follows_the_pointer(tmp_path):
    settings = settings_in(tmp_path)
    write_import(settings, "nz-helpline-one", [report(age_band="13-17")])
    build(settings)
    opening.use(settings)
    first = opening.store()
    assert opening.store() is first

    write_import(settings, "nz-helpline-two", [report(age_band="13-17")])
    build(settings)
    second = opening.store()
    assert second.id != first.id
    assert second.sources().frame["reports"].tolist() == [2]
    # A page that was being drawn keeps the warehouse it started with.
    assert first.sources().frame["reports"].tolist() == [1]


def test_a_warehouse_of_another_release_is_not_shown_but_built_anew(tmp_path, monkeypatch):
    settings = settings_in(tmp_path)
    write_import(settings, "nz-helpline-one", [report(age_band="13-17")])
    monkeypatch.setattr("etl.build.made_by", lambda: "another release")
    older = build(settings).pointer
    monkeypatch.undo()
    opening.use(settings)
    with pytest.raises(IntegrityError) as error:
        opening.store()
    assert error.value.code == "warehouse-outdated"
    assert "casestats build" in error.value.remedy

    assert not servable(settings)
    assert not build(settings).already
    assert servable(settings)
    assert opening.store().id != older.file


def test_what_is_done_with_the_warehouse_is_on_record(tmp_path):
    settings = settings_in(tmp_path)
    opening.use(settings)
    opening.put_on_record("serve")
    write_import(settings, "nz-helpline-one", [report(age_band="13-17")])
    pointer = build(settings).pointer
    opening.store()
    opening.put_on_record("export", file="trend.csv", rows=2)
    told = [(e["event"], e["facts"]) for e in audit.entries(settings) if e["event"] != "build"]
    assert told == [
        ("serve", {}),
        ("export", {"file": "trend.csv", "rows": 2, "warehouse": pointer.file}),
    ]


def test_other_settings_are_another_warehouse(tmp_path):
    opening.use(settings_in(tmp_path / "empty"))
    with pytest.raises(UsageError) as error:
        opening.store()
    assert error.value.code == "nothing-built"
