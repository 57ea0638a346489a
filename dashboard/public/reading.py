"""A sealed release in, what it says out."""

from pathlib import Path
from typing import Final

from etl.release import verifying
from etl.release.folder import load
from etl.release.model import Release
from etl.settings import Settings

#: The file beside the releases that names the newest one.
LATEST: Final = "LATEST"


def read(folder: Path, settings: Settings) -> Release:
    """The release of a folder, if every byte of it is what a known publisher signed.

    Raises:
        IntegrityError: it is not, or the folder holds no release.
        MachineError: it cannot be read or checked.
    """
    verifying.require(folder, signers=settings.signers, revoked=settings.revoked)
    return load(folder)


def newest(releases: Path) -> str:
    """Name of the newest release of a folder of releases; empty where none is named."""
    try:
        return (releases / LATEST).read_text(encoding="ascii").strip()
    except OSError:
        return ""
