"""Every link of a site leads somewhere, on the pages of old releases too."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.placed_site import placed


class Page(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, _tag, attrs):
        told = dict(attrs)
        self.links += [told[name] for name in ("href", "src") if told.get(name)]
        self.ids |= {told["id"]} if told.get("id") else set()
        if told.get("http-equiv") == "refresh":
            self.links.append(told["content"].partition("url=")[2])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return placed(tmp_path_factory.mktemp("links"))


def dead(site) -> tuple[list[str], int]:
    """Links that lead nowhere, and how many were followed."""
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    found, followed = [], 0
    for path, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(link)
            if urlsplit(link).scheme:
                continue
            followed += 1
            place = (path.parent / target).resolve() if target else path
            there = place.is_file() and place.is_relative_to(site)
            if not there or (anchor and anchor not in pages[place].ids):
                found.append(f"{path.relative_to(site)}: {link}")
    return found, followed


def test_no_link_is_dead(site):
    found, followed = dead(site)
    assert found == []
    assert followed > 300


def test_the_index_leads_to_every_release(site):
    for name in ("index.html", "index.ja.html"):
        links = Page((site / name).read_text("utf-8")).links
        releases = {path.parent.name for path in site.glob("*/manifest.json")}
        assert len(releases) == 3
        assert {f"{release}/{name}" for release in releases} <= set(links)


def test_no_two_names_are_one_where_capitals_do_not_count(site):
    names = [path.relative_to(site).as_posix().casefold() for path in site.rglob("*")]
    assert len(set(names)) == len(names)


def test_a_dead_link_is_found(site):
    gone = site / "reports-1.1" / "tables" / "age_band.csv"
    content = gone.read_bytes()
    gone.unlink()
    try:
        assert any("age_band.csv" in link for link in dead(site)[0])
    finally:
        gone.write_bytes(content)
