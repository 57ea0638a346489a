"""The audit log through crashes, failing disks and crowds: no acknowledged line is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl import audit
from etl.errors import IntegrityError, MachineError
from etl.settings import Settings
from tests.etl.audit_log import hashes, log_of

ROOT = Path(__file__).parents[2]
#: Appends as many events as it is told and says after each which hash it was given.
WORKER = """
import sys
from pathlib import Path
from etl import audit
from etl.settings import Settings
settings = Settings(data=Path(sys.argv[1]), keys=Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    print(audit.append(settings, "import", rows=number), flush=True)
"""


def start(place: Settings, appends: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(place.data), str(appends)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


class DiskError(OSError):
    """A failing disk."""


def failing_sync(monkeypatch, call: int) -> None:
    """Let the given call of fsync fail, counting from 0, and every one after it."""
    calls = iter(range(1_000))
    real = os.fsync

    def fsync(handle):
        if next(calls) >= call:
            raise DiskError
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("call", range(5))
def test_a_failing_disk_loses_no_acknowledged_line(three, monkeypatch, call):
    told = hashes(three)
    with monkeypatch.context() as patch:
        failing_sync(patch, call)
        with pytest.raises(MachineError):
            audit.append(three, "build")
    assert audit.verify(three).lines in {3, 4}
    told.append(audit.append(three, "export"))
    assert set(told) <= set(hashes(three))
    assert audit.verify(three).last_hash == told[-1]


@pytest.mark.parametrize("kept", [1, 50, 0.5, -1, 0])
def test_a_torn_line_is_removed_and_told(three, monkeypatch, kept):
    whole = log_of(three).stat().st_size
    with monkeypatch.context() as patch:
        failing_sync(patch, 2)  # the head and its folder are safe, the line is not
        with pytest.raises(MachineError):
            audit.append(three, "build", rows=1)
    line = log_of(three).stat().st_size - whole
    torn = {0.5: line // 2, -1: line - 1}.get(kept, kept)
    os.truncate(log_of(three), whole + torn)
    assert audit.verify(three).lines == 3

    audit.append(three, "export")
    events = [json.loads(line) for line in log_of(three).read_text("ascii").splitlines()[3:]]
    repair = [("repair", {"bytes": torn})] if torn else []
    assert [(e["event"], e["facts"]) for e in events] == [*repair, ("export", {})]
    assert audit.verify(three).lines == 3 + len(events)


def test_what_only_looks_torn_is_not_repaired(three):
    with log_of(three).open("ab") as log:
        log.write(b'{"event":"imp')
    with pytest.raises(IntegrityError, match="line 4"):
        audit.append(three, "build")


def test_four_processes_at_once_keep_one_chain(place):
    crowd = [start(place, 25) for _ in range(4)]
    told = [process.communicate(timeout=120)[0].split() for process in crowd]
    assert [len(each) for each in told] == [25] * 4
    assert sorted(hashes(place)) == sorted(h for each in told for h in each)
    assert audit.verify(place).lines == 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_sigkill_loses_no_acknowledged_line(place):
    told = []
    for milliseconds in (0, 1, 3, 7, 13, 22, 34, 49):
        process = start(place, 100_000)
        told.append(process.stdout.readline().strip())
        time.sleep(milliseconds / 1_000)
        process.send_signal(signal.SIGKILL)
        told += [line for line in process.communicate()[0].split("\n") if len(line) == 64]
        audit.verify(place)
    audit.append(place, "build")
    assert set(told) <= set(hashes(place))
    assert audit.verify(place).lines == len(hashes(place)) > len(told)
