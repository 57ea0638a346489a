"""What the page says beside its charts, from the made-up release."""

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.page import alt, telling
from dashboard.page.cards import cards
from dashboard.page.cells import breakdowns, cells
from dashboard.page.figures import by_one, of_source, over_time
from dashboard.page.full_tables import full_tables
from dashboard.page.words import Words
from etl.release.model import REVISION_COLUMNS, Table
from tests.release_example import example

RELEASE = example()
CELLS = cells(RELEASE)
EN, JA = Words(RELEASE, "en"), Words(RELEASE, "ja")


def revised():
    rows = [
        ("reports-1.2", "2025-08-31", "revised", "jp-helpline", "2024-H1", "age_band_gender",
         "age_band=15-17;gender=male", 51, None, "II", "Counted twice.", "二重計上のため。"),
        ("reports-1.2", "2025-08-31", "revised", "jp-helpline", "2020-H1", "age_band",
         "age_band=total", 30, 33,
         "I", "Late.", "遅れて届いたため。"),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(REVISION_COLUMNS))
    kinds = {"old": "Int64", "new": "Int64", "as_of": "datetime64[us]"}
    return replace(RELEASE, revisions=frame.astype(kinds))


def test_a_card_names_the_same_months_a_year_before():
    first, second = cards(EN, CELLS)
    assert (first.source, first.told, first.period.name) == ("jp-helpline", "420", "Jan–Jun 2025")
    assert [first.before[0].name, first.before[1]] == ["Jan–Jun 2024", "300"]
    assert second.before is None  # no year before is as long
    assert [(bar.x, bar.width, bar.height) for bar in second.bars] == [(0, 38, 28), (40, 78, 32)]


def test_revisions_are_told_in_words():
    first, second = telling.revisions(Words(revised(), "ja"))
    assert first == {
        "release": "reports-1.2", "source": "相談窓口（日本）", "period": "2024年1月〜6月",
        "cell": "15〜17歳、男性", "old": "51", "new": "S",
        "level": "レベルII（数値の誤りなし、利用上の支障あり）", "reason": "二重計上のため。",
    }  # fmt: skip
    assert (second["period"], second["cell"]) == ("2020-H1", "合計")
    together = telling.revised_together(Words(revised(), "ja"))
    assert [(one.reason, one.count, one.rows) for one in together] == [
        ("二重計上のため。", "1", [first]),
        ("遅れて届いたため。", "1", [second]),
    ]


def test_very_many_revisions_stand_in_their_file_alone():
    rows = revised().revisions.iloc[:1]
    many = pd.concat([rows] * (telling.MOST_ROWS + 1), ignore_index=True)
    [told] = telling.revised_together(Words(replace(RELEASE, revisions=many), "en"))
    assert (told.count, told.rows) == ("201", [])


def test_each_source_is_cited_alone():
    first, second = telling.citations(EN)
    assert first.text(EN.t).startswith(
        "Help line, Japan: consultations, Jan 2024 to Jun 2025. SYNTHETIC DATA, not to be cited. "
    )
    assert "note = {SYNTHETIC DATA" in second.bibtex(EN.t)
    assert first.address == "reports-1.2/index.html"


def test_balance_keeps_the_order_of_reading():
    assert [status for status, _ in telling.balance(EN)] == ["received", "accepted", "late"]
    assert telling.balance(EN)[-1] == ("late", {"jp-helpline": "S", "nz-police": "S"})


def test_periods_are_named_as_readers_name_them():
    assert [p.name for p in EN.periods["nz-police"]] == ["Jan–Jun 2024", "Jul 2024 – Jun 2025"]
    assert [p.name for p in JA.periods["nz-police"]] == ["2024年1月〜6月", "2024年7月〜2025年6月"]
    assert [p.months for p in EN.periods["nz-police"]] == [6, 12]


def test_a_breakdown_is_taken_from_the_table_with_fewest_others():
    assert breakdowns(RELEASE) == {
        (): "totals",
        ("age_band",): "age_band",
        ("gender",): "age_band_gender",
        ("contact_platform",): "contact_platform_age_band",
        ("age_band", "gender"): "age_band_gender",
        ("contact_platform", "age_band"): "contact_platform_age_band",
    }


def test_bars_are_sorted_but_ages_keep_their_order():
    platform = by_one(EN, CELLS, "jp-helpline", "contact_platform")
    assert platform.rows[-2:] == (("Unknown", "84"), ("Total", "420"))
    assert [row[0] for row in by_one(EN, CELLS, "jp-helpline", "age_band").rows] == [
        "Under 15", "15–17", "18–24", "Unknown", "Total",
    ]  # fmt: skip


def test_lengths_of_periods_are_told_where_they_differ():
    assert over_time(EN, CELLS, "jp-helpline").notes == ""
    assert over_time(EN, CELLS, "nz-police").notes == EN.t("release.lengths")


def test_what_a_source_does_not_collect_is_no_chart_but_is_named():
    shown = of_source(EN, CELLS, "nz-police")
    assert [figure.title for figure in (*shown.single, *shown.crossed)] == [
        "Age", "Gender", "Age by gender",
    ]  # fmt: skip
    [last] = [table for table in full_tables(EN, CELLS)["nz-police"] if not table.rows]
    assert last.name == "contact_platform_age_band"


def test_a_source_without_a_period_has_nothing_to_show():
    only = replace(RELEASE, periods=RELEASE.periods.query("source == 'nz-police'"))
    words = Words(only, "en")
    assert of_source(words, CELLS, "jp-helpline") is None
    assert [card.source for card in cards(words, CELLS)] == ["nz-police"]
    assert [citation.source for citation in telling.citations(words)] == ["Police, New Zealand"]


def test_three_dims_are_listed_whole_and_charted_by_two_at_most():
    both = RELEASE.table("age_band_gender").cells
    deep = pd.concat(
        [both.assign(contact_platform=code) for code in ("instagram", "total")], ignore_index=True
    )
    table = Table("deep", ("age_band", "gender", "contact_platform"), deep[
        ["source", "period", "age_band", "gender", "contact_platform", "reports", "mark"]
    ])  # fmt: skip
    release = replace(RELEASE, tables=(*RELEASE.tables, table))
    words, numbers = Words(release, "en"), cells(release)
    [listed] = [t for t in full_tables(words, numbers)["jp-helpline"] if t.name == "deep"]
    assert len(listed.rows) == 5 * 4 * 5
    assert [label and label.span for label in listed.rows[0][0]] == [20, 5, 1]
    assert [label and label.name for label in listed.rows[1][0]] == [None, None, "LINE"]
    shown = of_source(words, numbers, "jp-helpline")
    assert [figure.title for figure in shown.crossed] == [
        "Age by gender", "First contact by age",
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.text(max_size=80), st.just("12"), st.one_of(st.none(), st.integers(12, 999))),
        max_size=40,
    )
)
def test_words_for_a_chart_are_short_and_begin_with_what_is_missing(rows):
    for said in (alt.ranked(EN, "Title", rows), alt.over_time(EN, "Title", rows)):
        assert said.startswith("Title")
        assert len(said) <= alt.LIMIT
        missing = sum(row[2] is None for row in rows)
        assert (f"Without a number: {missing}." in said) == (missing > 0)
