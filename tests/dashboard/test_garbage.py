"""What is in use is not searched for garbage; a ring of it goes with the thorough search."""

import asyncio
import gc
import weakref

import pytest

from dashboard import garbage


class Thing:
    """Something that can be in a ring."""


@pytest.fixture(autouse=True)
def aside_again():
    """What all tests have loaded is put aside again."""
    yield
    gc.collect()
    gc.freeze()


def run_for(times, monkeypatch, between=lambda: None):
    """Put aside so many times, with something done between them."""
    left = iter(range(times - 1))

    async def sleep(_seconds):
        between()
        if next(left, None) is None:
            raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):  # no loop is needed: nothing in it waits
        garbage.put_aside().send(None)
    assert gc.get_freeze_count() == 0


def test_what_is_in_use_is_not_searched(monkeypatch):
    kept = Thing()
    searched = []
    run_for(1, monkeypatch, lambda: searched.append(any(it is kept for it in gc.get_objects())))
    assert searched == [False]
    assert any(it is kept for it in gc.get_objects())


def test_a_ring_that_was_put_aside_goes_with_the_thorough_search(monkeypatch):
    monkeypatch.setattr(garbage, "_THOROUGH", 3)
    thing = Thing()
    thing.itself = thing
    there, seen = weakref.ref(thing), []
    held = [thing]
    del thing

    def between():
        held.clear()
        seen.append(there() is not None)

    run_for(4, monkeypatch, between)
    assert seen == [True, True, True, False]
