"""The public dashboard without a browser: seal a release, run a page over it, read what it says."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import server
from dashboard.pages import FRONT
from dashboard.public import opening
from etl.release.folder import seal
from etl.release.model import MASKED, Release, Table
from etl.settings import Settings
from tests.release_example import example
from tests.releases_to_seal import PAGES, settings_in

#: Numbers below this are masked, so that every page has some.
LEAST = 40


def sealed(folder: Path, *releases: Release) -> Settings:
    """Seal releases, one after another, into a data folder of their own."""
    settings = settings_in(folder)
    for release in releases:
        seal(settings, release, PAGES)
    return settings


def masked(folder: Path) -> Settings:
    """Seal reports-1.1 and reports-1.2, the example with its smaller numbers masked."""
    tables = []
    for table in example().tables:
        cells = table.cells.copy()
        small = (cells["reports"] < LEAST).fillna(value=False)
        cells.loc[small, "reports"] = pd.NA
        cells.loc[small, "mark"] = MASKED
        tables.append(Table(table.name, table.dims, cells))
    second = replace(example(), tables=tuple(tables))
    return sealed(folder, replace(second, serial=1, previous=None), second)


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


def texts(body):
    """What stands for numbers in cards, charts and tables, thousands not apart."""
    told = re.findall(r'<p class="value">(.*?)</p>', body)
    for figure in re.findall(r"data-figure='([^']*)'", body):
        for trace in json.loads(unescape(figure))["data"]:
            told += trace.get("text") or []
            told += [str(abs(x)) for x in trace["x"] if x and trace["type"] == "bar"]
    told += re.findall(r"<td[^>]*>(.*?)</td>", body)
    return [text.replace(",", "") for text in told]


def text(app):
    """Everything the page says, as plain text."""
    return unescape(re.sub(r"<[^>]+>", " ", html(app)))


def address(app):
    """The query that the app has written; the test tool lists values that it was given."""
    return {k: v if isinstance(v, str) else v[-1] for k, v in app.query_params.items()}
