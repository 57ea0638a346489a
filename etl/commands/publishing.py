"""Look into releases: ``verify-release``, ``compare`` and ``signing-key``."""

from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
import typer

from etl.commands.console import (
    Json,
    counted,
    error_as_json,
    out,
    print_error,
    print_json,
    table,
)
from etl.errors import IntegrityError, MachineError, UsageError
from etl.release import correction, folder, revisions, signing, verifying
from etl.release.verifying import Checked
from etl.settings import Settings

app = typer.Typer()

_NOTES = {
    "expired": "A newer release was due by {valid_until}: ask the publisher for it.",
    "superseded": "There is a newer release beside it.",
}

Folder = Annotated[
    str, typer.Argument(metavar="RELEASE", help="Its folder, or the name of one sealed here.")
]


@app.command("verify-release")
def verify_release(
    release: Annotated[
        str,
        typer.Argument(
            metavar="RELEASE", help="Its folder, or the name of one sealed here.  [default: LATEST]"
        ),
    ] = "LATEST",
    signers: Annotated[
        Path | None,
        typer.Option(
            help="The publisher's keys (allowed_signers); our own by default.", metavar="FILE"
        ),
    ] = None,
    revoked: Annotated[
        Path | None, typer.Option(help="Keys that count no more.", metavar="FILE")
    ] = None,
    after: Annotated[
        Path | None,
        typer.Option(help="A release you had before: this one must be newer.", metavar="FOLDER"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell whether a release is what its publisher signed, byte for byte, and the newest."""
    settings = Settings.from_environment()
    ours = signers or settings.signers
    if not ours.is_file():
        raise UsageError(
            "The publisher's key is needed to tell who signed.",
            where=str(ours),
            remedy="Save the line that the publisher gives on the site or elsewhere as a file, and "
            "name it: --signers FILE",
            code="signers-missing",
        )
    place = _place(settings, release)
    found = verifying.verify(place, signers=ours, revoked=revoked or settings.revoked, after=after)
    if as_json:
        print_json(**_as_json(found))
    else:
        _tell(found)
    if found.problems:
        raise typer.Exit(IntegrityError.exit_code)


@app.command()
def compare(
    old: Folder,
    new: Folder,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the list as CSV too.", metavar="FILE")
    ] = None,
    notice: Annotated[
        Literal["en", "ja"] | None,
        typer.Option(help="Print the notice to readers instead, as Markdown."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List every number that differs between two releases, and why."""
    settings = Settings.from_environment()
    before, after = (folder.load(_place(settings, name)) for name in (old, new))
    changes = revisions.compare(before, after)
    if csv:
        _write(csv, changes)
    if notice:
        out.print(correction.notice(before, after, notice), end="")
    elif as_json:
        print_json(old=before.name, new=after.name, changes=_plain(changes))
    else:
        _list(before.name, after.name, changes)


@app.command("signing-key")
def signing_key(
    renew: Annotated[
        bool, typer.Option("--renew", help="Begin a new key; what the old one signed stays valid.")
    ] = False,
    revoke: Annotated[
        bool,
        typer.Option("--revoke", help="Begin a new key; what the old one signed counts no more."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the public key that signs releases, for readers to compare; made on first use."""
    settings = Settings.from_environment()
    if renew or revoke:
        key = signing.renew(settings, revoke=revoke)
    else:
        key = signing.public_key(settings)
    if as_json:
        print_json(
            public_key=key, fingerprint=signing.fingerprint(key), signers=str(settings.signers)
        )
        return
    out.print(key)
    out.print(signing.fingerprint(key))
    out.print(
        f"Print both where readers trust you, apart from the release. File: {settings.signers}"
    )


def _place(settings: Settings, given: str) -> Path:
    """The folder that is meant: a path, a name, or ``LATEST``."""
    newest = folder.latest(settings) if given == "LATEST" else None
    for place in (newest, Path(given), settings.releases / given):
        if place and place.is_dir():
            return place.resolve()
    raise UsageError(
        "There is no such release.",
        where=given,
        remedy=f"Give its folder, or a name in {settings.releases}",
        code="release-missing",
    )


def _as_json(found: Checked) -> dict[str, Any]:
    told = ("name", "as_of", "valid_until", "public_key")
    return {
        "folder": str(found.folder),
        **{name: found.facts.get(name) for name in told},
        "problems": [error_as_json(problem) for problem in found.problems],
        "notes": found.notes,
    }


def _tell(found: Checked) -> None:
    for problem in found.problems:
        print_error(problem)
    if found.problems:
        return
    facts = found.facts
    out.print(
        f"{facts['name']}: {counted(len(facts['files']), 'file')}, each as it was signed by "
        f"{signing.fingerprint(facts['public_key'])}"
    )
    out.print(f"As of {facts['as_of']} (UTC), valid until {facts['valid_until']}")
    for note in found.notes:
        out.print(_NOTES[note].format(**facts))


def _list(old: str, new: str, changes: pd.DataFrame) -> None:
    if changes.empty:
        out.print(f"No number differs between {old} and {new}.")
        return
    listed = table(*changes.columns, numbers=("old", "new"))
    for row in _plain(changes):
        listed.add_row(*("" if value is None else str(value) for value in row.values()))
    out.print(listed)
    counts = changes["kind"].value_counts(sort=False)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    out.print(f"{counted(len(changes), 'number')} from {old} to {new}: {kinds}")


def _plain(changes: pd.DataFrame) -> list[dict[str, Any]]:
    return changes.astype("object").where(changes.notna(), None).to_dict("records")  # type: ignore[return-value]


def _write(file: Path, changes: pd.DataFrame) -> None:
    try:
        changes.to_csv(file, index=False, lineterminator="\n")
    except OSError as error:
        raise MachineError(
            "The list cannot be written.",
            where=str(file),
            remedy="Check the folder's owner and free space",
            code="csv-failed",
        ) from error
