"""The Frictionless Data Package of a release: every CSV file, its columns and what they hold."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from etl.disclosure import TOTAL
from etl.release import wording
from etl.release.manifest import sha256
from etl.release.model import MASKED, NOT_COLLECTED, STATUSES, Release, Table
from etl.release.revisions import LEVELS, REVISED, WITHDRAWN

NAME: Final = "datapackage.json"

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA: Final = "https://datapackage.org/profiles/2.0/tableschema.json"

#: Column → title, description. Dimensions are told by the release itself.
_COLUMNS: Final = {
    "source": ("Source", "The organisation that counts, or one of its series"),
    "period": ("Period", "Half-year or quarter in which the source received the report"),
    "reports": ("Reports", "Number of reports, protected; empty where the mark says why"),
    "mark": ("Mark", "Why there is no number: S too few or withheld to protect, .. not collected"),
    "dimension": ("Dimension", "Column of the tables"),
    "code": ("Code", "Value of that column in the tables"),
    "country": ("Country", "ISO 3166-1 alpha-2 code of the country of the source"),
    "organisation": ("Organisation", "Who counts"),
    "counting_unit": ("Counting unit", "What the source counts; units are never added together"),
    "coverage": ("Coverage", "Whose reports the source receives"),
    "subject": ("Subject", "What the reports are about"),
    "synthetic": ("Synthetic", "Whether the figures were made up by a program"),
    "start": ("Start", "First day of the period"),
    "end": ("End", "Last day of the period"),
    "as_of": ("As of", "Last day whose receipts were looked at"),
    "release": ("Release", "Release that published it first"),
    "status": ("Status", "What became of the rows that the source delivered"),
    "kind": ("Kind", "Whether the number was revised or withdrawn"),
    "table": ("Table", "Table that holds the cell"),
    "cell": ("Cell", "dimension=code of the cell, joined by semicolons"),
    "old": ("Old", "Number in the release before"),
    "new": ("New", "Number in this release"),
    "level": ("Level", "Impact on use, I to IV; from III on a figure was wrong"),
}  # fmt: skip
_TITLES: Final = {
    "sources": "Who counts",
    "periods": "Periods of each source",
    "dimensions": "Columns of the tables",
    "codes": "Codes of each column and source",
    "balance": "What became of the rows delivered, to the nearest hundred",
    "revisions": "Numbers that differ from an earlier release, and why",
}
_KEYS: Final = {
    "sources": ["source"],
    "periods": ["source", "period"],
    "dimensions": ["dimension"],
    "codes": ["source", "dimension", "code"],
    "balance": ["source", "status"],
}
_REFERENCES: Final = {
    "periods": (("source", "sources"),),
    "codes": (("source", "sources"), ("dimension", "dimensions")),
    "balance": (("source", "sources"),),
}
_TYPES: Final = {
    **dict.fromkeys(("reports", "old", "new"), "integer"),
    **dict.fromkeys(("start", "end", "as_of"), "date"),
    "synthetic": "boolean",
}
_CLOSED: Final[Mapping[str, Sequence[str]]] = {
    "mark": (MASKED, NOT_COLLECTED),
    "status": STATUSES,
    "kind": (REVISED, WITHDRAWN),
    "level": LEVELS,
}
_MAY_BE_EMPTY: Final = frozenset(
    {"reports", "mark", "old", "new", "cell", "organisation", "coverage", "subject"}
)


def datapackage(release: Release, files: Mapping[str, bytes]) -> bytes:
    """The description of the CSV files among ``files``."""
    package = {
        "$schema": _PROFILE,
        "name": release.name.lower(),
        "title": wording.title(release, "en"),
        "description": "\n\n".join(
            wording.description(release, language) for language in wording.LANGUAGES
        ),
        "version": f"{release.series}.{release.serial}",
        "keywords": list(wording.KEYWORDS),
        "licenses": [{"name": release.licence, "path": wording.licence_address(release)}],
        "sources": [
            {"title": organisation or label}
            for organisation, label in release.sources[["organisation", "label_en"]].itertuples(
                index=False
            )
        ],
        "resources": [
            _resource(release, path, content)
            for path, content in files.items()
            if path.endswith(".csv")
        ],
    }
    if release.publisher:
        package["contributors"] = [{"title": release.publisher, "roles": ["publisher"]}]
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(release: Release, path: str, content: bytes) -> dict[str, Any]:
    name = path.removesuffix(".csv")
    tables = {f"tables/{table.name}": table for table in release.tables}
    table = tables.get(name)
    header = content.split(b"\n", 1)[0].decode().split(",")
    fields = [_field(release, column, inside=name) for column in header]
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": fields,
        "missingValues": [""],
    }
    if key := ["source", "period", *table.dims] if table else _KEYS.get(name):
        schema["primaryKey"] = key
    if references := _references(name, table):
        schema["foreignKeys"] = references
    return {
        "name": name.replace("/", "-").lower(),
        "type": "table",
        "path": path,
        "title": _title(release, table) if table else _TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": schema,
    }


def _field(release: Release, column: str, *, inside: str) -> dict[str, Any]:
    in_table = inside.startswith("tables/")
    dimensions = {row["dimension"]: row for row in release.dimensions.to_dict("records")}
    # A dimension may be called as a column of another file is.
    if in_table and column in dimensions:
        title = dimensions[column]["label_en"]
        told = f"{title} / {dimensions[column]['label_ja']}; {TOTAL} is the margin"
        codes = _codes(release, column)
    else:
        title, told = _COLUMNS.get(column) or _labelled(column)
        codes = [MASKED] if inside == "balance" and column == "mark" else _CLOSED.get(column, ())
    constraints: dict[str, Any] = {} if column in _MAY_BE_EMPTY else {"required": True}
    if codes:
        constraints["enum"] = list(codes)
    if column == "reports":
        constraints["minimum"] = release.rules.threshold if in_table else 0
    field = {"name": column, "title": title, "description": told}
    field["type"] = _TYPES.get(column, "string")
    return field | ({"constraints": constraints} if constraints else {})


def _codes(release: Release, dimension: str) -> Sequence[str]:
    """What a dimension may hold: the codes of all sources, and the margin."""
    codes = release.codes.loc[release.codes["dimension"] == dimension, "code"]
    return [*dict.fromkeys(codes), TOTAL]


def _labelled(column: str) -> tuple[str, str]:
    """Title and description of a column that says something in one of the languages."""
    what, _, language = column.rpartition("_")
    told = f"{what.capitalize()} ({'Japanese' if language == 'ja' else 'English'})"
    return told, told


def _references(name: str, table: Table | None) -> list[dict[str, Any]]:
    if table:
        return [_reference(["source"], "sources"), _reference(["source", "period"], "periods")]
    return [_reference([column], resource) for column, resource in _REFERENCES.get(name, ())]


def _reference(columns: list[str], resource: str) -> dict[str, Any]:
    return {"fields": columns, "reference": {"resource": resource, "fields": columns}}


def _title(release: Release, table: Table) -> str:
    labels = release.dimensions.set_index("dimension")["label_en"]
    return f"Reports by {', '.join(['period', *(labels[dim].lower() for dim in table.dims)])}"
