"""Every page: as it opens, without data, from a bad link, and in Japanese."""

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import opening, server, sheet
from dashboard.failing import failure
from dashboard.pages import FRONT, PAGES
from dashboard.text import LANGUAGES, catalogue, translator
from etl.build import build
from etl.settings import Settings
from tests.charts_shown import charts_of
from tests.choices_shown import choice_of, choose
from tests.files_offered import files_of, others_of
from tests.monthly_reports import in_months
from tests.warehouse_builder import build_with, settings_in, write_import

JA, EN, MI = (translator(lang) for lang in ("ja", "en", "mi"))


def run(settings, page=FRONT, **query):
    """The app over these settings, opened at a page with a query."""
    if opening.settings() != settings:  # the store that is open answers on, as readers have it
        opening.use(settings)
    app = AppTest.from_file(server.SCRIPT, default_timeout=120)
    app.query_params.update(query)
    if page != FRONT:
        app._page_hash = calc_hash(page)
    return app.run()


def html(app):
    """The page, and what stands beside it."""
    return " ".join(part.body for part in app.get("html"))


def text(app):
    """Everything the page says, as plain text."""
    return unescape(re.sub(r"<[^>]+>", " ", html(app)))


def headings(app, level):
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html(app))
    return [unescape(heading) for heading in found]


def cards(app):
    """The cards of charts, each as HTML."""
    return re.findall(r'<article class="chart".*?</article>', html(app), flags=re.DOTALL)


def tables(app, kind=""):
    """The tables of a kind, each as HTML."""
    named = f' class="{kind}"' if kind else "[^>]*"
    return re.findall(rf"<table{named}>.*?</table>", html(app), flags=re.DOTALL)


def sections(app):
    """Headings of the sources, or other parts, of a page."""
    others = {
        translator(lang)(key) for lang in LANGUAGES for key in ("filters.title", "help.title")
    }
    return [heading for heading in headings(app, 2) if heading not in others]


def address(app):
    """The query that the app has written; the test tool lists values that it was given."""
    return {k: v if isinstance(v, str) else v[-1] for k, v in app.query_params.items()}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_opens(settings, page, lang):
    app = run(settings, page, lang=lang)
    t = translator(lang)
    assert not app.exception
    assert headings(app, 1) == [t(f"{page}.title")]
    assert t("banner.synthetic.all") in text(app)
    assert t("help.title") in text(app)
    assert address(app).get("lang", "en") == lang


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_without_reports(empty_settings, page):
    app = run(empty_settings, page)
    assert not app.exception
    assert headings(app, 1) == [EN(f"{page}.title")]
    assert page == "official" or not charts_of(app)


@pytest.fixture(scope="module")
def thin_settings(tmp_path_factory):
    """A report a month and source, so that nothing can be compared."""
    settings = settings_in(tmp_path_factory.mktemp("thin"))
    for source, country, band in (("jp-helpline", "JP", "15-17"), ("nz-helpline", "NZ", "13-17")):
        reports = in_months(date(2023, 1, 1), 30, 1, country=country, age_band=band)
        write_import(settings, f"{source}-one", reports, source=source)
    build(settings)
    return settings


@pytest.mark.parametrize("page", PAGES)
def test_too_few_reports_can_be_drawn_on_every_page(thin_settings, page):
    app = run(thin_settings, page, lang="ja")
    assert not app.exception
    assert headings(app, 1) == [JA(f"{page}.title")]
    if page in ("overview", "trends", "compare"):
        assert text(app).count("比較するには件数が少なすぎます。") == 2


@pytest.mark.parametrize(
    "page",
    ["overview", "trends", "who", "platforms", "incident", "outcomes", "crosstab"],
)
def test_a_selection_without_reports_says_so(settings, page):
    query = {"source": "nz-police", "from": "2024-01", "to": "2024-03", "outcome": "unknown"}
    app = run(settings, page, **query)
    assert not app.exception
    assert not charts_of(app)
    assert sections(app) == ["Police, New Zealand"]


@pytest.mark.parametrize("page", PAGES)
def test_a_bad_link_is_told_and_does_no_harm(settings, page):
    app = run(
        settings, page,
        lang="xx", source="nobody.jp-helpline", age="15-17.1000", gender="robot",
        **{"from": "2024-99", "to": "yesterday", "outcome": "<script>", "utm": "1"},
    )  # fmt: skip
    assert not app.exception
    told = text(app)
    assert EN("address.age") in told
    assert EN("address.outcome") in told
    assert "robot" not in told
    assert "<script>" not in told
    assert address(app) == {"source": "jp-helpline", "age": "15-17"}


def test_nothing_built_leads_to_the_import(tmp_path):
    app = run(Settings(data=tmp_path, keys=tmp_path))
    assert not app.exception
    assert headings(app, 1) == [EN("import.title")]
    assert EN("import.first") in text(app)
    assert "Netsafe" in text(app)
    choose(app, "lang", "ja")
    assert headings(app, 1) == [JA("import.title")]
    assert JA("import.first") in text(app)


def test_te_reo_says_what_is_in_english(settings):
    told = html(run(settings, "who", lang="mi"))
    assert f'<span lang="mi">{MI("partial")}</span>' in told
    assert f'<span lang="en">{EN("partial")}</span>' in told
    assert "Tāne" in told
    assert EN("partial") not in text(run(settings, "who", lang="ja"))


def test_two_sources_are_never_added(settings):
    """Each chart is drawn once a source, and each source has its own count."""
    app = run(settings, "outcomes", **{"from": "2024-01", "to": "2025-12"})
    counts = re.findall(r"([\d,]+) selected", text(app))
    assert counts == ["400", "200"]


def test_a_link_restores_the_view_in_another_language(settings):
    query = {"source": "jp-helpline", "from": "2024-01", "to": "2025-12", "gender": "female"}
    app = run(settings, lang="ja", **query)
    assert "対象 100件" in text(app)
    assert address(app) == {"lang": "ja"} | query


def test_another_address_in_the_same_session_counts(settings):
    """The back button and a link opened in place bring another address into the session."""
    app = run(settings, source="jp-helpline", gender="female")
    app.query_params.clear()
    app.query_params["source"] = "nz-helpline"
    app.run()
    assert choice_of(app, "source").chosen == ["nz-helpline"]
    assert choice_of(app, "gender").chosen == []


def test_the_language_switch_keeps_the_selection(settings):
    app = run(settings, source="nz-helpline", gender="male")
    choose(app, "lang", "ja")
    assert headings(app, 1) == [JA("overview.title")]
    assert address(app) == {"lang": "ja", "source": "nz-helpline", "gender": "male"}


def test_what_a_source_does_not_record_is_a_sentence(settings):
    app = run(settings, "platforms", source="nz-police")
    assert text(app).count(EN("notice.not_collected")) == 2
    assert JA("notice.not_collected") in text(run(settings, "who", source="nz-police", lang="ja"))


def test_every_chart_has_words_a_table_and_a_file(settings):
    app = run(settings, source="jp-helpline")
    charts = charts_of(app)
    assert len(charts) == 3
    for chart in charts:
        assert 40 <= len(chart.alt) <= 250
    heat = len(tables(app, "heat"))
    assert heat == 1
    assert len(files_of(app)) == len(cards(app)) == len(charts) + heat
    asked_for = [o.taken().body for key, o in others_of(app).items() if key.endswith("-table")]
    told = [*cards(app), *(body.decode() for body in asked_for)]
    assert asked_for
    assert sum("<table>" in body for body in told) == len(charts) + heat


def test_unknown_stands_last(settings):
    app = run(settings, source="jp-helpline")
    table = next(table for table in tables(app) if "First contact platform</th>" in table)
    rows = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert rows == ["Instagram", "LINE", "Unknown"]


def test_the_balance_of_an_import_is_shown(settings):
    told = text(run(settings, "quality", source="jp-helpline"))
    assert re.search(r"404\s+400\s+1\s+1\s+2\s+Balances", told)
    assert EN("rule.age-unreadable") in told


@pytest.mark.parametrize("page", PAGES)
def test_no_english_sentence_is_left_on_a_japanese_page(settings, page):
    app = run(settings, page, lang="ja")
    widgets = [*app.segmented_control, *app.selectbox, *app.button, *app.expander]
    labels = [widget.label for widget in widgets]
    told = " ".join([text(app), *labels])
    english = {message for message in catalogue("en").values() if len(message) > 16}
    names = set(catalogue("ja").values())
    assert {message for message in english - names if message in told} == set()


def test_the_page_says_nothing_about_an_error(monkeypatch):
    """What only the server shows: the handler tells the reader, the log tells us."""
    said = []
    monkeypatch.setattr(sheet.st, "html", said.append)
    assert failure(ValueError("canary /home/someone")) is True
    assert "canary" not in "".join(said)
    assert "Netsafe" in "".join(said)


@pytest.mark.parametrize(
    ("key", "code", "title"),
    [
        ("calendar", "quarter", "trend_quarter"),
        ("calendar", "year", "trend_year"),
        ("calendar", "fiscal", "trend_fiscal"),
        ("date", "incident", "trend_month"),
        ("by", "gender", "lines_gender"),
        ("by", "under_18", "lines_under_18"),
        ("by", "country", "lines_country"),
    ],
)
def test_trends_are_counted_as_chosen_and_the_link_says_so(settings, key, code, title):
    app = run(settings, "trends", source="jp-helpline")
    choose(app, key, code)
    assert not app.exception
    assert EN(f"{title}.title") in headings(app, 3)
    assert address(app) == {"source": "jp-helpline", key: code}
    assert [chart.alt for chart in charts_of(app) if not 10 <= len(chart.alt) <= 250] == []


def test_no_months_of_incidents_are_drawn_that_a_source_does_not_record(tmp_path):
    reports = in_months(date(2024, 1, 1), 12, 20)
    build_with(settings_in(tmp_path), reports, source="ca-cafc")
    app = run(settings_in(tmp_path), "trends", date="incident")
    assert EN("delays.not_collected") in text(app)
    assert not charts_of(app)
    assert len(charts_of(run(settings_in(tmp_path), "trends"))) == 2


def test_a_link_restores_the_choices_of_the_trends(settings):
    query = {"source": "jp-helpline", "calendar": "fiscal", "date": "incident", "by": "age_band"}
    app = run(settings, "trends", lang="ja", **query)
    assert not app.exception
    assert headings(app, 3)[:2] == [JA("trend_fiscal.title"), JA("lines_age_band.title")]
    assert JA("measure.by_incident") in text(app)
    assert "2024年度" in text(app)
    assert address(app) == {"lang": "ja"} | query


def test_a_choice_that_does_not_exist_falls_back_and_is_told(settings):
    app = run(settings, "trends", source="jp-helpline", calendar="week", by="name")
    assert not app.exception
    assert EN("address.calendar") in text(app)
    assert EN("address.by") in text(app)
    assert EN("trend_month.title") in headings(app, 3)
    assert address(app) == {"source": "jp-helpline"}


def test_events_of_the_country_stand_below_the_trend(settings):
    app = run(settings, "trends", source="nz-helpline", **{"from": "2024-01", "to": "2025-12"})
    told = text(app)
    assert "Skype closed" in told
    assert "5 May 2025" in told
    assert "NCMEC" not in told


def test_the_overview_has_five_cards_and_says_how_complete_the_period_is(settings):
    app = run(settings, source="jp-helpline", **{"from": "2024-01", "to": "2025-12"})
    [told] = re.findall(r'<div class="cards">(.*?)<article', html(app), flags=re.DOTALL)
    labels = re.findall(r"<h3>(.*?)</h3>", told)
    names = ("reports", "rate", "under_18", "paid", "shared")
    assert labels == [EN(f"card.{name}") for name in names]
    assert "Months chosen: 24, of which" in text(app)


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_the_pyramid_as_a_rate_or_the_reason_why_not(settings, lang, t):
    app = run(settings, "who", lang=lang, source="jp-helpline", pyramid="rate")
    assert not app.exception
    assert t("pyramid_rate.title") in headings(app, 3)
    assert address(app)["pyramid"] == "rate"
    assert [chart.alt for chart in charts_of(app) if not 10 <= len(chart.alt) <= 250] == []


def test_the_choice_of_the_pyramid_is_kept_in_the_address(settings):
    app = run(settings, "who", source="jp-helpline")
    assert EN("pyramid.title") in headings(app, 3)
    choose(app, "pyramid", "rate")
    assert address(app) == {"source": "jp-helpline", "pyramid": "rate"}
    assert EN("pyramid_rate.title") in headings(app, 3)


def test_the_share_under_18_is_drawn_with_its_unknown(settings):
    app = run(settings, "who", source="jp-helpline", **{"from": "2024-01", "to": "2025-12"})
    assert EN("under_18_share.title") in headings(app, 3)
    assert "100.0% of the 267 reports where it is known; not known in 133." in text(app)
