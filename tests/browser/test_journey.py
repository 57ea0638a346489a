"""A reader's way through the dashboard in a real browser, over a real server."""

import itertools
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.pages import FRONT, PAGES
from dashboard.text import translator
from tests.browser.reading import NARROW, WIDE, choice, choose, drawn
from tests.small_warehouse import serving, two_countries

pytestmark = pytest.mark.browser

#: Pictures take as long as the rest; they are made when somebody wants to look at them.
PICTURES = os.environ.get("CASESTATS_PICTURES")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(two_countries(tmp_path_factory.mktemp("journey"))) as port:
        yield f"http://127.0.0.1:{port}"


def photograph(page: Page, name: str) -> None:
    """Take a picture of the whole page, if CASESTATS_PICTURES names a folder for it."""
    if not PICTURES:
        return
    height = page.evaluate(
        "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
    )
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": height + 60})
    page.wait_for_timeout(800)  # Plotly draws anew when its frame changes
    page.screenshot(path=Path(PICTURES) / f"{name}.png")
    page.set_viewport_size(size)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")])
def test_the_overview_is_drawn(visit, lang, size, scheme):
    page = visit(f"/?lang={lang}", size=size, scheme=scheme)
    expect(page.locator("h1")).to_have_text(translator(lang)("overview.title"))
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(6)
    assert page.evaluate("document.documentElement.lang") == lang
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == ("rgb(17, 22, 29)" if scheme == "dark" else "rgb(255, 255, 255)")
    photograph(page, f"overview_{size['width']}_{lang}_{scheme}")
    clipped = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not clipped


def test_a_filter_goes_along_from_page_to_page_and_back(visit):
    page = visit("/")
    choose(page, "gender", "female")
    page.wait_for_url(re.compile(r"\?gender=female$"))
    drawn(page)
    for name in list(PAGES)[1:]:
        page.locator(".pages a", has_text=translator("en")(f"{name}.nav")).click()
        expect(page.locator("h1")).to_have_text(translator("en")(f"{name}.title"))
        drawn(page)
        assert page.url.endswith(f"/{name}?gender=female")
        photograph(page, f"{name}_1440_en_light")
    page.go_back()
    expect(page.locator("h1")).to_have_text(translator("en")("quality.title"))
    assert "gender=female" in page.url


def test_a_copied_link_opens_the_same_view_in_the_other_language(visit):
    first = visit("/who?source=jp-helpline&gender=male")
    selected = first.locator("header.source").inner_text()
    choose(first, "lang", "ja")
    expect(first.locator("h1")).to_have_text(translator("ja")("who.title"))
    drawn(first)
    assert first.evaluate("document.documentElement.lang") == "ja"
    second = visit(first.url.split("/", 3)[3].join(["/", ""]))
    expect(second.locator("h1")).to_have_text(translator("ja")("who.title"))
    number = re.search(r"([\d,]+) selected", selected).group(1)
    assert f"対象 {number}件" in second.locator("header.source").inner_text()


def test_a_reload_restores_the_view_whatever_the_browser_speaks(visit):
    page = visit("/trends", locale="ja-JP")
    choose(page, "lang", "en")
    expect(page.locator("h1")).to_have_text(translator("en")("trends.title"))
    choose(page, "gender", "female")
    page.wait_for_url(re.compile(r"/trends\?lang=en&gender=female$"))
    drawn(page)
    page.reload()
    drawn(page)
    expect(page.locator("h1")).to_have_text(translator("en")("trends.title"))
    expect(choice(page, "gender", "female")).to_be_checked()


def test_streamlits_own_words_are_in_the_readers_language(visit):
    page = visit(f"/{FRONT}?lang=ja", locale="ja-JP")
    words = {
        name: translator("ja")(f"streamlit.{name}") for name in ("skip", "collapse", "sidebar")
    }
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(words["skip"])
    expect(page.get_by_label(words["collapse"], exact=True)).to_have_count(1)
    expect(page.get_by_label(words["sidebar"], exact=True)).to_have_count(1)
    choose(page, "lang", "en")
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Skip to main content")


def test_te_reo_and_english_are_told_apart(visit):
    page = visit("/who?lang=mi")
    expect(page.locator("body")).to_have_attribute("lang", "en")
    expect(page.locator("th[lang=mi]", has_text="Wahine").first).to_be_attached()
    assert page.evaluate("document.documentElement.lang") == "mi"
    assert page.locator("h1[lang]").count() == 0  # this one is in English
    choose(page, "lang", "en")
    expect(page.locator("th[lang]")).to_have_count(0)
    expect(page.locator("[lang=ja]")).to_have_text("日本語")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(visit, name):
    page = visit(f"/{'' if name == FRONT else name}?lang=ja", size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
            .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert beyond == []


def test_headings_of_the_heat_table_do_not_overlap_on_a_phone(visit):
    page = visit("/outcomes?lang=ja&source=jp-helpline", size=NARROW)
    tables = page.evaluate(
        """() => [...document.querySelectorAll('.heat')].map(table =>
            [...table.querySelectorAll('thead span')]
                .map(e => e.getBoundingClientRect()).map(b => [b.left, b.right]))"""
    )
    assert [len(boxes) > 1 for boxes in tables] == [True, True]
    for boxes in tables:
        for (_, right), (left, _) in itertools.pairwise(boxes):
            assert right <= left


def test_the_keyboard_shows_where_it_is(visit):
    page = visit("/")
    unseen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        unseen.add(
            page.evaluate(
                """() => { let e = document.activeElement;
                    // The field of a choice is not seen: its words are.
                    if (e.matches('.choice input')) e = e.labels[0].lastChild;
                    const s = getComputedStyle(e);
                    const seen = s.outlineStyle !== 'none' || s.boxShadow !== 'none';
                    return seen ? null : e.tagName; }"""
            )
        )
    assert unseen <= {None, "MAIN"}  # the part that scrolls is the page itself


def test_a_bad_link_is_told(visit):
    page = visit("/trends?age=1000-2000&source=nobody&from=never")
    expect(page.locator(".sentence").first).to_contain_text("age band")


def test_a_card_turns_to_its_table_and_back(visit):
    page = visit("/official?measure=npa_sns_child_victims")
    card = page.locator("article.chart").first
    table, plot = card.locator("[data-part=table]"), card.locator("[data-part=chart]")
    card.get_by_role("button", name="Table").click()
    expect(table).to_be_visible()
    expect(plot).to_be_hidden()
    expect(table.locator("a").first).to_have_attribute("href", re.compile("^https://"))
    card.get_by_role("button", name="Chart").click()
    expect(table).to_be_hidden()


@pytest.mark.parametrize("name", ["", "trends", "who", "official", "compare"])
def test_every_word_of_a_chart_is_shown(visit, name):
    page = visit(f"/{name}?source=jp-helpline.nz-helpline")
    expect(page.locator(".plot .main-svg").first).to_be_visible()
    drawn(page)
    # Plotly hides what lies beyond an axis.
    hidden = "words => words.filter(word => getComputedStyle(word).display === 'none').length"
    words = page.locator(".plot .textpoint")
    expect(words.first).to_be_attached()
    assert words.evaluate_all(hidden) == 0


#: Whether the charts of a card are as wide as their places, and another width than before.
FITS = """([card, before]) => {
  const widths = [...card.querySelectorAll(".plot")].map((place) =>
    [place, place.querySelector(".main-svg")].map((part) => part?.clientWidth));
  return widths.length && widths.every(([a, b]) => a > 0 && a === b && a !== before);
}"""


def fits(page: Page, card: Locator, *, before: int = 0) -> None:
    page.wait_for_function(FITS, arg=[card.element_handle(), before])


def test_a_chart_takes_the_room_that_the_side_bar_leaves(visit):
    page = visit("/?source=jp-helpline")
    card = page.locator("#trend_month-jp-helpline")
    fits(page, card)
    before = card.locator(".main-svg").first.evaluate("chart => chart.clientWidth")
    page.get_by_test_id("stSidebar").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    fits(page, card, before=before)


def test_a_chart_fits_that_was_not_shown_when_its_place_became_narrow(visit):
    page = visit("/?source=jp-helpline")
    card = page.locator("#trend_month-jp-helpline")
    fits(page, card)
    before = card.locator(".main-svg").first.evaluate("chart => chart.clientWidth")
    card.get_by_role("button", name="Table").click()
    page.set_viewport_size(NARROW)
    choose(page, "lang", "ja")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    card.locator("[data-side=chart]").click()
    fits(page, card, before=before)


#: From now on the server cannot be asked; the browser itself would write to its console.
UNANSWERED = "() => { window.fetch = () => Promise.reject() }"


def test_a_long_table_comes_when_its_reader_turns_to_it(visit):
    page = visit("/quality?source=jp-helpline")
    card = page.locator("#known-jp-helpline")
    table, said = card.locator("[data-part=table] table"), card.locator("[role=status]")
    expect(table).to_have_count(0)
    card.get_by_role("button", name="Table").press("Enter")
    expect(table).to_be_visible()
    expect(said).to_have_text(translator("en")("awaited.done"))
    assert page.evaluate("document.activeElement.dataset.side") == "table"


def test_a_long_table_that_does_not_come_is_told(visit):
    page = visit("/quality?source=jp-helpline&lang=ja")
    page.evaluate(UNANSWERED)
    card = page.locator("#known-jp-helpline")
    card.get_by_role("button", name=translator("ja")("card.table")).click()
    expect(card.locator("[role=status]")).to_have_text(translator("ja")("awaited.failed"))


def test_a_picture_of_a_card_can_be_saved(visit):
    page = visit("/official?measure=npa_sns_child_victims")
    with page.expect_download() as download:
        page.locator("button[data-format=svg]").first.click()
    assert download.value.suggested_filename.endswith("npa-sns-child-victims-total-all-persons.svg")


def test_a_picture_that_is_not_on_record_is_not_saved(visit):
    page = visit("/?source=jp-helpline")
    taken = []
    page.on("download", lambda download: taken.append(download))  # noqa: PLW0108 - no builtin
    page.evaluate(UNANSWERED)
    page.locator("button[data-format=png]").first.click()
    failed = translator("en")("card.save.failed")
    expect(page.locator("article.chart .tools").first).to_contain_text(failed)
    assert taken == []


def test_a_file_can_be_fetched(visit):
    page = visit("/?source=jp-helpline")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download CSV: Reports by month").click()
    assert fetched.value.suggested_filename == "casestats_jp-helpline_trend-month_SYNTHETIC.csv"
    lines = Path(fetched.value.path()).read_bytes().decode("utf-8").split("\r\n")
    heads = lines[0].removeprefix("\ufeff").split(",")
    assert heads[4:6] == ['"synthetic"', '"period_start"']
    assert len(lines) == 24 + 2


def test_a_reader_whose_browser_speaks_japanese_is_answered_in_it(visit):
    page = visit("/", locale="ja-JP", size=NARROW)
    expect(page.locator("h1")).to_have_text(translator("ja")("overview.title"))
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_the_side_bar_of_a_phone_opens(visit):
    page = visit("/?lang=ja", size=NARROW)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text(translator("ja")("filters.title"))).to_be_visible()
