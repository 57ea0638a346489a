"""What a reader chooses on a page is shown in place, and nothing else of the page is disturbed."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.text import translator
from dashboard.theme import DARK
from tests.browser.reading import WIDE, choice, choose, drawn
from tests.small_warehouse import serving, two_countries

pytestmark = pytest.mark.browser

EN, JA = translator("en"), translator("ja")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(two_countries(tmp_path_factory.mktemp("choosing"))) as port:
        yield f"http://127.0.0.1:{port}"


def selected(page: Page, *counts: str) -> None:
    """How many reports the page says are selected, source by source."""
    told = [re.compile(rf"{count} selected|対象 {count}件") for count in counts]
    expect(page.locator("header.source")).to_contain_text(told)


def said(page: Page, address: str, query: str) -> None:
    """What the address says."""
    page.wait_for_url(f"{address}{query}")


def test_what_is_chosen_is_what_is_shown(visit, address):
    page = visit("/who?source=jp-helpline&from=2024-01&to=2025-12")
    page.evaluate("window.untouched = true")
    selected(page, "400")
    choose(page, "gender", "female")
    said(page, address, "/who?source=jp-helpline&gender=female&from=2024-01&to=2025-12")
    selected(page, "100")
    expect(choice(page, "gender", "female")).to_be_checked()
    card = page.locator("#pyramid-jp-helpline")
    expect(card).to_contain_text(EN("list.middot").join(["Gender: Female"]))
    expect(card.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    told = card.locator(".plot").get_attribute("data-figure")
    choose(page, "lang", "ja")
    said(page, address, "/who?lang=ja&source=jp-helpline&gender=female&from=2024-01&to=2025-12")
    expect(page).to_have_title(f"{JA('who.nav')} · {JA('site.title')}")
    expect(page.locator("h1")).to_have_text(JA("who.title"))
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    selected(page, "100")
    card.locator("[data-side=table]").click()
    expect(card.locator("caption")).to_contain_text("女性")
    assert card.locator(".plot").get_attribute("data-figure") != told
    assert page.evaluate("window.untouched")  # nothing was loaded anew


@pytest.mark.parametrize(
    ("path", "chosen", "title"),
    [
        ("trends", "calendar=quarter", "trend_quarter.title"),
        ("trends", "by=gender", "lines_gender.title"),
        ("who", "pyramid=rate", "pyramid_rate.title"),
    ],
)
def test_a_choice_of_a_page(visit, address, path, chosen, title):
    page = visit(f"/{path}?source=jp-helpline")
    choose(page, *chosen.split("="))
    said(page, address, f"/{path}?source=jp-helpline&{chosen}")
    expect(page.locator("h3", has_text=EN(title)).first).to_be_visible()


def test_months_are_chosen_when_the_period_is(visit, address):
    page = visit("/?source=jp-helpline")
    choose(page, "period", "chosen")
    expect(choice(page, "from")).to_have_value("2025-01")
    choose(page, "from", "2025-11")
    said(page, address, "/?source=jp-helpline&from=2025-11&to=2025-12")
    choose(page, "period", "all")
    said(page, address, "/?source=jp-helpline&period=all")
    selected(page, "400")
    expect(choice(page, "from")).to_have_count(0)


def test_nothing_but_what_is_usual_leaves_an_empty_address(visit, address):
    page = visit("/outcomes?source=jp-helpline&gender=male&from=2024-01&to=2025-12&by=gender")
    page.locator("a.again").press("Enter")
    said(page, address, "/outcomes?by=gender")
    selected(page, "400", "200")
    expect(page.locator("a.again")).to_be_focused()
    choose(page, "source", "jp-helpline")
    said(page, address, "/outcomes?source=nz-helpline&by=gender")


def test_the_keyboard_stays_where_it_is(visit, address):
    page = visit("/trends")
    female = choice(page, "gender", "female")
    female.focus()
    page.keyboard.press("Space")
    said(page, address, "/trends?gender=female")
    expect(female).to_be_focused()
    expect(female).to_be_checked()
    month, quarter = (choice(page, "calendar", code) for code in ("month", "quarter"))
    month.focus()
    page.keyboard.press("ArrowRight")
    said(page, address, "/trends?gender=female&calendar=quarter")
    expect(quarter).to_be_focused()
    page.keyboard.press("ArrowLeft")
    said(page, address, "/trends?gender=female")
    expect(month).to_be_focused()
    choice(page, "by").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile("by="))
    expect(choice(page, "by")).to_be_focused()


def test_the_view_does_not_jump(visit):
    page = visit("/trends?source=jp-helpline")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    choice(page, "by").scroll_into_view_if_needed()
    main = page.get_by_test_id("stMain")
    main.evaluate("part => { part.scrollTop = 500 }")
    choose(page, "gender", "female")
    page.wait_for_url(re.compile("gender=female"))
    page.wait_for_timeout(500)  # a view that jumps does so once the charts are drawn
    assert main.evaluate("part => part.scrollTop") == 500


def test_what_is_unfolded_stays_unfolded(visit):
    page = visit("/trends?source=nz-helpline&from=2024-01&to=2025-12")
    events = page.locator("details.events")
    assert events.evaluate_all("parts => parts.map(part => part.open)") == [True, False]
    for summary in events.locator("summary").all():
        summary.click()
    choose(page, "gender", "female")
    selected(page, "50")
    assert events.evaluate_all("parts => parts.map(part => part.open)") == [False, True]


def test_a_card_that_was_turned_to_its_table_shows_the_table_of_what_is_chosen(visit):
    page = visit("/who?source=jp-helpline&from=2024-01&to=2025-12")
    card = page.locator("#pyramid-jp-helpline")
    card.locator("[data-side=table]").click()
    choose(page, "gender", "female")
    selected(page, "100")
    table = card.locator("[data-part=table] table")
    expect(table).to_be_visible()
    expect(table.locator("caption")).to_contain_text("Gender: Female")


def test_a_long_table_is_asked_for_anew_when_something_else_is_chosen(visit):
    page = visit("/quality?source=jp-helpline&from=2024-01&to=2025-12")
    card = page.locator("#known-jp-helpline")
    card.locator("[data-side=table]").click()
    table = card.locator("[data-part=table] table")
    expect(table.locator("caption")).to_contain_text("Jan 2024 to Dec 2025")
    choose(page, "to", "2025-06")
    expect(table.locator("caption")).to_contain_text("Jan 2024 to Jun 2025")
    expect(table).to_have_count(1)


def test_a_long_table_that_comes_late_is_not_shown_beside_the_one_of_what_is_chosen(visit):
    page = visit("/quality?source=jp-helpline&from=2024-01&to=2025-12")
    page.evaluate(
        """() => { const plain = window.fetch;
            let late = true;  // the first file that is asked for
            window.fetch = async (address, ...rest) => {
                const answer = plain(address, ...rest);
                if (late && String(address).includes("/files/")) {
                    late = false;
                    await new Promise((over) => setTimeout(over, 2500));
                    document.body.dataset.came = "";
                }
                return answer; } }"""
    )
    card = page.locator("#known-jp-helpline")
    card.locator("[data-side=table]").click()
    choose(page, "to", "2025-06")
    table = card.locator("[data-part=table] table")
    expect(table.locator("caption")).to_contain_text("Jan 2024 to Jun 2025")
    page.wait_for_selector("body[data-came]", state="attached")
    page.wait_for_timeout(200)
    expect(table).to_have_count(1)
    expect(table.locator("caption")).to_contain_text("Jan 2024 to Jun 2025")


def test_the_buttons_of_the_browser_lead_through_what_was_chosen(visit, address):
    page = visit("/?source=jp-helpline&from=2024-01&to=2025-12")
    choose(page, "gender", "female")
    selected(page, "100")
    choose(page, "gender", "male")
    selected(page, "300")
    choose(page, "lang", "ja")
    expect(page.locator("h1")).to_have_text(JA("overview.title"))
    page.go_back()
    expect(page.locator("h1")).to_have_text(EN("overview.title"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title(f"{EN('overview.nav')} · {EN('site.title')}")
    selected(page, "300")
    page.go_back()
    selected(page, "100")
    expect(choice(page, "gender", "male")).not_to_be_checked()
    page.go_back()
    selected(page, "400")
    said(page, address, "/?source=jp-helpline&from=2024-01&to=2025-12")
    expect(choice(page, "gender", "female")).not_to_be_checked()
    page.go_forward()
    selected(page, "100")
    expect(choice(page, "gender", "female")).to_be_checked()


def test_the_buttons_lead_back_to_another_page_as_it_was_left(visit, address):
    page = visit("/?source=jp-helpline&from=2024-01&to=2025-12")
    page.locator(".pages a", has_text=EN("who.nav")).click()
    expect(page.locator("h1")).to_have_text(EN("who.title"))
    drawn(page)
    choose(page, "gender", "female")
    selected(page, "100")
    page.evaluate("history.go(-2)")
    expect(page.locator("h1")).to_have_text(EN("overview.title"))
    selected(page, "400")
    said(page, address, "/?source=jp-helpline&from=2024-01&to=2025-12")
    expect(choice(page, "gender", "female")).not_to_be_checked()
    page.evaluate("history.go(2)")
    expect(page.locator("h1")).to_have_text(EN("who.title"))
    selected(page, "100")
    expect(choice(page, "gender", "female")).to_be_checked()


def test_two_quick_choices_are_both_made(visit, address):
    page = visit("/?source=jp-helpline&from=2024-01&to=2025-12")
    page.evaluate(
        """() => { for (const code of ["female", "male"])
            document.querySelector(`[data-key=gender][value=${code}]`).click(); }"""
    )
    said(page, address, "/?source=jp-helpline&gender=male.female&from=2024-01&to=2025-12")
    selected(page, "300")
    page.go_back()
    selected(page, "400")


def test_a_choice_goes_along_to_another_page_at_once(visit, address):
    page = visit("/?source=jp-helpline&from=2024-01&to=2025-12")
    page.evaluate(
        """() => { document.querySelector("[data-key=gender][value=female]").click();
            document.querySelector(".pages a[href*=who]").click(); }"""
    )
    expect(page.locator("h1")).to_have_text(EN("who.title"))
    selected(page, "100")
    said(page, address, "/who?source=jp-helpline&gender=female&from=2024-01&to=2025-12")
    page.wait_for_timeout(500)  # what comes late does no harm
    expect(page.locator("h1")).to_have_text(EN("who.title"))
    assert page.url.startswith(f"{address}/who?")


def test_a_code_of_two_age_lists_is_one_choice(visit, address):
    page = visit("/?from=2024-01&to=2025-12")
    both = choice(page, "age", "unknown")
    expect(both).to_have_count(2)
    choose(page, "age", "unknown", nth=1)
    said(page, address, "/?age=unknown&from=2024-01&to=2025-12")
    for field in both.all():
        expect(field).to_be_checked()
    both.nth(1).focus()
    page.keyboard.press("Space")
    said(page, address, "/?from=2024-01&to=2025-12")
    for field in both.all():
        expect(field).not_to_be_checked()
    expect(both.nth(1)).to_be_focused()


def test_what_streamlit_draws_of_its_own_accord_is_what_was_chosen(visit, address):
    page = visit("/?source=jp-helpline&from=2024-01&to=2025-12")
    choose(page, "gender", "female")
    selected(page, "100")
    before = page.locator(".page[data-session]").get_attribute("data-drawn")
    page.locator("h1").click()
    page.keyboard.press("r")  # Streamlit's key for another run of the script
    expect(page.locator(".page[data-session]")).not_to_have_attribute("data-drawn", before)
    selected(page, "100")
    expect(choice(page, "gender", "female")).to_be_checked()
    said(page, address, "/?source=jp-helpline&gender=female&from=2024-01&to=2025-12")
    page.go_back()
    selected(page, "400")


def test_a_choice_is_drawn_in_the_mode_that_the_browser_shows_by_now(visit):
    page = visit("/?source=jp-helpline")
    plot = page.locator(".plot").first
    expect(plot).not_to_have_attribute("data-figure", re.compile(DARK.blue))
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    choose(page, "gender", "female")
    expect(plot).to_have_attribute("data-figure", re.compile(DARK.blue))


def test_choices_beside_a_page_of_streamlits_own(visit, address):
    page = visit("/import")
    choose(page, "gender", "female")
    said(page, address, "/import?gender=female")
    drawn(page)
    expect(choice(page, "gender", "female")).to_be_checked()
    choose(page, "lang", "ja")
    expect(page.locator("h1")).to_have_text(JA("import.title"))
    page.go_back()
    expect(page.locator("h1")).to_have_text(EN("import.title"))
    page.go_back()
    said(page, address, "/import")
    drawn(page)
    expect(choice(page, "gender", "female")).not_to_be_checked()


def test_a_choice_that_the_server_does_not_know_the_reader_of(browser, tmp_path):
    """As after it was started anew: the page is loaded with what was chosen."""
    house = two_countries(tmp_path)
    page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
    with serving(house) as port:
        page.goto(f"http://127.0.0.1:{port}/who?source=jp-helpline&from=2024-01&to=2025-12")
        drawn(page)
        selected(page, "400")
    choose(page, "gender", "female")  # while there is no server
    choose(page, "gender", "male")
    with serving(house, port=port):
        selected(page, "300")
        page.wait_for_url(re.compile(r"/who\?source=jp-helpline&gender=male.female&"))
        drawn(page)
        choose(page, "gender", "male")
        selected(page, "100")
    page.context.close()


def test_a_choice_that_cannot_be_drawn_is_told_by_streamlit(browser, tmp_path):
    house = two_countries(tmp_path)
    page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
    with serving(house) as port:
        page.goto(f"http://127.0.0.1:{port}/who?source=jp-helpline")
        drawn(page)
        pointer = house.warehouse / "CURRENT"
        kept = pointer.read_bytes()
        pointer.write_text("not a pointer", encoding="utf-8")
        choose(page, "gender", "female")
        expect(page.get_by_role("alert").locator("h1")).to_have_text(EN("error.title"))
        pointer.write_bytes(kept)
        page.reload()
        drawn(page)
        expect(choice(page, "gender", "female")).to_be_checked()
    page.context.close()
