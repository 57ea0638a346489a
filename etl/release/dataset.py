"""The release as linked data: schema.org Dataset and DCAT 3, in JSON-LD."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from etl.release import notes, wording
from etl.release.manifest import sha256
from etl.release.model import Release
from etl.release.wording import Language

NAME: Final = "dataset.jsonld"

_CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HOW: Final = (
    "Each count is rounded at random to a multiple of {base} by a key that gives the same cell the "
    "same number everywhere; a count below {threshold} is not shown; all tables are attacked "
    "together before they are published."
)


def dataset(release: Release, files: Mapping[str, bytes]) -> bytes:
    """The description of the dataset, with the CSV files among ``files`` as its distributions.

    Addresses in it are relative to the folder, so that it holds wherever the folder is put.
    """
    described = {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": ["Dataset", "dcat:Dataset"],
        "identifier": release.name,
        "name": wording.title(release, "en"),
        "alternateName": wording.title(release, "ja"),
        "description": wording.description(release, "en"),
        "dct:title": _told(wording.title, release),
        "dct:description": _told(wording.description, release),
        "inLanguage": list(wording.LANGUAGES),
        "keywords": list(wording.KEYWORDS),
        "version": f"{release.series}.{release.serial}",
        "dcat:version": f"{release.series}.{release.serial}",
        **_previous(release),
        "dateModified": release.as_of.isoformat(),
        "expires": release.valid_until.isoformat(),
        "license": wording.licence_address(release),
        "dct:license": {"@id": wording.licence_address(release)},
        "isAccessibleForFree": True,
        "creator": _creators(release),
        **_publisher(release),
        "dcat:landingPage": {"@id": "index.html"},
        "usageInfo": [{"@id": name} for name in notes.NAMES],
        "temporalCoverage": _temporal(release),
        "spatialCoverage": _places(release),
        "measurementTechnique": _HOW.format(
            base=release.rules.base, threshold=release.rules.threshold
        ),
        "variableMeasured": _variables(release),
        "distribution": [
            _distribution(release, path, content) for path, content in _tables(files).items()
        ],
        "dcat:distribution": [{"@id": path} for path in _tables(files)],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _tables(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.endswith(".csv")}


def _told(tell: Callable[[Release, Language], str], release: Release) -> list[dict[str, str]]:
    return [
        {"@language": language, "@value": tell(release, language)} for language in wording.LANGUAGES
    ]


def _previous(release: Release) -> dict[str, Any]:
    if release.previous is None:
        return {}
    return {"dcat:previousVersion": {"@id": f"../{release.previous}/"}}


def _creators(release: Release) -> list[dict[str, str]]:
    """Who made the figures: the publisher; without one, those who count."""
    names = [release.publisher] if release.publisher else [*release.sources["organisation"]]
    return [{"@type": "Organization", "name": name} for name in dict.fromkeys(names) if name]


def _publisher(release: Release) -> dict[str, Any]:
    """Who answers for it, and where to ask."""
    publisher: dict[str, Any] = {"name": release.publisher} if release.publisher else {}
    if release.contact:
        kind = "url" if "://" in release.contact else "email"
        asked = {"@type": "ContactPoint", "contactType": "statistics", kind: release.contact}
        publisher["contactPoint"] = asked
    return {"publisher": {"@type": "Organization", **publisher}} if publisher else {}


def _temporal(release: Release) -> str:
    start, end = release.periods["start"].min(), release.periods["end"].max()
    return f"{start.date().isoformat()}/{end.date().isoformat()}"


def _places(release: Release) -> list[dict[str, str]]:
    countries = release.sources[["country", "country_en"]].drop_duplicates()
    return [
        {"@type": "Country", "identifier": code, "name": name}
        for code, name in countries.itertuples(index=False)
    ]


def _variables(release: Release) -> list[dict[str, str]]:
    """The count and what it is broken down by."""
    broken_down = [
        {"@type": "PropertyValue", "name": name, "alternateName": label}
        for name, label in release.dimensions[["dimension", "label_en"]].itertuples(index=False)
    ]
    units = ", ".join(dict.fromkeys(release.sources["unit_en"]))
    return [
        {"@type": "PropertyValue", "name": "reports", "unitText": units},
        *broken_down,
    ]


def _distribution(release: Release, path: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": path,
        "contentUrl": path,
        "encodingFormat": "text/csv",
        "contentSize": f"{len(content)} B",
        "sha256": sha256(content),
        "license": wording.licence_address(release),
        "dcat:downloadURL": {"@id": path},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(content))},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": sha256(content)},
        },
    }
