"""Only the order of receipt matters: not that of columns, rows or imports, nor any repeat."""

import hashlib
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import receipt, warehouse
from etl.build import build
from etl.ingest import import_file
from etl.settings import Settings
from etl.sources import load
from tests.builders import csv_file, row, settings

REPORT = st.fixed_dictionaries(
    {
        "report_id": st.sampled_from("ABCD"),
        "outcome": st.sampled_from(["open", "advice_given", ""]),
        "gender": st.sampled_from(["male", "Zz-9", ""]),
        "age": st.sampled_from(["16", "", "170"]),
        "consent_to_statistics": st.sampled_from(["true", "true", "false"]),
    }
)
FILES = st.lists(
    st.lists(REPORT, min_size=1, max_size=4, unique_by=lambda report: report["report_id"]),
    min_size=2,
    max_size=3,
)


def deliver(home: Settings, folder: Path, content: list[dict[str, str]], number: int) -> None:
    """Import a file as the one that was received as this number."""
    name = f"delivery-{number}.csv"
    done = import_file(home, csv_file(folder / name, content), load("casestats"))
    held = replace(done.receipt, received_at=f"2026-01-0{number}T00:00:00.000000Z")
    receipt.write(held, done.path)


def content_hash(home: Settings) -> str:
    """Of marts.reports without what names the imports, whatever the order of its rows."""
    pointer = build(home).pointer
    with warehouse.reader(home.warehouse / pointer.file) as connection:
        rows = connection.execute(
            "select * exclude (import_id, row_number) from marts.reports"
        ).fetchall()
    return hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()


@hypothesis_settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=FILES, chance=st.randoms(use_true_random=False))
def test_the_same_deliveries_in_any_order_give_the_same_reports(files, chance, tmp_path_factory):
    deliveries = [[row(**report) for report in file] for file in files]
    hashes = []
    for turned in (False, True):
        folder = tmp_path_factory.mktemp("home")
        home = settings(folder)
        numbers = list(range(1, len(deliveries) + 1))
        if turned:
            chance.shuffle(numbers)
            numbers.append(chance.choice(numbers))
        for number in numbers:
            content = deliveries[number - 1]
            if turned:
                columns = chance.sample(list(content[0]), k=len(content[0]))
                content = [
                    {column: report[column] for column in columns}
                    for report in chance.sample(content, k=len(content))
                ]
            deliver(home, folder, content, number)
        hashes.append(content_hash(home))
    assert hashes[0] == hashes[1]
