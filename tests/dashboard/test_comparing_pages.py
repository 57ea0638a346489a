"""The pages that cross and compare: each choice, bad links, Japanese, files."""

import re
from datetime import date

import pytest

import sql
from dashboard import crossing
from dashboard.selection import Filters
from dashboard.store import open_store
from dashboard.text import translator
from etl.build import build
from etl.errors import UsageError
from tests.charts_shown import charts_of
from tests.choices_shown import choice_of, choose
from tests.dashboard.test_app import address, html, run, sections, tables, text
from tests.files_offered import files_of
from tests.monthly_reports import in_months
from tests.warehouse_builder import settings_in, write_import

EN, JA = translator("en"), translator("ja")
TWO_YEARS = {"from": "2024-01", "to": "2025-12"}


@pytest.fixture(scope="module")
def covering(tmp_path_factory):
    """Sources of a country, of those who turn to them, of a region, and of no population."""
    home = settings_in(tmp_path_factory.mktemp("covering"))
    for source in ("jp-helpline", "jp-police", "ca-cafc", "jp-police-hokkaido"):
        country = "CA" if source == "ca-cafc" else "JP"
        reports = in_months(date(2022, 1, 1), 26, 3, country=country)
        write_import(home, source, reports, source=source)
    build(home)
    return home


def totals(app):
    """The last cell of each cross table: the total of its source or of its last part."""
    return [re.findall(r"<td[^>]*>([^<]*)</td>", body)[-1] for body in tables(app, "grid")]


def links(app):
    return re.findall(r'class="copy" href="([^"]*)', html(app))


def test_each_source_has_its_own_table_and_the_reason_is_told(settings):
    app = run(settings, "crosstab", **TWO_YEARS)
    assert totals(app) == ["400", "200"]
    assert EN("crosstab.apart") in text(app)
    assert [file.label for file in files_of(app)] == 2 * [
        EN("table.download"), EN("crosstab.download"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", ["row_share", "column_share", "total_share"])
def test_shares_of_all_are_whole(settings, cells):
    app = run(settings, "crosstab", source="jp-helpline", cells=cells)
    assert totals(app) == ["100.0%"]


def test_a_choice_is_written_into_the_address(settings):
    app = run(settings, "crosstab", source="jp-helpline", **TWO_YEARS)
    choose(app, "rows", "outcome")
    assert address(app) == {"source": "jp-helpline", "rows": "outcome"} | TWO_YEARS
    assert ">Outcome</th>" in tables(app, "grid")[0]


def test_a_link_restores_a_table_by_year_in_japanese(settings):
    query = {"source": "jp-helpline", "lang": "ja", "per": "year", "columns": "outcome"}
    app = run(settings, "crosstab", **query, **TWO_YEARS)
    [table] = tables(app, "grid")
    assert re.findall(r'class="part"[^>]*>([^<]*)<', table) == ["2024年", "2025年・暫定"]
    assert address(app) == query | TWO_YEARS


def test_three_columns_and_a_period_are_one_table(settings):
    query = {"source": "jp-helpline", "third": "payment_made", "per": "year"}
    app = run(settings, "crosstab", **query, **TWO_YEARS)
    [table] = tables(app, "grid")
    year = ["Payment: Paid", "Payment: Not paid", "Payment: Unknown", "Payment: Total"]
    assert re.findall(r'class="part"[^>]*>([^<]*)<', table) == [
        *(f"2024 · {part}" for part in year),
        *(f"2025 · Provisional · {part}" for part in year),
    ]
    assert "Age band by Gender, split by Calendar year, Payment" in text(app)
    assert address(app) == query | TWO_YEARS


def test_an_older_link_is_written_anew(settings):
    app = run(settings, "crosstab", source="jp-helpline", third="year", **TWO_YEARS)
    assert address(app) == {"source": "jp-helpline", "per": "year"} | TWO_YEARS
    assert EN("address.third") not in text(app)


def test_of_a_long_table_the_last_parts_are_drawn_and_told(settings, monkeypatch):
    monkeypatch.setattr(crossing, "_DRAWN", 50)
    query = {"source": "jp-helpline", "columns": "outcome", "per": "month"}
    app = run(settings, "crosstab", **query, **TWO_YEARS)
    [table] = tables(app, "grid")
    # 12–14, 15–17, unknown and their total, by two outcomes and their total: 12 cells a month.
    parts = re.findall(r'class="part"[^>]*>([^<]*)<', table)
    assert parts == ["Sept 2025", "Oct 2025", "Nov 2025 · Provisional", "Dec 2025 · Provisional"]
    assert EN("crosstab.cut", n="4", all="24") in text(app)


def test_a_table_that_is_too_large_is_told_and_not_asked_for(settings, monkeypatch):
    monkeypatch.setattr(crossing, "_MOST", 299)
    query = {"source": "jp-helpline", "columns": "outcome", "per": "month"}
    app = run(settings, "crosstab", **query, **TWO_YEARS)
    assert EN("crosstab.too_large", n="300", most="299") in text(app)
    assert tables(app, "grid") == []


def test_a_column_by_itself_is_refused(settings):
    app = run(settings, "crosstab", rows="gender")
    assert EN("crosstab.twice") in text(app)
    assert tables(app, "grid") == []


def test_what_is_not_collected_stays_in_the_table(settings):
    app = run(settings, "crosstab", source="nz-police", rows="reporter")
    assert EN("not_collected") in tables(app, "grid")[0]
    assert totals(app) == ["60"]


def test_choices_that_cannot_be_are_told(settings):
    query = {"rows": "name", "third": "<b>", "per": "week", "cells": "sum"}
    app = run(settings, "crosstab", source="jp-helpline", **query)
    assert not app.exception
    told = text(app)
    assert {EN(f"address.{key}") in told for key in ("rows", "third", "per", "cells")} == {True}
    assert address(app) == {"source": "jp-helpline"}


def test_links_keep_up_to_date_or_hold_the_months(settings):
    app = run(settings, "crosstab", rows="outcome")
    assert links(app) == ["?rows=outcome", "?from=2024-01&amp;to=2025-12&amp;rows=outcome"]


def test_a_link_to_chosen_months_is_one(settings):
    assert len(links(run(settings, "crosstab", **TWO_YEARS))) == 1


def test_sources_are_compared_on_axes_of_their_own(settings):
    app = run(settings, "compare", calendar="year", **TWO_YEARS)
    assert sections(app) == ["Help line, Japan", "Help line, New Zealand"]
    assert len(charts_of(app)) == 2
    assert EN("compare.own_axes") in text(app)


def test_a_single_source_cannot_be_compared(settings):
    assert JA("compare.one") in text(run(settings, "compare", lang="ja", source="nz-police"))


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        ("jp-helpline.nz-helpline", "units_not_added"),
        ("nz-helpline.nz-police", "sources_not_added"),
    ],
)
def test_a_sum_is_refused_with_the_reason_of_the_store(settings, sources, reason, lang, t):
    app = run(settings, "compare", compare="sum", source=sources, lang=lang)
    assert t(f"refused.{reason}") in text(app)
    assert not charts_of(app)
    with pytest.raises(UsageError) as refused:
        open_store(settings).total(Filters(sources=tuple(sources.split("."))))
    assert EN(f"refused.{reason}") == f"{refused.value.what} {refused.value.remedy}"


def test_one_source_alone_has_a_number(settings):
    app = run(settings, "compare", compare="sum", source="nz-police", lang="ja")
    assert JA("compare.total", n="60") in text(app)


def test_incident_tells_what_each_source_records(settings):
    app = run(settings, "incident", source="nz-police")
    assert text(app).count(EN("notice.not_collected")) == 1
    assert len(charts_of(app)) == 6


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
@pytest.mark.parametrize("page", ["incident", "platforms", "outcomes", "who"])
def test_each_ranking_tells_of_how_many_and_how_many_are_unknown(settings, page, lang, t):
    told = text(run(settings, page, lang=lang, source="jp-helpline", **TWO_YEARS))
    of_all = t("list.middot").join([t("measure.share"), t("measure.n", n="400")])
    cards = {"incident": 7, "platforms": 2, "outcomes": 1, "who": 3}
    assert told.count(of_all) == 2 * cards[page]  # on the card, and as caption of its table
    assert of_all + t("list.middot") + t("measure.unknown", share="0.0%") in told


def test_what_a_heat_table_leaves_out_is_told(settings):
    told = text(run(settings, "platforms", source="jp-helpline", **TWO_YEARS))
    assert EN("measure.n", n="400") + " · " + EN("measure.left_out", share="25.0%") in told


def test_platforms_by_age_and_gender_stand_in_heat_tables(settings):
    app = run(settings, "platforms", source="jp-helpline")
    heads = [
        re.findall(r'<th scope="col"><span>(.*?)</span>', body) for body in tables(app, "heat")
    ]
    assert heads == [["LINE"], ["12–14", "15–17", "Unknown"], ["Male", "Female"]]


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_a_row_of_fewer_than_ten_reports_has_no_shares(covering, lang, t):
    """26 months of three reports each on Instagram: the last three are a row of three."""
    months = {"from": "2022-01", "to": "2024-02"} if lang == "en" else {"from": "2024-02"}
    app = run(covering, "outcomes", source="jp-helpline", lang=lang, **months)
    [heat, *_] = tables(app, "heat")
    cells = re.findall(r"<td style[^>]*>([^<]*)</td>", heat)
    thin = t("heat.too_few", label="Instagram", n="3")
    assert (cells, thin in heat) == ((["100"], False) if lang == "en" else ([], True))
    assert t("card.method.hundreds") in text(app)


def test_outcomes_by_age_stand_in_the_order_of_ages(settings):
    app = run(settings, "outcomes", source="jp-helpline")
    heat = tables(app, "heat")[1]
    rows = re.findall(r'<th scope="row">(.*?)</th>', heat)
    assert [row for row in rows if row in ("12–14", "15–17")] == ["12–14", "15–17"]
    assert EN("outcomes.undated") in text(app)


def test_ages_that_are_not_selected_have_no_row(settings):
    app = run(settings, "outcomes", source="jp-helpline", age="15-17", **TWO_YEARS)
    [_, heat] = tables(app, "heat")
    assert re.findall(r'<th scope="row">(.*?)</th>', heat) == ["15–17"]


def lines_of(chart):
    """Form by name of each line of a chart of several sources."""
    names = [note["text"] for note in chart.figure["layout"]["annotations"][1:]]
    lines = [trace for trace in chart.figure["data"] if trace.get("line", {}).get("dash")]
    assert [line["line"]["dash"] for line in lines] == ["solid", "dash", "dot"][: len(lines)]
    return dict(zip((name.replace("<br>", " ") for name in names), lines, strict=True))


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
@pytest.mark.parametrize("way", ["index", "rate"])
def test_lines_and_bars_stand_under_words_that_the_sources_differ(settings, way, lang, t):
    query = {"compare": way, "calendar": "year"} | TWO_YEARS
    app = run(settings, "compare", lang=lang, **query)
    over_time, latest = charts_of(app)
    assert [t(f"joint_{way}.title") in text(app), t(f"latest_{way}.title") in text(app)] == 2 * [1]
    assert over_time.figure["layout"]["annotations"][0]["text"] == t("compare.different")
    assert len(lines_of(over_time)) == 2
    for chart in (over_time, latest):
        assert 0 < len(chart.alt) <= 250
        assert not chart.alt.startswith(t(f"joint_{way}.title"))
    assert address(app).items() >= query.items()


def test_any_two_sources_can_be_compared(settings):
    query = {"source": "nz-helpline.nz-police", "compare": "index", "calendar": "year"}
    [chart, _] = charts_of(run(settings, "compare", **query, **TWO_YEARS))
    assert list(lines_of(chart)) == ["Help line, New Zealand", "Police, New Zealand"]


def test_the_index_is_a_hundred_in_the_base_and_hollow_where_it_still_fills(settings):
    query = {"compare": "index", "calendar": "quarter", "base": "2024-07"}
    [chart, _] = charts_of(run(settings, "compare", **query, **TWO_YEARS))
    for line in lines_of(chart).values():
        assert line["y"][2] == 100
        assert len(line["y"]) == 8
    hollow = [t for t in chart.figure["data"] if t.get("mode") == "markers"]
    assert [trace["x"] for trace in hollow] == 2 * [["2025-10-01"]]
    assert "Q4 2025" in chart.alt  # provisional


def test_a_source_with_a_small_base_has_no_line_and_says_so(settings):
    app = run(settings, "compare", compare="index", calendar="quarter", lang="ja", **TWO_YEARS)
    assert list(lines_of(charts_of(app)[0])) == ["相談窓口（日本）"]
    why = JA("compare.index.too_few")
    assert JA("compare.without", source="相談窓口（ニュージーランド）", why=why) in text(app)


def test_the_base_is_chosen_among_the_periods_final_in_every_source(settings):
    query = {"compare": "index", "calendar": "quarter", "base": "2024-07"}
    app = run(settings, "compare", **query, **TWO_YEARS)
    base = choice_of(app, "base")
    assert [*base.words.values()] == [f"Q{n % 4 + 1} {2024 + n // 4}" for n in range(7)]
    assert base.chosen == ["2024-07"]
    for line in lines_of(charts_of(app)[0]).values():
        assert line["y"][2] == 100
    assert EN("compare.index.axis", base="Q3 2024") in text(app)
    choose(app, "base", "")
    assert choice_of(app, "base").chosen == [""]
    assert "base" not in address(app)


def test_a_base_of_a_link_moves_with_the_calendar_or_is_told(settings):
    held = run(settings, "compare", compare="index", calendar="year", base="2024-07", **TWO_YEARS)
    assert EN("compare.index.axis", base="2024") in text(held)
    assert EN("compare.base.lost") not in text(held)
    lost = run(settings, "compare", compare="index", base="2010-01", lang="ja", **TWO_YEARS)
    assert not lost.exception
    assert JA("compare.base.lost") in text(lost)
    bad = run(settings, "compare", compare="index", base="spring", lang="ja", **TWO_YEARS)
    assert JA("address.base") in text(bad)


def test_a_base_without_another_period_is_no_line(settings):
    query = {"compare": "index", "calendar": "fiscal", "lang": "ja"} | TWO_YEARS
    assert JA("compare.index.alone") in text(run(settings, "compare", **query, starts="4"))


def test_a_rate_needs_whole_years(settings):
    app = run(settings, "compare", compare="rate", calendar="month", lang="ja", **TWO_YEARS)
    assert JA("compare.rate.none") in text(app)
    assert not charts_of(app)


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_a_rate_says_what_it_means_and_why_a_source_has_none(covering, lang, t):
    query = {"compare": "rate", "calendar": "year", "lang": lang}
    sources = "jp-helpline.jp-police.ca-cafc.jp-police-hokkaido"
    told = text(run(covering, "compare", source=sources, **query))
    labels = {row["code"]: row[f"label_{lang}"] for row in sql.seed_rows("sources")}
    for source, means in (("jp-helpline", "clients"), ("jp-police", "national")):
        assert t(f"rate.means.{means}", source=labels[source]) in told
    for source, reason in (("ca-cafc", "no_population"), ("jp-police-hokkaido", "regional")):
        why = t(f"rate.{reason}")
        assert t("compare.without", source=labels[source], why=why) in told


def test_fiscal_years_that_begin_apart_are_both_named(covering):
    query = {"compare": "index", "calendar": "fiscal", "source": "jp-helpline.jp-police"}
    period = {"from": "2022-01", "to": "2024-02", "lang": "ja"}
    app = run(covering, "compare", **query, **period)
    assert JA("compare.index.axis", base="2022年度 / 2022年") in text(app)
    [chart, _] = charts_of(app)
    assert lines_of(chart).keys() == {"相談窓口（日本）", "警察（日本）"}
