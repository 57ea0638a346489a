"""A small release with masked cells, sealed."""

import pytest

from tests.public_app import masked


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """Settings with reports-1.2 as the latest release."""
    return masked(tmp_path_factory.mktemp("public"))
