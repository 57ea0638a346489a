"""An application asked without a network, as the server would pass a request on."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

#: By what name our server is asked here.
HOST = "here"


def ask(
    app: ASGIApp,
    path: str,
    query: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    """Ask for a path; gives status, headers by lower-case name, and body.

    Args:
        app: what answers.
        path: what is asked for.
        query: keys and values.
        method: as HTTP calls it.
        headers: by name, with ``_`` for ``-``.
    """
    named = {"host": HOST, **{name.replace("_", "-"): text for name, text in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": path, "root_path": "",
        "query_string": urlencode(query or {}).encode(),
        "headers": [(name.encode(), text.encode()) for name, text in named.items()],
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor() as pool:  # a browser test may have left a loop in this thread
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    fields = {name.decode(): text.decode("latin-1") for name, text in sent[0]["headers"]}
    return sent[0]["status"], fields, b"".join(part.get("body", b"") for part in sent[1:])
