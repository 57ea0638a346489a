"""A page as the server puts it in place, and as Streamlit's script draws it, to be compared."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.types import ASGIApp
from streamlit.testing.v1 import AppTest

from dashboard import handing, viewing
from dashboard.guard import VIEW, Guard
from dashboard.viewing import Read
from tests import asgi

_SHEET = re.compile(
    r'<div class="page(?P<beside> beside)?" data-drawn="[\w-]{8}"'
    r'(?: data-session="(?P<session>[\w-]+)")?>(?P<parts>.*)</div>',
    re.DOTALL,
)
_FILES = re.compile(r'(?<="\./files/)[\w-]+/[\w-]+(?=/)')


@dataclass(frozen=True)
class View:
    """What a reader sees: beside the page and on it, and the address and title of the window."""

    side: str
    main: str
    address: dict[str, str]
    title: str = ""

    @property
    def told(self) -> tuple[str, str, dict[str, str]]:
        """The same, whoever asked for it, and whenever it was drawn."""
        side, main = (_FILES.sub("of/drawing", part) for part in (self.side, self.main))
        return side, main, self.address


def door(read: Read) -> Guard:
    """Where pages are asked for, and the files that they offer."""
    app = Starlette(routes=[*handing.routes(), *viewing.routes(read)])
    return Guard(app, hosts=frozenset({asgi.HOST}), headers={}, uploads=False)


def session_of(app: AppTest) -> str:
    """The name of the session that the browser is told."""
    [name] = [sheet["session"] for sheet in _sheets(app) if sheet["session"]]
    return name


def scripted(app: AppTest) -> View:
    """What the script has drawn."""
    sheets = _sheets(app)
    side, main = (
        "".join(sheet["parts"] for sheet in sheets if bool(sheet["beside"]) is beside)
        for beside in (True, False)
    )
    query = {k: v if isinstance(v, str) else v[-1] for k, v in app.query_params.items()}
    return View(side, main, query)


def viewed(at: ASGIApp, app: AppTest, name: str, **query: str) -> View:
    """What the server puts in place on the page that an app has drawn."""
    status, headers, body = ask(at, session_of(app), name, query)
    assert (status, headers["content-type"]) == (200, "application/json")
    return View(**json.loads(body))


def ask(
    at: ASGIApp, session: str, name: str, query: Mapping[str, str] | None = None, **request: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask for a page as static/choices.js does, but for what ``request`` says."""
    return asgi.ask(at, f"{VIEW}/{name}", query, x_casestats_session=session, **request)


def _sheets(app: AppTest) -> list[re.Match[str]]:
    found = [_SHEET.fullmatch(part.body) for part in app.get("html")]
    sheets = [sheet for sheet in found if sheet]
    assert len(sheets) == len(found) > 0
    return sheets
