"""Answers are kept by warehouse and selection, and never mixed up."""

from datetime import date

import pandas as pd
import pytest

from dashboard.answers import Answers
from dashboard.columns import height
from dashboard.selection import Filters
from dashboard.store import Store, open_store


@pytest.fixture(scope="module")
def store(settings):
    return open_store(settings)


def test_each_selection_has_its_own_answer(store):
    asked = Answers(store)
    told = {
        gender: sum(asked.counts(Filters(genders=(gender,)), "gender")["reports"])
        for gender in ("male", "female", "male")
    }
    assert told == {"male": 330, "female": 165}


def test_each_warehouse_has_its_own_answer(store, empty_settings):
    full, empty = Answers(store), Answers(open_store(empty_settings))
    assert [height(a.headline(Filters())) for a in (full, empty, full)] == [3, 0, 3]


def test_a_kept_answer_cannot_be_changed_by_a_page(store):
    asked = Answers(store)
    told = asked.sources()
    told["reports"] = -1
    assert asked.sources()["reports"].tolist() == [400, 200, 60]


def test_a_cell_set_by_a_page_does_not_reach_what_is_kept(store):
    asked = Answers(store)
    told = asked.completeness(Filters())
    told.loc[0, "reports"] = -1
    assert asked.completeness(Filters())["reports"].min() >= 0


def test_a_frame_can_be_no_part_of_a_key(store):
    with pytest.raises(TypeError, match="unhashable"):
        Answers(store).counts(pd.DataFrame(), "gender")


def test_codes_come_with_the_most_frequent_first_and_without_those_of_no_report(store):
    asked = Answers(store)
    genders = asked.codes(Filters(sources=("jp-helpline",)), "gender")
    assert genders == ("male", "female", "unknown")
    assert asked.codes(Filters(genders=("female",)), "gender") == ("female",)


def test_every_question_of_the_store_can_be_asked(store):
    asked, everything = Answers(store), Filters()
    assert asked.counts(everything, "gender") == store.counts(everything, by=("gender",)).lists
    periods = {"calendar": "fiscal", "starts": 4, "date": "incident"}
    assert asked.periods(everything, **periods) == store.periods(everything, **periods).lists
    months = {"calendar": "fiscal", "starts": 4}
    by_month = store.completeness_by_month(everything, **months).frame
    assert asked.completeness_by_month(everything, **months).equals(by_month)
    public = {name for name in dir(Store) if not name.startswith("_")} - {"close"}
    ours = {"as_of", "ask_ahead", "codes", "warehouse"}
    assert public == {name for name in vars(Answers) if not name.startswith("_")} - ours


def test_what_a_page_asked_is_asked_ahead_of_the_next_selection(store):
    before, now = Filters(genders=("male",)), Filters(genders=("female",))
    drawn = Answers(store)
    drawn.counts(before, "outcome")
    drawn.vocabulary("genders")
    asked = []
    plain = store.counts
    store.counts = lambda filters, *, by: asked.append((filters, by)) or plain(filters, by=by)
    try:
        next_run = Answers(store)
        next_run.ask_ahead(drawn.asked, before, now)
        told = next_run.counts(now, "outcome")
    finally:
        del store.counts
    assert asked == [(now, ("outcome",))]
    assert told == plain(now, by=("outcome",)).lists


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(kinds=("financial",), first=date(2023, 1, 1)),  # asked of each report, not the cube
        Filters(last=date.min),
    ],
    ids=["all", "by kind", "none"],
)
def test_lists_hold_what_the_frame_of_the_same_answer_holds(store, filters):
    for answer in (
        store.counts(filters, by=("gender", "age_band")),
        store.periods(filters, by="kind", calendar="fiscal"),
        store.periods(filters, date="incident"),
        *(getattr(store, name)(filters) for name in ("headline", "headline_months")),
        *(getattr(store, name)(filters) for name in ("changes", "rate_changes")),
    ):
        frame = answer.frame.astype(object).where(answer.frame.notna(), None)
        told = {
            name: [day.date() if isinstance(day, pd.Timestamp) else day for day in frame[name]]
            for name in frame
        }
        assert answer.lists == told
        for name, values in told.items():
            assert [type(value) for value in answer.lists[name]] == [type(v) for v in values], name
