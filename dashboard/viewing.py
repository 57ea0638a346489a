"""Answers what a reader chooses on a page with the page drawn anew, without a run of the script."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import sheet
from dashboard.asked import Asked
from dashboard.guard import VIEW
from dashboard.pages import ANALYST_ONLY
from dashboard.readers import READERS, Reader
from etl.errors import CaseStatsError

#: Names the session of the reader who asks. No page of another site can send it.
_SESSION: Final = "x-casestats-session"

#: Says what the browser shows by now, the dark mode or the light one.
_MODE: Final = "x-casestats-mode"

#: What a reader asks for with an address, of what is served at that moment.
Read = Callable[[Mapping[str, str], Reader], Asked]


def routes(read: Read) -> list[Route]:
    """The one route by which a page is asked for."""
    return [Route(f"{VIEW}/{{name}}", partial(_view, read))]


def _view(read: Read, request: Request) -> Response:
    """The page as HTML. No coroutine: it takes its time in a thread of its own.

    Where it cannot be drawn, the browser has Streamlit draw it, and that says why.
    """
    drawn = READERS.of(request.headers.get(_SESSION, ""))
    name = request.path_params["name"]
    if drawn is None or name in ANALYST_ONLY:
        return Response(status_code=HTTPStatus.CONFLICT)
    try:
        reader = replace(drawn.reader, dark=request.headers.get(_MODE) == "dark")
        asked = read(dict(request.query_params), reader)
        if name not in asked.names:
            return Response(status_code=HTTPStatus.CONFLICT)
        with sheet.begun() as paper:
            page = asked.draw(name)
    except CaseStatsError:
        return Response(status_code=HTTPStatus.CONFLICT)
    answer = {
        "title": asked.title(name),
        "address": page.address(),
        "side": "".join(paper.side),
        "main": "".join(paper.main),
    }
    return JSONResponse(answer, headers={"cache-control": "no-store"})
