"""What all tests share."""

import os

import pytest
from hypothesis import settings

from etl.errors import MachineError

# A gate answers the same each time it is asked. CASESTATS_SEARCH=1 looks for examples nobody has
# seen yet, and a failing one becomes a test of its own. How long one takes is the machine's affair.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("search" if os.environ.get("CASESTATS_SEARCH") else "same")


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
