"""What a page offers as a reader gets it: the addresses in its HTML, and what they lead to."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from dashboard import offering

_PLACE = r"\./files/([^/\"]+)/([^/\"]+)/([^/\"]+)"
_LINK = re.compile(rf'<a class="file" href="{_PLACE}" aria-label="([^"]*)">([^<]*)</a>')
_OTHERS = re.compile(rf'data-(?:from|record)="{_PLACE}"')


@dataclass(frozen=True)
class Offer:
    """Something that a page offers, by where it is asked for."""

    session: str
    page: str
    key: str

    def taken(self) -> Response:
        """What the server answers to the link."""
        maker = offering.asked(self.session, self.page, self.key)
        assert maker, f"nothing is offered as {self.key}"
        return maker()


@dataclass(frozen=True)
class File(Offer):
    """The link to one file: also its label, and what it says where its place is not seen."""

    label: str
    told: str


def files_of(app: AppTest) -> list[File]:
    """Every file of the page, in order."""
    return [
        File(session, page, unquote(unescape(key)), unescape(label), unescape(told))
        for session, page, key, told, label in _LINK.findall(_html(app))
    ]


def others_of(app: AppTest) -> dict[str, Offer]:
    """What the script asks for: records of pictures and long tables, by their keys."""
    offers = [
        Offer(session, page, unquote(unescape(key)))
        for session, page, key in _OTHERS.findall(_html(app))
    ]
    return {offer.key: offer for offer in offers}


def _html(app: AppTest) -> str:
    return "".join(part.body for part in app.get("html"))
