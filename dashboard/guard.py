"""The door of the dashboard: who may ask, for what, and which headers every answer carries.

Written against DNS rebinding and cross-site sockets: a page of another site may send requests to
this computer, but it cannot make the browser send our Host and our Origin.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Parts of the Streamlit server that the dashboard does not use, and so does not offer.
CLOSED: Final = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth",
    "/component",
    "/oauth2callback",
)

#: Where a page sends a file, and takes it back; Streamlit asks for its token besides.
UPLOAD: Final = "/_stcore/upload_file"

#: Where files are asked for. That may be put on record: it takes a page of ours, or the reader.
FILES: Final = "/files"

#: Where a page asks to be drawn anew.
VIEW: Final = "/view"
_FROM: Final = b"sec-fetch-site"
_WANTED: Final = frozenset({None, "same-origin", "none"})

_READING: Final = frozenset({"GET", "HEAD"})
_TAKING: Final = frozenset({"GET"})
_SENDING: Final = frozenset({"PUT", "DELETE"})


def hosts(address: str, port: int) -> frozenset[str]:
    """Values of the Host header by which a browser on this computer reaches ``address:port``."""
    names = {"localhost", "127.0.0.1", "[::1]", f"[{address}]" if ":" in address else address}
    named = {f"{name}:{port}" for name in names}
    return frozenset(named | names if port == 80 else named)


def headers(*, inline_scripts: Iterable[str]) -> dict[str, str]:
    """Headers of every answer.

    Args:
        inline_scripts: CSP hashes, ``sha256-…``, of the scripts that stand inside the page.
    """
    scripts = " ".join(["'self'", *(f"'{digest}'" for digest in inline_scripts)])
    policy = (
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",  # Streamlit and Plotly write style attributes
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "content-security-policy": "; ".join(policy),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


class Guard:
    """An ASGI application around another: checks every request, marks every answer.

    Args:
        app: the application inside.
        hosts: exact values of the Host header that are answered.
        headers: lower-case names and values that every answer carries.
        uploads: whether files may be sent, from a page of ours only.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], headers: dict[str, str], uploads: bool
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._uploads = uploads
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._names = frozenset(name for name, _ in self._headers) | {b"server"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or pass on one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, self._marking(send))
        elif scope["type"] == "websocket":
            await receive()  # the connect message; closing before accepting answers 403
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _answer(refusal, self._marking(send))

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        """Why a connection is refused, None if it is not."""
        host, origin = _only(scope, b"host"), _only(scope, b"origin")
        if host not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        ours = f"http://{host}"
        if scope["type"] == "websocket":
            return None if origin == ours else HTTPStatus.FORBIDDEN
        taking = scope["path"].startswith((f"{FILES}/", f"{VIEW}/"))
        if origin not in (None, ours) or (taking and _only(scope, _FROM) not in _WANTED):
            return HTTPStatus.FORBIDDEN
        uploading = scope["path"].startswith(f"{UPLOAD}/")
        if self._uploads and uploading and scope["method"] in _SENDING:
            return None if origin == ours else HTTPStatus.FORBIDDEN
        if scope["method"] not in (_TAKING if taking else _READING):
            return HTTPStatus.METHOD_NOT_ALLOWED
        return HTTPStatus.NOT_FOUND if scope["path"].startswith((*CLOSED, UPLOAD)) else None

    def _marking(self, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                kept = [
                    (name, value)
                    for name, value in message.get("headers", [])
                    if name.lower() not in self._names
                    and not name.lower().startswith(b"access-control-")
                ]
                message = {**message, "headers": [*kept, *self._headers]}
            await send(message)

        return marked


def _only(scope: Scope, name: bytes) -> str | None:
    """Value of a header, None if it is absent, and a value nobody allows if it is repeated."""
    values: list[Any] = [value for key, value in scope["headers"] if key == name]
    if not values:
        return None
    return values[0].decode("latin-1") if len(values) == 1 else "repeated"


async def _answer(status: HTTPStatus, send: Send) -> None:
    body = f"{status.value} {status.phrase}\n".encode()
    fields = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": fields})
    await send({"type": "http.response.body", "body": body})
