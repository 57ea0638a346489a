"""What became of old releases."""

from dataclasses import replace

from etl.release.status import Revised, Status, statuses
from tests.sealed_releases import history, revision, revisions


def of_age(cell: str, new: int | None) -> Revised:
    return Revised("age_band", "jp-helpline", "2024-H1", cell, new)


def test_each_release_knows_the_newest_and_its_revised_numbers():
    assert statuses(history()) == {
        "reports-1.1": Status(
            "reports-2.3",
            withdrawn=True,
            revised=(of_age("age_band=15-17", 126), of_age("age_band=18-24", None)),
        ),
        "reports-1.2": Status(
            "reports-2.3", withdrawn=True, revised=(of_age("age_band=15-17", 126),)
        ),
        "reports-2.3": Status(None, withdrawn=False, revised=()),
    }


def test_what_is_not_placed_yet_says_nothing():
    first, second, _ = history()
    assert statuses([first, second])["reports-1.1"].revised[0].new == 123
    assert statuses([first]) == {"reports-1.1": Status(None, withdrawn=False, revised=())}


def test_a_number_that_is_again_what_it_was_is_not_revised():
    first, second, _ = history()
    there = revision("reports-1.2", "totals", "", 300, 303)
    back = revision("reports-1.3", "totals", "", 303, 300)
    third = replace(second, serial=3, revisions=revisions([back, there]))
    told = statuses([first, second, third])
    assert told["reports-1.1"].revised == ()
    assert told["reports-1.2"].revised == (Revised("totals", "jp-helpline", "2024-H1", "", 300),)


def test_a_period_or_table_that_a_release_does_not_hold_is_not_revised_in_it():
    first, second, _ = history()
    later = revision("reports-1.2", "totals", "", 300, 303)
    later = (*later[:4], "2025-H1", *later[5:])
    other = revision("reports-1.2", "reporter", "reporter=self", 30, 33)
    told = statuses([first, replace(second, revisions=revisions([later, other]))])
    assert told["reports-1.1"].revised == ()


def test_plans_do_not_supersede_each_other():
    first, second, _ = history()
    other = replace(second, plan="platforms", serial=9, revisions=first.revisions)
    assert [status.superseded_by for status in statuses([first, other]).values()] == [None, None]
