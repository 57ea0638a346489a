"""Around a site of releases: ``early-access``, and what ``site`` is given and tells."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.console import Json, counted, out, print_json, table
from etl.errors import UsageError
from etl.release import early
from etl.release.packing import PACKED
from etl.release.placing import Site
from etl.settings import Settings

app = typer.Typer()

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?")

#: What a site has only if it knows its address.
_ABSOLUTE = ("feed.atom", "feed.ja.atom", "sitemap.xml")


def address_of(given: str | None, folder: Path) -> str | None:
    """The address of a site with a slash at its end, None for no address.

    Raises:
        UsageError: it is no address, or it is not given for a site whose feed readers follow.
    """
    if given is not None and not _ADDRESS.fullmatch(given):
        raise UsageError(
            "This is not the address of a site.",
            where="--address",
            remedy="Give it whole, such as https://example.org/reports/",
            code="address-unfit",
        )
    if given is None and any((folder / name).exists() for name in _ABSOLUTE):
        raise UsageError(
            "The feed of this site would grow old: it needs the site's address.",
            where=str(folder),
            remedy="Give --address as before; or remove "
            f"{', '.join(_ABSOLUTE)}, and their copies in {PACKED}",
            code="address-missing",
        )
    return given and given.rstrip("/") + "/"


def public_keys(settings: Settings) -> dict[str, bytes]:
    """Name → bytes of the files with which a stranger checks releases."""
    places = (settings.signers, settings.revoked)
    return {place.name: place.read_bytes() for place in places if place.exists()}


def tell_site(site: Site, folder: Path, *, address: str | None, as_json: bool) -> None:
    """Print what a run of ``site`` did, and what it left for later."""
    if as_json:
        print_json(
            folder=str(folder),
            latest=site.latest and site.latest.name,
            releases=[release.name for release in site.releases],
            placed=list(site.placed),
            waiting={
                name: f"{moment:%Y-%m-%dT%H:%M:%S%z}" for name, moment in site.waiting.items()
            },
            feed=address is not None and site.latest is not None,
        )
        return
    for name in site.placed:
        out.print(f"placed: {name}")
    for name, moment in site.waiting.items():
        told = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        out.print(f"not placed: {name}, not before {told}. Run again then")
    if site.latest is None:
        out.print("No release may be out yet: nothing was written")
        return
    held = counted(len(site.releases), "release")
    out.print(f"{folder}: {held}, the latest is {site.latest.name}")
    if address is None:
        out.print(f"Left out without --address: {', '.join(_ABSOLUTE)}")


@app.command("early-access")
def early_access(
    release: Annotated[
        str, typer.Option("--release", "-r", metavar="NAME", help="The release they see early.")
    ],
    readers: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME-OR-ROLE…", help="Who; without any, the list is shown."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Put on record who sees a release before its time, or show that list."""
    settings = Settings.from_environment()
    if readers:
        early.grant(settings, release, readers, now=datetime.now(UTC))
    granted = early.granted(settings, release)
    if as_json:
        print_json(release=release, early_access=[{"time": t, "reader": r} for t, r in granted])
        return
    listed = table("on record since (UTC)", "reader")
    for time, reader in granted:
        listed.add_row(time, reader)
    out.print(listed if granted else f"Nobody has early access to {release}.")
