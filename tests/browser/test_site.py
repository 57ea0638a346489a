"""A site of releases opened from disk: index, the way to the latest, and old pages that know it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import web_server
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
    expect(page.locator("#status a")).to_have_count(0)


@pytest.fixture(scope="module")
def address(site, tmp_path_factory):
    if not web_server.found("nginx"):
        pytest.skip("no nginx on this computer")
    with web_server.nginx(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def visit(browser):
    """Open an address or show a text; troubles are what the browser complains of."""
    context = browser.new_context()
    page = context.new_page()
    troubles = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page, troubles
    context.close()


def test_the_script_of_a_release_runs_under_the_shipped_policy(visit, address):
    page, troubles = visit
    page.goto(f"{address}/reports-1.1/#figure=jp-helpline/age_band/2024-H1/count")
    expect(page.locator("#chosen svg").first).to_be_visible()
    expect(page.locator("#status")).to_contain_text("reports-2.3")
    assert troubles == []


def test_a_chart_can_be_embedded_elsewhere_and_the_index_cannot(visit, address):
    page, troubles = visit
    page.set_content(
        f'<iframe src="{address}/reports-2.3/index.html#chart=jp-helpline/age_band/2024-H1/count">'
        "</iframe>"
    )
    expect(page.frame_locator("iframe").locator("#chosen svg").first).to_be_attached()
    assert troubles == []
    page.set_content(f'<iframe src="{address}/index.html"></iframe>')
    page.wait_for_timeout(500)
    assert len(troubles) == 1
    assert "frame-ancestors" in troubles[0]
