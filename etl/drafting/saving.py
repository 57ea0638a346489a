"""Writes a draft as a TOML profile that a person can read, and proves it by loading it."""

import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import sql
from etl import sources, warehouse
from etl.drafting.making import Draft
from etl.drafting.points import Point
from etl.errors import MachineError, UsageError
from etl.settings import Settings
from etl.sources import FileFormat, Profile, Source

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Points whose evidence stands in the table [file].
_READING = ("encoding", "delimiter", "quote", "sheets", "records", "header_row", "total_rows")
_SEEDED = "  # described in sql/seeds/sources.csv"


def save(settings: Settings, draft: Draft, name: str) -> Profile:
    """Write the profile into the organisation's folder and load it.

    Args:
        settings: tells the folder.
        draft: without an open question.
        name: id of the profile, which is its file's name.

    Raises:
        UsageError: a question is open, or the id is taken or not allowed.
        MachineError: the folder cannot be written.
    """
    if draft.profile is None or draft.questions:
        keys = ", ".join(point.key for point in draft.questions)
        raise UsageError(f"Questions are still open: {keys}", code="draft-open")
    if not _ID.fullmatch(name):
        raise UsageError(
            "The id of a profile is made of lower-case letters, digits and hyphens",
            remedy="For example: our-line",
            code="profile-id",
        )
    folder = settings.own_profiles
    if name in {profile.id for profile in sources.available(folder)}:
        raise UsageError(
            f"There is a source profile “{name}” already",
            remedy="Choose another id, or remove the profile's file first",
            code="profile-exists",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".draft-") as made:
            file = Path(made) / f"{name}.toml"
            file.write_text(toml_of(draft.profile, draft.points), encoding="utf-8")
            file.chmod(0o600)
            sources.load(str(file))
            warehouse.sync(file)
            file.rename(folder / file.name)
        warehouse.sync(folder)
    except OSError as error:
        raise MachineError(
            "The profile could not be written",
            where=str(folder),
            remedy="Check space and permissions of this folder",
            code="profile-unwritten",
        ) from error
    return sources.load(name, folder)


def remove(settings: Settings, profile: Profile) -> None:
    """Take a saved profile back, because its file was refused after all."""
    (settings.own_profiles / f"{profile.id}.toml").unlink(missing_ok=True)


def toml_of(profile: Profile, points: Sequence[Point] = ()) -> str:
    """The profile as TOML, with the evidence as comments."""
    evidence = {point.key: point.evidence for point in points}
    parts = ["# Drafted from one file; what it was told by stands beside each part.", ""]
    parts += ["[source]", *_source(profile.source)]
    told = [fact for key in _READING for fact in evidence.get(key, ())]
    told = [fact for fact in told if "sample" not in fact.fields]  # what the file says stays in it
    parts += ["", "[file]", *_comments(told), *_file(profile.file)]
    for column in profile.columns:
        facts = [fact for name in column.names for fact in evidence.get(f"column:{name}", ())]
        facts += evidence.get(f"date_order:{column.field}", ())
        parts += ["", f"[columns.{column.field}]", *_comments(facts)]
        parts.append(f"names = {_value(column.names)}")
        if not column.required:
            parts.append("required = false")
        if column.dates:
            parts.append(f"dates = {_value(column.dates)}")
        if column.unmapped != "other":
            parts.append(f"unmapped = {_value(column.unmapped)}")
    for field, words in profile.aliases.items():
        parts += ["", f"[aliases.{field}]", *_entries(words, quoted=True)]
    if profile.constants:
        parts += ["", "[constants]", *_entries(profile.constants)]
    return "\n".join(parts) + "\n"


def _source(source: Source) -> list[str]:
    if source.code in sql.codes("sources"):
        return [f"id = {_value(source.code)}{_SEEDED}"]
    entries = {field.name: getattr(source, field.name) for field in fields(source)}
    return _entries({"id": entries.pop("code"), **entries})


def _file(file: FileFormat) -> list[str]:
    """What differs from the defaults."""
    usual = FileFormat(file.formats)
    entries = {
        field.name: getattr(file, field.name)
        for field in fields(file)
        if getattr(file, field.name) != getattr(usual, field.name)
    }
    return _entries({"format": file.formats, **entries})


def _entries(entries: Mapping[str, object], *, quoted: bool = False) -> list[str]:
    return [f"{_value(key) if quoted else key} = {_value(value)}" for key, value in entries.items()]


def _comments(facts: Iterable[object]) -> list[str]:
    # A heading or sample may hold anything but a line break in a comment.
    return [f"# {''.join(c if c.isprintable() else ' ' for c in str(fact))}." for fact in facts]


def _value(value: object) -> str:
    """A text, number, truth or list as TOML writes it; JSON's texts are TOML's but for DEL."""
    listed = list(value) if isinstance(value, tuple) else value
    return json.dumps(listed, ensure_ascii=False).replace("\x7f", "\\u007f")
