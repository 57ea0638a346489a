"""The page of a release in a browser: from disk, without network, with and without its script."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.text import translator
from etl.release.wording import synthetic
from tests.browser.from_disk import reading, written
from tests.browser.reading import NARROW, WIDE
from tests.dashboard.page.test_telling import revised
from tests.release_example import example
from tests.release_of_full_size import full_size

pytestmark = pytest.mark.browser

T = translator("en")
INDEX = {"en": "index.html", "ja": "index.ja.html"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    release = replace(revised(), publisher="A publisher", contact="press@example.org")
    return written(release, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return written(full_size(), tmp_path_factory.mktemp("large"))


def choose(page, **choices):
    for name, value in choices.items():
        page.select_option(f"#choose-{name}", value)


def cells(page):
    return page.locator("#chosen tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


def test_without_script_charts_and_numbers_are_there(browser, small):
    with reading(browser, small / "index.html", script=False) as page:
        expect(page.locator("figure[data-address] svg.wide").first).to_be_visible()
        expect(page.locator("#explore")).to_be_hidden()
        expect(page.get_by_text(synthetic(example(), "en"))).to_be_visible()
        page.locator("figure[data-address] summary").first.click()
        expect(page.get_by_role("cell", name="420").first).to_be_visible()
        page.get_by_role("link", name=T("release.tables.title"), exact=True).click()
        expect(page.locator("h1")).to_have_text(T("release.tables.title"))
        expect(page.get_by_role("cell", name="480").first).to_be_visible()


#: Chooses what each chart of the page shows; gives how many there are, and those that differ.
REDRAW = """async () => {
  const all = [...document.querySelectorAll("figure[data-address]")];
  const chosen = document.getElementById("chosen");
  const told = (figure, columns) => [
    figure.querySelector("h3, h4").textContent,
    ...[...figure.querySelectorAll("figcaption p")].map((line) => line.textContent),
    ...[...figure.querySelectorAll("tbody tr")].map((row) =>
      [...row.cells].slice(0, columns).map((cell) => cell.textContent)),
  ];
  const different = [];
  for (const figure of all) {
    const { address } = figure.dataset;
    location.hash = `figure=${address}`;
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    const drawn = [...figure.querySelectorAll("svg")].every((svg) =>
      chosen.querySelector(`svg.${svg.classList[0]}`).outerHTML === svg.outerHTML);
    const columns = address.includes("//") ? 2 : 99; // over time, where it was first published too
    const [here, there] = [figure, chosen].map((one) => JSON.stringify(told(one, columns)));
    if (!drawn || here !== there) different.push([address, drawn, here, there]);
  }
  return [all.length, different];
}"""


@pytest.mark.parametrize("lang", INDEX)
def test_the_script_draws_and_says_what_the_release_shows(browser, large, lang):
    with reading(browser, large / INDEX[lang]) as page:
        assert page.evaluate(REDRAW) == [4 * 19, []]


def test_numbers_are_divided_and_added_only_where_all_are_printed(browser, small):
    with reading(browser, small / "index.html") as page:
        choose(page, source="jp-helpline", dims="age_band.gender", period="2025-H1")
        assert cells(page)[0] == ["Under 15", "105", "69", "42", "210"]
        choose(page, measure="share_row")
        assert cells(page)[0] == ["Under 15", "50.0%", "32.9%", "20.0%", "100.0%"]
        choose(page, measure="share")
        assert cells(page)[0] == ["Under 15", "25.0%", "16.4%", "10.0%", "50.0%"]
        choose(page, measure="count", period="2024")
        assert cells(page)[0] == ["Under 15", "165", "108", "66", "330"]
        expect(page.locator("#chosen .note")).to_contain_text(T("release.choose.sum_note", n="2"))


def test_a_sum_with_a_withheld_part_is_not_available(browser, tmp_path):
    release = example()
    table = release.table("age_band")
    first = table.cells.index[0]
    table.cells.loc[first, "reports"] = None
    table.cells.loc[first, "mark"] = "S"
    folder = written(release, tmp_path)
    with reading(browser, folder / "index.html#figure=jp-helpline/age_band/2024/count") as page:
        rows = dict(cells(page))
        assert rows["Under 15"] == T("release.choose.not_available")
        assert rows["15–17"] == "219"
        expect(page.locator("#chosen .note")).to_contain_text(
            T("release.choose.not_available_note")
        )
        choose(page, period="2024-H1", measure="share")
        assert dict(cells(page))["Under 15"] == "S"


def test_what_is_chosen_can_be_linked_taken_and_embedded(browser, small):
    with reading(browser, small / "index.html") as page:
        choose(page, source="nz-police", dims="gender", period="2024-H1")
        address = f"file://{small}/index.html#figure=nz-police/gender/2024-H1/count"
        assert page.url == address == page.locator("#link").input_value()
        with page.expect_download() as download:
            page.locator("#take").click()
        taken = download.value
        assert taken.suggested_filename == "reports-1.2-nz-police-gender-2024-H1-count.csv"
        told = taken.path().read_text("utf-8-sig").splitlines()
        assert told[0] == '"Gender","reports"'
        assert told[-1] == '"Total","480"'
        code = page.locator("#embed").input_value()
        assert code.startswith(f'<iframe src="{address.replace("#figure=", "#chart=")}"')
        page.locator("#switch").click()
        expect(page.locator("#chosen h3")).to_have_text("性別")


def test_one_chart_alone_still_says_that_it_is_synthetic(browser, small):
    with reading(browser, small / "index.html#chart=nz-police/gender/2024-H1/count") as page:
        expect(page.locator("#chosen svg.wide")).to_be_visible()
        expect(page.get_by_text(synthetic(example(), "en"))).to_be_visible()
        expect(page.locator("#whole")).to_be_visible()
        for hidden in ("h1", "#choices", "#help", ".cards", "#leave"):
            expect(page.locator(hidden)).to_be_hidden()


def test_an_address_that_names_nothing_shows_something(browser, small):
    with reading(browser, small / "index.html#figure=nobody/nothing/never") as page:
        expect(page.locator("#chosen svg.wide")).to_be_visible()


def test_an_old_page_says_what_became_of_it(browser, tmp_path):
    folder = written(example(), tmp_path)
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "reports-1.2.js").write_text(
        """window.casestatsStatus = {"superseded_by": "reports-2.3",
        "withdrawn": true, "revisions": [{"release": "reports-2.3", "as_of": "2026-02-28",
        "kind": "correction", "source": "nz-police", "period": "2024-H1", "table": "age_band",
        "cell": "age_band=15-17", "old": 159, "new": null, "level": "II",
        "reason_en": "<b>Counted</b> twice", "reason_ja": "二重計上"},
        {"release": "reports-2.3", "as_of": "2026-02-28", "kind": "correction",
        "source": "nz-police", "period": "2024-H2_2025-H1", "table": "age_band_gender",
        "cell": "age_band=total;gender=male", "old": 270, "new": 267, "level": "I",
        "reason_en": "Late", "reason_ja": "遅れ"}]};"""
    )
    with reading(browser, folder / "index.html") as page:
        status = page.locator("#status")
        expect(status).to_contain_text(T("release.withdrawn"))
        expect(status.get_by_role("link")).to_have_attribute("href", "../reports-2.3/index.html")
        status.locator("summary").click()
        expect(status).to_contain_text("Police, New Zealand, Jan–Jun 2024, 15–17: 159")
        expect(status).to_contain_text("<b>Counted</b> twice")
        marked = page.locator("figure[data-address]:has(.revised) h4").all_text_contents()
        assert marked == ["Gender", "Age by gender"]
        page.goto(f"file://{folder}/index.html#figure=nz-police/age_band/2024-H1/count")
        expect(page.locator("#chosen .revised li")).to_have_count(1)
        choose(page, dims="gender")
        expect(page.locator("#chosen .revised")).to_have_count(0)
        page.goto(f"file://{folder}/tables.html")
        expect(page.locator("#status")).to_contain_text(T("release.withdrawn"))


def test_a_page_past_its_date_says_that_a_newer_one_was_due(browser, small):
    said = T("release.due", date="30 April 2026")
    for today, shown in (("2026-04-30", 0), ("2026-05-01", 1)):
        with reading(browser, small / "index.html", today=today) as page:
            expect(page.get_by_text(said)).to_have_count(shown)


def test_charts_are_told_in_few_words(browser, large):
    for name in INDEX.values():
        with reading(browser, large / name) as page:
            told = page.locator("svg[role=img]").evaluate_all(
                "all => all.map(svg => svg.getAttribute('aria-label'))"
            )
            assert len(told) > 100
            assert [alt for alt in told if not 20 < len(alt) <= 250] == []


@pytest.mark.parametrize(
    ("end", "look"),
    [
        (".html", {"size": WIDE, "scheme": "light"}),
        (".ja.html", {"size": NARROW, "scheme": "dark"}),
    ],
)
@pytest.mark.parametrize("name", ["index", "tables"])
def test_axe_finds_nothing(browser, small, name, end, look):
    with reading(browser, small / f"{name}{end}", **look) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []


def test_a_phone_draws_the_newest_periods(browser, large):
    with reading(browser, large / "index.html", size=NARROW) as page:
        heads = page.locator("#chosen svg.slim .mid.label")
        expect(heads.first).to_have_text("Jan–Jun")
        assert heads.count() == 5 * 2  # each in two lines
        expect(page.get_by_text(T("release.choose.newest", n="5"))).to_be_visible()
        expect(page.locator("#chosen svg.wide")).to_be_hidden()


@pytest.mark.parametrize("lang", INDEX)
def test_nothing_is_wider_than_a_phone(browser, large, lang):
    with reading(browser, large / INDEX[lang], size=NARROW) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_leaving_takes_the_page_out_of_the_way_back(browser, small):
    with reading(browser, small / "tables.html") as page:
        page.goto(f"file://{small}/index.html")
        leave = page.locator("#leave")
        expect(leave).to_be_in_viewport()
        leave.evaluate("(link, other) => { link.href = other; }", f"file://{small}/index.ja.html")
        leave.click()
        expect(page.locator("html")).to_have_attribute("lang", "ja")
        page.go_back()
        expect(page.locator("h1")).to_have_text(T("release.tables.title"))
