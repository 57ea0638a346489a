"""What became of old releases."""

from dataclasses import replace

from etl.release.status import Status, statuses
from tests.sealed_releases import history, revision, told_revisions


def told(release: str, cell: str, old: int | None, new: int | None, table: str = "age_band"):
    """A revision as a status tells it."""
    return {
        "release": release,
        "as_of": "2026-02-28" if release == "reports-2.3" else "2025-08-31",
        "kind": "revised" if new else "withdrawn",
        "source": "jp-helpline",
        "period": "2024-H1",
        "table": table,
        "cell": cell,
        "old": old,
        "new": new,
        "level": "II",
        "reason_en": "A delivery was corrected",
        "reason_ja": "提供データの訂正のため",
    }


def test_each_release_knows_the_newest_and_its_revised_numbers():
    assert statuses(history()) == {
        "reports-1.1": Status(
            "reports-2.3",
            withdrawn=True,
            revisions=(
                told("reports-2.3", "age_band=15-17", 99, 102),
                told("reports-1.2", "age_band=18-24", 75, None),
            ),
        ),
        "reports-1.2": Status(
            "reports-2.3",
            withdrawn=True,
            revisions=(told("reports-2.3", "age_band=15-17", 96, 102),),
        ),
        "reports-2.3": Status(None, withdrawn=False, revisions=()),
    }


def test_what_is_not_placed_yet_says_nothing():
    first, second, _ = history()
    assert statuses([first, second])["reports-1.1"].revisions[0]["new"] == 96
    assert statuses([first]) == {"reports-1.1": Status(None, withdrawn=False, revisions=())}


def test_a_number_that_is_again_what_it_was_is_not_revised():
    first, second, _ = history()
    there = revision("reports-1.2", "totals", "", 300, 303)
    back = revision("reports-1.3", "totals", "", 303, 300)
    third = replace(second, serial=3, revisions=told_revisions([back, there]))
    found = statuses([first, second, third])
    assert found["reports-1.1"].revisions == ()
    assert found["reports-1.2"].revisions == (told("reports-1.3", "", 303, 300, "totals"),)


def test_a_period_or_table_that_a_release_does_not_hold_is_not_revised_in_it():
    first, second, _ = history()
    later = revision("reports-1.2", "totals", "", 300, 303)
    later = (*later[:4], "2025-H1", *later[5:])
    other = revision("reports-1.2", "reporter", "reporter=self", 30, 33)
    found = statuses([first, replace(second, revisions=told_revisions([later, other]))])
    assert found["reports-1.1"].revisions == ()


def test_plans_do_not_supersede_each_other():
    first, second, _ = history()
    other = replace(second, plan="platforms", serial=9, revisions=first.revisions)
    assert [status.superseded_by for status in statuses([first, other]).values()] == [None, None]
