"""One at a time: within a process, across processes, and after a killed one."""

import stat
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from etl import locking

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from etl import locking
with locking.alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held(tmp_path):
    """A lock that another process holds."""
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        yield path, holder
        holder.kill()


def test_who_does_not_wait_is_told(held):
    path, _ = held
    with pytest.raises(BlockingIOError), locking.alone(path, wait=False):
        pytest.fail("it is held")


def test_who_waits_goes_on_when_the_holder_is_killed(held):
    path, holder = held
    killed, passed = Event(), []

    def wait():
        with locking.alone(path):
            passed.append(killed.is_set())

    waiting = Thread(target=wait)
    waiting.start()
    waiting.join(0.2)
    assert passed == []
    killed.set()
    holder.kill()
    holder.wait()
    waiting.join(10)
    assert passed == [True]


def test_a_lock_is_private_free_after_use_and_leaves_the_content(tmp_path):
    path = tmp_path / "lock"
    for _ in range(2):
        with locking.alone(path, wait=False):
            path.write_text("content")
    assert path.read_text() == "content"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_error_inside_frees_the_lock(tmp_path):
    path = tmp_path / "lock"
    with pytest.raises(BlockingIOError), locking.alone(path):
        raise BlockingIOError
    with locking.alone(path, wait=False):
        pass
