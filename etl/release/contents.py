"""All files of a release, as bytes: the pages, the tables, and what describes and checks them."""

from collections.abc import Mapping
from typing import Final

from etl.release import dataset, manifest, notes, package, signing
from etl.release.csv_files import csv_files
from etl.release.model import Release

#: The key in the form that ``ssh-keygen -Y verify`` reads.
SIGNERS: Final = "allowed_signers"

#: Files that no list of files counts: the manifest and its signature.
_UNLISTED: Final = 2


def listed(release: Release, pages: Mapping[str, bytes], *, public_key: str) -> dict[str, bytes]:
    """Path in the folder → bytes, of all but the manifest and its signature.

    Raises:
        ValueError: a page has a name that no file of a release may have, or another file's.
    """
    tables = csv_files(release)
    made = {
        **tables,
        package.NAME: package.datapackage(release, tables),
        dataset.NAME: dataset.dataset(release, tables),
        **notes.notes(release),
        SIGNERS: f"{signing.signers_line(public_key)}\n".encode(),
    }
    taken = {*made, notes.VERIFY, manifest.NAME, manifest.SIGNATURE}
    if taken & {*pages} or not manifest.admitted(dict.fromkeys([*taken, *pages])):
        raise ValueError("a page has a name that it must not have")
    count = len(made) + len(pages) + 1 + _UNLISTED
    how = notes.how_to_verify(release, public_key=public_key, files=count)
    return {**pages, **made, notes.VERIFY: how}
