"""What all tests share."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from etl.errors import MachineError

# A gate answers the same each time it is asked. CASESTATS_SEARCH=1 looks for examples nobody has
# seen yet, and a failing one becomes a test of its own. How long one takes is the machine's affair.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("search" if os.environ.get("CASESTATS_SEARCH") else "same")

_HERE = Path(__file__).parent

#: Folders whose files take longest; so do those that lie in none, which run the whole program.
_LONG = {"browser", "durability"}


def pytest_collection_modifyitems(items):
    """The files that take longest begin first, so that workers end together."""
    items.sort(key=lambda item: item.path.parent != _HERE and item.path.parent.name not in _LONG)


def pytest_collection_finish():
    """Put aside what is loaded: Streamlit would search it for garbage after each run of a page."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish():
    """Let Python tidy up when it ends."""
    gc.unfreeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):  # noqa: ARG001 - pytest gives it
    return (yield from _skipping_without_ssh_keygen())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):  # noqa: ARG001 - pytest gives it
    return (yield from _skipping_without_ssh_keygen())


def _skipping_without_ssh_keygen():
    """A test that seals a release is skipped, and says so, where nothing can sign."""
    try:
        return (yield)
    except MachineError as error:
        if error.code != "ssh-keygen-missing":
            raise
        pytest.skip("ssh-keygen is not on this machine")
