"""The chosen sources of a page, each under its heading."""

from collections.abc import Iterator

from dashboard import components
from dashboard.context import Source
from dashboard.public.page import PublicPage


def headed(page: PublicPage) -> Iterator[Source]:
    """Each chosen source with a chosen period, its heading drawn; of another one a sentence."""
    for source in page.sources:
        components.source_heading(page, source)
        if page.periods_of(source):
            yield source
        else:
            components.note(page.t("public.no_period"))
