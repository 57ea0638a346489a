"""The chosen sources of a page, each under its heading."""

from collections.abc import Iterator

from dashboard import components
from dashboard.context import Source
from dashboard.public.page import PublicPage


def headed(page: PublicPage, *sources: Source) -> Iterator[Source]:
    """Each of these sources, or of the chosen ones, that has the period and codes chosen.

    Its heading is drawn; of a source that has not, a sentence tells it.
    """
    for source in sources or page.sources:
        components.source_heading(page, source)
        if not page.periods_of(source):
            components.note(page.t("public.no_period"))
        elif not all(page.fixed_of(source).values()):
            components.note(page.t("public.no_code"))
        else:
            yield source
