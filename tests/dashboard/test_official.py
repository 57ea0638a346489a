"""The page Official figures: series, conflicts, tables and links, over the real seed."""

import re

import pytest

from tests.charts_shown import charts_of
from tests.choices_shown import choice_of, choices_of, choose
from tests.dashboard.test_app import EN, JA, address, headings, html, run, sections, text
from tests.files_offered import files_of

PAPS = "PAPS: new sextortion consultations"


@pytest.fixture(scope="module")
def page(settings):
    """As it opens: Japan and New Zealand."""
    return run(settings, "official")


def test_the_main_series_of_both_countries_stand_first(page):
    assert not page.exception
    assert sections(page)[:2] == ["Japan", "New Zealand"]
    titles = headings(page, 3)
    assert titles[:2] == [PAPS, EN("trend_fiscal.title")]
    expected = [
        "Police Japan: children harmed after contact on social networks",
        "Police Japan: consultations about private images",
        "Netsafe: sextortion reports",
        EN("trend_year.title"),
        "New Zealand: people charged under the HDCA",
    ]
    assert list(dict.fromkeys(title for title in titles if title in expected)) == expected


def test_every_chart_is_of_one_unit_and_has_words_a_table_and_a_file(page):
    charts = charts_of(page)
    assert len(charts) == 11
    for chart in charts:
        assert 40 <= len(chart.alt) <= 250
    assert len(files_of(page)) == len(charts) + 1


def test_the_index_leads_to_every_series(page):
    links = re.findall(r'href="#([^"]+)"', html(page))
    assert len(links) == 9 + 2
    assert all(f'id="{link}"' in html(page) for link in links)


@pytest.mark.parametrize(
    "prints",
    [
        ["131", "171"],
        ["528", "640"],
        ["1,800", "1,864"],
        ["1,628", "1,845"],
        ["18,461", "18,598", "19,865"],
        ["2,082", "2,095"],
        ["1,819", "1,820"],
    ],
)
def test_prints_that_differ_stand_side_by_side_with_their_sources(page, prints):
    items = re.findall(r"<li>(.*?)</li>", html(page))
    both = [item for item in items if all(f"<b>{figure}</b>" in item for figure in prints)]
    assert both
    assert all(item.count('rel="noreferrer"') >= len(prints) for item in both)
    assert all(item.count("(") >= len(prints) for item in both)


def test_figures_that_are_close_but_not_the_same_are_both_there(page):
    """Children who consulted in June 2025: 81 on all topics, 71 on sextortion."""
    cells = re.findall(r'<td class="n">([\d,]+)</td>', html(page))
    assert {"81", "71"} <= set(cells)


def test_our_own_reports_stand_beside_the_first_series_and_say_why_apart(page):
    told = text(page)
    assert "Beside the series of NPO PAPS stand our own reports" in told
    assert "Beside the series of Netsafe stand our own reports" in told
    assert told.count("Beside the series of") == 2


def test_a_measure_is_shown_with_its_breakdowns_and_the_link_says_so(settings):
    app = run(settings, "official")
    assert choice_of(app, "measure").chosen == ["main"]
    assert choice_of(app, "printed").chosen == ["usual"]
    choose(app, "measure", "npa_private_image_consultations")
    assert not app.exception
    assert choices_of(app, "printed") == []  # a measure has its own countries
    assert address(app) == {"measure": "npa_private_image_consultations"}
    told = " ".join(headings(app, 3))
    assert "Content of the consultation · Threatened to publish" in told
    assert "Gender, share · Female" in told
    assert PAPS not in told
    assert sections(app)[:1] == ["Japan"]


def test_a_link_restores_the_view_in_japanese(settings):
    query = {"measure": "npa_sns_child_victims"}
    app = run(settings, "official", lang="ja", **query)
    assert not app.exception
    assert address(app) == {"lang": "ja"} | query
    assert headings(app, 3)[0] == "警察庁：SNSに起因する事犯の被害児童"
    told = text(app)
    assert JA("printed.break.told").partition("（")[0].format(date="2023年7月13日") in told
    assert "National Police Agency" not in told


def test_publishers_without_a_japanese_name_are_marked_as_english(settings):
    app = run(settings, "official", lang="ja", printed="NZ")
    assert sections(app)[0] == "ニュージーランド"
    assert '<td lang="en">New Zealand Police</td>' in html(app)
    assert '<td lang="ja">警察庁</td>' in html(run(settings, "official", lang="ja"))


def test_a_country_without_a_series_says_so_and_keeps_its_tables(settings):
    app = run(settings, "official", printed="CA")
    assert sections(app)[0] == "Canada"
    assert not charts_of(app)
    assert EN("official.none") in text(app)
    assert "4,952" in text(app)


def test_all_countries(settings):
    app = run(settings, "official", printed="all")
    assert not app.exception
    assert sections(app)[:7] == [
        "Japan", "New Zealand", EN("official.several"), "Canada", "Australia", "United Kingdom",
        "United States",
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_a_choice_that_does_not_exist_falls_back_and_is_told(settings, lang, t):
    app = run(settings, "official", lang=lang, measure="<script>", printed="XX")
    assert not app.exception
    assert t("address.measure") in text(app)
    assert t("address.printed") in text(app)
    assert "<script>" not in text(app)
    assert address(app).keys() <= {"lang"}
    assert len(charts_of(app)) == 11


def test_confidence_is_told_by_word_and_sign(page):
    told = text(page)
    for words in ("✓ Read at the publisher", "▷ Second hand", "? Unsure"):
        assert words in told
