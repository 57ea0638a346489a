"""A release in a real browser: its signs, its filters, the way out, and what axe-core finds."""

import csv

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.pages import FRONT
from dashboard.public.pages import PAGES
from dashboard.text import translator
from tests.browser.reading import NARROW, WIDE, choice, choose, drawn
from tests.public_app import masked
from tests.small_warehouse import serving

pytestmark = pytest.mark.browser

EN, JA = translator("en"), translator("ja")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    settings = masked(tmp_path_factory.mktemp("public"))
    with serving(settings, settings.latest_release) as port:
        yield f"http://127.0.0.1:{port}"


def findings(page):
    page.wait_for_timeout(300)  # words.js says Streamlit's words anew after a moment
    return [
        f"{page.url} {rule['impact']} {rule['id']}: {rule['help']}: {node['html'][:300]}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("lang", "size", "scheme"), [("en", WIDE, "light"), ("ja", NARROW, "dark")]
)
def test_every_page_against_axe(visit, address, lang, size, scheme):
    page = visit(f"/?lang={lang}", size=size, scheme=scheme)
    found = []
    for name in PAGES:
        page.goto(f"{address}/{'' if name == FRONT else name}?lang={lang}")
        drawn(page)
        expect(page.locator("h1")).to_have_text(translator(lang)(f"{name}.title"))
        found += findings(page)
    assert not found, "\n".join(found)


def test_the_filters_of_a_phone_against_axe(visit):
    page = visit("/who?lang=ja&age=15-17", size=NARROW, scheme="dark")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text(JA("filters.title"))).to_be_in_viewport()
    assert findings(page) == []


def test_a_masked_number_is_a_sign_with_its_words(visit):
    page = visit("/who?source=jp-helpline&period=2024-H1")
    card = page.locator("#pyramid-jp-helpline")
    expect(card).to_contain_text(EN("release.sign.withheld", threshold="12"))
    expect(card.locator(".plot text", has_text="S").first).to_be_visible()
    card.locator("[data-side=table]").click()
    expect(card.locator("td", has_text="S").first).to_be_visible()


def test_the_file_of_a_card_tells_signs_from_numbers(visit):
    page = visit("/who?source=jp-helpline&period=2024-H1")
    with page.expect_download() as download:
        page.locator("#pyramid-jp-helpline a.file").click()
    assert download.value.suggested_filename == (
        "casestats_reports-1-2_jp-helpline_pyramid_SYNTHETIC.csv"
    )
    rows = list(csv.DictReader(download.value.path().open(encoding="utf-8-sig")))
    masked = [row for row in rows if row["mark"] == "S"]
    assert masked
    assert {row["reports"] for row in masked} == {""}
    assert {row["period"] for row in rows} == {"2024-H1"}
    assert {row["release"] for row in rows} == {"reports-1.2"}


def test_a_filter_selects_and_what_leads_nowhere_cannot_be_chosen(visit):
    page = visit("/platforms?source=jp-helpline&period=2024-H1")
    page.get_by_text(f"{EN('column.gender')} · {EN('filters.all')}", exact=True).click()
    expect(page.get_by_role("checkbox", name="Female")).to_be_disabled()
    page.get_by_text(f"{EN('column.age_band')} · {EN('filters.all')}", exact=True).click()
    under = page.get_by_role("checkbox", name="Under 15")
    expect(under).to_be_enabled()
    page.locator("label", has_text="Under 15").click()
    page.wait_for_url("**age=0-14**")
    expect(page.locator("#contact_platform-jp-helpline")).to_contain_text("Under 15")


def test_what_is_ticked_is_shown_in_place(visit, address):
    page = visit("/who?source=jp-helpline&period=2024-H1")
    page.evaluate("window.untouched = true")
    fold = page.locator("#fold-age")
    fold.locator("summary").click()
    choice(page, "age", "15-17").focus()
    page.keyboard.press("Space")
    page.wait_for_url(f"{address}/who?source=jp-helpline&age=15-17&period=2024-H1")
    expect(choice(page, "age", "15-17")).to_be_focused()
    expect(choice(page, "age", "15-17")).to_be_checked()
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("summary")).to_contain_text(EN("filters.chosen", n="1"))
    choose(page, "period", "all")
    page.wait_for_url(f"{address}/who?source=jp-helpline&age=15-17&period=all")
    choose(page, "lang", "ja")
    expect(page.locator("h1")).to_have_text(JA("who.title"))
    page.go_back()
    expect(page.locator("h1")).to_have_text(EN("who.title"))
    page.go_back()
    expect(choice(page, "period")).to_have_value("2024-H1")
    page.go_back()
    expect(choice(page, "age", "15-17")).not_to_be_checked()
    assert page.evaluate("window.untouched")  # nothing was loaded anew


@pytest.mark.parametrize(("lang", "path"), [("en", "/who"), ("ja", "/who?lang=ja")])
def test_the_way_out_is_quick_and_does_not_lead_back(browser, address, lang, path):
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    page.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="elsewhere"))
    page.goto(f"{address}{path}")
    drawn(page)
    way_out = page.get_by_role("link", name=translator(lang)("release.leave"))
    expect(way_out).to_be_in_viewport()
    page.mouse.wheel(0, 2000)
    expect(way_out).to_be_in_viewport()
    way_out.click()
    page.wait_for_url("https://www.wikipedia.org/")
    page.go_back()
    assert page.url == "about:blank"
    context.close()
