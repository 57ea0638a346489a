"""Public pages drawn anew by the server alone: the same as the script's, of the release alone."""

from html import escape

import pytest

from dashboard import server
from dashboard.pages import FRONT
from dashboard.pages import PAGES as EXACT
from dashboard.public import opening
from dashboard.public.pages import PAGES
from dashboard.text import translator
from etl import audit
from tests.public_app import masked, run
from tests.views_drawn import ask, door, scripted, session_of, viewed

EN = translator("en")
DOOR = door(server._read_release)

#: Addresses: nothing chosen, much chosen, what cannot be read.
ADDRESSES = {
    "usual": {},
    "chosen": {
        "source": "jp-helpline", "period": "2024-H1", "age": "15-17", "by": "gender",
        "rows": "gender", "columns": "outcome", "printed": "all",
    },
    "bad": {
        "source": "nobody.jp-helpline", "age": "15-17.1000", "gender": "<script>",
        "period": "2024-13", "from": "2024-01", "calendar": "month", "utm": "1",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(public):
    """One who was on another page, and had chosen nothing."""
    return run(public, "about")


@pytest.mark.parametrize(
    ("said", "lang"), [*((said, "en") for said in ADDRESSES), ("chosen", "ja")]
)
@pytest.mark.parametrize("name", PAGES)
def test_what_is_put_in_place_is_what_the_script_draws(public, reader, name, said, lang):
    query = {"lang": lang, **ADDRESSES[said]}
    script = scripted(run(public, name, **query))
    view = viewed(DOOR, reader, name, **query)
    assert view.told == script.told
    t = translator(lang)
    assert view.title == f"{t(f'{name}.nav')} · {t('site.title')}"
    assert t("release.leave") in view.main


def test_a_bad_address_says_what_was_let_go(public):
    view = viewed(DOOR, run(public), "who", **ADDRESSES["bad"])
    keys = ("source", "age", "gender", "calendar", "from", "period")
    told = {EN(f"address.{key}") for key in keys}
    before, after = escape(EN("notice.address", parts="|")).split("|")
    parts = view.main.split(before)[1].split(after)[0]
    assert set(parts.split(EN("list.comma"))) == {escape(part) for part in told}
    assert view.address == {"source": "jp-helpline", "age": "15-17"}


@pytest.mark.parametrize("name", sorted(set(EXACT) - set(PAGES)))
def test_pages_of_the_exact_warehouse_are_not_there(public, name):
    assert ask(DOOR, session_of(run(public)), name)[::2] == (409, b"")


def test_a_reader_who_is_not_known_is_shown_nothing(public):
    run(public)
    assert ask(DOOR, "nobody", FRONT)[::2] == (409, b"")


def test_a_release_that_is_damaged_is_left_to_streamlit(tmp_path):
    settings = masked(tmp_path)
    session = session_of(run(settings))
    opening.use(settings.releases / "LATEST", settings)  # as a server that starts anew
    [table, *_] = (settings.releases / "reports-1.2" / "tables").glob("*.csv")
    table.chmod(0o644)
    table.write_bytes(table.read_bytes() + b"\n")
    assert ask(DOOR, session, FRONT)[::2] == (409, b"")


def test_looking_is_not_put_on_record(public):
    app = run(public)
    before = audit.entries(public)
    viewed(DOOR, app, "who", age="15-17")
    assert audit.entries(public) == before
