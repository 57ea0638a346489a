"""Readers while builds go on: never kept waiting, never an error, never a mixed answer."""

import time

from dashboard.selection import Filters
from dashboard.store import open_store
from etl import warehouse
from etl.build import build
from etl.settings import Settings
from tests.durability import ground

_BUILDS = 8 * ground.TIMES


def building(settings: Settings, folder) -> None:
    for number in range(1, _BUILDS + 1):
        ground.bring_in(settings, ground.file_of(folder, number))
        build(settings)


def test_every_answer_is_of_one_version(tmp_path):
    settings = ground.settings_in(tmp_path)
    ground.done(ground.run, settings, ground.file_of(tmp_path, 0))
    builder = ground.child(building, settings, tmp_path)
    answers: dict[str, set[int]] = {}
    reads, slowest = 0, 0.0
    while builder.is_alive():
        started = time.perf_counter()
        store = open_store(settings)
        slowest = max(slowest, time.perf_counter() - started)
        for _ in range(5):
            told = answers.setdefault(store.id, set())
            told.add(int(store.sources().frame["reports"].sum()))
            told.add(int(store.counts(Filters(), by=("gender",)).frame["reports"].sum()))
            told.add(int(store.imports().frame["accepted"].sum()))
            told.add(int(store.periods(Filters()).frame["reports"].sum()))
            reads += 4
        store.close()
    builder.join()
    assert builder.exitcode == 0
    assert all(len(told) == 1 for told in answers.values())
    rows = sorted(next(iter(told)) for told in answers.values())
    assert len(set(rows)) == len(rows)
    assert {count % ground.ROWS for count in rows} == {0}
    assert warehouse.current(settings).rows == ground.ROWS * (_BUILDS + 1)
    print(f"{reads} reads of {len(answers)} versions during {_BUILDS} builds; "
          f"slowest opening {slowest:.2f} s")  # fmt: skip
    assert len(answers) > 2
