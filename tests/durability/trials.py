"""Work in a child whose n-th call that touches a file fails, or is its last."""

import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from etl.errors import CaseStatsError
from tests.durability import ground
from tests.durability.faults import Faults

#: Calls that are tried in a short run; `make torture` tries every one.
MOST = 25


def tried(
    work: Callable[[Path], None], base: Path, kind: Callable[[Path], Faults], at: int
) -> tuple[str, list[str]] | None:
    """Do the work below a folder in a child; 0 lets no call fail.

    Returns:
        The code of the error, empty if there was none, and the calls there were; None when the
        child died.
    """
    reading, writing = ground.pipe()
    process = ground.child(_telling, work, base, kind, at, writing)
    writing.close()
    with suppress(EOFError), reading:
        return reading.recv()
    process.join()
    assert process.exitcode == 9
    return None


def _telling(
    work: Callable[[Path], None],
    base: Path,
    kind: Callable[[Path], Faults],
    at: int,
    told: Connection,
) -> None:
    faults = kind(base)
    faults.arm(at)
    code = ""
    try:
        work(base)
    except CaseStatsError as error:
        code = error.code
    told.send((code, faults.places))


def chosen(calls: list[str]) -> list[int]:
    """Numbers of the calls to try, counting from 1: the first and some by chance, or all."""
    numbers = range(1, len(calls) + 1)
    if ground.TIMES > 1:
        return list(numbers)
    return [1, *sorted(ground.seeded(time.time_ns() % 10**6).sample(numbers[1:], MOST - 1))]
