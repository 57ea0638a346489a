"""A site of releases opened from disk: index, the way to the latest, and old pages that know it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.reading import NARROW, WIDE
from tests.placed_site import placed

pytestmark = pytest.mark.browser

#: Language and size, scheme: each of them once.
READERS = [
    ("", WIDE, "light"),
    (".ja", NARROW, "dark"),
    ("", NARROW, "light"),
    (".ja", WIDE, "dark"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return placed(tmp_path_factory.mktemp("site"))


@pytest.fixture
def read(browser):
    """Open a file as a reader; at the end nothing may have come from elsewhere."""
    contexts, asked = [], []

    def open_page(path, *, size=WIDE, scheme="light", script=True):
        context = browser.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(("suffix", "size", "scheme"), READERS)
def test_axe_finds_nothing_on_the_index(read, site, suffix, size, scheme):
    page = read(site / f"index{suffix}.html", size=size, scheme=scheme)
    found = [
        f"{rule['id']}: {node['html']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]
    assert found == []


@pytest.mark.parametrize(("suffix", "size", "scheme"), READERS)
def test_nothing_runs_out_of_the_screen(read, site, suffix, size, scheme):
    page = read(site / f"index{suffix}.html", size=size, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


@pytest.mark.parametrize("suffix", ["", ".ja"])
def test_latest_leads_to_the_newest_release_without_script(read, site, suffix):
    page = read(site / "latest" / f"index{suffix}.html", script=False)
    page.wait_for_url(f"**/reports-2.3/index{suffix}.html")


@pytest.mark.parametrize("suffix", ["", ".ja"])
def test_the_page_of_an_old_release_leads_to_the_newest(read, site, suffix):
    page = read(site / "reports-1.1" / f"index{suffix}.html")
    status = page.locator("#status")
    expect(status.locator("li")).to_have_count(2)
    status.get_by_role("link", name="reports-2.3").click()
    page.wait_for_url(f"**/reports-2.3/index{suffix}.html")
    expect(page.locator("#status")).to_be_empty()
