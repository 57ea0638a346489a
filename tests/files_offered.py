"""The files of a page as a reader gets them: the links in its HTML, and what they lead to."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from dashboard import offering

_LINK = re.compile(
    r'<a class="file" href="\./files/([^/"]+)/([^/"]+)" aria-label="([^"]*)">([^<]*)</a>'
)


@dataclass(frozen=True)
class File:
    """The link to one file: its label, what it says where its place is not seen, where it leads."""

    label: str
    told: str
    session: str
    key: str

    def taken(self) -> Response:
        """What the server answers to the link."""
        maker = offering.asked(self.session, self.key)
        assert maker, f"nothing is offered as {self.key}"
        return maker()


def files_of(app: AppTest) -> list[File]:
    """Every file of the page, in order."""
    bodies = "".join(part.body for part in app.get("html"))
    return [
        File(unescape(label), unescape(told), session, unquote(unescape(key)))
        for session, key, told, label in _LINK.findall(bodies)
    ]
