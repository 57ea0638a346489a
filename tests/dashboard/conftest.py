"""What the page tests share."""

import pytest

from dashboard import following
from tests.small_warehouse import no_reports, serving, two_countries


@pytest.fixture(autouse=True)
def let_go():
    """Close what was served before, and forget what it answered: in the end there are hundreds."""
    yield
    following.let_go(after=0)


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return two_countries(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def empty_settings(tmp_path_factory):
    return no_reports(tmp_path_factory.mktemp("nothing"))


@pytest.fixture(scope="session")
def port(settings):
    """Port of a real server over the small warehouse."""
    with serving(settings) as port:
        yield port
