"""Every page against axe-core, which looks for what readers with other eyes or hands stumble on."""

from collections.abc import Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.pages import FRONT, PAGES
from dashboard.text import translator
from tests.browser.reading import NARROW, WIDE, drawn, visiting
from tests.small_warehouse import sample, serving
from tests.warehouse_builder import settings_in

pytestmark = pytest.mark.browser

#: Streamlit gives its place for a file both no role and a name; it harms nobody.
LEFT = {"presentation-role-conflict"}

#: Pages without a chart card.
CARDLESS = {"crosstab", "import", "about"}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(sample(tmp_path_factory.mktemp("axe"))) as port:
        yield f"http://127.0.0.1:{port}"


def findings(page: Page, *, within: str | None = None) -> list[str]:
    """What axe-core finds, on the page or such parts: page, impact, rule, its words, and where."""
    page.wait_for_timeout(300)  # words.js says Streamlit's words anew after a moment
    return [
        f"{page.url} {rule['impact']} {rule['id']}: {rule['help']}: {node['html'][:300]}"
        for rule in Axe().run(page, context=within).response["violations"]
        if rule["id"] not in LEFT
        for node in rule["nodes"]
    ]


def none(found: list[str]) -> None:
    assert not found, "\n".join(found)


def walk(page: Page, address: str, names: Iterable[str], lang: str) -> Iterator[str]:
    for name in names:
        page.goto(f"{address}/{'' if name == FRONT else name}?lang={lang}")
        drawn(page)
        yield name


@pytest.mark.parametrize(
    ("lang", "size", "scheme"),
    [("en", WIDE, "light"), ("ja", NARROW, "dark"), ("mi", WIDE, "light")],
)
def test_every_page(visit, address, lang, size, scheme):
    page = visit(f"/?lang={lang}", size=size, scheme=scheme)
    none([line for _ in walk(page, address, PAGES, lang) for line in findings(page)])


def test_the_other_sides_of_cards(visit, address):
    page = visit("/")
    found = []
    for _ in walk(page, address, [name for name in PAGES if name not in CARDLESS], "en"):
        for side in ("table", "about"):
            page.evaluate(
                f"document.querySelectorAll('[data-side={side}]').forEach(b => b.click())"
            )
            expect(page.locator(f"[data-part={side}]").first).to_be_visible()
            # The rest of the page is what it was.
            found += [f"{side}: {line}" for line in findings(page, within="article.chart")]
    none(found)


def test_the_open_side_bar_of_a_phone(visit):
    page = visit("/?lang=ja", size=NARROW, scheme="dark")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text(translator("ja")("filters.title"))).to_be_in_viewport()
    none(findings(page))


def test_the_page_of_the_first_import(browser, tmp_path):
    with (
        serving(settings_in(tmp_path)) as port,
        visiting(browser, f"http://127.0.0.1:{port}") as visit,
    ):
        for lang in ("en", "ja"):
            page = visit(f"/?lang={lang}")
            expect(page.locator("h1")).to_have_text(translator(lang)("import.title"))
            none(findings(page))
