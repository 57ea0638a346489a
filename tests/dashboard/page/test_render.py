"""The pages of a release: every number of it without script, no other one, in both languages."""

import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard.page import render
from dashboard.text import translator
from etl.disclosure import TOTAL
from tests.release_example import example
from tests.release_of_full_size import full_size

RELEASE = example()
FILES = render(RELEASE)
LANGUAGES = {"en": "", "ja": ".ja"}

FILE = re.compile(r"[\w/]+\.(csv|json\.sig|jsonld|json|ja\.md|txt)|allowed_signers")

#: What a Japanese page writes in Latin letters too: names, files, units.
LATIN = {
    "Instagram", "LINE", "Netsafe", "Youthline", "Safe", "to", "talk", "SMS", "NPO", "PAPS",
    "StopNCII", "org", "Take", "It", "Down", "CSV", "UTF", "BibTeX", "CC", "BY", "kB", "casestats",
    "SNS", "SOS", "reports",
}  # fmt: skip


def page(name, files=FILES):
    return files[name].decode()


class Tables(HTMLParser):
    """Rows of the tables of a page, by the name of the release's table and the section's id."""

    def __init__(self):
        super().__init__()
        self.rows, self.section, self.row, self.cell = {}, "", [], None

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "section":
            self.section = told["id"]
        elif tag == "table":
            self.shown = self.rows.setdefault((told.get("data-table"), self.section), [])
            self.above = []
        elif tag == "tr":
            self.above = [(label, rows - 1) for label, rows in self.above if rows > 1]
            self.row = [label for label, _ in self.above]
            self.shown.append(self.row)
        elif tag in ("td", "th"):
            self.cell, self.span = "", int(told.get("rowspan", 1))

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.row.append(self.cell)
            if self.span > 1:
                self.above.append((self.cell, self.span))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def test_the_files_of_a_release():
    assert sorted(FILES) == [
        "assets/data.js", "assets/drawing.js", "assets/figures.js", "assets/page.js",
        "assets/standing.js", "assets/words.js",
        "index.html", "index.ja.html", "tables.html", "tables.ja.html",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_stands_in_the_tables_once(lang):
    parser = Tables()
    parser.feed(page(f"tables{LANGUAGES[lang]}.html"))
    total = translator(lang)("release.total")
    labels = {
        (row["source"], row["dimension"], row["code"]): row[f"label_{lang}"]
        for row in RELEASE.codes.to_dict("records")
    }
    for table in RELEASE.tables:
        for source in RELEASE.sources["source"]:
            periods = RELEASE.periods.query("source == @source")["period"]
            printed = {period: {} for period in periods}
            for period in periods:
                for *codes, reports, mark in table.of(source, period).itertuples(index=False):
                    key = tuple(
                        total if code == TOTAL else labels[source, dim, code]
                        for dim, code in zip(table.dims, codes, strict=True)
                    )
                    printed[period][key or (total,)] = mark or f"{reports:,}"
            collected = any(".." not in cells.values() for cells in printed.values())
            _, *rows = parser.rows.get((table.name, source), [[]])
            shown = [
                {tuple(row[: -len(periods)]): row[len(row) - len(periods) + place] for row in rows}
                for place in range(len(periods))
            ]
            assert shown == (list(printed.values()) if collected else [{} for _ in periods]), (
                table.name,
                source,
            )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_no_number_that_the_release_does_not(lang):
    printed = {
        f"{reports:,}" for table in RELEASE.tables for reports in table.cells["reports"].dropna()
    }
    shown = page(f"index{LANGUAGES[lang]}.html")
    drawn = re.findall(r'<text class="number[^"]*"[^>]*>([^<]*)</text>', shown)
    figures = re.findall(r'<figure class="chart[^>]*data-address.*?</figure>', shown, re.DOTALL)
    tabled = [cell for figure in figures for cell in re.findall(r"<td>([^<]*)</td>", figure)]
    large = re.findall(r'<p class="big">([^<]*)</p>', shown)
    assert len(drawn) > 40
    assert {*drawn, *tabled, *large} - printed == {"S"} & {*tabled}
    assert large == ["420", "540"]


def test_the_script_is_given_the_same_cells_and_no_other():
    data = json.loads(page("assets/data.js").removeprefix("casestats.data = ").removesuffix(";\n"))
    assert data["dims"] == {table.name: list(table.dims) for table in RELEASE.tables}
    for table in RELEASE.tables:
        for source, listed in data["cells"][table.name].items():
            for period, counts in listed.items():
                cells = table.of(source, period)
                assert counts == [
                    mark or reports
                    for reports, mark in zip(cells["reports"], cells["mark"], strict=True)
                ]
    assert data["cells"]["contact_platform_age_band"]["nz-police"] == {}


def test_both_languages_show_the_same_charts_and_tables():
    def numbers(name):
        return re.findall(
            r'(?:<td(?= |>)(?! class="text")|<text class="(?:number|sign))[^>]*>([^<]*)<',
            page(name),
        )

    for name in ("index", "tables"):
        assert numbers(f"{name}.html") == numbers(f"{name}.ja.html") != []
        tags = [re.findall(r"<(?:h\d|section|figure|li|details)\b", page(f"{name}{end}.html"))
                for end in ("", ".ja")]  # fmt: skip
        assert tags[0] == tags[1]


def test_no_english_is_left_on_the_japanese_pages():
    for name in ("index.ja.html", "tables.ja.html"):
        shown = re.sub(r"<(head|pre|script)\b.*?</\1>", "", page(name), flags=re.DOTALL)
        shown = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", shown)
        told = [*re.findall(r">([^<]+)<", shown), *re.findall(r'aria-label="([^"]*)"', shown)]
        left = {word for text in told for word in re.findall(r"[A-Za-z]{2,}", FILE.sub("", text))}
        assert left - LATIN == set()


def test_same_release_same_bytes():
    assert render(example()) == FILES


def test_what_is_told_is_escaped():
    bad = "<script>alert('&')</script>"
    files = render(
        replace(
            RELEASE,
            title_en=bad,
            publisher=bad,
            contact=bad,
            sources=RELEASE.sources.assign(label_en=bad, organisation=bad, unit_en=bad),
            codes=RELEASE.codes.assign(label_en=bad),
            dimensions=RELEASE.dimensions.assign(label_en=bad),
        )
    )
    for name in ("index.html", "tables.html"):
        assert "<script>alert" not in page(name, files)
        assert "alert(&#39;&amp;&#39;)" in page(name, files)
    told = re.search(r'id="words">(.*?)</script>', page("index.html", files))[1]
    assert json.loads(told)["dims"]["age_band"] == bad


def test_nothing_is_asked_of_other_places():
    for lang in LANGUAGES.values():
        for name in ("index", "tables"):
            shown = page(f"{name}{lang}.html")
            assert "default-src 'none'" in shown
            loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', shown)
            assert [address for address in loaded if "//" in address] == []
            assert not re.search(r"\son\w+=|\sstyle=|javascript:", shown)


def weight(data):
    return len(gzip.compress(data, 6))


def test_a_release_of_full_size_is_light():
    files = render(full_size())
    first = ["index.ja.html", *(name for name in files if name.startswith("assets/"))]
    assert sum(weight(files[name]) for name in first) < 300_000
    assert weight(files["tables.ja.html"]) < 300_000
