"""Synthetic files in, exact figures out: the whole way, with nothing left to chance."""

import csv
import json
from collections import Counter

import pytest

from tests.golden.sample_figures import FILE, sample_figures


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("golden")


@pytest.fixture(scope="module")
def found(folder):
    return sample_figures(folder)


def test_the_sample_gives_exactly_the_figures_on_record(found):
    assert found == json.loads(FILE.read_text(encoding="utf-8"))


def test_every_row_is_somewhere(found):
    for rows in found["rows"].values():
        assert rows["read"] == sum(rows.values()) - rows["read"]
    for counted in found["reports"].values():
        assert sum(counted.values()) == sum(rows["accepted"] for rows in found["rows"].values())
    assert sum(found["years"].values()) == sum(r["accepted"] for r in found["rows"].values())


def test_the_figures_are_those_of_the_file(folder, found):
    """Gender counted in the provider's own words, by a reader that knows nothing of casestats."""
    [file] = (folder / "sample").glob("nz-helpline*")
    with file.open(encoding="utf-8", newline="") as lines:
        words = Counter(row["Gender"] for row in csv.DictReader(lines))
    males = words["Male"] + words["M"] + words["male"]
    kept_out = sum(found["rows"]["nz-helpline"][n] for n in ("quarantined", "without_consent"))
    assert 0 <= males - found["reports"]["gender"]["nz-helpline male"] <= kept_out
