"""The server over a release: the same door, no upload, no import, one line in the audit log."""

import http.client
import json
import shutil

import pytest

from dashboard import server
from dashboard.public.pages import PAGES
from etl.errors import CaseStatsError, IntegrityError, UsageError
from tests.command_line import CommandLine
from tests.public_app import sealed
from tests.releases_to_seal import first, settings_in
from tests.small_warehouse import serving


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return sealed(tmp_path_factory.mktemp("served"), first())


@pytest.fixture(scope="module")
def port(settings):
    with serving(settings, settings.latest_release) as port:
        yield port


@pytest.fixture
def casestats(tmp_path, monkeypatch, capsys):
    return CommandLine(tmp_path, monkeypatch, capsys)


def ask(port, path, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    origin = {"Origin": f"http://127.0.0.1:{port}"}
    connection.request(method, path, headers=origin)
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read().decode()


@pytest.mark.parametrize("page", ["/", *(f"/{page}" for page in PAGES if page != "overview")])
def test_every_page_is_there_and_guarded(port, page):
    status, headers, body = ask(port, f"{page}?lang=ja")
    assert status == 200
    assert 'lang="ja"' in body
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_no_file_can_be_sent(port, method):
    assert ask(port, "/_stcore/upload_file/session/file", method=method)[0] == 405


def test_only_the_serving_is_on_record_and_no_warehouse_is_made(port, settings):
    assert ask(port, "/")[0] == 200
    lines = [json.loads(line) for line in (settings.data / "audit.jsonl").read_text().splitlines()]
    assert [line["event"] for line in lines] == ["release", "serve"]
    assert lines[-1]["facts"]["release"] == "reports-1.1"
    assert not settings.warehouse.exists()


@pytest.mark.parametrize("asked", ["LATEST", "reports-1.1"])
def test_without_a_release_nothing_is_served(tmp_path, asked):
    with pytest.raises(CaseStatsError) as refusal:
        server.serve_release(settings_in(tmp_path), tmp_path / asked)
    assert refusal.value.code in ("release-missing", "release-file-missing")
    assert refusal.value.remedy


@pytest.mark.parametrize("damage", ["changed", "dropped", "added", "signed by another"])
def test_a_release_that_is_not_as_it_was_sealed_is_refused(settings, tmp_path, damage):
    folder = tmp_path / "reports-1.1"
    shutil.copytree(settings.releases / folder.name, folder)
    codes = folder / "codes.csv"
    if damage == "changed":
        codes.chmod(0o644)
        codes.write_bytes(codes.read_bytes().replace(b"Male", b"Mole"))
    elif damage == "dropped":
        codes.unlink()
    elif damage == "added":
        (folder / "reports.csv").write_text("")
    else:
        settings = sealed(tmp_path / "other", first())
    with pytest.raises(IntegrityError):
        server.serve_release(settings, folder)


def test_an_address_that_others_can_reach_is_refused(settings):
    with pytest.raises(UsageError) as refusal:
        server.serve_release(settings, settings.latest_release, address="192.0.2.1")
    assert refusal.value.code == "address-not-loopback"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["LATEST"], 2, "No release has been made yet"),
        (["data/releases/reports-9.9"], 5, "manifest.json"),
        (["LATEST", "--as-of", "2026-01-01"], 2, "--as-of"),
    ],
)
def test_the_command_says_what_is_missing(casestats, arguments, code, says):
    said = casestats("serve", "--release", *arguments)
    assert said.code == code
    assert says in said.err
