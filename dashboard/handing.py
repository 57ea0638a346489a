"""Hands out what pages offer, and says it plainly where something is offered no more."""

from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import offering
from dashboard.guard import FILES
from dashboard.text import LANGUAGES, partial, translator
from etl.errors import CaseStatsError


def routes() -> list[Route]:
    """The one route by which files are asked for."""
    return [Route(f"{FILES}/{{session}}/{{page}}/{{key}}", _handed_out)]


def _handed_out(request: Request) -> Response:
    """What was asked for. No coroutine: it takes its time in a thread of its own."""
    maker = offering.asked(**request.path_params)
    try:
        answer = maker() if maker else _sorry(HTTPStatus.NOT_FOUND, "file.gone")
    except CaseStatsError as error:
        answer = _sorry(
            HTTPStatus.INTERNAL_SERVER_ERROR, "file.failed", error.what, error.remedy or ""
        )
    answer.headers["cache-control"] = "no-store"
    return answer


def _sorry(status: HTTPStatus, message: str, *details: str) -> HTMLResponse:
    """A short page, in each language: the message, and what an error says in English."""
    told = ""
    for lang in LANGUAGES:
        if not partial(lang):
            t = translator(lang)
            told += (
                f'<section lang="{lang}"><h1>{escape(t(f"{message}.title"))}</h1>'
                f"<p>{escape(t(f'{message}.body'))}</p></section>"
            )
    told += "".join(f"<p>{escape(detail)}</p>" for detail in details)
    return HTMLResponse(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>casestats</title>'
        '<meta name="color-scheme" content="light dark"></head>'
        '<body style="max-width: 40rem; margin: 3rem auto; padding: 0 1rem;'
        f' font: 1rem/1.6 sans-serif"><main>{told}</main></body></html>',
        status_code=status,
    )
