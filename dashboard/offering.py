"""What a page offers its reader: it is made, and put on record, when it is asked for."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from dashboard import opening
from dashboard.guard import FILES
from dashboard.offers import Maker, Offers

_OFFERS: Final = Offers()

#: Random bytes of the name of a session and of a page: nobody guesses where its files are.
_NAME: Final = 16
_SHORT: Final = 6

_PAGE: Final[ContextVar[tuple[str, str]]] = ContextVar("page")


def new_session() -> str:
    """A name for a session, to be known to its reader's browser only."""
    return secrets.token_urlsafe(_NAME)


@contextmanager
def page(session: str) -> Iterator[None]:
    """A page is drawn within this: what it offers is of this selection, whatever comes after."""
    name = secrets.token_urlsafe(_SHORT)
    _OFFERS.begin(session, name)
    drawn = _PAGE.set((session, name))
    try:
        yield
    finally:
        _PAGE.reset(drawn)


def asked(session: str, page: str, key: str) -> Maker | None:
    """Maker of the answer to what a reader asks for; None if it is not offered."""
    return _OFFERS.get(session, page, key)


def forget() -> None:
    """Hand out nothing more of the pages that were drawn until now."""
    _OFFERS.clear()


def link(  # noqa: PLR0913 - each says another thing about the file
    label: str,
    make: Callable[[], bytes],
    *,
    told: str,
    name: str,
    rows: int,
    mime: str,
    key: str,
    on_record: bool = True,
) -> str:
    """The link to a file, as HTML.

    Args:
        label: what it says.
        make: makes the bytes, outside of the page.
        told: what it says to those who do not see where it stands; begins with the label.
        name: of the file.
        rows: how many it holds.
        mime: type of the file.
        key: names it on its page.
        on_record: whether it is confidential, and the audit log tells who was given what.
    """

    def handed_out() -> Response:
        content = make()
        if on_record:
            digest = hashlib.sha256(content).hexdigest()
            opening.put_on_record("export", file=name, rows=rows, content_sha256=digest)
        return Response(content, media_type=mime, headers={"content-disposition": _attached(name)})

    address = escape(_address(key, handed_out))
    return f'<a class="file" href="{address}" aria-label="{escape(told)}">{escape(label)}</a>'


def picture(name: str, *, key: str) -> str:
    """Address that puts on record that the browser saves a picture under this name."""

    def put_on_record() -> Response:
        opening.put_on_record("export", file=name)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    return _address(key, put_on_record)


def fragment(make: Callable[[], str], *, key: str) -> str:
    """Address of HTML that a page shows when its reader asks for it."""
    return _address(key, lambda: HTMLResponse(make()))


def _address(key: str, maker: Maker) -> str:
    """Offer something on the page that is drawn; returns where it is asked for."""
    session, name = _PAGE.get()
    _OFFERS.put(session, name, key, maker)
    return f".{FILES}/{session}/{name}/{quote(key, safe='')}"


def _attached(name: str) -> str:
    """The field that has a browser save what comes under this name (RFC 6266)."""
    return (
        f'attachment; filename="{name}"'
        if name.isascii()
        else f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    )
