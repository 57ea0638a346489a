"""The filters beside a page: what is offered, what is chosen, and what the address then says."""

import re

import pytest

import sql
from tests.choices_shown import begin_anew, choice_of, choices_of, choose
from tests.dashboard.test_app import EN, address, run, sections, text
from tests.warehouse_builder import build_with, report, settings_in


def test_the_first_source_of_each_country_is_shown(settings):
    app = run(settings)
    assert sections(app) == ["Help line, Japan", "Help line, New Zealand"]
    assert choice_of(app, "source").chosen == ["jp-helpline", "nz-helpline"]
    assert address(app) == {}


def test_a_filter_is_written_into_the_address_and_counts(settings):
    app = run(settings, source="jp-helpline", **{"from": "2024-01", "to": "2025-12"})
    assert re.findall(r"([\d,]+) selected", text(app)) == ["400"]
    choose(app, "gender", "female")
    assert address(app)["gender"] == "female"
    assert re.findall(r"([\d,]+) selected", text(app)) == ["100"]


def test_each_age_scheme_has_its_own_list(settings):
    app = run(settings, age="13-17")
    ours, theirs = choices_of(app, "age")
    assert [ours.label, theirs.label] == [
        "Age band · Help line, Japan", "Age band · Help line, New Zealand",
    ]  # fmt: skip
    assert [[*choice.words.values()][1] for choice in (ours, theirs)] == ["12–14", "13–17"]
    assert (ours.chosen, theirs.chosen) == ([], ["13-17"])
    choose(app, "age", "15-17", "unknown", *theirs.chosen)
    assert address(app)["age"] == "15-17.13-17.unknown"
    ours, theirs = choices_of(app, "age")
    assert (ours.chosen, theirs.chosen) == (["15-17", "unknown"], ["13-17", "unknown"])
    choose(app, "age", "15-17", "13-17")
    assert address(app)["age"] == "15-17.13-17"


def test_sources_of_one_age_scheme_share_its_list(settings):
    app = run(settings, source="nz-helpline", age="unknown")
    assert choice_of(app, "age").label == EN("filters.age")
    begin_anew(app)
    assert address(app) == {}


@pytest.mark.parametrize(("many", "folds"), [(24, []), (25, ["Contact platform · All"])])
def test_a_long_list_stands_folded_and_keeps_its_name(tmp_path, many, folds):
    codes = [code for code in sql.codes("platforms") if code != "not_collected"][:many]
    reports = [report(contact_platform=code) for code in codes]
    build_with(settings_in(tmp_path), reports)
    app = run(settings_in(tmp_path))
    platforms = choice_of(app, "platform")
    assert (platforms.label, len(platforms.words)) == ("Contact platform", many)
    [beside] = app.sidebar.get("html")
    assert re.findall(r"<summary>(.*?)</summary>", beside.body) == folds


def test_a_country_narrows_the_sources(settings):
    app = run(settings, country="NZ")
    sources = choice_of(app, "source")
    assert sources.chosen == ["nz-helpline"]
    assert [*sources.words.values()] == ["Help line, New Zealand", "Police, New Zealand"]


def test_a_period_is_chosen_by_its_name_or_by_its_months(settings):
    app = run(settings, source="jp-helpline")
    assert choice_of(app, "period").chosen == ["two_years"]
    choose(app, "period", "year")
    assert address(app) == {"source": "jp-helpline", "period": "year"}
    assert choices_of(app, "from") == choices_of(app, "to") == []
    choose(app, "period", "chosen")
    year = {"from": "2025-01", "to": "2025-12"}
    assert address(app) == {"source": "jp-helpline"} | year
    first = choice_of(app, "from")
    assert (first.label, first.chosen, first.words["2025-01"]) == (
        EN("filters.from"), ["2025-01"], "Jan 2025",
    )  # fmt: skip
    assert [*first.words][:: len(first.words) - 1] == ["2025-12", "2024-01"]
    choose(app, "from", "2024-07")
    assert address(app) == {"source": "jp-helpline"} | year | {"from": "2024-07"}
    assert "Months chosen: 18, of which" in text(app)
    choose(app, "to", "2024-05")  # before the first month: the other way round
    assert address(app) == {"source": "jp-helpline", "from": "2024-05", "to": "2024-07"}
    assert EN("address.to") not in text(app)
    choose(app, "period", "two_years")
    assert address(app) == {"source": "jp-helpline"}


@pytest.mark.parametrize(
    ("months", "selected"),
    [
        ({"from": "2023-01", "to": "2026-04"}, {"from": "2024-01", "to": "2025-12"}),
        ({"from": "2024-05"}, {"from": "2024-05", "to": "2025-12"}),
        ({"to": "2024-05"}, {"from": "2024-01", "to": "2024-05"}),
    ],
)
def test_a_period_without_an_end_goes_as_far_as_the_data(settings, months, selected):
    app = run(settings, source="jp-helpline", **months)
    assert address(app) == {"source": "jp-helpline"} | selected


@pytest.mark.parametrize("period", [{"from": "2024-02", "to": "2024-05"}, {"period": "all"}])
def test_reset_clears_every_filter_and_nothing_else(settings, period):
    filtered = {"source": "nz-police", "country": "NZ", "gender": "male"} | period
    app = run(settings, lang="ja", calendar="fiscal", **filtered)
    assert address(app).keys() == {"lang", "calendar", *filtered}
    begin_anew(app)
    assert address(app) == {"lang": "ja", "calendar": "fiscal"}
