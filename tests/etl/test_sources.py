"""Profiles: the shipped ones say what they should, a wrong one is told by file, table and key."""

import hashlib
import re
from pathlib import Path

import pytest

import sql
from etl.errors import ProfileError
from etl.normalise import DATE_FORMS
from etl.sources import FIELDS, FileFormat, Filter, Source, available, load

ROOT = Path(__file__).parents[2]
MINIMAL = """
[source]
id = "casestats"
[file]
format = ["csv"]
[columns.reported_date]
names = ["date"]
dates = ["iso"]
"""
OWN = """
[source]
id = "our-line"
label_en = "Our line"
country = "JP"
organisation = "Our help line"
counting_unit = "consultation"
fiscal_year_start = 4
age_scheme = "jp_school"
publishable = false
settling_months = 2
"""
SHIPPED = (
    "ca-cafc", "casestats", "jp-helpline", "jp-police", "jp-police-hokkaido", "nz-health",
    "nz-helpline", "nz-police",
)  # fmt: skip


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_profiles():
    assert tuple(profile.id for profile in available()) == SHIPPED
    assert tuple(profile.source.code for profile in available()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_is_whole(name):
    profile = load(name)
    fields = [column.field for column in profile.columns]
    assert len(set(fields)) == len(fields)
    assert set(fields) | set(profile.constants) <= set(FIELDS)
    assert "reported_date" in fields
    assert "age" in fields
    # Every report gets a country: from the file or for all of them.
    assert "country" in fields or profile.constants["country"] == profile.source.country
    for column in profile.columns:
        assert bool(column.dates) == (column.field in ("reported_date", "incident_date"))
        assert len(set(column.names)) == len(column.names)


def test_the_profile_of_a_help_line():
    profile = load("jp-helpline")
    assert profile.file == FileFormat(formats=("csv",), encoding="cp932", unnamed_columns="drop")
    assert profile.source == Source(
        code="jp-helpline", label_en="Help line, Japan", label_ja="相談窓口（日本）",
        label_mi="Help line, Japan", country="JP", organisation="Help line, Japan",
        counting_unit="consultation", fiscal_year_start=4, age_scheme="standard",
        publishable=profile.source.publishable, settling_months=2, sort_order=1,
        coverage="clients",
    )  # fmt: skip
    names = {column.field: column.names for column in profile.columns}
    assert names["reported_date"] == ("受付日", "相談日", "受理日")
    assert "備考" not in {name for column in profile.columns for name in column.names}


def test_the_profile_of_a_workbook():
    file = load("nz-police").file
    assert (file.formats, file.header_rows, file.sheets) == (("xlsx",), (4,), ("Reports",))


def test_the_profile_with_a_filter():
    profile = load("ca-cafc")
    assert profile.filter == Filter("Fraud and Cybercrime Thematic Categories", ("Extortion",))
    assert profile.aliases["outcome"]["Attempt"] == "attempted"
    assert "amount_paid" not in {column.field for column in profile.columns}


def test_what_a_minimal_profile_leaves_open_is_strict(tmp_path):
    path = written(tmp_path, MINIMAL)
    profile = load(path)
    assert (profile.id, profile.source) == ("own", load("casestats").source)
    assert profile.file == FileFormat(
        formats=("csv",), encoding="utf-8", delimiter=",", quote='"', header_rows=(1,), sheets=(),
        unnamed_columns="refuse",
    )  # fmt: skip
    (column,) = profile.columns
    assert (column.required, column.unmapped) == (True, "other")
    assert (profile.aliases, profile.constants, profile.filter) == ({}, {}, None)
    assert profile.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_source_of_ones_own(tmp_path):
    profile = load(written(tmp_path, MINIMAL.replace('\n[source]\nid = "casestats"', OWN)))
    assert profile.source == Source(
        code="our-line", label_en="Our line", label_ja="Our line", label_mi="Our line",
        country="JP", organisation="Our help line", counting_unit="consultation",
        fiscal_year_start=4, age_scheme="jp_school", publishable=False, settling_months=2,
        sort_order=1000,
    )  # fmt: skip


def test_a_source_of_ones_own_tells_whom_it_covers(tmp_path):
    told = OWN + 'coverage = "regional"\n'
    profile = load(written(tmp_path, MINIMAL.replace('\n[source]\nid = "casestats"', told)))
    assert profile.source.coverage == "regional"


def test_a_source_of_ones_own_is_of_sextortion_unless_it_says_otherwise(tmp_path):
    for told, subject in (("", "sextortion"), ('subject = "wider"\n', "wider")):
        text = MINIMAL.replace('\n[source]\nid = "casestats"', OWN + told)
        assert load(written(tmp_path, text)).source.subject == subject


def test_ones_own_folder_adds_and_replaces(tmp_path):
    written(tmp_path, MINIMAL, "our-line.toml")
    written(tmp_path, MINIMAL, "nz-police.toml")
    assert [p.id for p in available(tmp_path)] == sorted([*SHIPPED, "our-line"])
    assert load("nz-police", tmp_path).source.code == "casestats"
    assert load("nz-police").source.code == "nz-police"
    assert load("our-line", tmp_path).file.formats == ("csv",)
    assert load(str(tmp_path / "our-line.toml")).id == "our-line"


def test_an_unknown_profile(tmp_path):
    with pytest.raises(ProfileError) as caught:
        load("nobody", tmp_path)
    assert caught.value.code == "profile-unknown"
    assert "nz-police" in caught.value.remedy


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ProfileError) as caught:
        load(tmp_path / "none.toml")
    assert (caught.value.code, caught.value.where) == ("profile-unreadable", "none.toml")


@pytest.mark.parametrize("data", [b"[source", "[source]\nid = 'é'".encode("latin-1")])
def test_a_file_that_is_not_toml(tmp_path, data):
    path = tmp_path / "own.toml"
    path.write_bytes(data)
    with pytest.raises(ProfileError) as caught:
        load(path)
    assert (caught.value.code, caught.value.where) == ("profile-toml", "own.toml")


COLUMN = "[columns.gender]\nnames = ['sex']\n"
CSV = 'format = ["csv"]'


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("", "colour = 1\n", "colour", "Unknown key; allowed: source, file"),
        ("", "[extra]\n", "extra", "Unknown key"),
        ("[source]\n", "[sources]\n", "sources", "Unknown key"),
        ('id = "casestats"', "id = 7", "[source] id", "text"),
        ('id = "casestats"', "", "[source] id", "missing"),
        ('id = "casestats"', 'id = "casestats"\ncountry = "JP"',
         "[source] country", "sources.csv"),
        ('id = "casestats"', 'id = "new"', "[source] label_en", "missing"),
        ('id = "casestats"', OWN.replace("our-line", "Our Line")[9:],
         "[source] id", "lower-case"),
        ('id = "casestats"', OWN.replace('"JP"', '"Japan"')[9:], "[source] country", "one of: "),
        ('id = "casestats"', OWN[9:] + 'coverage = "city"', "[source] coverage", "one of: "),
        ('id = "casestats"', OWN[9:] + 'subject = "theft"', "[source] subject", "one of: "),
        ('id = "casestats"', OWN.replace("= 4", "= 13")[9:],
         "[source] fiscal_year_start", "1 to 12"),
        ('id = "casestats"', OWN.replace("false", '"no"')[9:],
         "[source] publishable", "true or false"),
        (CSV, "", "[file] format", "missing"),
        (CSV, 'format = "csv"', "[file] format", "list"),
        (CSV, "format = []", "[file] format", "at least one"),
        (CSV, 'format = ["xls"]', "[file] format", "csv, xlsx, json, jsonl"),
        (CSV, 'format = ["csv", "csv"]', "[file] format", "twice"),
        (CSV, CSV + '\nencoding = "shift_jis"',
         "[file] encoding", "utf-8, utf-16, cp932, latin-1"),
        (CSV, CSV + '\ndelimiter = ":"', "[file] delimiter", r"'\t'"),
        (CSV, CSV + "\nheader_rows = [0]", "[file] header_rows", "1 to 50"),
        (CSV, CSV + "\nheader_rows = [true]", "[file] header_rows", "whole numbers"),
        (CSV, CSV + '\nunnamed_columns = "keep"', "[file] unnamed_columns", "refuse, drop"),
        (CSV, CSV + "\nheader_row = 1", "[file] header_row", "Unknown key"),
        ("columns.reported_date", "columns.incident_date",
         "[columns] reported_date", "Every profile"),
        ('["date"]', '["date"]\nrequired = false',
         "[columns.reported_date] required", "every file"),
        ('["date"]', "[]", "[columns.reported_date] names", "at least one"),
        ('["date"]', '["date", " "]', "[columns.reported_date] names", "texts"),
        ('dates = ["iso"]', "", "[columns.reported_date] dates", "missing"),
        ('dates = ["iso"]', 'dates = ["auto"]', "[columns.reported_date] dates", "iso, slash"),
        ('["iso"]', '["day_first", "month_first"]', "[columns.reported_date] dates", "both"),
        ("", "[columns.sex]\nnames = ['x']\n", "[columns] sex", "report_id, reported_date"),
        ("", "[columns]\ngender = 1\nreported_date = {names = ['x'], dates = ['iso']}\n",
         "[columns] gender", "table"),
        ("", COLUMN + "dates = ['iso']\n", "[columns.gender] dates", "Unknown key"),
        ("", COLUMN + "unmapped = 'drop'\n", "[columns.gender] unmapped", "other, quarantine"),
        ("", "[columns.age]\nnames = ['a']\nunmapped = 'other'\n",
         "[columns.age] unmapped", "Unknown"),
        ("", "[aliases.region]\nx = 'y'\n", "[aliases] region", "Unknown key"),
        ("", "[aliases.gender]\nx = 'man'\n", "[aliases.gender] x", "male, female"),
        ("", "[aliases.age]\nx = '10-19'\n", "[aliases.age] x", "standard:0-11"),
        ("", "[constants]\nreported_date = 'x'\n", "[constants] reported_date", "Unknown key"),
        ("", "[constants]\ncountry = 'Japan'\n", "[constants] country", "one of: "),
        ("", "[constants]\nsynthetic = true\n", "[constants] synthetic", "true, false"),
        ("", COLUMN + "[constants]\ngender = 'male'\n", "[constants] gender", "already"),
        ("", "[filter]\ncolumn = 'x'\n", "[filter] keep", "missing"),
        ("", "[filter]\ncolumn = 'x'\nkeep = ['y']\ndrop = ['z']\n",
         "[filter] drop", "Unknown key"),
    ],
)  # fmt: skip
def test_a_wrong_profile_is_told_by_file_table_and_key(tmp_path, old, new, where, said):
    if old:
        text = MINIMAL.replace(old, new)
    elif new.startswith("[columns]"):
        text = MINIMAL.partition("[columns")[0] + new
    else:
        text = new + MINIMAL if "[" not in new else MINIMAL + new
    with pytest.raises(ProfileError) as caught:
        load(written(tmp_path, text))
    assert caught.value.where == f"own.toml, {where}"
    assert said in caught.value.what
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", SHIPPED)
def test_aliases_of_shipped_profiles_stand_for_codes(name):
    for field, words in load(name).aliases.items():
        if field in sql.VOCABULARY:
            assert set(words.values()) <= set(sql.codes(sql.VOCABULARY[field]))


def test_the_page_about_profiles_names_every_key_and_code():
    """It stays complete: fields, date forms and refusal codes."""
    page = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    sources = (ROOT / "etl" / "reading").glob("*.py")
    refused = re.compile(r"""\brefused\(\s*"([a-z-]+)\"""")
    codes = [code for path in sources for code in refused.findall(path.read_text("utf-8"))]
    assert len(set(codes)) > 20
    for name in (*FIELDS, *DATE_FORMS, *codes):
        assert f"`{name}`" in page, name
