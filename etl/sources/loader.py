"""Reads a TOML profile and checks every key: a wrong profile is told by file, table and key."""

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

import sql
from etl.errors import ProfileError
from etl.normalise import DATE_FORMS
from etl.sources.profile import FIELDS, Column, FileFormat, Filter, Profile, Source
from etl.sources.table import Table

_SHIPPED = Path(str(files("etl.sources")))
_FORMATS = ("csv", "xlsx", "json", "jsonl")
_ENCODINGS = ("utf-8", "utf-16", "cp932", "latin-1")
_DELIMITERS = (",", ";", "\t", "|")
_QUOTES = ('"', "'")
_DATE_FIELDS = ("reported_date", "incident_date")
_TRUTH_FIELDS = ("consent_to_statistics", "synthetic")
_FREE_CONSTANTS = ("region", "currency")


def available(folder: Path | None = None) -> tuple[Profile, ...]:
    """All profiles by id: those of ``folder`` and the shipped ones it does not replace.

    Raises:
        ProfileError: one of them is wrong.
    """
    paths = {path.stem: path for path in sorted(_SHIPPED.glob("*.toml"))}
    if folder is not None:
        paths |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return tuple(_read(paths[name]) for name in sorted(paths))


def load(name_or_path: str | Path, folder: Path | None = None) -> Profile:
    """One profile, by its id or by the path of a TOML file.

    Args:
        name_or_path: an id is looked for in ``folder`` first, then among the shipped profiles.
        folder: the organisation's own profiles, if it has any.

    Raises:
        ProfileError: there is no such profile, or it is wrong.
    """
    name = str(name_or_path)
    if name.endswith(".toml"):
        return _read(Path(name))
    known = {path.stem: path for path in _SHIPPED.glob("*.toml")}
    if folder is not None:
        known |= {path.stem: path for path in folder.glob("*.toml")}
    if name not in known:
        raise ProfileError(
            f"There is no source profile “{name}”",
            remedy=f"Known profiles: {', '.join(sorted(known))}. Or give the path of a .toml file",
            code="profile-unknown",
        )
    return _read(known[name])


def _read(path: Path) -> Profile:
    try:
        data = path.read_bytes()
        document = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise ProfileError(
            "The profile cannot be opened", where=path.name, code="profile-unreadable"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(
            f"The profile is not TOML in UTF-8: {error}", where=path.name, code="profile-toml"
        ) from error
    root = Table(path.name, "", document)
    tables = root.known(("source", "file", "columns", "aliases", "constants", "filter"))
    source = _source(tables.table("source"))
    columns = _columns(tables.table("columns"))
    mapped = {column.field for column in columns}
    return Profile(
        id=path.stem,
        source=source,
        file=_file(tables.table("file")),
        columns=columns,
        aliases=_aliases(tables.table("aliases", required=False)),
        constants=_constants(tables.table("constants", required=False), mapped),
        filter=_filter(tables.table("filter")) if "filter" in document else None,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _source(table: Table) -> Source:
    """The seed's row of this id, or a new source told in full by the profile."""
    code = table.text("id")
    for row in sql.seed_rows("sources"):
        if row["code"] == code:
            table.known(("id",), why=f"“{code}” is described in the seed sources.csv")
            return _seeded(row)
    table.known((
        "id", "label_en", "label_ja", "label_mi", "country", "organisation", "counting_unit",
        "fiscal_year_start", "age_scheme", "publishable", "settling_months", "sort_order",
        "coverage", "subject",
    ))  # fmt: skip
    if not code.isascii() or not code.replace("-", "").isalnum() or code != code.lower():
        raise table.wrong("id", "use lower-case letters, digits and hyphens")
    label = table.text("label_en")
    return Source(
        code=code,
        label_en=label,
        label_ja=table.text("label_ja", default=label),
        label_mi=table.text("label_mi", default=label),
        country=table.choice("country", sql.codes("countries")),
        organisation=table.text("organisation"),
        counting_unit=table.choice("counting_unit", sql.codes("counting_units")),
        fiscal_year_start=table.number("fiscal_year_start", low=1, high=12),
        age_scheme=table.choice("age_scheme", sql.codes("age_schemes")),
        publishable=table.truth("publishable"),
        settling_months=table.number("settling_months", low=0, high=24),
        sort_order=table.number("sort_order", low=0, high=9999, default=1000),
        coverage=table.choice("coverage", sql.codes("coverages"), default="unknown"),
        subject=table.choice("subject", sql.codes("subjects"), default="sextortion"),
    )


def _seeded(row: dict[str, str]) -> Source:
    return Source(
        code=row["code"],
        label_en=row["label_en"],
        label_ja=row["label_ja"],
        label_mi=row["label_mi"],
        country=row["country"],
        organisation=row["organisation"],
        counting_unit=row["counting_unit"],
        fiscal_year_start=int(row["fiscal_year_start"]),
        age_scheme=row["age_scheme"],
        publishable=row["publishable"] == "yes",
        settling_months=int(row["settling_months"]),
        sort_order=int(row["sort_order"]),
        coverage=row["coverage"],
        subject=row["subject"],
    )


def _file(table: Table) -> FileFormat:
    table.known((
        "format", "encoding", "delimiter", "quote", "header_rows", "header_depth", "sheets",
        "records", "unnamed_columns", "drop", "total_rows", "footer",
    ))  # fmt: skip
    return FileFormat(
        formats=table.texts("format", allowed=_FORMATS),
        encoding=table.choice("encoding", _ENCODINGS, default="utf-8"),
        delimiter=table.choice("delimiter", _DELIMITERS, default=","),
        quote=table.choice("quote", _QUOTES, default='"'),
        header_rows=table.numbers("header_rows", low=1, high=50, default=(1,)),
        sheets=table.texts("sheets", default=()),
        unnamed_columns=table.choice("unnamed_columns", ("refuse", "drop"), default="refuse"),
        drop=table.texts("drop", default=()),
        total_rows=table.choice("total_rows", ("refuse", "skip", "keep"), default="refuse"),
        footer=table.texts("footer", default=()),
        header_depth=table.number("header_depth", low=1, high=3, default=1),
        records=table.text("records") if "records" in table.entries else "",
    )


def _columns(table: Table) -> tuple[Column, ...]:
    table.known(FIELDS)
    if "reported_date" not in table.entries:
        raise table.wrong("reported_date", "every profile needs this column")
    return tuple(_column(field, table.table(field)) for field in table.entries)


def _column(field: str, table: Table) -> Column:
    keys = ["names", "required"]
    keys += ["dates"] if field in _DATE_FIELDS else []
    keys += ["unmapped"] if field in sql.VOCABULARY else []
    table.known(keys)
    required = table.truth("required", default=True)
    if field == "reported_date" and not required:
        raise table.wrong("required", "reported_date must be in every file")
    dates = table.texts("dates", allowed=tuple(DATE_FORMS)) if field in _DATE_FIELDS else ()
    if {"day_first", "month_first"} <= set(dates):
        raise table.wrong("dates", "day_first and month_first cannot both be right: 03/04/2025")
    return Column(
        field=field,
        names=table.texts("names"),
        required=required,
        dates=dates,
        unmapped=table.choice("unmapped", ("other", "quarantine"), default="other"),
    )


def _codes(field: str) -> tuple[str, ...]:
    """The codes an alias or a constant of this field may stand for."""
    if field in _TRUTH_FIELDS:
        return ("true", "false")
    if field == "age":
        return tuple(f"{row['scheme']}:{row['code']}" for row in sql.seed_rows("age_bands"))
    return sql.codes(sql.VOCABULARY[field])


def _aliases(table: Table) -> dict[str, dict[str, str]]:
    table.known(("age", *sql.VOCABULARY, *_TRUTH_FIELDS))
    return {
        field: {word: words.choice(word, _codes(field)) for word in words.entries}
        for field in table.entries
        for words in (table.table(field),)
    }


def _constants(table: Table, mapped: set[str]) -> dict[str, str]:
    table.known((*sql.VOCABULARY, *_TRUTH_FIELDS, *_FREE_CONSTANTS))
    for field in table.entries:
        if field in mapped:
            raise table.wrong(field, "a column of the file already gives this field")
    return {
        field: table.text(field) if field in _FREE_CONSTANTS else table.choice(field, _codes(field))
        for field in table.entries
    }


def _filter(table: Table) -> Filter:
    table.known(("column", "keep"))
    return Filter(column=table.text("column"), keep=table.texts("keep"))
