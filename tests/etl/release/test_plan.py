"""A release plan: what ships is sound, and every wrong key is told by name."""

from pathlib import Path

import pytest

import sql
from etl.errors import UsageError
from etl.release.plan import DIMS, Plan, dims_of, load, tables_by_name

SMALL = """
name = "small"
title_en = "Reports"
title_ja = "報告"
licence = "CC-BY-4.0"
period = "quarter"
closing_days = 30
least = 100
valid_days = 120
age_scheme = "public"

[[table]]
dims = ["age_band", "gender"]
"""


def planned(folder: Path, text: str = SMALL) -> Plan:
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_the_plan_that_ships() -> None:
    plan = load()
    assert plan.name == "reports"
    assert plan.months == 6
    assert plan.rules.threshold == 12
    assert list(tables_by_name(plan))[:3] == [
        "totals",
        "age_band_by_gender",
        "contact_platform",
    ]
    assert dims_of(plan)[:3] == ("age_band", "gender", "contact_platform")


def test_no_place_below_the_country_can_be_planned() -> None:
    assert "region" not in DIMS


def test_dimensions_are_columns_of_reports() -> None:
    assert set(DIMS) - {"age_band"} <= set(sql.VOCABULARY)


def test_a_small_plan(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    assert (plan.months, plan.closing_days, plan.least) == (3, 30, 100)
    assert plan.tables == (("age_band", "gender"),)
    assert (plan.rules.k, plan.rules.base, plan.seconds) == (10, 3, 60)
    assert plan.rebase is None


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"small"', '"Small plan"', "name"),
        ("least = 100", "least = 99", "least"),
        ('"quarter"', '"month"', "period"),
        ('"age_band", "gender"', '"region"', "dims"),
        ('"age_band", "gender"', '"gender", "gender"', "dims"),
        ('"age_band", "gender"', '"age_band", "gender", "kind", "tactic"', "dims"),
        ("[[table]]", '[[table]]\ndims = ["gender"]\n[[table]]', "dims"),
        ("[[table]]", "[protection]\nk = 9\n[[table]]", "k"),
        ("[[table]]", "[protection]\nk = 11\n[[table]]", "base"),
        ("[[table]]", "[protection]\nthreshold = 9\n[[table]]", "threshold"),
        ("[[table]]", '[keep]\ngender = ["boy"]\n[[table]]', "gender"),
        ("[[table]]", "[keep]\nregion = []\n[[table]]", "region"),
        ("licence", "license", "license"),
        ("closing_days = 30", "closing_days = true", "closing_days"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, where: str) -> None:
    with pytest.raises(UsageError) as error:
        planned(tmp_path, SMALL.replace(old, new))
    assert error.value.code == "plan-invalid"
    assert error.value.where is not None
    assert error.value.where.endswith(where)
    assert error.value.remedy == "See docs/releases.md"


MERGE = """
[[merge]]
dim = "payment_made"
code = "paid"
label_en = "Paid"
label_ja = "支払いあり"
codes = ["yes", "partly"]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"paid"', '"unknown"'),
        ('"paid"', '"no"'),
        ('"paid"', '"total"'),
        ('"yes", "partly"', '"yes", "perhaps"'),
        ('"payment_made"', '"age_band"'),
    ],
)
def test_a_merge_that_would_mislead_is_refused(tmp_path: Path, old: str, new: str) -> None:
    planned(tmp_path, SMALL + MERGE)
    with pytest.raises(UsageError):
        planned(tmp_path, SMALL + MERGE.replace(old, new))


def test_a_code_is_merged_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="merged twice"):
        planned(tmp_path, SMALL + MERGE + MERGE.replace('"paid"', '"some"'))


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        planned(tmp_path, "name = ")
    assert error.value.code == "plan-unreadable"
    with pytest.raises(UsageError):
        load(tmp_path / "absent.toml")


def test_the_hash_follows_what_a_series_rests_on(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    for old, new in (("Reports", "All reports"), ("valid_days = 120", "valid_days = 90")):
        assert planned(tmp_path, SMALL.replace(old, new)).sha256 == plan.sha256
    for old, new in (
        ("quarter", "half-year"),
        ('"age_band", ', ""),
        ("[[table]]", MERGE + "[[table]]"),
    ):
        assert planned(tmp_path, SMALL.replace(old, new)).sha256 != plan.sha256
