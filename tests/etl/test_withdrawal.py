"""Withdrawal: a report and every trace of it go, all others stay, and no file brings it back."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etl import receipt, withdrawal, withdrawn
from etl.build import build
from etl.errors import IntegrityError, RefusedInput, UsageError
from etl.folders import receipts
from etl.ingest import import_file
from etl.receipt import Rows
from etl.settings import Settings
from etl.sources import load
from etl.warehouse import current, reader
from etl.withdrawal import Withdrawal, finish, withdraw
from tests.builders import csv_file, row, settings, written

#: What the withdrawn report alone says, so that any byte of it can be found again.
TRACES = {
    "reported_date": "2025-03-17",
    "incident_date": "2024-11-29",
    "age": "93",
    "amount_paid": "8642.97",
    "currency": "ISK",
    "country": "IS",
    "gender": "Xq-gend",
    "contact_platform": "Xq-plat",
    "tactic": "Xq-tact",
    "outcome": "Xq-outc",
}
#: Its words as they may lie in a file; numbers and dates are looked for as values.
WORDS = [b"Xq-gend", b"Xq-plat", b"Xq-tact", b"Xq-outc", b"Xq-qua", b"ISK", b"8642.97"]


def bring(home: Settings, folder: Path, name: str, content: list[dict[str, str]]) -> None:
    import_file(home, csv_file(folder / name, content), load("casestats"))


def ids(folder: Path, *names: str, name: str = "ids.txt") -> Path:
    file = folder / name
    file.write_text("".join(f"{each}\n" for each in names), encoding="utf-8")
    return file


def everything(home: Settings) -> bytes:
    """All bytes below the data folder, and all values of every Parquet file and table there."""
    found = [str(path).encode() for path in home.data.rglob("*")]
    found += [path.read_bytes() for path in home.data.rglob("*") if path.is_file()]
    with duckdb.connect() as connection:
        for file in home.data.rglob("*.parquet"):
            values = connection.execute("select * from read_parquet($1)", [str(file)]).fetchall()
            found.append(repr(values).encode())
    for file in home.data.rglob("*.duckdb"):
        with reader(file) as connection:
            for schema, table in connection.execute(
                "select table_schema, table_name from information_schema.tables "
                "where table_schema not in ('seeds', 'information_schema')"
            ).fetchall():
                rows = connection.table(f"{schema}.{table}").fetchall()
                found.append(repr(rows).encode())
    return b"\n".join(found)


def traces(home: Settings) -> list[bytes]:
    held = everything(home)
    values = [b"datetime.date(2025, 3, 17)", b"datetime.date(2024, 11, 29)", b"'93'"]
    return [trace for trace in (*WORDS, *values) if trace in held]


def loaded(folder: Path) -> Settings:
    """A report, another version of it, and one that was quarantined: built after each."""
    home = settings(folder)
    gone = row(report_id="gone", **TRACES)
    others = [row(report_id=f"A-{n}", gender="Zz-word") for n in range(5)]
    bring(home, folder, "one.csv", [gone, *others])
    build(home)
    bring(home, folder, "two.csv", [gone | {"demand": "money"}, row(report_id="B-1")])
    build(home)
    bad = gone | {"reported_date": "2025-02-30", "payment_made": "Xq-qua"}
    bring(home, folder, "three.csv", [bad, row(report_id="C-1", age="170")])
    build(home)
    build(replace(home, as_of=datetime.now(UTC).date()))
    return home


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    loaded(folder)
    ids(folder, "gone")
    return folder


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Settings:
    """A copy of what ``loaded`` makes."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return settings(tmp_path)


def test_no_byte_of_a_withdrawn_report_remains(tmp_path, home):
    assert set(WORDS) - {b"8642.97", b"Xq-qua"} <= set(traces(home))
    told = withdraw(home, "casestats", ids(tmp_path, "gone"))
    assert (told.reports, told.rows, len(told.imports)) == (1, 3, 3)
    assert traces(home) == []
    assert len(list(home.data.rglob("*.duckdb"))) == 1
    assert not list(home.data.rglob("*.wal"))


def test_all_else_stays_and_every_total_balances(tmp_path, home):
    before = {item.import_id: item for item in receipts(home)}
    withdraw(home, "casestats", ids(tmp_path, "gone"))
    after = receipts(home)
    assert [item.rows for item in after] == [
        Rows(read=6, accepted=5, quarantined=0, without_consent=0, filtered=0, withdrawn=1),
        Rows(read=2, accepted=1, quarantined=0, without_consent=0, filtered=0, withdrawn=1),
        Rows(read=2, accepted=0, quarantined=1, without_consent=0, filtered=0, withdrawn=1),
    ]
    for item in after:
        old = before[item.import_id]
        assert item.sha256 != old.sha256
        assert (item.received_at, item.file, item.source) == (
            old.received_at,
            old.file,
            old.source,
        )
    assert [(word.value, word.rows) for word in after[0].unmapped["gender"]] == [("Zz-word", 5)]
    assert set(after[0].unmapped) == {"gender"}
    assert [(entry.column, entry.rows) for entry in after[2].quarantine] == [("age", 1)]
    assert not build(home).already or current(home) is not None
    pointer = current(home)
    assert pointer.rows == 6
    with reader(home.warehouse / pointer.file) as connection:
        assert connection.execute("select sum(withdrawn) from staging.imports").fetchall() == [(3,)]


def test_the_rows_left_are_as_they_were(tmp_path):
    home = settings(tmp_path)
    done = import_file(
        home,
        csv_file(
            tmp_path / "one.csv",
            [
                row(
                    report_id=f"A-{n}", gender=("Zz9", "male")[n % 2], age=("16", "170")[n % 3 == 0]
                )
                for n in range(30)
            ],
        ),
        load("casestats"),
    )
    names = ("accepted", "quarantine", "unmapped")
    before = {name: written(done, name) for name in names}
    withdraw(home, "casestats", ids(tmp_path, "A-4", "A-6", "A-11"))
    for name in names:
        kept = [entry for entry in before[name] if entry["row_number"] not in (5, 7, 12)]
        assert written(done, name) == kept


def test_an_old_file_does_not_bring_it_back(tmp_path, home):
    withdraw(home, "casestats", ids(tmp_path, "gone"))
    content = [row(report_id="gone", **TRACES), row(report_id="D-1"), row(report_id="D-2")]
    file = csv_file(tmp_path / "four.csv", content)
    done = import_file(home, file, load("casestats"))
    assert done.receipt.rows == Rows(3, 2, 0, 0, 0, withdrawn=1)
    assert build(home).pointer.rows == 8
    assert traces(home) == []


def test_a_file_of_withdrawn_reports_only_is_taken(tmp_path, home):
    withdraw(home, "casestats", ids(tmp_path, "gone"))
    bring(home, tmp_path, "five.csv", [row(report_id="gone", outcome="open")])
    assert receipts(home)[-1].rows == Rows(1, 0, 0, 0, 0, withdrawn=1)


def test_an_import_that_does_not_tell_its_reports_stops_a_withdrawal(tmp_path):
    home = settings(tmp_path)
    done = import_file(
        home, csv_file(tmp_path / "one.csv", [row(report_id="a")]), load("casestats")
    )
    old = {name: sha for name, sha in done.receipt.sha256.items() if name != "unmapped.parquet"}
    receipt.write(replace(done.receipt, sha256=old), done.path)
    with pytest.raises(IntegrityError) as refusal:
        withdraw(home, "casestats", ids(tmp_path, "a"))
    assert refusal.value.code == "import-too-old"
    assert withdrawn.read(home, "casestats") == []


def test_consent_is_remembered_only_until_the_report_is_withdrawn(tmp_path):
    home = settings(tmp_path)
    bring(home, tmp_path, "one.csv", [row(report_id="a"), row(report_id="b")])
    bring(home, tmp_path, "two.csv", [row(report_id="a", consent_to_statistics="false")])
    assert build(home).pointer.rows == 1
    assert withdraw(home, "casestats", ids(tmp_path, "a")).rows == 2
    assert current(home).rows == 1
    assert [item.rows.without_consent for item in receipts(home)] == [0, 0]
    assert [item.rows.withdrawn for item in receipts(home)] == [1, 1]


def test_ids_are_told_by_line_and_never_by_value(tmp_path, home):
    listed = ids(tmp_path, "report_id", "gone", "", "canary-7", "gone", name="ids.csv")
    told = withdraw(home, "casestats", listed, dry_run=True)
    assert told.not_found == (1, 4)
    assert "canary" not in repr(told)
    told = withdraw(home, "casestats", listed)
    again = withdraw(home, "casestats", listed)
    assert (told.already, again.already) == (0, 1)
    assert again == Withdrawal("casestats", 0, 0, (), already=1, not_found=(1, 4))


def test_a_dry_run_changes_nothing(tmp_path, home):
    before = {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()}
    told = withdraw(home, "casestats", ids(tmp_path, "gone"), dry_run=True)
    assert (told.reports, told.rows) == (1, 3)
    assert {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()} == before


def test_another_source_keeps_its_report_of_the_same_id(tmp_path):
    home = settings(tmp_path)
    bring(home, tmp_path, "one.csv", [row(report_id="a")])
    with pytest.raises(UsageError) as refusal:
        withdraw(home, "nz-helpline", ids(tmp_path, "a"))
    assert refusal.value.code == "nothing-imported"
    assert [item.rows.accepted for item in receipts(home)] == [1]


def test_the_last_report_of_all_can_go(tmp_path):
    home = settings(tmp_path)
    bring(home, tmp_path, "one.csv", [row(report_id="a")])
    assert withdraw(home, "casestats", ids(tmp_path, "a")).reports == 1
    assert current(home).rows == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ids-empty"),
        (b" \n\r\n", "ids-empty"),
        (b"a\n\xff\n", "ids-encoding"),
        (b"a\nb\0c\n", "ids-character"),
        (b'a\n"b"c,d\n', "ids-csv"),
    ],
)
def test_a_list_that_is_none_is_refused(content, code, tmp_path):
    home = settings(tmp_path)
    bring(home, tmp_path, "one.csv", [row(report_id="a")])
    listed = tmp_path / "ids.csv"
    listed.write_bytes(content)
    with pytest.raises(RefusedInput) as refusal:
        withdraw(home, "casestats", listed)
    assert refusal.value.code == code
    assert not withdrawn.pending(home)


KILLED = """
import os, sys
from pathlib import Path
from etl.settings import Settings
from etl.withdrawal import withdraw

folder, left = Path(sys.argv[1]), int(sys.argv[2])

def watch(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "os.mkdir"):
        if str(folder / "data") in str(arguments[0]):
            left -= 1
            if left < 0:
                os._exit(9)

sys.addaudithook(watch)
withdraw(Settings(data=folder / "data", keys=folder / "keys"), "casestats", folder / "ids.txt")
"""


@pytest.mark.parametrize("step", [5, 6, 9, 14, 15, 16, 20, 26, 29, 30, 34, 35, 36, 38])
def test_killed_at_any_step_the_next_command_finishes(step, tmp_path, home):
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(step)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ended.returncode == 9, ended.stderr.decode()
    begun = withdrawn.pending(home)
    assert finish(home) is begun
    assert finish(home) is False
    if not withdrawn.read(home, "casestats"):
        withdraw(home, "casestats", tmp_path / "ids.txt")
    assert traces(home) == []
    assert [item.rows.withdrawn for item in receipts(home)] == [1, 1, 1]
    assert all(item.rows.balanced for item in receipts(home))
    left = [path.name for path in home.imports.iterdir() if path.name.startswith(".")]
    assert left == []
    assert len(list(home.data.rglob("*.duckdb"))) == 1


def test_no_word_of_the_list_is_in_the_audit_log(tmp_path, home):
    withdraw(home, "casestats", ids(tmp_path, "gone"))
    [line] = [
        entry
        for entry in map(json.loads, (home.data / "audit.jsonl").read_text().splitlines())
        if "withdrawal" in entry.values()
    ]
    assert "gone" not in json.dumps(line)


def test_a_withdrawal_that_does_not_fit_on_the_disk_goes_on_later(tmp_path, monkeypatch, home):

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(withdrawal.folders, "finish_rewritten", full)
        with pytest.raises(Exception, match="goes on where it stopped"):
            withdraw(home, "casestats", ids(tmp_path, "gone"))
    assert finish(home)
    assert traces(home) == []
