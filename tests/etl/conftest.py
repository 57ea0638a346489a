"""What the tests of the audit log share."""

import pytest

from tests.etl.audit_log import at, of_three


@pytest.fixture
def place(tmp_path):
    return at(tmp_path)


@pytest.fixture
def three(tmp_path):
    """A log of three lines."""
    return of_three(tmp_path)
