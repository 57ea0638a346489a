"""The server: reachable from this computer only, closed to other sites, silent about itself."""

import base64
import json
import re
import socket
from pathlib import Path

import pytest

from dashboard import server as module
from dashboard import shell
from dashboard.guard import Guard
from dashboard.pages import FRONT, PAGES
from dashboard.text import LANGUAGES
from etl.errors import MachineError, UsageError
from tests.small_warehouse import serving
from tests.warehouse_builder import settings_in

ROUTES = [
    "/",
    *(f"/{page}" for page in PAGES),
    "/?lang=ja",
    "/no-such-page",
    "/no/such/file",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/x/y",
    "/auth/login",
    "/component/x/y",
    "/media/nothing.csv",
    "/front/style.css",
    "/front/front.js",
    "/front/words.js",
    "/front/../guard.py",
    "/front/%2e%2e/guard.py",
    "/favicon.png",
    "//evil.example",
]


def ask(port, *lines, path="/", method="GET"):
    """One request over a raw socket; its status, headers and body."""
    request = "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "Connection: close", "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request.encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)}
    return int(status.split()[1]), headers, body


def open_socket(port, *lines):
    """Status of a request for the WebSocket; 101 is open."""
    key = base64.b64encode(b"0123456789abcdef").decode()
    request = "\r\n".join(
        [
            "GET /_stcore/stream HTTP/1.1", *lines, "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
        ]
    )  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request.encode("latin-1"))
        return int(connection.recv(1024).split()[1])


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_carries_the_headers(port, path):
    _, headers, _ = ask(port, f"Host: 127.0.0.1:{port}", path=path)
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self'" in policy
    scripts = re.search(r"script-src ([^;]*)", policy).group(1)
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/=]+')*", scripts)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_our_own_names_are_answered(port, name):
    assert ask(port, f"Host: {name}:{port}")[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:{port}", "", "LOCALHOST."],
)
def test_other_names_are_misdirected(port, host):
    assert ask(port, f"Host: {host.format(port=port)}")[0] == 421


def test_a_host_named_twice_is_not_ours(port):
    assert ask(port, f"Host: 127.0.0.1:{port}", "Host: evil.example")[0] in (400, 421)


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:{port}", None, 403),  # none
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 101),  # the same
        ("localhost:{port}", "http://localhost:{port}", 101),  # localhost
        ("127.0.0.1:{port}", "http://127.0.0.1:3000", 403),  # another port
        ("127.0.0.1:{port}", "http://evil.example", 403),  # another site
        ("127.0.0.1:{port}", "null", 403),  # a sandboxed frame or a file
        ("evil.example:{port}", "http://evil.example:{port}", 403),  # DNS rebinding
        ("localhost:{port}", "http://127.0.0.1:{port}", 403),  # our host, another of our names
    ],
)
def test_only_our_page_opens_the_socket(port, host, origin, status):
    lines = [f"Host: {host.format(port=port)}"]
    if origin is not None:
        lines.append(f"Origin: {origin.format(port=port)}")
    assert open_socket(port, *lines) == status


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}"])
def test_other_sites_read_nothing(port, origin):
    status, _, body = ask(port, f"Host: 127.0.0.1:{port}", f"Origin: {origin.format(port=port)}")
    assert (status, body) == (403, b"403 Forbidden\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(port, method):
    assert ask(port, f"Host: 127.0.0.1:{port}", method=method)[0] == 405


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/component/a/b"]
)
def test_what_is_not_used_is_not_offered(port, path):
    assert ask(port, f"Host: 127.0.0.1:{port}", path=path)[0] == 404


@pytest.mark.parametrize("path", ROUTES)
def test_no_answer_tells_a_path_or_a_trace(port, path):
    _, _, body = ask(port, f"Host: 127.0.0.1:{port}", path=path)
    assert b"Traceback" not in body
    assert str(Path(module.__file__).parents[1]).encode() not in body
    assert b"def _refusal" not in body


def test_the_listener_is_on_loopback_only(port):
    # /proc/net/tcp writes addresses as little-endian hexadecimal; 0A is LISTEN.
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [line.split() for table in tables for line in table.read_text().splitlines()[1:]]
    addresses = {
        row[1].split(":")[0] for row in rows if int(row[1].split(":")[1], 16) == port
        if row[3] == "0A"
    }  # fmt: skip
    assert addresses == {"0100007F"}


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104
def test_an_address_that_others_can_reach_is_refused(settings, address):
    with pytest.raises(UsageError) as refusal:
        module.serve(settings, address=address)
    assert refusal.value.code == "address-not-loopback"
    assert refusal.value.remedy


def test_a_port_in_use_is_told(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MachineError) as error:
            module.serve(settings, port=port)
    assert (error.value.code, error.value.where) == ("port-taken", f"127.0.0.1:{port}")


def test_nothing_need_be_built(tmp_path):
    with serving(settings_in(tmp_path)) as port:
        assert ask(port, f"Host: 127.0.0.1:{port}")[0] == 200
        assert ask(port, f"Host: 127.0.0.1:{port}", path="/import")[0] == 200


def test_what_a_killed_server_left_is_swept(tmp_path):
    settings = settings_in(tmp_path)
    left = settings.data / ".passing-left"
    left.mkdir(parents=True)
    (left / "reports.csv").write_bytes(b"canary")
    with serving(settings):
        assert not left.exists()


UPLOAD = "/_stcore/upload_file/session/file"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("http://localhost:{port}", 403),  # one of our names, and not the one that was asked
    ],
)
def test_only_our_page_sends_files(port, method, origin, status):
    lines = [f"Host: 127.0.0.1:{port}", "Content-Length: 0"]
    if origin:
        lines.append(f"Origin: {origin.format(port=port)}")
    assert ask(port, *lines, path=UPLOAD, method=method)[0] == status


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_file_needs_the_token_of_the_page(port, method):
    lines = [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}", "Content-Length: 0"]
    status, _, body = ask(port, *lines, path=UPLOAD, method=method)
    assert status == 403
    assert b"XSRF" in body


@pytest.mark.parametrize("method", ["POST", "PATCH", "OPTIONS"])
def test_files_are_sent_in_one_way_only(port, method):
    lines = [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]
    assert ask(port, *lines, path=UPLOAD, method=method)[0] == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_public_dashboard_takes_no_files(method):
    guard = Guard(never, hosts=frozenset({"here"}), headers={}, uploads=False)
    scope = {"type": "http", "method": method, "path": UPLOAD,
             "headers": [(b"host", b"here"), (b"origin", b"http://here")]}  # fmt: skip
    assert guard._refusal(scope) == 405


async def never(_scope, _receive, _send):
    raise AssertionError


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shell_speaks_the_language(port, lang):
    _, _, body = ask(port, f"Host: 127.0.0.1:{port}", path=f"/trends?lang={lang}")
    text = body.decode("utf-8")
    assert f'<html lang="{lang}">' in text
    assert "./front/style.css" in text
    assert "Streamlit</title>" not in text
    assert "_stcore/agent" not in text


@pytest.mark.parametrize("page", [FRONT, "trend", "no-such-page"])
def test_a_page_there_is_not_leads_to_the_front(port, page):
    """Streamlit takes /overview, too, for a page that does not exist."""
    host = f"Host: 127.0.0.1:{port}"
    status, headers, _ = ask(port, host, path=f"/{page}?lang=ja&age=15-17")
    assert (status, headers["location"]) == (307, "./?lang=ja&age=15-17")
    assert ask(port, host, path=f"/{page}")[1]["location"] == "./"


def test_the_words_of_the_shell_are_data_and_no_markup():
    told = re.search(
        r'<script id="words" type="application/json">(.*?)</script>', shell.shell("en")
    )
    words = json.loads(told.group(1))
    assert {"en": "Open", "ja": "選択肢を開く", "mi": "Open"} in words["words"]
    assert dict(words["phrases"])["Wahine"] == "mi"
    assert words["partial"] == ["mi"]
    assert "<" not in told.group(1)


def test_a_language_we_do_not_have_reads_english(port):
    _, _, body = ask(port, f"Host: 127.0.0.1:{port}", path='/?lang="><script>')
    assert b'<html lang="en">' in body


def test_the_policy_allows_exactly_the_scripts_of_the_shell():
    inline = re.findall(r"<script>", shell.shell("en"))
    assert len(shell.script_hashes()) == len(inline)
