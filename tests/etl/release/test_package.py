"""Machines can read a release: the data package and the linked data are valid and complete."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import frictionless
import pytest

from etl.release.csv_files import csv_files
from etl.release.dataset import dataset
from etl.release.manifest import sha256
from etl.release.model import Release, Table
from etl.release.package import datapackage
from tests.releases_to_seal import first, second_revised


def placed(release: Release, folder: Path) -> Path:
    """The CSV files of a release and their descriptions, without pages and manifest."""
    tables = csv_files(release)
    described = {
        "datapackage.json": datapackage(release, tables),
        "dataset.jsonld": dataset(release, tables),
    }
    for name, content in {**tables, **described}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def errors(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [error.type for error in report.errors] + [
        error.type for task in report.tasks for error in task.errors
    ]


def package(release: Release) -> dict:
    return json.loads(datapackage(release, csv_files(release)))


def described(release: Release) -> dict:
    return json.loads(dataset(release, csv_files(release)))


@pytest.mark.parametrize("release", [first(), second_revised()])
def test_frictionless_finds_no_error(release, tmp_path):
    assert errors(placed(release, tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("tables/age_band.csv", ",147,", ",9,", "constraint-error"),
        ("tables/age_band.csv", ",147,", ",many,", "type-error"),
        ("tables/age_band.csv", ",0-14,", ",0-15,", "constraint-error"),
        ("tables/age_band.csv", "jp-helpline,2024-H1", "xx,2024-H1", "foreign-key"),
        ("tables/age_band.csv", "2024-H1,15-17", "2024-H1,0-14", "primary-key"),
        ("tables/age_band.csv", ",..\n", ",?\n", "constraint-error"),
        ("periods.csv", "2024-01-01", "2024-13-01", "type-error"),
        ("codes.csv", ",age_band,", ",age,", "foreign-key"),
        ("revisions.csv", ",III,", ",V,", "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_wrong(tmp_path, file, old, new, error):
    """The description is strict enough to be of use."""
    release = second_revised()
    not_collected = release.table("age_band").cells.assign(
        mark=lambda cells: cells["mark"].replace("S", "..")
    )
    tables = (release.tables[0], replace(release.tables[1], cells=not_collected))
    folder = placed(replace(release, tables=(*tables, *release.tables[2:])), tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = errors(folder)
    assert error in found
    assert {"hash-count", "byte-count"} & {*found}  # the file is no longer the one described


def test_each_file_is_described_with_its_size_hash_and_keys():
    release = second_revised()
    tables = csv_files(release)
    told = package(release)
    assert {
        item["path"]: (item["bytes"], item["hash"], item["mediatype"], item["encoding"])
        for item in told["resources"]
    } == {
        path: (len(content), f"sha256:{sha256(content)}", "text/csv", "utf-8")
        for path, content in tables.items()
    }
    by_path = {item["path"]: item["schema"] for item in told["resources"]}
    schema = by_path["tables/age_band_gender.csv"]
    assert schema["primaryKey"] == ["source", "period", "age_band", "gender"]
    assert schema["missingValues"] == [""]
    assert schema["foreignKeys"] == [
        {"fields": fields, "reference": {"resource": resource, "fields": fields}}
        for fields, resource in ((["source"], "sources"), (["source", "period"], "periods"))
    ]
    fields = {field["name"]: field for field in schema["fields"]}
    assert list(fields) == ["source", "period", "age_band", "gender", "reports", "mark"]
    assert fields["gender"] == {
        "name": "gender",
        "title": "Gender",
        "description": "Gender / 性別; total is the margin",
        "type": "string",
        "constraints": {"required": True, "enum": ["male", "female", "unknown", "total"]},
    }
    assert (fields["reports"]["type"], fields["reports"]["constraints"]) == (
        "integer",
        {"minimum": 12},
    )
    assert fields["mark"]["constraints"] == {"enum": ["S", ".."]}


def test_a_dimension_may_be_called_as_a_column_of_another_file(tmp_path):
    """The tables' ``kind`` has nothing to do with the kind of a revision."""
    release = second_revised()
    table = release.table("age_band_gender")
    cells = table.cells.rename(columns={"gender": "kind"})
    named = replace(
        release,
        dimensions=release.dimensions.replace("gender", "kind"),
        codes=release.codes.replace("gender", "kind"),
        tables=(Table(table.name, ("age_band", "kind"), cells),),
    )
    assert errors(placed(named, tmp_path)) == []
    by_path = {item["path"]: item["schema"]["fields"] for item in package(named)["resources"]}
    [of_table] = [f for f in by_path["tables/age_band_gender.csv"] if f["name"] == "kind"]
    [of_revision] = [f for f in by_path["revisions.csv"] if f["name"] == "kind"]
    assert of_table["constraints"]["enum"] == ["male", "female", "unknown", "total"]
    assert of_table["title"] == "Gender"
    assert of_revision["constraints"]["enum"] == ["revised", "withdrawn"]


def test_the_package_says_what_it_is():
    told = package(second_revised())
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (told["name"], told["version"]) == ("reports-1.2", "1.2")
    assert told["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}
    ]
    assert [item["title"] for item in told["sources"]] == [
        "Help line, Japan",
        "Police force, New Zealand",
    ]
    assert all(
        field["title"] and field["description"]
        for item in told["resources"]
        for field in item["schema"]["fields"]
    )


def test_the_linked_data_has_every_term_that_is_needed():
    told = described(second_revised())
    assert told["@context"]["@vocab"] == "https://schema.org/"
    assert told["@context"]["dcat"] == "http://www.w3.org/ns/dcat#"
    assert told["@context"]["spdx"] == "http://spdx.org/rdf/terms#"
    assert told["@type"] == ["Dataset", "dcat:Dataset"]
    assert told["dcat:version"] == told["version"] == "1.2"
    assert told["dcat:previousVersion"] == {"@id": "../reports-1.1/"}
    assert "dcat:previousVersion" not in described(first())
    assert told["temporalCoverage"] == "2024-01-01/2025-06-30"
    assert [place["identifier"] for place in told["spatialCoverage"]] == ["JP", "NZ"]
    assert told["isAccessibleForFree"] is True
    assert told["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert [creator["name"] for creator in told["creator"]] == [
        "Help line, Japan",
        "Police force, New Zealand",
    ]
    assert [item["name"] for item in told["variableMeasured"]] == [
        "reports",
        "age_band",
        "gender",
        "contact_platform",
    ]
    assert told["dateModified"] == "2025-08-31"
    assert told["expires"] == "2026-04-30"
    assert told["dcat:landingPage"] == {"@id": "index.html"}
    assert told["usageInfo"] == [{"@id": "notes.md"}, {"@id": "notes.ja.md"}]


def test_every_distribution_has_its_checksum_and_its_place():
    release = second_revised()
    tables = csv_files(release)
    told = described(release)
    assert [item["@id"] for item in told["dcat:distribution"]] == list(tables)
    for item in told["distribution"]:
        content = tables[item["contentUrl"]]
        assert item["@type"] == ["DataDownload", "dcat:Distribution"]
        assert item["dcat:downloadURL"] == {"@id": item["contentUrl"]}
        assert item["dcat:byteSize"]["@value"] == str(len(content))
        assert item["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(content)
        assert item["spdx:checksum"]["spdx:algorithm"] == {"@id": "spdx:checksumAlgorithm_sha256"}
        base = "https://example.org/reports-1.2/dataset.jsonld"
        assert urljoin(base, item["@id"]) == f"https://example.org/reports-1.2/{item['@id']}"


def test_invented_figures_say_so_wherever_they_are_described():
    release = second_revised()
    data, linked = package(release), described(release)
    for name, about in (
        (data["title"], data["description"]),
        (linked["name"], linked["description"]),
    ):
        assert name == "Synthetic data: Sextortion reports"
        assert about.startswith("Synthetic data, made up by a program")
    assert linked["alternateName"] == "【架空のデータ】セクストーションの報告件数"
    assert "架空のデータです" in data["description"]

    sources = release.sources.assign(synthetic=[True, False])
    partly = replace(release, sources=sources)
    assert package(partly)["title"] == "Partly synthetic data: Sextortion reports"
    assert "相談窓口（日本）。引用しないで" in package(partly)["description"]

    real = replace(release, synthetic=False, sources=sources.assign(synthetic=False))
    assert package(real)["title"] == "Sextortion reports"
    assert described(real)["alternateName"] == "セクストーションの報告件数"
    assert "ynthetic" not in json.dumps(described(real))


def test_a_publisher_answers_for_it():
    named = replace(second_revised(), publisher="Example publisher", contact="stats@example.org")
    assert package(named)["contributors"] == [
        {"title": "Example publisher", "roles": ["publisher"]}
    ]
    told = described(named)
    assert told["creator"] == [{"@type": "Organization", "name": "Example publisher"}]
    asked = {"@type": "ContactPoint", "contactType": "statistics", "email": "stats@example.org"}
    assert told["publisher"] == {
        "@type": "Organization",
        "name": "Example publisher",
        "contactPoint": asked,
    }
    page = replace(second_revised(), contact="https://example.org/contact")
    assert described(page)["publisher"]["contactPoint"]["url"] == "https://example.org/contact"
    assert "publisher" not in described(second_revised())
