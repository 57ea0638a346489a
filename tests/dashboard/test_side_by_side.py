"""Different sources on one axis: forms of lines, intervals, gaps, hollow points, and the base."""

import pandas as pd
import pytest

from dashboard import charts, compared
from dashboard.theme import LIGHT, Formats
from tests.dashboard.test_charts import EVIL, SAFE, checked

EN, JA = Formats("en"), Formats("ja")
NONE = float("nan")
WORDS = {"different": "Different sources", "provisional": "Still filling"}


def source(label, values, *, first="2024-01-01", span=3, status=None):
    """Periods of one source; no number is a gap, and the first value has no limits."""
    count = len(values)
    limited = [NONE if place == 0 else value for place, value in enumerate(values)]
    starts = pd.date_range(first, periods=count, freq=f"{span}MS")
    return pd.DataFrame(
        {
            "source": label.lower(),
            "label": label,
            "period_start": starts,
            "period_end": starts + pd.DateOffset(months=span) - pd.Timedelta(days=1),
            "months": span,
            "value": values,
            "lower": [value * 0.9 for value in limited],
            "upper": [value * 1.1 for value in limited],
            "text": [str(value) for value in values],
            "status": status or ["final"] * count,
        }
    )


def drawn(*sources, level=None):
    series = pd.concat(sources, ignore_index=True)
    figure = charts.side_by_side(series=series, words=WORDS, palette=LIGHT, formats=EN, level=level)
    return checked(figure)


def lines(figure):
    return [trace for trace in figure["data"] if trace.get("line", {}).get("dash")]


def test_each_source_has_a_line_of_its_own_form_and_its_name_at_the_end():
    names = [f"Source {number}" for number in range(6)]
    figure = drawn(*(source(name, [100.0, 110.0, 90.0]) for name in names))
    forms = [line["line"]["dash"] for line in lines(figure)]
    assert len(set(forms)) == 6
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == ["Different sources", *names]
    assert all(trace["showlegend"] is False for trace in figure["data"])


def test_a_gap_is_a_gap_and_the_band_closes_on_the_base():
    figure = drawn(source("One", [100.0, NONE, 120.0, 130.0]))
    [line] = lines(figure)
    assert line["y"] == [100.0, None, 120.0, 130.0]
    assert line["connectgaps"] is False
    [band] = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert band["y"][:3] == [100.0, 100.0, None]
    assert band["y"][3:7] == pytest.approx([132, 143, 117, 108])


def test_years_have_bars_beside_each_other():
    figure = drawn(source("One", [100.0, 120.0], span=12), source("Two", [100.0, 80.0], span=12))
    one, two = lines(figure)
    assert one["error_y"]["array"] == pytest.approx([0, 12])
    assert one["error_y"]["arrayminus"] == pytest.approx([0, 12])
    assert one["x"] == ["2023-12-25", "2024-12-25"]
    assert two["x"] == ["2024-01-08", "2025-01-08"]
    assert not [trace for trace in figure["data"] if trace.get("fill")]


def test_what_is_still_filling_is_hollow_and_named_once():
    filling = ["final", "final", "provisional"]
    figure = drawn(
        source("One", [100.0, 110.0, 90.0], status=filling),
        source("Two", [100.0, 105.0, 70.0], status=filling),
    )
    hollow = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
    assert [trace["y"] for trace in hollow] == [[90.0], [70.0]]
    assert {trace["marker"]["color"] for trace in hollow} == {LIGHT.ground}
    assert [trace.get("name") for trace in hollow if trace["showlegend"]] == ["P  Still filling"]
    assert figure["layout"]["showlegend"] is True


def test_small_rates_have_ticks_with_decimals_from_zero():
    figure = drawn(source("One", [0.021, 0.034], span=12))
    axis = figure["layout"]["yaxis"]
    assert list(axis["ticktext"]) == ["0.00", "0.01", "0.02", "0.03", "0.04"]
    assert axis["range"][0] == 0
    assert axis["range"][1] > 0.034 * 1.1


def test_without_a_number_there_is_an_axis():
    assert drawn(source("One", [NONE, NONE]))["layout"]["yaxis"]["range"][0] == 0


def test_years_that_begin_apart_stand_on_an_axis_of_months():
    april = source("One", [100.0, 120.0], first="2023-04-01", span=12)
    july = source("Two", [100.0, 120.0], first="2023-07-01", span=12)
    texts = drawn(april, july)["layout"]["xaxis"]["ticktext"]
    assert texts == ["Apr<br>2023", "Jul", "Oct", "Jan<br>2024", "Apr", "Jul"]
    same = drawn(april, april.assign(label="Two"))["layout"]["xaxis"]["ticktext"]
    assert same == ["2023/24", "2024/25"]


def test_markup_of_a_name_stays_text():
    figure = drawn(source(EVIL, [100.0, 110.0]), level=100)
    assert SAFE in figure["data"][-1]["hovertext"][0]
    assert all("<a" not in note["text"] for note in figure["layout"]["annotations"])
    assert figure["layout"]["shapes"][0]["y0"] == 100


def days(found):
    return [f"{day:%Y-%m-%d}" for day in found]


def test_a_base_is_final_in_every_source():
    one = source("One", [1.0] * 4, status=["incomplete", "final", "final", "provisional"])
    two = source("Two", [1.0] * 3, first="2024-04-01")
    rows = pd.concat([one, two])
    assert days(compared.bases(rows)) == ["2024-04-01", "2024-07-01"]
    assert compared.named(rows, pd.Timestamp(2024, 4, 1), EN) == "Q2 2024"
    assert compared.bases(rows[rows["status"] != "final"]) == []


def test_years_that_begin_apart_have_bases_in_both():
    april = source("One", [1.0] * 2, first="2023-04-01", span=12)
    july = source("Two", [1.0] * 2, first="2023-07-01", span=12)
    rows = pd.concat([april, july])
    found = compared.bases(rows)
    assert days(found) == ["2023-07-01", "2024-04-01", "2024-07-01"]
    assert compared.named(rows, found[0], JA) == "2023年度 / 2023/24年度"
    assert compared.named(rows, found[1], JA) == "2024年度 / 2023/24年度"


@pytest.mark.parametrize(
    ("asked", "held"), [("2024-05-01", 0), ("2024-07-01", 1), ("2024-10-01", None)]
)
def test_a_base_is_kept_when_the_periods_change(asked, held):
    found = [pd.Timestamp(2024, 4, 1), pd.Timestamp(2024, 7, 1)]
    told = compared.within(found, pd.Timestamp(asked), 3)
    assert told == (None if held is None else found[held])


def test_the_latest_period_is_final_and_shared():
    one = source("One", [1.0, 2.0, 3.0], status=["final", "final", "provisional"])
    two = source("Two", [4.0, 5.0])
    assert compared.latest(pd.concat([one, two]))["value"].tolist() == [2.0, 5.0]
    later = source("Two", [6.0, 7.0], first="2025-01-01")
    assert compared.latest(pd.concat([one, later]))["value"].tolist() == [2.0, 7.0]
