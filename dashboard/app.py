"""The dashboard, from top to bottom: one run of this script draws one page for one reader."""

from functools import partial

from dashboard import drawing, opening, running
from dashboard.failing import failure
from dashboard.pages import PAGES
from dashboard.store import NothingBuilt
from dashboard.views import importing
from etl.errors import CaseStatsError


def main() -> None:
    """Draw the page that the address names, or say what is missing."""
    try:
        store = opening.store()
    except NothingBuilt:
        importing.first(list(PAGES))
    except CaseStatsError as error:
        failure(error)
    else:
        running.run(partial(drawing.read, store))


main()
