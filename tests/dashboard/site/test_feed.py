"""The Atom feed as RFC 4287 wants it, the same each time, and the site map."""

import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from dashboard.site import render
from tests.sealed_releases import history

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://example.org/figures/"


def files(releases, address=ADDRESS):
    newest_first = releases[::-1]
    return render(newest_first, newest_first[0], keys={}, address=address)


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own


def ids(feed: bytes) -> list[str]:
    return [element.text for element in parsed(feed).iter(f"{ATOM}id")]


@pytest.fixture(scope="module", params=["feed.atom", "feed.ja.atom"])
def feed(request):
    return parsed(files(history())[request.param])


def test_it_is_valid(feed):
    """Each element that RFC 4287, 4.1.1 and 4.1.2, asks for, once, and of its kind."""
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}entry")) == 3
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        told = datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
        assert told.utcoffset().total_seconds() == 0
        assert element.findtext(f"{ATOM}title").strip()
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href").startswith(ADDRESS)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    relations = sorted(link.get("rel") for link in feed.findall(f"{ATOM}link"))
    assert relations == ["alternate", "self"]
    for entry in feed.findall(f"{ATOM}entry"):
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]


def test_it_tells_each_release_newest_first(feed):
    entries = feed.findall(f"{ATOM}entry")
    names = [re.search(r"\((.+)\)", entry.findtext(f"{ATOM}title")).group(1) for entry in entries]
    assert names == ["reports-2.3", "reports-1.2", "reports-1.1"]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [
        "2026-02-28T23:59:59Z", "2025-08-31T23:59:59Z", "2025-02-28T23:59:59Z",
    ]  # fmt: skip
    assert feed.findtext(f"{ATOM}updated") == "2026-02-28T23:59:59Z"


def test_what_changed_is_told():
    english = parsed(files(history())["feed.atom"])
    assert english.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary").splitlines() == [
        "First published here: Help line, Japan, Jan–Jun 2025",
        "First published here: Police, New Zealand, Jul 2024 – Jun 2025",
        (
            "Numbers revised: 2, level II (no figure was wrong; use is affected). "
            "Reason: A delivery was corrected"
        ),
    ]


def test_ids_stay_when_releases_come_and_the_site_moves():
    few = ids(files(history()[:1])["feed.atom"])
    all_of_them = ids(files(history(), "https://example.net/")["feed.atom"])
    assert [all_of_them[0], all_of_them[-1]] == few
    assert len(set(all_of_them)) == 4


def test_ids_differ_between_languages_and_publishers():
    here = files(history())
    elsewhere = files([replace(release, key_id="f" * 16) for release in history()])
    names = ("feed.atom", "feed.ja.atom")
    assert len({told for of in (here, elsewhere) for name in names for told in ids(of[name])}) == 16


def test_the_site_map_lists_every_page():
    made = files(history())
    places = [element.text for element in parsed(made["sitemap.xml"]).iter() if element.text]
    wanted = [
        f"{ADDRESS}{folder}{page}"
        for folder in ("", "reports-2.3/", "reports-1.2/", "reports-1.1/")
        for page in ("index.html", "index.ja.html")
    ]
    assert [place for place in places if place.strip()] == wanted
    assert f"Sitemap: {ADDRESS}sitemap.xml" in made["robots.txt"].decode()
