"""The public dashboard without a browser: seal a release, run a page over it, read what it says."""

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import server
from dashboard.pages import FRONT
from dashboard.public import opening
from etl.release.folder import seal
from etl.release.model import Release
from etl.settings import Settings
from tests.releases_to_seal import PAGES, settings_in


def sealed(folder: Path, *releases: Release) -> Settings:
    """Seal releases, one after another, into a data folder of their own."""
    settings = settings_in(folder)
    for release in releases:
        seal(settings, release, PAGES)
    return settings


def run(settings, page=FRONT, *, release="LATEST", **query):
    """The public app over a release of these settings, opened at a page with a query."""
    opening.use(settings.releases / release, settings)
    app = AppTest.from_file(server.PUBLIC_SCRIPT, default_timeout=120)
    app.query_params.update(query)
    if page != FRONT:
        app._page_hash = calc_hash(page)
    return app.run()


def html(app):
    return " ".join(part.body for part in app.get("html"))


def text(app):
    """Everything the page says, as plain text."""
    return unescape(re.sub(r"<[^>]+>", " ", html(app)))


def address(app):
    """The query that the app has written; the test tool lists values that it was given."""
    return {k: v if isinstance(v, str) else v[-1] for k, v in app.query_params.items()}
