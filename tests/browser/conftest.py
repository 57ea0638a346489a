"""The browser of the browser tests, and the reader in front of it."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.reading import visiting

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="package")
def browser():
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium: install one, or name it in CASESTATS_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, address):
    """Open a path of the dashboard at the module's own ``address``."""
    with visiting(browser, address) as open_page:
        yield open_page
