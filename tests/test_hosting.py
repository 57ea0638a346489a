"""The shipped examples for web servers, each tried: what is kept how long, and what is let in."""

import gzip
import re
import urllib.error
import urllib.request
from email.message import Message

import pytest

from tests import web_server
from tests.placed_site import placed

SEALED, SHORT, NOTHING = "public, max-age=31536000, immutable", "public, max-age=300", "no-store"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return placed(tmp_path_factory.mktemp("hosted"))


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def address(request, site, tmp_path_factory):
    if not web_server.found(request.param):
        pytest.skip(f"no {request.param} on this computer")
    folder = tmp_path_factory.mktemp(request.param)
    with getattr(web_server, request.param)(site, folder) as address:
        yield address


def ask(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body, no redirect followed."""

    class Still(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=sent)  # noqa: S310 - our own server
    try:
        with urllib.request.build_opener(Still).open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def test_every_file_is_served_as_it_is(address, site):
    whole = [path for path in site.rglob("*") if path.is_file() and "packed" not in path.parts]
    assert len(whole) > 60
    for path in whole:
        content = path.read_bytes()
        url = f"{address}/{path.relative_to(site).as_posix()}"
        status, headers, body = ask(url)
        assert (status, headers["Content-Encoding"], body) == (200, None, content), url
        status, headers, body = ask(url, Accept_Encoding="gzip")
        unpacked = gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body
        assert (status, unpacked) == (200, content), url


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("reports-1.1/index.html", SEALED),
        ("reports-2.3/", SEALED),
        ("reports-2.3/tables/age_band.csv", SEALED),
        ("reports-2.3/manifest.json.sig", SEALED),
        ("", SHORT),
        ("index.ja.html", SHORT),
        ("latest/", SHORT),
        ("latest.txt", SHORT),
        ("feed.atom", SHORT),
        ("status/reports-1.1.js", SHORT),
        ("status.json", SHORT),
    ],
)
def test_how_long_it_is_kept(address, path, kept):
    for encoding in ("gzip", "identity"):
        status, headers, _ = ask(f"{address}/{path}", Accept_Encoding=encoding)
        assert (status, headers.get_all("Cache-Control")) == (200, [kept])


@pytest.mark.parametrize(
    "path",
    ["reports-9.9/index.html", "reports-2.3/no.csv", "packed/index.html.gz", ".placing-page"],
)
def test_what_is_not_there_is_not_kept(address, site, path):
    half_written = site / ".placing-page"
    half_written.write_bytes(b"half")
    status, headers, body = ask(f"{address}/{path}")
    assert (status, headers.get_all("Cache-Control")) == (404, [NOTHING])
    half_written.unlink()
    assert b"half" not in body


def test_an_unchanged_page_is_not_sent_again(address):
    for encoding in ("gzip", "identity"):
        url = f"{address}/reports-2.3/index.html"
        tag = ask(url, Accept_Encoding=encoding)[1]["ETag"]
        status, headers, body = ask(url, Accept_Encoding=encoding, If_None_Match=tag)
        assert (status, headers["Cache-Control"], body) == (304, SEALED, b"")


def test_pages_go_compressed(address):
    for path in ("index.html", "reports-2.3/index.html", "reports-2.3/tables/age_band_gender.csv"):
        _, headers, _ = ask(f"{address}/{path}", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in headers["Vary"]


@pytest.mark.parametrize(("path", "frames"), [("index.html", "'none'"), ("reports-2.3/", None)])
def test_nothing_comes_in_from_elsewhere(address, path, frames):
    _, headers, _ = ask(f"{address}/{path}")
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    } | ({"frame-ancestors": frames} if frames else {})
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] is None
    assert re.search(r"\d", headers["Server"] or "") is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html"),
        ("status/reports-1.1.js", "text/javascript"),
        ("status.json", "application/json"),
        ("feed.atom", "application/atom+xml"),
        ("reports-2.3/tables/age_band.csv", "text/csv"),
        ("reports-2.3/", "text/html"),
        ("reports-2.3/dataset.jsonld", "application/ld+json"),
        ("reports-2.3/notes.md", "text/markdown"),
        ("reports-2.3/verify.txt", "text/plain"),
        ("reports-2.3/allowed_signers", "text/plain"),
    ],
)
def test_each_file_says_what_it_is(address, path, kind):
    for encoding in ("gzip", "identity"):
        assert ask(f"{address}/{path}", Accept_Encoding=encoding)[1].get_content_type() == kind


def test_a_folder_without_its_slash(address):
    status, headers, _ = ask(f"{address}/reports-2.3")
    assert (status in (301, 308), headers["Location"]) == (True, "/reports-2.3/")
