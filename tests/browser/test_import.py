"""From a provider's file to the Overview in a real browser, without a terminal."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.text import translator
from tests.etl.drafting import files
from tests.small_warehouse import serving
from tests.warehouse_builder import settings_in

pytestmark = pytest.mark.browser

JA = translator("ja")


def rest(page: Page) -> None:
    """Wait until the last change has been drawn."""
    page.wait_for_timeout(400)
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached")


def choose(page: Page, label: str, option: str, *, typed: str = "") -> None:
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list closes when the page moves below it
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type(typed)
    page.get_by_role("option", name=option, exact=True).click()
    rest(page)


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.keyboard.press("Enter")
    rest(page)


def test_a_file_that_nobody_prepared_for(browser, tmp_path):
    house = settings_in(tmp_path)
    path = files.japanese(tmp_path / "kita.csv")
    troubles = []
    with serving(house) as port:
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="ja-JP")
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.locator("h1")).to_have_text(JA("import.title"))
        rest(page)
        expect(page.get_by_text("per file")).not_to_be_visible()
        page.set_input_files("input[type=file]", path)
        expect(page.get_by_text(JA("import.file", name="kita.csv"))).to_be_visible()
        page.get_by_text(JA("import.way.draft")).click()
        rest(page)
        expect(page.get_by_role("button", name=JA("import.save"))).to_be_disabled()
        choose(page, JA("import.which_source"), JA("option.new"))
        fill(page, JA("point.source"), "kita-line")
        fill(page, JA("point.source.label_en"), "Kita line")
        fill(page, JA("point.source.label_ja"), "北の相談窓口")
        choose(page, JA("point.source.country"), "日本", typed="日本")
        choose(page, JA("point.source.subject"), "セクストーション")
        choose(page, JA("point.source.counting_unit"), "相談")
        choose(page, JA("point.source.fiscal_year_start"), "4")
        page.get_by_role("button", name=JA("import.save")).click()
        expect(page.get_by_text(JA("receipt.done", source="北の相談窓口"))).to_be_visible(
            timeout=60_000
        )
        assert page.url.startswith(f"http://127.0.0.1:{port}/import")
        assert not list(house.data.glob(".passing-*"))
        rest(page)
        page.locator(".pages a", has_text=JA("overview.nav")).click()
        expect(page.locator("header.source h2")).to_have_text("北の相談窓口")
        expect(page.locator("header.source")).to_contain_text(re.compile("24件"))
    assert troubles == []
