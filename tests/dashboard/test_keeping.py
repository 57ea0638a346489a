"""What is kept is made once, whoever asks, and a failure is not kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from dashboard.keeping import Kept


def test_a_result_is_made_once():
    kept, made = Kept(10), []
    assert [kept.get("a", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]


def test_who_asks_for_what_is_being_made_waits_for_it():
    kept, made, begun, go_on = Kept(10), [], Event(), Event()

    def slow():
        begun.set()
        go_on.wait(10)
        made.append(1)
        return "x"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "a", slow)
        begun.wait(10)
        second = pool.submit(kept.get, "a", slow)
        go_on.set()
        assert (first.result(10), second.result(10)) == ("x", "x")
    assert made == [1]


def test_what_was_asked_longest_ago_goes_first():
    kept = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda key=key: key)
    assert kept.get("a", lambda: "made anew") == "a"
    assert kept.get("b", lambda: "made anew") == "made anew"


def test_a_failure_is_told_to_each_who_waits_and_not_kept():
    kept, together = Kept(10), Barrier(2)

    def failing():
        together.wait(10)
        raise ValueError("no")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "a", failing)
        together.wait(10)
        with pytest.raises(ValueError, match="no"):
            first.result(10)
    assert kept.get("a", lambda: "now it works") == "now it works"


def test_everything_can_be_forgotten():
    kept = Kept(10)
    kept.get("a", lambda: 1)
    kept.clear()
    assert kept.get("a", lambda: 2) == 2
