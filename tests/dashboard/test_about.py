"""The page About: everything that it promises stands there, in each language."""

import dataclasses
import re
from html import escape

import pytest

import sql
from dashboard.about import parts
from dashboard.about.citing import Citation
from dashboard.text import LANGUAGES, translator
from dashboard.views.about import SECTIONS
from etl.settings import Settings
from tests.dashboard.test_app import html, run, text

CITATION = Citation(
    key="casestats-jp-helpline-2024-01-2025-12",
    source="Help line & friends",
    unit="Consultation",
    period="Jan 2024 to Dec 2025",
    filters="Gender: Female",
    data_to="31 December 2025",
    year=2025,
    received="5 January 2026",
    made_with="casestats 0.1.0, statistics 0123456789ab",
    address="http://127.0.0.1:8501/?source=jp-helpline&gender=female",
    synthetic=False,
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_every_section_formula_and_source(settings, lang):
    app = run(settings, "about", lang=lang)
    assert not app.exception
    page, t = html(app), translator(lang)
    for name in SECTIONS:
        assert f'<a href="#about-{name}">' in page
        assert f'id="about-{name}">{escape(t(f"about.{name}.title"))}</h2>' in page
    for row in sql.seed_rows("methods"):
        for line in filter(None, row["formula"].split(" ; ")):
            assert escape(line) in page
        assert escape(row["source"]) in page
        assert row["description_ja" if lang == "ja" else "description_en"] in page.replace(
            "&#x27;", "'"
        )
    for row in sql.seed_rows("glossary"):
        assert f"<dt>{escape(row[f'label_{lang}'])}</dt>" in page
    for name in ("counted", "not_counted", "signs", "privacy"):
        assert parts.prose(t(f"about.{name}.body")) in page


def test_prose_is_paragraphs_and_lists_and_no_html():
    assert parts.prose("All **reports**:\n\n- `S` & <b>R</b>") == (
        '<div class="prose"><p>All <strong>reports</strong>:</p>\n'
        "<ul>\n<li><code>S</code> &amp; &lt;b&gt;R&lt;/b&gt;</li>\n</ul>\n</div>"
    )


def test_the_codes_are_explained_in_the_readers_language(settings):
    page = html(run(settings, "about", lang="ja"))
    assert "加害者が別人になりすまして画像を手に入れたもの。" in page
    assert "警察庁" in page
    assert "総務省統計局「人口推計」" in page
    assert "Ngā Pirihimana o Aotearoa" in html(run(settings, "about", lang="mi"))


def test_what_is_chosen_is_cited_once_a_source(settings):
    query = {"from": "2024-03", "to": "2025-02", "gender": "female"}
    app = run(settings, "about", **query)
    cited = re.findall(r'<pre class="cite">(.*?)</pre>', html(app), flags=re.DOTALL)
    assert len(cited) == 4  # two sources, as text and as BibTeX
    assert cited[0].startswith("Help line, Japan: Consultation, Mar 2024 to Feb 2025. ")
    assert "Only Gender: Female. " in cited[0]
    assert "source=jp-helpline&amp;gender=female&amp;from=2024-03&amp;to=2025-02" in cited[0]
    assert "@misc{casestats-jp-helpline-2024-03-2025-02," in cited[1]
    assert cited[2].startswith("Help line, New Zealand: Report, ")
    assert all("SYNTHETIC DATA, not to be cited" in citation for citation in cited)


def test_a_citation_as_one_line():
    assert CITATION.text(translator("en")) == (
        "Help line & friends: Consultation, Jan 2024 to Dec 2025. Only Gender: Female. "
        "Data to 31 December 2025, as received by 5 January 2026 (UTC). "
        "casestats 0.1.0, statistics 0123456789ab. "
        "http://127.0.0.1:8501/?source=jp-helpline&gender=female"
    )
    made_up = dataclasses.replace(CITATION, filters="", synthetic=True)
    assert made_up.text(translator("ja")).startswith(
        "Help line & friends、Consultation、Jan 2024 to Dec 2025。架空のデータ（引用しないこと）。"
        "31 December 2025までのデータ"
    )


def test_a_citation_as_bibtex():
    assert CITATION.bibtex(translator("en")) == (
        "@misc{casestats-jp-helpline-2024-01-2025-12,\n"
        "  author = {{Help line \\& friends}},\n"
        "  title = {{Help line \\& friends: Consultation, Jan 2024 to Dec 2025}},\n"
        "  year = {2025},\n"
        "  note = {Only Gender: Female; Data to 31 December 2025, as received by 5 January 2026 "
        "(UTC)},\n"
        "  howpublished = {casestats 0.1.0, statistics 0123456789ab},\n"
        "  url = {http://127.0.0.1:8501/?source=jp-helpline&gender=female}\n"
        "}"
    )


def test_a_name_cannot_end_a_bibtex_entry():
    odd = dataclasses.replace(CITATION, source="50% {of} #1_\\end")
    assert "author = {{50\\% of \\#1\\_end}}," in odd.bibtex(translator("en"))


def test_the_imports_and_the_warehouse_are_html(settings):
    app = run(settings, "about")
    assert re.search(r"Help line, Japan\s+\S+\s+400\s+0\s+0", text(app))
    assert re.search(
        r"warehouse \d{8}T\d+Z-[0-9a-f]{12}\.duckdb, built by casestats 0\.1\.0", text(app)
    )


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", None),
        ("statistics@example.org", '<a href="mailto:statistics@example.org">'),
        ("https://example.org/ask?a=1&b=2", '<a href="https://example.org/ask?a=1&amp;b=2">'),
        ("The desk, room <5>", "The desk, room &lt;5&gt;"),
        ("javascript:alert(1)", " javascript:alert(1)</p>"),
    ],
)
def test_who_answers_questions(settings, contact, expected):
    app = run(dataclasses.replace(settings, contact=contact), "about")
    en = translator("en")
    assert (en("about.contact.none") in text(app)) == (not contact)
    assert (en("about.contact.body") in text(app)) == bool(contact)
    assert expected is None or expected in html(app)


def test_the_contact_is_a_setting():
    assert Settings.from_environment({}).contact == ""
    assert Settings.from_environment({"CASESTATS_CONTACT": " a@example.org "}).contact == (
        "a@example.org"
    )


def test_an_address_that_is_none_makes_no_link():
    assert parts.contact("mail a@b") == "mail a@b"
    assert parts.contact("http://example.org") == "http://example.org"


def test_every_base_of_population_has_terms():
    terms = {row["label_en"] for row in sql.seed_rows("origins") if row["licence"]}
    assert {row["label_en"] for row in sql.seed_rows("population_bases")} <= terms
