"""Official figures: what others have printed; they stand beside no release's numbers."""

from dataclasses import replace

from dashboard.public.page import PublicPage
from dashboard.views import official


def show(page: PublicPage) -> None:
    """Draw the page."""
    official.show(replace(page, sources=()))
