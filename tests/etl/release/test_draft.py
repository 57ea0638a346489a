"""From a warehouse to a release, and from that to the next one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from etl.disclosure import TOTAL
from etl.errors import UsageError
from etl.release.blocks import Secrets
from etl.release.draft import draft
from etl.release.model import MASKED, NOT_COLLECTED, Release
from etl.release.reports import read
from tests.etl.release.drafting import (
    PLAN,
    SECRETS,
    deliver,
    delivered,
    drafted,
    plan_in,
    warehouse,
)
from tests.warehouse_builder import report

TWO_YEARS = ("2025-02-10", delivered(800, date(2023, 1, 2), date(2025, 1, 31)))
HALF_YEAR = (
    "2025-09-05",
    delivered(240, date(2025, 2, 1), date(2025, 7, 31), seed=2, prefix="s"),
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("first")
    return drafted(warehouse(folder, TWO_YEARS), plan_in(folder)).release


def test_what_a_first_release_says(first: Release) -> None:
    assert first.name == "small-1.1"
    assert (first.as_of, first.valid_until) == (date(2025, 2, 10), date(2025, 10, 8))
    assert list(first.periods["period"]) == ["2023-H1", "2023-H2", "2024-H1"]
    assert first.attack["unsafe"] == 0
    assert first.attack["targets"] > 100
    assert first.synthetic
    assert list(first.sources["source"]) == ["nz-helpline"]
    assert list(first.sources["country_ja"]) == ["ニュージーランド"]


def test_every_printed_number_stands_for_ten_and_is_within_two(
    first: Release, tmp_path: Path
) -> None:
    exact = read(warehouse(tmp_path, TWO_YEARS), plan_in(tmp_path)).reports
    ages = {"0-12": "0-12", "13-17": "13-17", "18-21": "18-21", "unknown": "unknown"}
    cells = first.table("age_band_by_gender").of("nz-helpline", "2023-H1")
    inside = exact[exact["reported_date"] < "2023-07-01"]
    printed = 0
    for cell in cells.itertuples():
        chosen = inside
        if cell.age_band != TOTAL:
            chosen = chosen[chosen["age_band"].map(ages) == cell.age_band]
        if cell.gender != TOTAL:
            chosen = chosen[chosen["gender"] == cell.gender]
        if cell.mark == MASKED:
            continue
        printed += 1
        assert cell.reports % 3 == 0
        assert cell.reports >= 12
        assert abs(cell.reports - len(chosen)) <= 2
    assert printed >= 6


def test_every_combination_of_codes_stands_in_a_table_once(first: Release) -> None:
    cells = first.table("contact_platform_by_payment_made").of("nz-helpline", "2024-H1")
    assert len(cells) == 5 * 5
    assert not cells.duplicated(["contact_platform", "payment_made"]).any()
    assert set(cells["contact_platform"]) == {"instagram", "line", "other", "unknown", TOTAL}


def test_a_column_that_is_not_collected_is_said_so(first: Release) -> None:
    cells = first.table("kind").of("nz-helpline", "2024-H1")
    assert list(cells["kind"]) == [TOTAL]
    assert cells["reports"].isna().all()
    assert cells["mark"][0] == NOT_COLLECTED


def test_the_same_set_has_one_number_in_every_table(first: Release) -> None:
    for period in first.periods["period"]:
        totals = set()
        for table in first.tables:
            cells = table.of("nz-helpline", period)
            whole = (cells[[*table.dims]] == TOTAL).all(axis=1) & (cells["mark"] != NOT_COLLECTED)
            totals |= set(cells.loc[whole, "reports"])
        assert len(totals) == 1


def test_the_next_release_adds_periods_and_changes_nothing(first: Release, tmp_path: Path) -> None:
    settings = warehouse(tmp_path, TWO_YEARS, HALF_YEAR)
    after = drafted(settings, plan_in(tmp_path), first).release
    assert (after.name, after.previous) == ("small-1.2", "small-1.1")
    assert list(after.periods["period"]) == ["2023-H1", "2023-H2", "2024-H1", "2024-H2", "2025-H1"]
    assert list(after.periods["release"]) == ["small-1.1"] * 3 + ["small-1.2"] * 2
    for before, now in zip(first.tables, after.tables, strict=True):
        kept = now.cells[now.cells["period"].isin(first.periods["period"])]
        assert_frame_equal(kept.reset_index(drop=True), before.cells)
    assert after.revisions.empty


def test_a_late_report_changes_no_published_number(first: Release, tmp_path: Path) -> None:
    late = ("2025-03-01", delivered(150, date(2023, 2, 1), date(2023, 5, 1), prefix="late"))
    after = drafted(
        warehouse(tmp_path, TWO_YEARS, late, HALF_YEAR), plan_in(tmp_path), first
    ).release
    for before, now in zip(first.tables, after.tables, strict=True):
        kept = now.cells[now.cells["period"].isin(first.periods["period"])]
        assert_frame_equal(kept.reset_index(drop=True), before.cells)
    told = after.balance.set_index("status")["reports"]
    assert told["late"] == 200
    assert first.balance.set_index("status")["mark"]["late"] == MASKED


def test_without_a_newly_closed_period_there_is_no_release(first: Release, tmp_path: Path) -> None:
    settings = warehouse(tmp_path, TWO_YEARS)
    with pytest.raises(UsageError) as error:
        drafted(settings, plan_in(tmp_path), first)
    assert error.value.code == "nothing-to-release"


@pytest.mark.parametrize(
    ("plan", "secrets", "says"),
    [
        (PLAN.replace('dims = ["kind"]', 'dims = ["tactic"]'), SECRETS, "Tables"),
        (PLAN, Secrets(b"x" * 32, b"c" * 32), "keys"),
        (PLAN, Secrets(b"r" * 32, b"x" * 32), "keys"),
    ],
)
def test_a_series_goes_on_under_the_same_rules_only(
    first: Release, tmp_path: Path, plan: str, secrets: Secrets, says: str
) -> None:
    settings = warehouse(tmp_path, TWO_YEARS, HALF_YEAR)
    chosen = plan_in(tmp_path, plan)
    with pytest.raises(UsageError, match=says) as error:
        draft(read(settings, chosen), chosen, secrets, previous=first)
    assert error.value.code == "series-broken"


REBASE = """
[rebase]
series = 2
reason_en = "Late reports are counted."
reason_ja = "遅れて届いた報告を加えました。"
level = "II"
"""


def test_a_rebase_tells_the_same_periods_anew(first: Release, tmp_path: Path) -> None:
    late = ("2025-02-20", delivered(150, date(2023, 2, 1), date(2023, 5, 1), prefix="late"))
    settings = warehouse(tmp_path, TWO_YEARS, late)
    plan = plan_in(tmp_path, PLAN + REBASE)
    anew = drafted(settings, plan, first).release
    assert (anew.name, anew.series, anew.serial) == ("small-2.2", 2, 2)
    assert list(anew.periods["period"]) == ["2023-H1", "2023-H2", "2024-H1"]
    before = first.table("totals").cells["reports"]
    now = anew.table("totals").cells["reports"]
    assert now[0] - before[0] in range(145, 156)
    assert list(now[1:]) == list(before[1:])
    deliver(settings, HALF_YEAR)
    following = drafted(settings, plan, anew).release
    assert following.name == "small-2.3"
    with pytest.raises(UsageError, match="for series 1"):
        drafted(settings, plan_in(tmp_path), anew)


def test_a_rebase_may_come_under_new_keys(first: Release, tmp_path: Path) -> None:
    settings = warehouse(tmp_path, TWO_YEARS)
    plan = plan_in(tmp_path, PLAN + REBASE)
    anew = draft(read(settings, plan), plan, Secrets(b"x" * 32, b"y" * 32), previous=first).release
    assert anew.key_id != first.key_id
    before, now = (made.table("age_band_by_gender").cells["reports"] for made in (first, anew))
    apart = (now - before).dropna().abs()
    assert apart.max() == 3


def test_a_new_series_counts_the_same_under_every_code(first: Release, tmp_path: Path) -> None:
    plan = plan_in(tmp_path, PLAN.replace('"instagram", "line"', '"instagram"') + REBASE)
    with pytest.raises(UsageError, match="Kept or merged codes"):
        drafted(warehouse(tmp_path, TWO_YEARS), plan, first)


def test_a_third_series_is_attacked_with_both_before_it(first: Release, tmp_path: Path) -> None:
    settings = warehouse(tmp_path, TWO_YEARS)
    plan = plan_in(tmp_path, PLAN + REBASE)
    second = drafted(settings, plan, first).release
    plan = plan_in(tmp_path, PLAN + REBASE.replace("series = 2", "series = 3"))
    alone = drafted(settings, plan, second).release
    third = draft(read(settings, plan), plan, SECRETS, previous=second, withdrawn=[first]).release
    assert third.name == "small-3.3"
    assert third.attack["targets"] > alone.attack["targets"]
    assert third.attack["unsafe"] == 0


def test_too_short_a_series_is_not_told_anew(first: Release, tmp_path: Path) -> None:
    short = replace(first, periods=first.periods.iloc[:1])
    plan = plan_in(tmp_path, PLAN + REBASE)
    with pytest.raises(UsageError, match="Only 6 months"):
        drafted(warehouse(tmp_path, TWO_YEARS), plan, short)


def test_a_new_series_needs_one_before_it(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, PLAN + REBASE)
    with pytest.raises(UsageError, match="no series before"):
        drafted(warehouse(tmp_path, TWO_YEARS), plan)


def test_what_is_masked_is_told_with_its_cause(tmp_path: Path) -> None:
    made = drafted(warehouse(tmp_path, TWO_YEARS), plan_in(tmp_path))
    cells = made.release.table("age_band_by_gender").cells
    told = made.masked[made.masked["table"] == "age_band_by_gender"]
    causes = ["threshold", "contributor", "sparse", "attack"]
    assert told[causes].to_numpy().sum() == (cells["mark"] == MASKED).sum()
    assert told["cells"].sum() == len(cells)
    assert "kind" not in set(made.masked["table"])


def test_only_publishable_sources(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, PLAN.replace("least", 'sources = ["ca-cafc"]\nleast'))
    with pytest.raises(UsageError, match="ca-cafc"):
        drafted(warehouse(tmp_path, ("2025-02-10", [report()])), plan)


def test_there_must_be_a_warehouse(tmp_path: Path) -> None:
    settings = warehouse(tmp_path, ("2025-02-10", [report()]))
    (settings.warehouse / "CURRENT").unlink()
    with pytest.raises(UsageError) as error:
        drafted(settings, plan_in(tmp_path))
    assert error.value.code == "nothing-built"


def test_a_report_whose_date_was_corrected_stands_in_one_period_only(tmp_path: Path) -> None:
    """Reports of 2023 that are found to be of 2025 were counted, and are not counted again."""
    waiting = [row | {"reported_date": date(2025, 3, 3)} for row in TWO_YEARS[1][:120]]
    plan = plan_in(tmp_path)
    first = drafted(warehouse(tmp_path / "one", TWO_YEARS), plan).release
    with_corrections = warehouse(tmp_path / "two", TWO_YEARS, ("2025-08-30", waiting), HALF_YEAR)
    without = warehouse(tmp_path / "three", TWO_YEARS, HALF_YEAR)
    now = drafted(with_corrections, plan, first).release
    expected = drafted(without, plan, first).release
    for one, other in zip(now.tables, expected.tables, strict=True):
        assert_frame_equal(one.cells, other.cells)
    told = now.balance.set_index("status")["reports"]
    assert told["late"] == 100
