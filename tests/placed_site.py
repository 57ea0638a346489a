"""A whole site: three releases with their real pages, sealed and placed. Invented."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dashboard import page, site
from etl.commands import hosting
from etl.release import folder, placing
from tests.releases_to_seal import settings_in
from tests.sealed_releases import history

ADDRESS = "https://example.org/figures/"


def placed(place: Path) -> Path:
    """Make a site under ``place`` and return its folder."""
    settings = settings_in(place)
    for release in history():
        folder.seal(settings, release, page.render(release))
    root = place / "site"
    keys = hosting.public_keys(settings)
    placing.place(
        settings,
        root,
        now=datetime.now(UTC),
        render=partial(site.render, keys=keys, address=ADDRESS),
    )
    return root
