"""A person with a question: asked, answered in words, and handed on as a link.

"Did contacts through Instagram among boys of 15 to 17 rise in Japan against last year, and how
sure are we?"
"""

import math
import re
from datetime import date

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.text import translator
from tests.browser.reading import NARROW, WIDE, drawn
from tests.small_warehouse import sample, serving

pytestmark = pytest.mark.browser

ASKED = "age=15-17&gender=male&platform=instagram"
CLIPBOARD = ("clipboard-read", "clipboard-write")

ANSWER = {
    "en": "Help line, Japan recorded {now} reports in Sept 2025 to Aug 2026, against {before} in "
    "the same months a year earlier: between {least} and {most} more (95% interval), more than "
    "usual variation explains.",
    "ja": "相談窓口（日本）の2025年9月〜2026年8月の件数は{now}件で、前年同期は{before}件でした。"
    "増加の幅は{least}〜{most}とみられ（95%区間）、通常の変動の範囲を上回っています。",
}
NARROWED = {
    "en": "Age band: 15–17 · Gender: Male · First contact platform: Instagram",
    "ja": "年齢層：15〜17歳・性別：男性・最初の接触の場：Instagram",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return sample(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module")
def address(house):
    with serving(house) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def counted(house):
    """The answer by hand, from what the import kept: Wilson's interval of now in now and before."""
    [kept] = house.imports.glob("jp-helpline-*/accepted.parquet")
    rows = pd.read_parquet(kept)
    asked = rows[
        rows["age_band"].eq("15-17")
        & rows["gender"].eq("male")
        & rows["contact_platform"].eq("instagram")
    ]
    days = asked["reported_date"]
    now = int(days.between(date(2025, 9, 1), date(2026, 8, 31)).sum())
    before = int(days.between(date(2024, 9, 1), date(2025, 8, 31)).sum())
    n, p, z = now + before, now / (now + before), 1.959964
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    least, most = (
        share / (1 - share) - 1
        for share in ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    )
    return {"now": now, "before": before, "least": f"{least:.1%}", "most": f"{most:.1%}"}


class Hand:
    """Clicks like a person, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, place: Locator, *, then: str = "") -> None:
        """Click, and wait until the address says ``then``."""
        place.click()
        self.clicks += 1
        self.page.wait_for_url(re.compile(re.escape(then)))
        drawn(self.page)


def pill(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stSidebar").get_by_text(name, exact=True)


def read(page: Page, lang: str, counted: dict[str, object]) -> None:
    """The answer stands on the page, with what it is about."""
    expect(page.locator(".finding").first).to_have_text(ANSWER[lang].format(**counted))
    expect(page.locator("header.source .only").first).to_have_text(NARROWED[lang])
    expect(page.locator(".finding").first).to_be_visible()


def handed_on(page: Page, lang: str) -> str:
    """The link that the first card copies."""
    page.locator("article.chart").first.scroll_into_view_if_needed()
    page.get_by_role("link", name=translator(lang)("card.link.moving")).first.click()
    expect(page.get_by_role("link", name=translator(lang)("link.copied"))).to_have_count(1)
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_five_clicks_answer_a_question(visit, address, counted, lang):
    names, size = {
        "en": (("15–17", "Male", "Instagram"), WIDE),
        "ja": (("15〜17歳", "男性", "Instagram"), NARROW),
    }[lang]
    page = visit(f"/?lang={lang}", size=size, permissions=CLIPBOARD)
    hand = Hand(page)
    if size == NARROW:
        hand.click(page.get_by_test_id("stExpandSidebarButton"))
    for name, part in zip(names, ASKED.split("&"), strict=True):
        hand.click(pill(page, name), then=part)
    if size == NARROW:
        hand.click(page.get_by_label(translator(lang)("streamlit.collapse"), exact=True))
    read(page, lang, counted)
    assert hand.clicks <= 5
    link = handed_on(page, lang)
    assert ASKED in link
    second = visit(link.removeprefix(address), size=size)
    read(second, lang, counted)
    t = translator(lang)
    assert second.locator("article.chart").all_inner_texts() == [
        card.replace(t("link.copied"), t("card.link.moving"))
        for card in page.locator("article.chart").all_inner_texts()
    ]


def at(page: Page) -> dict[str, object]:
    """What the keyboard is at: its name, whether that is shown, and where it lies."""
    return page.evaluate(
        """async () => { await new Promise(requestAnimationFrame);  // what moved has settled
            const e = document.activeElement;
            // The field of a choice is not seen: its words are.
            const seen = e.matches('.choice input') ? e.labels[0].lastChild : e;
            const s = getComputedStyle(seen), box = seen.getBoundingClientRect();
            return { name: seen.innerText.trim() || e.ariaLabel,
                page: e === document.body,
                shown: s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.tagName === 'MAIN',
                inside: box.bottom > 0 && box.top < innerHeight }; }"""
    )


def go(page: Page, key: str, name: str) -> None:
    """Press a key until what is called ``name`` has the focus; it is in sight all the way."""
    trail = []
    for _ in range(150):  # the whole page once, wherever a busy machine let the focus fall
        page.keyboard.press(key)
        here = at(page)
        trail.append(str(here["name"])[:20])
        if here["page"]:
            continue  # between the last part of the page and the first
        assert here["shown"], here
        assert here["inside"], here
        if here["name"] == name:
            return
    raise AssertionError(f"{key} does not lead to {name}: {trail}")


def test_the_keyboard_alone_answers_it(visit, address, counted):
    page = visit("/", permissions=CLIPBOARD)
    # The keyboard passes by what is not drawn yet.
    expect(page.get_by_text("0–11", exact=True).first).to_be_visible()
    for name, part in (
        ("15–17", "age=15-17"),
        ("Male", "gender=male"),
        ("Instagram", "platform=instagram"),
    ):
        go(page, "Tab", name)
        page.keyboard.press("Space")
        page.wait_for_url(re.compile(part))
        # Whoever presses a key stays where they are.
        assert at(page)["name"] == name
    read(page, "en", counted)
    go(page, "Tab", "Table")
    page.keyboard.press("Enter")
    expect(page.locator("article.chart [data-part=table]").first).to_be_visible()
    go(page, "Tab", "Copy link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Link copied")).to_have_count(1)
    link = str(page.evaluate("navigator.clipboard.readText()"))
    read(visit(link.removeprefix(address)), "en", counted)
