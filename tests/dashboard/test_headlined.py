"""A source whose data end before the period, beside one that has reports in it."""

import re
from datetime import date

import pytest

from etl.build import build
from tests.charts_shown import charts_of
from tests.dashboard.test_app import EN, JA, headings, html, run, sections, text
from tests.monthly_reports import in_months
from tests.warehouse_builder import settings_in, write_import

THEFTS, LINE = "Hokkaido Prefectural Police, open data", "Help line, New Zealand"
LAST_TWO_YEARS = {"from": "2017-01", "to": "2018-12"}


@pytest.fixture(scope="module")
def uneven(tmp_path_factory):
    """Three years of thefts up to December 2018, and two years of a help line up to 2025."""
    home = settings_in(tmp_path_factory.mktemp("uneven"))
    for source, first, months, country in (
        ("jp-police-hokkaido", date(2016, 1, 1), 36, "JP"),
        ("nz-helpline", date(2024, 1, 1), 24, "NZ"),
    ):
        reports = in_months(first, months, 3, country=country)
        write_import(home, source, reports, source=source)
    build(home)
    return home


@pytest.mark.parametrize(("lang", "t", "month"), [("en", EN, "Dec 2018"), ("ja", JA, "2018年12月")])
def test_when_its_data_end_is_told_with_a_link_to_the_last_two_years(uneven, lang, t, month):
    app = run(uneven, "trends", lang=lang)
    assert t("notice.ended", month=month) in text(app)
    assert t("notice.no_reports") not in text(app)
    [link] = re.findall(r'<a href="\?([^"]*)">', html(app))
    asked = dict(pair.split("=") for pair in link.split("&amp;"))
    assert asked == ({"lang": "ja"} if lang == "ja" else {}) | LAST_TWO_YEARS
    there = text(run(uneven, "trends", **asked))
    assert EN("source.selected", n="72") in there or JA("source.selected", n="72") in there


def test_a_filter_that_nothing_matches_is_told_as_before(uneven):
    app = run(uneven, "trends", source="jp-police-hokkaido", gender="female", **LAST_TWO_YEARS)
    assert EN("notice.no_reports") in text(app)


def test_only_what_is_drawn_has_a_column_and_the_others_a_line_below(uneven):
    app = run(uneven, "compare")
    assert sections(app) == [LINE]
    assert len(charts_of(app)) == 1
    assert '<div class="columns">' not in html(app)
    told = EN("notice.of_source", source=THEFTS, told=EN("notice.ended", month="Dec 2018"))
    assert text(app).index(told) > text(app).index(EN("source.selected", n="72"))


def test_nothing_to_compare_is_told_by_the_names_of_the_sources(uneven):
    app = run(uneven, "compare", gender="female")
    assert not app.exception
    assert sections(app) == []
    assert EN("notice.of_source", source=LINE, told=EN("notice.no_reports")) in text(app)


def test_two_that_are_drawn_stand_side_by_side(uneven):
    app = run(uneven, "compare", **{"from": "2016-01", "to": "2025-12"})
    assert sections(app) == [LINE, THEFTS]
    before, left, right = html(app).split('<div class="column">')
    assert before.endswith('<div class="columns">')
    assert (f"<h2>{LINE}</h2>" in left, f"<h2>{THEFTS}</h2>" in right) == (True, True)


def test_only_sources_with_reports_are_cited(uneven):
    app = run(uneven, "about")
    cited = re.findall(r'<pre class="cite">(.*?):', html(app))
    assert cited == [LINE]
    told = EN("notice.of_source", source=THEFTS, told=EN("notice.ended", month="Dec 2018"))
    assert told in text(app)


def test_thefts_bear_a_mark_and_are_not_drawn_beside_official_figures(uneven):
    assert "Not sextortion" in text(run(uneven, "trends", **LAST_TWO_YEARS))
    app = run(uneven, "official")
    assert EN("official.apart", sources=THEFTS) in text(app)
    [page] = app.main.get("html")  # without the filters, which name each source
    assert page.body.count(THEFTS) == 1
    assert headings(app, 3).count(EN("trend_fiscal.title")) == 0
    assert headings(app, 3).count(EN("trend_year.title")) == 1


def test_a_help_line_bears_no_mark(uneven):
    app = run(uneven, "trends", source="nz-helpline")
    marks = re.findall(r'<header class="source">.*?</header>', html(app))
    assert [re.findall(r'class="mark">([^<]*)<', body) for body in marks] == [["Synthetic data"]]
