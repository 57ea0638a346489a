"""The Atom feed and the site map: what needs the site's address. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dashboard.page.rendering import LANGUAGES
from dashboard.site.telling import Entry
from etl.release.model import Release

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed(entries: Sequence[Entry], latest: Entry, *, address: str) -> bytes:
    """An Atom feed (RFC 4287), in the language of its entries.

    Args:
        entries: all releases, the newest first.
        latest: the one that names the feed.
        address: of the site, with a slash at its end.
    """
    lang = latest.lang
    suffix = LANGUAGES[lang]
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": lang})
    _text(root, "id", _id(entries[-1].release, "feed", lang))
    _text(root, "title", latest.title)
    _text(root, "updated", max(_updated(entry.release) for entry in entries))
    SubElement(root, "link", rel="self", href=f"{address}feed{suffix}.atom")
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{address}index{suffix}.html")
    _text(SubElement(root, "author"), "name", latest.release.publisher or latest.title)
    for entry in entries:
        release = entry.release
        item = SubElement(root, "entry")
        _text(item, "id", _id(release, release.name, lang))
        _text(item, "title", f"{entry.title} ({release.name})")
        _text(item, "updated", _updated(release))
        page = f"{address}{release.name}/index{suffix}.html"
        SubElement(item, "link", rel="alternate", type="text/html", href=page)
        _text(item, "summary", "\n".join(entry.news()))
    return _xml(root)


def sitemap(releases: Iterable[Release], *, address: str) -> bytes:
    """The pages of the site and of its releases."""
    root = Element("urlset", {"xmlns": _SITEMAP})
    places = ["", *(f"{release.name}/" for release in releases)]
    for place in places:
        for suffix in LANGUAGES.values():
            _text(SubElement(root, "url"), "loc", f"{address}{place}index{suffix}.html")
    return _xml(root)


def _id(release: Release, name: str, lang: str) -> str:
    """The same for ever, wherever the site moves: the key id tells one publisher from another."""
    return uuid5(NAMESPACE_URL, f"{release.key_id}/{release.plan}/{name}/{lang}").urn


def _updated(release: Release) -> str:
    """A release never changes: the end of the day it looks at, not the clock of whoever asks."""
    return f"{release.as_of.isoformat()}T23:59:59Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _xml(root: Element) -> bytes:
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
