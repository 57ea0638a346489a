"""Nested JSON as Kobo and Primero export it: a path of keys is a column."""

import json
from dataclasses import replace

import pytest

from etl.sources import Column
from tests.etl.provider_files import profile, read_here, refused_here

JSON = {"formats": ("json", "jsonl"), "unnamed_columns": "drop"}
#: A form with groups, an answer of several choices, a repeated group and what Kobo adds itself.
KOBO = {
    "_id": 7,
    "_submission_time": "2025-06-02T09:00:00",
    "incident/date": "2025-06-01",
    "incident/person/age": "16",
    "incident/demands": "money images",
    "contacts": [{"contacts/platform": "instagram"}, {"contacts/platform": "snapchat"}],
    "_attachments": [],
    "_geolocation": [None, None],
    "_validation_status": {},
}
PRIMERO = {
    "id": "b1",
    "incident": {"date": "2025-06-01", "person": {"age": 16}, "demands": "money images"},
    "services": [{"type": "police"}],
    "owned_by": None,
}


def nested(**file):
    """A profile that reads paths."""
    names = ("incident/date", "incident/person/age", "incident/demands")
    declared = profile(**JSON | file)
    columns = tuple(
        replace(column, names=(name,)) for column, name in zip(declared.columns, names, strict=True)
    )
    return replace(declared, columns=columns)


def read_entries(*entries, name="a.json", **file):
    data = json.dumps(entries).encode()
    outcome, written = read_here(data, name, declared=nested(**file))
    return outcome.header, written


def refused_entries(*entries, **file):
    return refused_here(json.dumps(entries).encode(), "a.json", declared=nested(**file))


@pytest.mark.parametrize("entry", [KOBO, PRIMERO])
def test_both_give_the_same_columns(entry):
    header, written = read_entries(entry)
    row = dict(zip(header, written.rstrip("\n").split(","), strict=True))
    assert row["incident/date"] == "2025-06-01"
    assert row["incident/person/age"] == "16"
    assert row["incident/demands"] == "money images"
    assert [key for key, cell in row.items() if cell == ""] == [
        key for key, value in entry.items() if value is None or isinstance(value, list)
    ]


def test_lists_are_named_among_the_dropped_columns_and_empty_objects_are_none():
    header, _ = read_entries(KOBO)
    assert set(header) == set(KOBO) - {"_validation_status"}


def test_an_object_that_is_null_leaves_its_columns_blank():
    header, written = read_entries(PRIMERO, {"id": "b2", "incident": None})
    assert header[0] == "id"
    assert written.splitlines()[1] == "b2" + "," * (len(header) - 1)


def changed(**incident):
    return {**PRIMERO, "incident": {**PRIMERO["incident"], **incident}}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (changed(date=["2025-06-01"]), "json-nested"),
        (changed(date=[]), "json-nested"),
        (changed(date={"day": 1}), "json-nested"),
        (changed(person=[{"age": 16}]), "json-nested"),
        (changed(person="16"), "json-nested"),
        ({**PRIMERO, "incident": [PRIMERO["incident"]]}, "json-nested"),
        ({**PRIMERO, "incident": 7}, "json-nested"),
        ({**PRIMERO, "incident/date": "2025-06-02"}, "header-duplicate"),
        ({**PRIMERO, "incident": {"person": {"age": 1}}}, "header-missing"),
        (changed(name="x"), "personal-data-column"),
        (changed(deep=json.loads('{"a":' * 30 + "1" + "}" * 30)), "json-nested"),
        ({str(n): n for n in range(201)}, "too-large"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(entry, code):
    assert refused_entries(entry)[0] == code


def test_a_list_without_a_dropped_column_is_refused():
    entry = {"incident": PRIMERO["incident"], "services": []}
    refuse = {"unnamed_columns": "refuse"}
    assert refused_entries(entry, **refuse)[0] == "json-nested"
    header, _ = read_entries(entry, drop=("services",), **refuse)
    assert header[0] == "services"
    assert refused_entries(PRIMERO, drop=("services",), **refuse)[0] == "header-unknown"


def page(entries, **told):
    return {"count": len(entries), "next": None, "previous": None, **told, "results": entries}


def read_page(value, records="results"):
    data = json.dumps(value, indent=1).encode()
    return read_here(data, "a.json", declared=nested(records=records))


def test_the_list_inside_an_object():
    outcome, written = read_page(page([PRIMERO, PRIMERO]))
    assert (outcome.rows, len(written.splitlines())) == (2, 2)
    assert [place[:2] for place in outcome.places] == [(1, 6), (2, 22)]
    whole = {"data": [PRIMERO], "metadata": {"total": 1, "per": 20, "page": 1}}
    assert read_page(whole, "data")[0].rows == 1
    assert read_page({"data": [PRIMERO]}, "data")[0].rows == 1


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (page([PRIMERO], next="https://kobo.example/?page=2"), "json-part"),
        (page([PRIMERO], count=2), "json-part"),
        ({"results": [PRIMERO], "metadata": {"total": 2}}, "json-part"),
        ({"entries": [PRIMERO]}, "header-missing"),
        ({"results": {"0": PRIMERO}}, "json-invalid"),
        ([PRIMERO], "json-invalid"),
        ({}, "json-invalid"),
    ],
)
def test_a_list_that_is_not_whole_or_not_there(value, code):
    with_records = nested(records="results")
    assert refused_here(json.dumps(value).encode(), "a.json", declared=with_records)[0] == code


def test_the_list_under_the_key_twice():
    data = b'{"results": [], "results": [{}]}'
    assert refused_here(data, "a.json", declared=nested(records="results"))[0] == "empty-file"


def test_a_heading_of_a_path_in_a_csv_is_a_heading():
    columns = (Column("reported_date", ("group_a/date",), dates=("iso",)),)
    declared = replace(profile(), columns=columns)
    assert read_here(b"group_a/date\n2025-06-01\n", declared=declared)[1] == "2025-06-01\n"
