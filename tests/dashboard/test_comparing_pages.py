"""The pages that cross and compare: each choice, bad links, Japanese, files."""

import re

import pytest

from dashboard import crossing
from dashboard.text import translator
from tests.charts_shown import charts_of
from tests.dashboard.test_app import address, run, sections, text

EN, JA = translator("en"), translator("ja")
TWO_YEARS = {"from": "2024-01", "to": "2025-12"}


def tables(app, kind):
    return [part.body for part in app.get("html") if f'<table class="{kind}">' in part.body]


def totals(app):
    """The last cell of each cross table: the total of its source or of its last part."""
    return [re.findall(r"<td[^>]*>([^<]*)</td>", body)[-1] for body in tables(app, "grid")]


def links(app):
    return [
        link
        for part in app.get("html")
        for link in re.findall(r'class="copy" href="([^"]*)', part.body)
    ]


def test_each_source_has_its_own_table_and_the_reason_is_told(settings):
    app = run(settings, "crosstab", **TWO_YEARS)
    assert totals(app) == ["400", "200"]
    assert EN("crosstab.apart") in text(app)
    assert [button.label for button in app.get("download_button")] == 2 * [
        EN("table.download"), EN("crosstab.download"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", ["row_share", "column_share", "total_share"])
def test_shares_of_all_are_whole(settings, cells):
    app = run(settings, "crosstab", source="jp-helpline", cells=cells)
    assert totals(app) == ["100.0%"]


def test_a_choice_is_written_into_the_address(settings):
    app = run(settings, "crosstab", source="jp-helpline", **TWO_YEARS)
    app.selectbox(key="rows").set_value("outcome").run()
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


@pytest.mark.parametrize(
    ("sources", "reason"),
    [("jp-helpline.nz-helpline", "units"), ("nz-helpline.nz-police", "sources")],
)
def test_a_sum_is_refused_with_its_reason(settings, sources, reason):
    app = run(settings, "compare", compare="sum", source=sources)
    assert EN(f"compare.refused.{reason}") in text(app)
    assert not app.get("plotly_chart")


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


def test_outcomes_by_age_stand_in_the_order_of_ages(settings):
    app = run(settings, "outcomes", source="jp-helpline")
    heat = tables(app, "heat")[1].split("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>', heat)
    assert [row for row in rows if row in ("12–14", "15–17")] == ["12–14", "15–17"]
    assert EN("outcomes.undated") in text(app)


def test_ages_that_are_not_selected_have_no_row(settings):
    app = run(settings, "outcomes", source="jp-helpline", age="15-17", **TWO_YEARS)
    [_, heat] = re.findall(r'<table class="heat">.*?</table>', " ".join(tables(app, "heat")))
    assert re.findall(r'<th scope="row">(.*?)</th>', heat) == ["15–17"]


def test_an_index_stands_on_one_axis_under_words_that_the_sources_differ(settings):
    app = run(settings, "compare", compare="index", calendar="quarter", **TWO_YEARS)
    [chart] = app.get("plotly_chart")
    assert chart.proto.alt.startswith(EN("compare.index.axis"))
    assert len(chart.proto.alt) <= 250
    assert EN("compare.index.axis") in text(app)
    assert len(set(re.findall(r"Q[1-4] 202[45]", chart.proto.alt))) == 1


def test_a_rate_needs_whole_years(settings):
    app = run(settings, "compare", compare="rate", calendar="month", lang="ja", **TWO_YEARS)
    assert JA("compare.rate.none") in text(app)
    assert not app.get("plotly_chart")


def test_rates_of_whole_years_have_intervals(settings):
    query = {"compare": "rate", "calendar": "year", "from": "2024-01", "to": "2025-12"}
    app = run(settings, "compare", **query)
    assert len(app.get("plotly_chart")) == 1
    assert address(app) == query
