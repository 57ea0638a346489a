"""The pages over all releases: what they tell, the same each time."""

import json
import re
from dataclasses import replace

import pytest

from dashboard.site import render
from tests.sealed_releases import history, revision, told_revisions

ADDRESS = "https://example.org/figures/"
KEYS = {"allowed_signers": b"casestats ssh-ed25519 AAAA\n"}


def rendered(releases=None, *, address=ADDRESS) -> dict[str, str]:
    newest_first = (releases or history())[::-1]
    files = render(newest_first, newest_first[0], keys=KEYS, address=address)
    return {name: content.decode() for name, content in files.items()}


def text_of(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture(scope="module")
def files():
    return rendered()


def test_the_files_of_a_site(files):
    assert sorted(files) == [
        "allowed_signers", "feed.atom", "feed.ja.atom", "index.html", "index.ja.html",
        "latest/index.html", "latest/index.ja.html", "robots.txt", "sitemap.xml", "status.json",
        "status/reports-1.1.js", "status/reports-1.2.js", "status/reports-2.3.js",
    ]  # fmt: skip


def test_the_same_releases_give_the_same_bytes(files):
    assert rendered() == files


def test_the_latest_stands_first_with_its_days(files):
    assert (
        "Latest release Release reports-2.3 As received by 28 February 2026 "
        "Next release by 31 October 2026 "
        "Sources Help line, Japan · Police, New Zealand" in text_of(files["index.html"])
    )
    assert (
        "最新版 公表番号 reports-2.3 集計の締め日 2026年2月28日 次回公表の期限 2026年10月31日 "
        "提供元 相談窓口（日本）・警察（ニュージーランド）" in text_of(files["index.ja.html"])
    )


def test_each_release_tells_what_changed(files):
    text = text_of(files["index.html"])
    of_1_2 = text[text.rindex("reports-1.2") : text.rindex("reports-1.1")]
    assert (
        "First published here: Help line, Japan, Jan–Jun 2025 "
        "First published here: Police, New Zealand, Jul 2024 – Jun 2025 "
        "Numbers revised: 2, level II (no figure was wrong; use is affected). "
        "Reason: A delivery was corrected "
        "Its numbers that were revised since: 1" in of_1_2
    )
    assert (
        "改定した数値：2件、レベルII（数値の誤りなし、利用上の支障あり）。理由：提供データの訂正のため"
        in text_of(files["index.ja.html"])
    )


def test_a_withdrawn_series_is_marked_and_keeps_its_links(files):
    text = text_of(files["index.html"])
    assert "Series 2 reports-2.3 Latest" in text
    assert "Series 1 Withdrawn A later series tells these periods anew" in text
    assert "Begins a new series, counted anew, in place of series 1" in text
    assert 'href="reports-1.1/index.html"' in files["index.html"]
    assert 'href="reports-1.1/index.ja.html"' in files["index.ja.html"]


def test_without_a_newer_series_none_is_withdrawn():
    text = text_of(rendered(history()[:2])["index.html"])
    assert "Withdrawn" not in text
    assert "in place of series" not in text


def test_the_weightiest_change_comes_first():
    first, second, _ = history()
    rows = [
        revision("reports-1.2", "totals", "", 300, 303),
        (*revision("reports-1.2", "age_band", "age_band=0-14", 90, 99)[:9],
         "IV", "Wrong file", "誤ったファイル"),
    ]  # fmt: skip
    text = text_of(rendered([first, replace(second, revisions=told_revisions(rows))])["index.html"])
    assert text.index("Reason: Wrong file") < text.index("Reason: A delivery")


def test_nothing_in_a_page_comes_from_elsewhere(files):
    for name in ("index.html", "index.ja.html", "latest/index.html", "latest/index.ja.html"):
        page = files[name]
        assert "<script" not in page
        assert re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//', page) == []


def test_words_of_a_release_are_no_markup():
    first, *_ = history()
    page = rendered([replace(first, title_en="<b>&")])["index.html"]
    assert "<b>" not in page
    assert "&lt;b&gt;&amp;" in page


@pytest.mark.parametrize("suffix", ["", ".ja"])
def test_latest_leads_on_without_server_and_script(files, suffix):
    page = files[f"latest/index{suffix}.html"]
    target = f"../reports-2.3/index{suffix}.html"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
    assert f'<a href="{target}">' in page


def test_the_status_is_told_to_pages_and_programs(files):
    told = json.loads(files["status.json"])
    for name, status in told.items():
        assert files[f"status/{name}.js"] == f"window.casestatsStatus = {json.dumps(status)};\n"
    assert list(told) == ["reports-2.3", "reports-1.2", "reports-1.1"]
    assert told["reports-2.3"] == {"superseded_by": None, "withdrawn": False, "revisions": []}
    assert told["reports-1.2"]["superseded_by"] == "reports-2.3"
    assert told["reports-1.2"]["withdrawn"] is True
    (row,) = told["reports-1.2"]["revisions"]
    assert (row["cell"], row["old"], row["new"]) == ("age_band=15-17", 96, 102)
    assert told["reports-1.1"]["revisions"][1]["new"] is None


def test_without_an_address_nothing_needs_one():
    files = rendered(address=None)
    assert not {"feed.atom", "feed.ja.atom", "sitemap.xml"} & set(files)
    assert files["robots.txt"] == "User-agent: *\nAllow: /\n"
    assert "atom" not in files["index.html"]
    assert "example.org" not in "".join(files.values())


def test_the_keys_are_given_as_they_are(files):
    assert files["allowed_signers"].encode() == KEYS["allowed_signers"]


def test_many_periods_are_told_by_their_ends(files):
    assert (
        "First published here: Help line, Japan, 2 periods, Jan 2024 to Dec 2024 "
        "First published here: Police, New Zealand, Jan–Jun 2024" in text_of(files["index.html"])
    )
    assert "この版で初めて公表：相談窓口（日本）、2024年1月から2024年12月まで2期間" in text_of(
        files["index.ja.html"]
    )


def test_series_of_several_plans_bear_their_titles():
    first, *_ = history()
    other = replace(first, plan="platforms", title_en="Platforms")
    page = text_of(rendered([other, first])["index.html"])
    assert "Platforms · Series 1" in page
    assert "Sextortion reports · Series 1" in page


def test_a_new_series_publishes_no_old_period_first(files):
    text = text_of(files["index.html"])
    of_2_3 = text[text.index("Series 2") : text.index("Series 1 Withdrawn")]
    assert "in place of series 1" in of_2_3
    assert "First published here" not in of_2_3
