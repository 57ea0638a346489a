"""Pages drawn anew by the server alone: the same as the script's, for their reader only."""

import shutil
from html import escape

import pytest

from dashboard import server
from dashboard.pages import ANALYST_ONLY, FRONT, PAGES
from dashboard.readers import READERS
from dashboard.text import translator
from dashboard.theme import DARK, LIGHT
from etl import audit
from etl.settings import Settings
from tests import asgi
from tests.dashboard.test_app import run
from tests.dashboard.test_handing import exports, reports
from tests.views_drawn import ask, door, scripted, session_of, viewed

EN = translator("en")
DOOR = door(server._read)
NAMES = [name for name in PAGES if name not in ANALYST_ONLY]

#: Addresses: nothing chosen, much chosen, what cannot be read, what nothing is of.
ADDRESSES = {
    "usual": {},
    "chosen": {
        "source": "jp-helpline.nz-police", "from": "2024-03", "to": "2025-06", "by": "gender",
        "age": "15-17.unknown", "gender": "male.female", "calendar": "fiscal", "starts": "4",
        "compare": "index", "pyramid": "rate", "third": "outcome", "per": "year",
        "cells": "row_share", "date": "incident", "printed": "all",
    },
    "bad": {
        "source": "nobody.jp-helpline", "age": "15-17.1000", "gender": "<script>", "from": "never",
        "calendar": "week", "base": "2024-13", "utm": "1",
    },
    "nothing": {"source": "nz-police", "from": "2024-01", "to": "2024-03", "outcome": "unknown"},
}  # fmt: skip


#: How it begins to be told what could not be read.
LET_GO = escape(EN("notice.address", parts="|").split("|")[0])


def let_go(*keys):
    """What is told of these keys of an address."""
    parts = EN("list.comma").join(EN(f"address.{key}") for key in keys)
    return escape(EN("notice.address", parts=parts))


@pytest.fixture
def own(settings, tmp_path):
    """The small warehouse with a pointer and an audit log of its own."""
    shutil.copytree(settings.data, tmp_path / "data")
    return Settings(data=tmp_path / "data", keys=settings.keys)


@pytest.fixture(scope="module")
def reader(settings):
    """One who was on another page, and had chosen nothing."""
    return run(settings, "about")


@pytest.mark.parametrize(
    ("said", "lang"),
    [*((said, "en") for said in ADDRESSES), ("usual", "ja"), ("chosen", "ja")],
)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_put_in_place_is_what_the_script_draws(settings, reader, name, said, lang):
    query = {"lang": lang, **ADDRESSES[said]}
    script = scripted(run(settings, name, **query))
    view = viewed(DOOR, reader, name, **query)
    assert view.told == script.told
    t = translator(lang)
    assert view.title == f"{t(f'{name}.nav')} · {t('site.title')}"


def test_the_address_comes_back_as_we_would_write_it(settings):
    app = run(settings)
    query = {
        "lang": "en", "source": "jp-helpline.nz-helpline", "period": "two_years",
        "gender": "female", "calendar": "month", "utm": "1",
    }  # fmt: skip
    assert viewed(DOOR, app, FRONT, **query).address == {"gender": "female"}
    assert viewed(DOOR, app, FRONT, lang="ja").address == {"lang": "ja"}


def test_a_bad_address_says_what_was_let_go(settings):
    app = run(settings)
    view = viewed(DOOR, app, "trends", **ADDRESSES["bad"])
    assert let_go("source", "age", "gender", "from", "calendar", "base") in view.main
    assert "script" not in view.side + view.main
    assert view.address == {"source": "jp-helpline", "age": "15-17"}
    assert LET_GO not in viewed(DOOR, app, "trends", **view.address).main


def test_what_a_page_offers_is_of_its_own_selection(own):
    app = run(own, source="jp-helpline", **{"from": "2024-01", "to": "2025-12"})
    views = [scripted(app), viewed(DOOR, app, FRONT, source="jp-helpline", gender="female")]
    links = [view.main.split('<a class="file" href=".')[1].split('"')[0] for view in views]
    assert links[0] != links[1]
    counts = [reports(asgi.ask(DOOR, link)[2]) for link in links]
    assert counts == [400, 100]
    assert len(exports(own)) == 2


def test_a_view_is_drawn_in_the_mode_of_the_browser(settings):
    app = run(settings)
    for mode, ours, other in (("dark", DARK, LIGHT), ("light", LIGHT, DARK)):
        page = ask(DOOR, session_of(app), FRONT, x_casestats_mode=mode)[2].decode()
        assert ours.blue in page
        assert other.blue not in page


def test_nothing_of_it_is_kept_by_the_browser(settings):
    app = run(settings)
    assert ask(DOOR, session_of(app), FRONT)[1]["cache-control"] == "no-store"


@pytest.mark.parametrize("name", [*sorted(ANALYST_ONLY), "no-such-page", "Overview"])
def test_a_page_that_is_not_put_in_place_is_left_to_streamlit(settings, name):
    session = session_of(run(settings, gender="female"))
    before = READERS.of(session)
    status, _, body = ask(DOOR, session, name)
    assert (status, body) == (409, b"")
    assert READERS.of(session) is before


@pytest.mark.parametrize("session", ["", "nobody", "../trends", "x" * 5000])
def test_a_reader_who_is_not_known_is_shown_nothing(settings, session):
    run(settings)
    status, _, body = ask(DOOR, session, FRONT)
    assert (status, body) == (409, b"")
    assert READERS.of(session) is None


def test_without_a_session_nothing_is_shown(settings):
    run(settings)
    assert asgi.ask(DOOR, f"/view/{FRONT}")[0] == 409


@pytest.mark.parametrize("text", [None, "", "not a pointer"])
def test_a_warehouse_that_is_gone_or_damaged_is_left_to_streamlit(own, text):
    session = session_of(run(own))
    pointer = own.warehouse / "CURRENT"
    if text is None:
        pointer.unlink()
    else:
        pointer.write_text(text, encoding="utf-8")
    status, _, body = ask(DOOR, session, FRONT)
    assert (status, body) == (409, b"")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"origin": f"http://{asgi.HOST}"}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "else"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "evil.example"}, 421),
    ],
)
def test_only_our_page_is_answered(settings, headers, status):
    session = session_of(run(settings))
    answer, _, body = ask(DOOR, session, FRONT, **headers)
    assert answer == status
    assert (b'"main"' in body) is (status == 200)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_a_page_can_only_be_asked_for(settings, method):
    session = session_of(run(settings))
    assert ask(DOOR, session, FRONT, method=method)[0] == 405


def test_looking_is_not_put_on_record(own):
    app = run(own)
    before = audit.entries(own)
    viewed(DOOR, app, "who", gender="female")
    assert audit.entries(own) == before


def test_what_streamlit_draws_of_its_own_accord_is_what_was_seen_last(settings):
    app = run(settings, "who", source="jp-helpline")
    view = viewed(DOOR, app, "who", lang="ja", source="jp-helpline", gender="female")
    app.run()
    assert scripted(app).told == view.told
    app.run()
    assert scripted(app).told == view.told


def test_what_was_let_go_is_told_as_long_as_nothing_else_is_chosen(settings):
    app = run(settings, "who", source="jp-helpline", age="1000")
    app.run()
    assert let_go("age") in scripted(app).main
    viewed(DOOR, app, "who", source="jp-helpline", gender="female")
    app.run()
    assert LET_GO not in scripted(app).main


def test_an_address_that_is_led_to_counts_more_than_what_was_seen(settings):
    app = run(settings, "who", source="jp-helpline")
    viewed(DOOR, app, "who", source="jp-helpline", gender="female")
    app.query_params["source"] = "nz-helpline"
    app.run()
    assert scripted(app).address == {"source": "nz-helpline"}


def test_two_readers_do_not_meet(settings):
    one, other = run(settings, "who"), run(settings, "who", lang="ja")
    viewed(DOOR, one, "who", gender="female")
    other.run()
    assert scripted(other).address == {"lang": "ja"}
    one.run()
    assert scripted(one).address == {"gender": "female"}
